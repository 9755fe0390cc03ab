using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Tests.Optimizers;

/// <summary>Problems from a seed: one to forty assets, covariances from full to rank one, means that may tie, assets
/// that do not move or are the same, bounds of all kinds that leave something to choose.</summary>
internal static class RandomProblems
{
    public static MeanVarianceProblem Of(int seed)
    {
        Random random = new(seed);
        int n = 1 + random.Next(seed % 5 == 0 ? 40 : 12);
        Matrix covariance = Covariance(n, random);
        double[] mean = new double[n];
        int kind = random.Next(5);
        for (int i = 0; i < n; i++)
        {
            mean[i] = kind switch
            {
                0 => 0.05,
                1 => 0.05 * random.Next(3),
                _ => (0.6 * random.NextDouble()) - 0.1,
            };
        }

        return new MeanVarianceProblem { Mean = [.. mean], Covariance = covariance, Bounds = Box(n, random) };
    }

    public static Matrix Covariance(int n, Random random)
    {
        int factors = random.Next(3) == 0 ? 1 + random.Next(n) : n + 5 + random.Next(20);
        Matrix returns = new(factors, n);
        for (int t = 0; t < factors; t++)
        {
            double market = random.NextDouble() - 0.5;
            for (int i = 0; i < n; i++)
            {
                returns[t, i] = (0.4 * (random.NextDouble() - 0.5)) + (0.5 * market);
            }
        }

        if (n > 2 && random.Next(4) == 0)
        {
            // One asset stands still, and two are the same.
            for (int t = 0; t < factors; t++)
            {
                returns[t, 0] = random.Next(2) == 0 ? returns[t, 0] : 0.0;
                returns[t, n - 1] = returns[t, 1];
            }
        }

        Matrix covariance = returns.Transposed().Times(returns);
        Vectors.Scale(1.0 / factors, covariance.Values);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                covariance[i, j] = covariance[j, i];
            }
        }

        return covariance;
    }

    private static Bounds Box(int n, Random random)
    {
        if (random.Next(2) == 0)
        {
            return Bounds.LongOnly(n);
        }

        double[] lower = new double[n];
        double[] upper = new double[n];
        double sumLower = 0.0;
        double sumUpper = 0.0;
        for (int i = 0; i < n; i++)
        {
            lower[i] = random.Next(3) == 0 ? -0.2 : 0.1 * random.NextDouble();
            upper[i] = lower[i] + (random.Next(8) == 0 ? 0.0 : 0.5 * random.NextDouble());
            sumLower += lower[i];
            sumUpper += upper[i];
        }

        // Moved and stretched until the budget of one lies between the sums.
        for (int i = 0; i < n; i++)
        {
            lower[i] -= sumLower > 1.0 ? (sumLower - 1.0 + 0.1) / n : 0.0;
            upper[i] += sumUpper < 1.0 ? (1.0 - sumUpper + (0.3 * random.Next(2))) / n : 0.0;
        }

        return Bounds.Of(lower, upper);
    }
}
