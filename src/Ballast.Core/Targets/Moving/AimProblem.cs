using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Targets.Methods;

namespace Ballast.Core.Targets.Moving;

/// <summary>An aim of a policy as the solver's problem: the one place where a policy's decimals become plain
/// numbers.</summary>
internal static class AimProblem
{
    /// <summary>The problem, still without moments.</summary>
    public static AllocationProblem Of(AimPolicy aim) => new()
    {
        Assets = aim.Assets,
        Methods = [.. aim.Chain.Select(method => MethodOf(aim, method))],
        Limits = LimitsOf(aim),
        Fixed = Plain(aim.Fixed, weight => (double)weight.Value),
        MarketValues = Plain(aim.MarketValues, value => (double)value),
        RiskFree = (double)aim.RiskFree,
    };

    /// <summary>How an aim's moments are estimated.</summary>
    public static EstimationTerms TermsOf(AimPolicy aim) => new()
    {
        Lookback = aim.Lookback,
        Covariance = aim.Covariance,
        Mean = aim.Mean,
        RiskFree = (double)aim.RiskFree,
        MarketValues = Plain(aim.MarketValues, value => (double)value),
    };

    /// <summary>The assets that a method may choose weights for.</summary>
    public static ImmutableArray<Asset> Free(AimPolicy aim) =>
        [.. aim.Assets.Where(asset => !aim.Fixed.ContainsKey(asset))];

    /// <summary>The assets with a fixed weight whose past counts beside the others': where the return or the volatility
    /// of the whole portfolio is aimed at or limited, all but the quote.</summary>
    public static ImmutableArray<Asset> FixedToLookAt(AimPolicy aim, Asset quote) =>
        aim.ScaleToVolatility is not null
            || aim.Chain.Any(method => method is TargetMethod.TargetReturn or TargetMethod.TargetVolatility)
            ? [.. aim.Fixed.Keys.Where(asset => asset != quote && !aim.Fixed[asset].IsZero)]
            : [];

    /// <summary>Whether any method of the chain looks at the past.</summary>
    public static bool NeedsPast(AimPolicy aim) => aim.ScaleToVolatility is not null || aim.Chain.Any(
        method => !(method is TargetMethod.Equal or TargetMethod.CappedMarketCap
            || (method == TargetMethod.Kelly && !aim.Edges.IsEmpty)));

    /// <summary>A method with the parameters that the aim gives it.</summary>
    public static AllocationMethod MethodOf(AimPolicy aim, TargetMethod method) => method switch
    {
        TargetMethod.MinVariance => new AllocationMethod.MinimumVariance(),
        TargetMethod.MaxSharpe => new AllocationMethod.MaximumSharpe(),
        TargetMethod.RiskParity => new AllocationMethod.RiskParity(Plain(aim.Budgets, part => (double)part)),
        TargetMethod.MostDiversified => new AllocationMethod.MostDiversified(),
        TargetMethod.InverseVolatility => new AllocationMethod.InverseVolatility(),
        TargetMethod.Hierarchical => new AllocationMethod.Hierarchical(),
        TargetMethod.Equal => new AllocationMethod.Equal(),
        TargetMethod.CappedMarketCap => new AllocationMethod.CappedMarketCap(),
        TargetMethod.TargetReturn => new AllocationMethod.TargetReturn((double)(aim.TargetReturn ?? 0m)),
        TargetMethod.TargetVolatility => new AllocationMethod.TargetVolatility((double)(aim.TargetVolatility ?? 0m)),
        TargetMethod.BlackLitterman => new AllocationMethod.BlackLitterman([.. aim.Views.Select(View)]),
        TargetMethod.Kelly => new AllocationMethod.Kelly(
            (double)aim.KellyFraction,
            Plain(aim.Edges, edge => new BetEdge((double)edge.WinProbability, (double)edge.Odds))),
        TargetMethod.TrailingSharpe => new AllocationMethod.TrailingSharpe(),
        _ => throw new UnreachableException(),
    };

    /// <summary>Bounds and groups.</summary>
    public static AllocationLimits LimitsOf(AimPolicy aim) => new()
    {
        EachAsset = Range(aim.Bounds.Min, aim.Bounds.Max),
        PerAsset = Plain(aim.Bounds.PerAsset, bounds => Range(bounds.Min, bounds.Max)),
        Groups =
        [
            .. aim.Groups.Select(group => new AssetGroup(group.Name, group.Assets, Range(group.Min, group.Max))),
        ],
    };

    private static MarketView View(ViewPolicy view) => new(
        Plain(view.Factors, factor => (double)factor), (double)view.Return, (double)view.Confidence);

    private static WeightRange Range(Weight? least, Weight? most) =>
        new((double?)least?.Value, (double?)most?.Value);

    private static ImmutableSortedDictionary<Asset, TPlain> Plain<T, TPlain>(
        ImmutableSortedDictionary<Asset, T> map, Func<T, TPlain> plain) =>
        map.ToImmutableSortedDictionary(pair => pair.Key, pair => plain(pair.Value));
}
