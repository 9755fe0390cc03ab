using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Optimizers.BlackLitterman;

/// <summary>A prior and views on it. Compared by reference of its lists.</summary>
public sealed record BlackLittermanProblem
{
    /// <summary>V, shape (N, N), symmetric and without negative eigenvalues.</summary>
    public required Matrix Covariance { get; init; }

    /// <summary>pi, shape (N): what the market expects, in the covariance's periods.</summary>
    public required ImmutableArray<double> Prior { get; init; }

    /// <summary>Opinions, K or none.</summary>
    public required ImmutableArray<View> Views { get; init; }

    /// <summary>tau, above zero: the prior mean's variance in units of V; 0.05 unless given, as He and Litterman
    /// have it.</summary>
    public double Tau { get; init; } = 0.05;

    /// <summary>The returns at which given weights are the best ones, <c>pi = delta V w</c> (Black and Litterman
    /// 1992).</summary>
    /// <param name="covariance">V, shape (N, N).</param>
    /// <param name="weights">w, shape (N), such as market values.</param>
    /// <param name="riskAversion">delta, such as 2.5.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static ImmutableArray<double> Equilibrium(
        Matrix covariance, ReadOnlySpan<double> weights, double riskAversion)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        double[] returns = new double[weights.Length];
        covariance.Multiply(weights, returns);
        Vectors.Scale(riskAversion, returns);
        return [.. returns];
    }

    /// <summary>Looks for what makes the question unanswerable.</summary>
    /// <returns>The reason to refuse, or nothing.</returns>
    public ImmutableArray<Refusal> Faults()
    {
        int n = Prior.Length;
        if (n == 0)
        {
            return [new Refusal.NoAssets()];
        }

        int bad = Vectors.FirstNotFinite(Prior.AsSpan());
        if (bad >= 0)
        {
            return [new Refusal.NotFinite("prior", bad)];
        }

        if (!(Tau > 0.0) || double.IsInfinity(Tau))
        {
            return [new Refusal.OutOfRange("tau", Tau, double.Epsilon, double.MaxValue)];
        }

        foreach (View view in Views)
        {
            if (ViewFault(view, n) is [Refusal fault])
            {
                return [fault];
            }
        }

        return MeanVarianceProblem.CovarianceFaults(Covariance, n);
    }

    private static Refusal[] ViewFault(View view, int n)
    {
        if (view.Factors.Length != n)
        {
            return [new Refusal.ShapeMismatch("view", n, view.Factors.Length)];
        }

        int bad = Vectors.FirstNotFinite(view.Factors.AsSpan());
        if (bad >= 0 || !double.IsFinite(view.Return))
        {
            return [new Refusal.NotFinite("view", Math.Max(bad, 0))];
        }

        return view.Trust switch
        {
            ViewTrust.AsThePrior => [],
            ViewTrust.Confidence { Share: >= 0.0 and <= 1.0 } => [],
            ViewTrust.Confidence c => [new Refusal.OutOfRange("view confidence", c.Share, 0.0, 1.0)],
            ViewTrust.Variance { Omega: >= 0.0 and <= double.MaxValue } => [],
            ViewTrust.Variance v => [new Refusal.OutOfRange("view variance", v.Omega, 0.0, double.MaxValue)],
            _ => throw new UnreachableException(),
        };
    }
}
