using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Numerics.Moments;
using NodaTime;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of one aim: weights as written, or a method and everything it needs. What a method needs is
/// written only beside a method.</summary>
internal static class AimTable
{
    private static readonly Kind<TargetMethod> Method = new ChoiceKind<TargetMethod>(
        (TargetMethod.MinVariance, "min-variance"), (TargetMethod.MaxSharpe, "max-sharpe"),
        (TargetMethod.RiskParity, "risk-parity"), (TargetMethod.MostDiversified, "most-diversified"),
        (TargetMethod.InverseVolatility, "inverse-volatility"), (TargetMethod.Hierarchical, "hrp"),
        (TargetMethod.Equal, "equal"), (TargetMethod.CappedMarketCap, "capped-market-cap"),
        (TargetMethod.TargetReturn, "target-return"), (TargetMethod.TargetVolatility, "target-volatility"),
        (TargetMethod.BlackLitterman, "black-litterman"), (TargetMethod.Kelly, "kelly"),
        (TargetMethod.TrailingSharpe, "trailing-sharpe"));

    private static readonly Kind<CovarianceMethod> Covariance = new ChoiceKind<CovarianceMethod>(
        (CovarianceMethod.Sample, "sample"), (CovarianceMethod.ExponentiallyWeighted, "exponentially-weighted"),
        (CovarianceMethod.Semi, "semi"), (CovarianceMethod.LedoitWolfOneParameter, "ledoit-wolf-one-parameter"),
        (CovarianceMethod.LedoitWolfTwoParameter, "ledoit-wolf-two-parameter"),
        (CovarianceMethod.LedoitWolfConstantCorrelation, "ledoit-wolf-constant-correlation"),
        (CovarianceMethod.LedoitWolfDiagonal, "ledoit-wolf-diagonal"),
        (CovarianceMethod.LedoitWolfMarket, "ledoit-wolf-market"),
        (CovarianceMethod.OracleApproximating, "oracle-approximating"),
        (CovarianceMethod.QuadraticInverseShrinkage, "quadratic-inverse-shrinkage"),
        (CovarianceMethod.LinearInverseShrinkage, "linear-inverse-shrinkage"),
        (CovarianceMethod.GeometricInverseShrinkage, "geometric-inverse-shrinkage"));

    private static readonly Kind<MeanMethod> Mean = new ChoiceKind<MeanMethod>(
        (MeanMethod.Arithmetic, "arithmetic"), (MeanMethod.Compound, "compound"),
        (MeanMethod.ExponentiallyWeighted, "exponentially-weighted"), (MeanMethod.JamesStein, "james-stein"),
        (MeanMethod.BayesStein, "bayes-stein"), (MeanMethod.CapitalAssetPricing, "capital-asset-pricing"));

    private static readonly DurationKind Lookback = new(Duration.FromDays(3), Duration.FromDays(3650));
    private static readonly Kind<decimal> Rate = PolicyKinds.Numbers(
        new Bounds(-1m, 10m, "a fraction a year (4.5 % is 0.045)"));

    private static readonly Kind<decimal> Volatility = PolicyKinds.Numbers(
        new Bounds(0m, 10m, "a volatility a year (20 % is 0.20)") { IsOpenBelow = true });

    private static readonly Kind<decimal> Part = PolicyKinds.Numbers(
        new Bounds(0m, 1_000_000_000_000_000m, "a part in any unit"));

    private static readonly Kind<decimal> Fraction = PolicyKinds.Numbers(
        new Bounds(0m, 1m, "a fraction (half is 0.5)") { IsOpenBelow = true });

