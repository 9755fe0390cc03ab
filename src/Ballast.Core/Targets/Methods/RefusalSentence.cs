using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Numerics.Optimizers;

namespace Ballast.Core.Targets.Methods;

/// <summary>Says in words, with the assets' names, what a solver refused in numbers.</summary>
internal static class RefusalSentence
{
    /// <summary>The reason that people and programs get.</summary>
    /// <param name="refusal">What a solver or an estimator answered.</param>
    /// <param name="assets">The names behind its indices.</param>
    public static Reason Of(Refusal refusal, ImmutableArray<Asset> assets) => refusal switch
    {
        Refusal.NoAssets => new Reason("no-assets", "there is no asset to hold"),
        Refusal.NotFinite r => new Reason("not-finite", $"a number of {r.Input} is missing or not finite"),
        Refusal.ShapeMismatch r => new Reason(
            "shape-mismatch", $"{r.Input} has {r.Actual} entries where {r.Expected} are needed"),
        Refusal.OutOfRange r => new Reason(
            "out-of-range", $"{r.Input} is {Number(r.Value)}; it may be {Number(r.Least)} to {Number(r.Most)}"),
        Refusal.BoundsCross r => new Reason(
            "bounds-cross",
            $"{assets[r.Asset]} may hold at least {Percent(r.Lower)} and at most {Percent(r.Upper)}, which is nothing"),
        Refusal.BudgetOutOfReach r => new Reason(
            "bounds-infeasible",
            $"the bounds let weights sum to between {Percent(r.Least)} and {Percent(r.Most)}, "
                + $"and {Percent(r.Budget)} is to be shared out"),
        Refusal.TargetOutOfReach r => new Reason(
            "target-out-of-reach",
            $"a {r.Target} of {Percent(r.Value)} cannot be had: it lies between {Percent(r.Least)} and "
                + Percent(r.Most)),
        Refusal.Contradiction r => new Reason(
            "limits-contradict",
            $"bounds, groups and targets contradict each other: together they miss {Percent(r.Gap)} of weight"),
        Refusal.Unbounded => new Reason(
            "no-best", "there is no best portfolio: some mix of the assets has no risk at all, or a bound is missing"),
        Refusal.NothingAboveRiskFree r => new Reason(
            "nothing-above-risk-free",
            $"no allowed portfolio is expected to earn more than the risk-free {Percent(r.RiskFree)}; "
                + $"the most is {Percent(r.Most)}"),
        Refusal.RisklessBeatsRiskFree r => new Reason(
            "riskless-beats-risk-free",
            $"a portfolio without risk is expected to earn {Percent(r.Riskless)}, more than the risk-free "
                + $"{Percent(r.RiskFree)}: the ratio has no largest value"),
        Refusal.NoVariance r => new Reason(
            "no-variance", $"{assets[r.Asset]} does not move at all, and the method divides by its volatility"),
        Refusal.NotACovariance r => new Reason("not-a-covariance", NotACovariance(r.LeastEigenvalue)),
        Refusal.TooFewObservations r => new Reason(
            "too-few-observations", $"{r.Actual} complete returns are too few; {r.Needed} are needed"),
        Refusal.NotConverged r => new Reason(
            "not-converged", $"no solver met its accuracy; the best was off by {Number(r.Residual)}"),
        _ => throw new UnreachableException(),
    };

    /// <summary>A fraction as percent with two decimals.</summary>
    public static string Percent(double fraction) =>
        double.IsInfinity(fraction) ? Number(fraction) : $"{Number(Math.Truncate(fraction * 1e6) / 1e4)} %";

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity or double.MaxValue => "anything",
        double.NegativeInfinity or double.MinValue => "minus anything",
        double.Epsilon => "above 0",
        _ => value.ToString("G6", CultureInfo.InvariantCulture),
    };

    private static string NotACovariance(double leastEigenvalue) => double.IsNaN(leastEigenvalue)
        ? "the covariance is not symmetric"
        : $"the covariance gives some portfolio a negative variance (least eigenvalue {Number(leastEigenvalue)})";
}
