using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Moments;

/// <summary>How far, and towards what, means per period are pulled. A weight of NaN says that the covariance cannot be
/// inverted.</summary>
internal readonly record struct MeanShrinkage(double Weight, double Centre)
{
    public static MeanShrinkage JamesStein(ReadOnlySpan<double> means, Matrix sample, int periods)
    {
        int n = means.Length;
        double centre = Vectors.Sum(means) / n;
        double scatter = 0.0;
        double variance = 0.0;
        for (int i = 0; i < n; i++)
        {
            scatter += (means[i] - centre) * (means[i] - centre);
            variance += sample[i, i] / n;
        }

        double noise = Math.Max(n - 3, 0) * variance / periods;
        double weight = scatter > noise ? noise / scatter : 1.0;
        return new MeanShrinkage(n > 3 ? weight : 0.0, centre);
    }

    public static MeanShrinkage BayesStein(ReadOnlySpan<double> means, Matrix sample, int periods)
    {
        int n = means.Length;
        if (Cholesky.Of(sample) is not CholeskyOutcome.Factored { Factor: { } factor })
        {
            return new MeanShrinkage(double.NaN, double.NaN);
        }

        double[] riskless = new double[n];
        Array.Fill(riskless, 1.0);
        factor.Solve(riskless);
        double centre = Vectors.Dot(riskless, means) / Vectors.Sum(riskless);
        double[] excess = means.ToArray();
        foreach (ref double value in excess.AsSpan())
        {
            value -= centre;
        }

        double[] solved = [.. excess];
        factor.Solve(solved);

        // The covariance of the predictive density is larger than the sample's by (T - 1) / (T - N - 2).
        double distance = Vectors.Dot(excess, solved) * (periods - n - 2.0) / (periods - 1.0);
        return new MeanShrinkage((n + 2.0) / (n + 2.0 + (periods * distance)), centre);
    }
}