    /// <summary>The fields, in the order of the documentation.</summary>
    public static ImmutableArray<Field<AimPolicy>> Fields { get; } =
    [
        Plain(
            new(PolicyKinds.Weighting, (aim, weights) => aim with { Weights = weights }),
            "weights",
            "The weight of each asset, as fractions that sum to exactly 1.",
            (ImmutableSortedDictionary<Asset, Weight> weights) => !weights.IsEmpty,
            aim => aim.Weights),
        new Binding<AimPolicy, TargetMethod>(Method, (aim, method) => aim with { Method = method }).Sometimes(
            "method",
            "How the weights are found, instead of weights.",
            aim => aim.Method is { } method ? [method] : []),
        Plain(
            new(new ListKind<Asset>(PolicyKinds.Asset, 1, 200), (aim, assets) => aim with { Assets = assets }),
            "assets",
            "The assets that the method shares the portfolio out among.",
            (ImmutableArray<Asset> assets) => !assets.IsEmpty,
            aim => aim.Assets),
        Plain(
            new(PolicyKinds.Weighting, (aim, weights) => aim with { Fixed = weights }),
            "fixed",
            "Weights that are taken out first; the method shares out the rest.",
            (ImmutableSortedDictionary<Asset, Weight> weights) => !weights.IsEmpty,
            aim => aim.Fixed),
        OfMethod(
            new(Lookback, (aim, span) => aim with { Lookback = span }),
            "lookback",
            "How many past days are estimated from, in daily closes; 60d unless given.",
            aim => aim.Lookback),
        OfMethod(
            new(Covariance, (aim, estimator) => aim with { Covariance = estimator }),
            "covariance",
            "How covariances are estimated; sample unless given.",
            aim => aim.Covariance),
        OfMethod(
            new(Mean, (aim, estimator) => aim with { Mean = estimator }),
            "mean",
            "How expected returns are estimated; arithmetic unless given.",
            aim => aim.Mean),
        OfMethod(
            new(Rate, (aim, rate) => aim with { RiskFree = rate }),
            "riskFree",
            "The risk-free rate a year; 0.045 unless given.",
            aim => aim.RiskFree),
        new Binding<AimPolicy, BoundsPolicy>(MethodTable.Bounds, (aim, bounds) => aim with { Bounds = bounds })
            .Sometimes(
                "bounds",
                "Least and most weight. Unless given: 0.02 to 0.60 for methods of mean and variance, 0.01 to 0.80 for "
                + "risk-parity, 0 to 1 for the others.",
                aim => aim.Bounds is { Min: null, Max: null, PerAsset.IsEmpty: true } ? [] : [aim.Bounds]),
        Plain(
            new(new ListKind<GroupPolicy>(MethodTable.Group, 1, 50), (aim, groups) => aim with { Groups = groups }),
            "groups",
            "Limits on several assets together; for methods of mean and variance.",
            (ImmutableArray<GroupPolicy> groups) => !groups.IsEmpty,
            aim => aim.Groups),
        Plain(
            new(new MapKind<decimal>(Part, 1, 200), (aim, budgets) => aim with { Budgets = budgets }),
            "budgets",
            "Parts of the risk for risk-parity, in any unit; equal unless given.",
            (ImmutableSortedDictionary<Asset, decimal> budgets) => !budgets.IsEmpty,
            aim => aim.Budgets),
        Plain(
            new(new MapKind<decimal>(Part, 1, 200), (aim, values) => aim with { MarketValues = values }),
            "marketValues",
            "Market values in one currency, for capped-market-cap and black-litterman.",
            (ImmutableSortedDictionary<Asset, decimal> values) => !values.IsEmpty,
            aim => aim.MarketValues),
        Plain(
            new(new ListKind<ViewPolicy>(MethodTable.View, 1, 100), (aim, views) => aim with { Views = views }),
            "views",
            "Opinions for black-litterman.",
            (ImmutableArray<ViewPolicy> views) => !views.IsEmpty,
            aim => aim.Views),
        Plain(
            new(new MapKind<EdgePolicy>(MethodTable.Edge, 1, 200), (aim, edges) => aim with { Edges = edges }),
            "edges",
            "Bets for kelly, one per asset or sleeve; without them past returns decide.",
            (ImmutableSortedDictionary<Asset, EdgePolicy> edges) => !edges.IsEmpty,
            aim => aim.Edges),
        OfMethod(
            new(Fraction, (aim, share) => aim with { KellyFraction = share }),
            "kellyFraction",
            "The share of what full Kelly would hold within the limits; 0.5 unless given, which keeps three quarters "
            + "of the growth at a quarter of the variance, or where a limit binds half to three quarters.",
            aim => aim.KellyFraction),
        new Binding<AimPolicy, decimal>(Rate, (aim, least) => aim with { TargetReturn = least }).Sometimes(
            "targetReturn",
            "The return a year that target-return asks for.",
            aim => aim.TargetReturn is { } least ? [least] : []),
        new Binding<AimPolicy, decimal>(Volatility, (aim, most) => aim with { TargetVolatility = most }).Sometimes(
            "targetVolatility",
            "The volatility a year that target-volatility allows.",
            aim => aim.TargetVolatility is { } most ? [most] : []),
        Plain(
            new(new ListKind<TargetMethod>(Method, 1, 12), (aim, chain) => aim with { Fallback = chain }),
            "fallback",
            "Methods that are tried in order where the one before gave nothing; each try is on record.",
            (ImmutableArray<TargetMethod> chain) => !chain.IsEmpty,
            aim => aim.Fallback),
        new Binding<AimPolicy, decimal>(Volatility, (aim, most) => aim with { ScaleToVolatility = most }).Sometimes(
            "scaleToVolatility",
            "Scales everything but the quote down so that the volatility a year of the last lookback is no more; never "
            + "up.",
            aim => aim.ScaleToVolatility is { } most ? [most] : []),
    ];

    /// <summary>One aim as a block of its own.</summary>
    public static Block<AimPolicy> Aim { get; } = new(AimPolicy.Blank, [.. Fields]);

    private static Field<AimPolicy> Plain<T>(
        Binding<AimPolicy, T> binding,
        string name,
        string description,
        Func<T, bool> isGiven,
        Func<AimPolicy, T> get) =>
        binding.Sometimes(name, description, aim => isGiven(get(aim)) ? [get(aim)] : []);

    private static Field<AimPolicy> OfMethod<T>(
        Binding<AimPolicy, T> binding, string name, string description, Func<AimPolicy, T> get) =>
        binding.Sometimes(name, description, aim => aim.IsFixed ? [] : [get(aim)]);
}
