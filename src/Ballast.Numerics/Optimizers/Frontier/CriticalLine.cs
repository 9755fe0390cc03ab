using System.Collections.Immutable;
using System.Diagnostics;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>
/// The critical line algorithm (Markowitz 1956; Markowitz and Todd 2000, chapter 13; Niedermayer and Niedermayer 2010;
/// Bailey and Lopez de Prado 2013): every turning point of the efficient frontier under box bounds, exactly, in a
/// finite number of steps. Weights are linear in lambda between two turning points, so the whole frontier is known.
/// We differ in that the inverse of the working system is updated in O(k^2) instead of formed anew, in that equal
/// means are settled by minimising variance among them first, and in that a singular covariance is allowed: an asset
/// that would make the system singular is exchanged along the direction without risk.
/// </summary>
public static class CriticalLine
{
    internal const string Name = "critical line";

    /// <summary>Traces the whole frontier.</summary>
    /// <param name="problem">Means, covariance, bounds and budget; sums of lower bounds must be finite, so that return
    /// has a largest value.</param>
    public static FrontierOutcome Trace(MeanVarianceProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Fault(problem) is [Refusal fault]
            ? new FrontierOutcome.Refused(fault)
            : new CriticalLineWalk(problem).Run(double.NaN);
    }

    /// <summary>The portfolio of the largest Sharpe ratio, as <see cref="EfficientFrontier.MaximumSharpe"/> gives it;
    /// the walk ends where it is found, which is much earlier than the frontier does.</summary>
    /// <param name="problem">As for <see cref="Trace"/>.</param>
    /// <param name="riskFree">The rate, in the problem's periods.</param>
    /// <returns>Refused where there is no frontier, where no portfolio earns more than the rate, or where one without
    /// risk does.</returns>
    public static Allocation MaximumSharpe(MeanVarianceProblem problem, double riskFree)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (Fault(problem) is [Refusal fault])
        {
            return Allocation.Refuse(fault);
        }

        return new CriticalLineWalk(problem).Run(riskFree) switch
        {
            FrontierOutcome.Traced traced => traced.Frontier.MaximumSharpe(riskFree),
            FrontierOutcome.Refused refused => Allocation.Refuse(refused.Why),
            _ => throw new UnreachableException(),
        };
    }

    private static Refusal[] Fault(MeanVarianceProblem problem)
    {
        ImmutableArray<Refusal> faults = problem.Faults();
        if (faults.Length > 0)
        {
            return [faults[0]];
        }

        // The highest return is finite only where no weight can fall without end.
        foreach (double lower in problem.Bounds.Lower)
        {
            if (double.IsInfinity(lower))
            {
                return [new Refusal.Unbounded()];
            }
        }

        return [];
    }
}
