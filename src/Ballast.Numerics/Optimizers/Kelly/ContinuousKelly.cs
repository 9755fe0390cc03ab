using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Optimizers.Kelly;

/// <summary>The weights of fastest growth for assets that move continuously (Merton 1969; Thorp 2006, section 8):
/// largest <c>k m'w - w'Vw / 2</c>, with m the returns above the risk-free rate and k the share of full Kelly. What is
/// not in the weights is in cash, or borrowed.</summary>
public static class ContinuousKelly
{
    private const string Name = "Kelly";

    /// <summary>Without bounds: <c>w = k V^-1 m</c>; weights may be negative and sum to anything.</summary>
    /// <param name="excess">m, shape (N), expected returns less the risk-free rate.</param>
    /// <param name="covariance">V, shape (N, N), positive definite.</param>
    /// <param name="fraction">k, 0 to 1.</param>
    /// <returns>Refused where V is singular: growth has no largest value, or many weights have the same.</returns>
    public static Allocation Unbounded(ReadOnlySpan<double> excess, Matrix covariance, double fraction)
    {
        if (Fault(excess, covariance, fraction) is [Refusal fault])
        {
            return Allocation.Refuse(fault);
        }

        switch (Cholesky.Of(covariance))
        {
            case CholeskyOutcome.Factored factored:
                double[] weights = excess.ToArray();
                Vectors.Scale(fraction, weights);
                factored.Factor.Solve(weights);
                double[] gradient = new double[weights.Length];
                covariance.Multiply(weights, gradient);
                Vectors.AddScaled(-fraction, excess, gradient);
                double residual = Vectors.LargestMagnitude(gradient);
                return residual <= 1e-9 * Vectors.LargestMagnitude(excess)
                    ? new Allocation.Solved(
                        ImmutableCollectionsMarshal.AsImmutableArray(weights),
                        [new Attempt(Name, AttemptEnding.Solved, 0)],
                        new Residuals(residual, 0.0, 0.0))
                    : Singular();
            case CholeskyOutcome.NotPositiveDefinite:
                return Singular();
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>Within bounds, and no more in all than a budget: the rest is cash. Cash joins as an asset without risk
    /// or excess return, and the critical line gives the weights exactly, also where V is singular.</summary>
    /// <param name="excess">m, shape (N), expected returns less the risk-free rate.</param>
    /// <param name="covariance">V, shape (N, N), symmetric and without negative eigenvalues.</param>
    /// <param name="fraction">k, 0 to 1.</param>
    /// <param name="limits">Bounds with finite lower ends, and the most that all weights sum to.</param>
    public static Allocation Within(
        ReadOnlySpan<double> excess, Matrix covariance, double fraction, (Bounds Bounds, double Budget) limits)
    {
        ArgumentNullException.ThrowIfNull(limits.Bounds);
        if (Fault(excess, covariance, fraction) is [Refusal fault])
        {
            return Allocation.Refuse(fault);
        }

        int n = excess.Length;
        if (limits.Bounds.Count != n)
        {
            return Allocation.Refuse(new Refusal.ShapeMismatch("bounds", n, limits.Bounds.Count));
        }

        Matrix withCash = new(n + 1, n + 1);
        for (int i = 0; i < n; i++)
        {
            covariance.Row(i).CopyTo(withCash.Row(i));
        }

        MeanVarianceProblem problem = new()
        {
            Mean = [.. excess, 0.0],
            Covariance = withCash,
            Bounds = Bounds.Of(
                [.. limits.Bounds.Lower, 0.0], [.. limits.Bounds.Upper, double.PositiveInfinity]),
            Budget = limits.Budget,
        };
        return CriticalLine.Trace(problem) switch
        {
            FrontierOutcome.Traced traced => WithoutCash(traced.Frontier.AtRiskTolerance(fraction)),
            FrontierOutcome.Refused refused => Allocation.Refuse(refused.Why),
            _ => throw new UnreachableException(),
        };
    }

    private static Allocation WithoutCash(Allocation allocation) => allocation switch
    {
        Allocation.Solved solved =>
            new Allocation.Solved(solved.Weights[..^1], solved.Attempts, solved.Residuals),
        Allocation.Refused refused => refused,
        _ => throw new UnreachableException(),
    };

    private static Allocation.Refused Singular() =>
        new(new Refusal.Unbounded(), [new Attempt(Name, AttemptEnding.Singular, 0)]);

    private static Refusal[] Fault(ReadOnlySpan<double> excess, Matrix covariance, double fraction)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        if (excess.Length == 0)
        {
            return [new Refusal.NoAssets()];
        }

        int bad = Vectors.FirstNotFinite(excess);
        if (bad >= 0)
        {
            return [new Refusal.NotFinite("excess returns", bad)];
        }

        ImmutableArray<Refusal> faults = MeanVarianceProblem.CovarianceFaults(covariance, excess.Length);
        return faults.Length > 0 ? [faults[0]] : SingleBet.Fault("fraction", fraction, 0.0, 1.0);
    }
}
