using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Tests.Linear;

/// <summary>Products with the upper triangle of a symmetric matrix, against a plain loop over the whole.</summary>
public sealed class SymmetricProductTests
{
    // Fewer rows than go together, all remainders of four in rows and columns.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(30)]
    [InlineData(43)]
    public void Is_what_the_whole_matrix_gives(int size)
    {
        Random random = new(size);
        Matrix whole = new(size, size);
        Matrix upper = new(size, size);
        double[] x = new double[size];
        for (int i = 0; i < size; i++)
        {
            x[i] = random.NextDouble() - 0.5;
            for (int j = 0; j <= i; j++)
            {
                whole[i, j] = whole[j, i] = random.NextDouble() - 0.5;
                upper[i, j] = double.NaN;
                upper[j, i] = whole[j, i];
            }
        }

        double[] y = new double[size];
        Array.Fill(y, double.NaN);
        SymmetricProduct.Multiply(upper, x, y);
        for (int i = 0; i < size; i++)
        {
            double sum = 0.0;
            for (int j = 0; j < size; j++)
            {
                sum += whole[i, j] * x[j];
            }

            y[i].ShouldBe(sum, 1e-14 * (size + 1));
        }
    }

    [Fact]
    public void Does_not_take_vectors_of_another_size()
    {
        Matrix matrix = new(2, 2);
        Should.Throw<ArgumentException>(() => SymmetricProduct.Multiply(matrix, new double[2], new double[3]));
    }
}
