using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Optimizers.Kelly;

/// <summary>The weights of fastest growth for assets that move continuously (Merton 1969; Thorp 2006, section 8):
/// largest <c>m'w - w'Vw / 2</c>, with m the returns above the risk-free rate, times k, the share of full Kelly
/// (MacLean, Ziemba and Blazenko 1992). What is not in the weights is in cash, or borrowed.</summary>
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
    /// or excess return, and the critical line gives the weights of fastest growth exactly, also where V is singular;
    /// k times these are held. Where limits bind, half Kelly is half of what full Kelly holds within them, and not the
    /// portfolio of a person twice as careful, which may be the same as full Kelly there. A lower bound above zero is
    /// kept: what k would push below it stays at it.</summary>
    /// <param name="excess">m, shape (N), expected returns less the risk-free rate.</param>
    /// <param name="covariance">V, shape (N, N), symmetric and without negative eigenvalues.</param>
    /// <param name="fraction">k, 0 to 1.</param>
    /// <param name="limits">Bounds with finite lower ends and upper ends of zero or more, and the most that all weights
    /// sum to. Where some bounds are above zero, none may be below.</param>
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

        if (LimitFault(limits.Bounds) is [Refusal unfit])
        {
            return Allocation.Refuse(unfit);
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
            FrontierOutcome.Traced traced => Part(
                traced.Frontier.AtRiskTolerance(1.0), fraction, limits.Bounds),
            FrontierOutcome.Refused refused => Allocation.Refuse(refused.Why),
            _ => throw new UnreachableException(),
        };
    }

    private static Allocation Part(Allocation whole, double fraction, Bounds bounds) => whole switch
    {
        Allocation.Solved solved => new Allocation.Solved(
            [.. solved.Weights[..^1].Select((full, i) => Math.Max(fraction * full, Floor(bounds, i, full)))],
            solved.Attempts,
            solved.Residuals),
        Allocation.Refused refused => refused,
        _ => throw new UnreachableException(),
    };

    // A lower bound below zero allows a short position and asks for none.
    private static double Floor(Bounds bounds, int asset, double full) =>
        bounds.Lower[asset] > 0.0 ? Math.Min(bounds.Lower[asset], full) : double.NegativeInfinity;

    // A share of a position that must be short, or forced positions paid by short ones, may leave the limits.
    private static Refusal[] LimitFault(Bounds bounds)
    {
        bool isForced = bounds.Lower.Any(lower => lower > 0.0);
        for (int i = 0; i < bounds.Count; i++)
        {
            if (bounds.Upper[i] < 0.0)
            {
                return [new Refusal.OutOfRange("upper bound", bounds.Upper[i], 0.0, double.PositiveInfinity)];
            }

            if (isForced && bounds.Lower[i] < 0.0)
            {
                return [new Refusal.OutOfRange("lower bound", bounds.Lower[i], 0.0, double.PositiveInfinity)];
            }
        }

        return [];
    }

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
