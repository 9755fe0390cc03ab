using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Tests.Linear;

/// <summary>Factors of small matrices worked out by hand, and of random ones put together again.</summary>
public sealed class FactorisationTests
{
    [Fact]
    public void Factors_a_matrix_that_is_known_by_hand()
    {
        // Golub and Van Loan's habit: L = [2 0; 1 3], so A = [4 2; 2 10] and A^-1 = [10 -2; -2 4] / 36.
        var factor = Cholesky.Of(Matrix.Of(2, 2, [4.0, 2.0, 2.0, 10.0]))
            .ShouldBeOfType<CholeskyOutcome.Factored>().Factor;

        factor.Lower.Values.ToArray().ShouldBe([2.0, 0.0, 1.0, 3.0]);
        factor.LogDeterminant().ShouldBe(Math.Log(36.0), 1e-15);
        double[] x = [6.0, 12.0];
        factor.Solve(x);
        x[0].ShouldBe(1.0, 1e-15);
        x[1].ShouldBe(1.0, 1e-15);
        factor.Inverse()[0, 1].ShouldBe(-2.0 / 36.0, 1e-16);
    }

    [Fact]
    public void Says_where_a_matrix_is_not_positive_definite()
    {
        Cholesky.Of(Matrix.Of(2, 2, [1.0, 2.0, 2.0, 1.0]))
            .ShouldBe(new CholeskyOutcome.NotPositiveDefinite(1, -3.0));
        Cholesky.Of(Matrix.Of(1, 1, [double.NaN]))
            .ShouldBeOfType<CholeskyOutcome.NotPositiveDefinite>().Pivot.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(64)]
    public void Eigenvectors_put_the_matrix_together_again(int n)
    {
        Matrix a = RandomSymmetric(n, seed: n);
        SymmetricEigen eigen = SymmetricEigen.Of(a);

        LargestDifference(eigen.Compose(eigen.Eigenvalues), a).ShouldBeLessThan(1e-13 * n);
        Matrix gram = eigen.Eigenvectors.Times(eigen.Eigenvectors.Transposed());
        double[] ones = new double[n];
        Array.Fill(ones, 1.0);
        LargestDifference(gram, Matrix.Diagonal(ones)).ShouldBeLessThan(1e-13 * n);
        for (int k = 1; k < n; k++)
        {
            eigen.Eigenvalues[k].ShouldBeGreaterThanOrEqualTo(eigen.Eigenvalues[k - 1]);
        }
    }

    [Fact]
    public void Equal_rows_leave_one_eigenvalue_that_counts()
    {
        // All entries one: eigenvalues 0, 0, 0 and 4.
        double[] ones = new double[16];
        Array.Fill(ones, 1.0);
        SymmetricEigen eigen = SymmetricEigen.Of(Matrix.Of(4, 4, ones));

        eigen.Eigenvalues[3].ShouldBe(4.0, 1e-14);
        eigen.Eigenvalues[2].ShouldBe(0.0, 1e-15);
        Should.Throw<ArgumentException>(() => SymmetricEigen.Of(Matrix.Of(1, 1, [double.NaN])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(75)]
    public void Kernels_agree_with_plain_loops(int n)
    {
        Random random = new(n);
        double[] x = new double[n];
        double[] y = new double[n];
        double expected = 0.0;
        double squares = 0.0;
        for (int i = 0; i < n; i++)
        {
            x[i] = random.NextDouble() - 0.5;
            y[i] = random.NextDouble() - 0.5;
            expected += x[i] * y[i];
            squares += (x[i] - y[i]) * (x[i] - y[i]);
        }

        Vectors.Dot(x, y).ShouldBe(expected, 1e-14);
        Vectors.SquaredDistance(x, y).ShouldBe(squares, 1e-14);
        double[] z = [.. y];
        Vectors.AddScaled(2.0, x, z);
        Vectors.AddScaled(-2.0, x, z);
        for (int i = 0; i < n; i++)
        {
            z[i].ShouldBe(y[i], 1e-15);
        }

        Should.Throw<ArgumentException>(() => Vectors.Dot(new double[2], new double[3]));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => Matrix.Of(2, 2, [1.0]));
        Should.Throw<ArgumentException>(() => new Matrix(2, 3).Times(new Matrix(2, 3)));
        Should.Throw<ArgumentException>(() => new Matrix(2, 3).Multiply(new double[2], new double[2]));
        Should.Throw<ArgumentException>(() => Cholesky.Of(new Matrix(2, 3)));
    }

    private static Matrix RandomSymmetric(int n, int seed)
    {
        Random random = new(seed);
        Matrix a = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                a[i, j] = a[j, i] = random.NextDouble() - 0.5;
            }
        }

        return a;
    }

    private static double LargestDifference(Matrix a, Matrix b)
    {
        double[] difference = a.Values.ToArray();
        Vectors.AddScaled(-1.0, b.Values, difference);
        return Vectors.LargestMagnitude(difference);
    }
}
