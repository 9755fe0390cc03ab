using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Tests.Linear;

/// <summary>Sums of multiples of rows, against a plain loop.</summary>
public sealed class RowMixTests
{
    private const int Rows = 7;

    // Less than a register, one, a few that overlap, a strip, strips that overlap, for every width of register.
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(11)]
    [InlineData(32)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(131)]
    public void Is_what_a_plain_loop_gives(int columns)
    {
        Random random = new(columns);
        int stride = columns + 5;
        double[] rows = new double[Rows * stride];
        foreach (ref double value in rows.AsSpan())
        {
            value = random.NextDouble() - 0.5;
        }

        int[] which = [6, 0, 3, 4];
        double[] factors = [0.5, -2.0, 1.5, 3.0];
        double[] chosen = new double[columns];
        double[] first = new double[columns];
        Array.Fill(chosen, double.NaN);
        Array.Fill(first, double.NaN);
        RowMix.Of(rows, stride, which, factors, chosen);
        RowMix.Of(rows, stride, [], factors, first);
        for (int j = 0; j < columns; j++)
        {
            double sumOfChosen = 0.0;
            double sumOfFirst = 0.0;
            for (int k = 0; k < factors.Length; k++)
            {
                sumOfChosen += factors[k] * rows[(which[k] * stride) + j];
                sumOfFirst += factors[k] * rows[(k * stride) + j];
            }

            chosen[j].ShouldBe(sumOfChosen, 1e-14);
            first[j].ShouldBe(sumOfFirst, 1e-14);
        }
    }

    [Fact]
    public void Without_rows_everything_is_zero()
    {
        double[] y = [1.0, 2.0, 3.0, 4.0, 5.0];
        RowMix.Of([], 5, [], [], y);
        y.ShouldAllBe(value => value == 0.0);
    }

    [Fact]
    public void Does_not_read_beyond_its_rows()
    {
        double[] rows = new double[10];
        Should.Throw<ArgumentException>(() => RowMix.Of(rows, 5, [2], [1.0], new double[5]));
        Should.Throw<ArgumentException>(() => RowMix.Of(rows, 5, [0, 1], [1.0], new double[5]));
        Should.Throw<ArgumentException>(() => RowMix.Of(rows, 5, [-1], [1.0], new double[5]));
        Should.Throw<ArgumentException>(() => RowMix.Of(rows, 5, [], [1.0, 1.0, 1.0], new double[5]));
    }
}
