using Ballast.Numerics.Linear;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Tests.Linear;

/// <summary>Products of columns, against a plain loop and between registers.</summary>
public sealed class GramTests
{
    // Fewer columns than a tile, whole tiles, one too many; one block of rows, more than one, none.
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    [InlineData(7, 13)]
    [InlineData(200, 24)]
    [InlineData(201, 25)]
    [InlineData(450, 150)]
    public void Adds_what_a_plain_loop_adds_with_every_register_the_same_digits(int rows, int columns)
    {
        Random random = new(rows + columns);
        Matrix x = new(rows, columns);
        foreach (ref double value in x.Values)
        {
            value = random.NextDouble() - 0.5;
        }

        double[] centre = new double[columns];
        Array.Fill(centre, 0.25);
        Matrix start = Start(columns);
        Gram.Terms terms = new(start, 0.5) { X = x, Centre = centre, Factor = -0.3 };
        Matrix by128 = new(columns, columns);
        Matrix by256 = Start(columns);
        Matrix by512 = Matrix.Unwritten(columns, columns);
        Gram.Add<Lanes128>(terms, by128);
        Gram.Add<Lanes256>(terms, by256);
        Gram.Add<Lanes512>(terms, by512);

        by256.Values.SequenceEqual(by128.Values).ShouldBeTrue();
        by512.Values.SequenceEqual(by128.Values).ShouldBeTrue();
        Gram.Sum(start, 0.5, x, 0.0).Values.SequenceEqual(start.Times(0.5).Values).ShouldBeTrue();
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double sum = 0.0;
                for (int t = 0; t < rows; t++)
                {
                    sum += (x[t, i] - 0.25) * (x[t, j] - 0.25);
                }

                by128[i, j].ShouldBe((0.5 * start[i, j]) - (0.3 * sum), 1e-13 * (rows + 1));
            }
        }
    }

    [Fact]
    public void Measures_symmetry_and_finds_what_is_no_number_wherever_it_stands()
    {
        Random random = new(5);
        for (int n = 1; n < 80; n++)
        {
            Matrix square = Start(n);
            Symmetry.Measure(square).ShouldBe((0.0, 1.0 + (2 * (n - 1))));

            (int row, int column) = (random.Next(n), random.Next(n));
            square[row, column] += 1000.0;
            Symmetry.Measure(square).ShouldBe((row == column ? 0.0 : 1000.0, 1001.0 + row + column));

            square[row, column] = n % 2 == 0 ? double.NaN : double.NegativeInfinity;
            double.IsNaN(Symmetry.Measure(square).Largest).ShouldBeTrue();
        }
    }

    private static Matrix Start(int n)
    {
        Matrix matrix = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                matrix[i, j] = 1.0 + i + j;
            }
        }

        return matrix;
    }
}
