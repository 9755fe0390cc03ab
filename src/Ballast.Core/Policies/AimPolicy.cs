using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ballast.Core.Amounts;
using Ballast.Numerics.Moments;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>
/// One thing to aim at: weights as written, or a method and everything it needs. Collections compare by reference.
/// </summary>
public sealed record AimPolicy
{
    /// <summary>Nothing written yet.</summary>
    public static AimPolicy Blank { get; } = new();

    /// <summary>Weights that sum to one exactly as written; empty where a method finds them.</summary>
    public ImmutableSortedDictionary<Asset, Weight> Weights { get; init; } =
        ImmutableSortedDictionary<Asset, Weight>.Empty;

    /// <summary>The method; <see langword="null"/> where weights are written.</summary>
    public TargetMethod? Method { get; init; }

    /// <summary>Assets that the method may hold, beside those with a fixed weight.</summary>
    public ImmutableArray<Asset> Assets { get; init; } = [];

    /// <summary>The window of past days that is estimated from. Default 60 days.</summary>
    public Duration Lookback { get; init; } = Duration.FromDays(60);

    /// <summary>How covariances are estimated. Default the sample's.</summary>
    public CovarianceMethod Covariance { get; init; } = CovarianceMethod.Sample;

    /// <summary>How expected returns are estimated. Default the mean of simple returns.</summary>
    public MeanMethod Mean { get; init; } = MeanMethod.Arithmetic;

    /// <summary>Least and most weight; what is left out has the method's own default.</summary>
    public BoundsPolicy Bounds { get; init; } = new();

    /// <summary>Limits on several assets together.</summary>
    public ImmutableArray<GroupPolicy> Groups { get; init; } = [];

    /// <summary>Parts of the risk, in any unit, for risk parity; equal where empty.</summary>
    public ImmutableSortedDictionary<Asset, decimal> Budgets { get; init; } =
        ImmutableSortedDictionary<Asset, decimal>.Empty;

    /// <summary>Weights that are set aside before the method shares out the rest.</summary>
    public ImmutableSortedDictionary<Asset, Weight> Fixed { get; init; } =
        ImmutableSortedDictionary<Asset, Weight>.Empty;

    /// <summary>Market values in one currency.</summary>
    public ImmutableSortedDictionary<Asset, decimal> MarketValues { get; init; } =
        ImmutableSortedDictionary<Asset, decimal>.Empty;

    /// <summary>Opinions for Black and Litterman's method.</summary>
    public ImmutableArray<ViewPolicy> Views { get; init; } = [];

    /// <summary>Bets for Kelly's method.</summary>
    public ImmutableSortedDictionary<Asset, EdgePolicy> Edges { get; init; } =
        ImmutableSortedDictionary<Asset, EdgePolicy>.Empty;

    /// <summary>Share of full Kelly. Default half.</summary>
    public decimal KellyFraction { get; init; } = 0.5m;

    /// <summary>The return a year that <see cref="TargetMethod.TargetReturn"/> asks for.</summary>
    public decimal? TargetReturn { get; init; }

    /// <summary>The volatility a year that <see cref="TargetMethod.TargetVolatility"/> allows.</summary>
    public decimal? TargetVolatility { get; init; }

    /// <summary>The risk-free rate a year. Default 4.5 %.</summary>
    public decimal RiskFree { get; init; } = 0.045m;

    /// <summary>Methods that are tried in order where the one before gave nothing.</summary>
    public ImmutableArray<TargetMethod> Fallback { get; init; } = [];

    /// <summary>The volatility a year above which everything but the quote is scaled down; <see langword="null"/> means
    /// no scaling.</summary>
    public decimal? ScaleToVolatility { get; init; }

    /// <summary>The method and those tried after it.</summary>
    [JsonIgnore]
    public ImmutableArray<TargetMethod> Chain => Method is { } method ? [method, .. Fallback] : [];

    /// <summary>Every asset it may name.</summary>
    [JsonIgnore]
    public IEnumerable<Asset> Universe => Weights.Keys.Concat(Assets).Concat(Fixed.Keys);

    /// <summary>Whether it is weights and nothing that scales them.</summary>
    [JsonIgnore]
    public bool IsFixed => Method is null && ScaleToVolatility is null;
}

/// <summary>How the weights of a target are found.</summary>
public enum TargetMethod
{
    /// <summary>Least variance.</summary>
    MinVariance = 0,

    /// <summary>Most return above the risk-free rate per unit of volatility.</summary>
    MaxSharpe = 1,

    /// <summary>Risk shared out in given parts.</summary>
    RiskParity = 2,

    /// <summary>Largest diversification ratio.</summary>
    MostDiversified = 3,

    /// <summary>In proportion to one over volatility.</summary>
    InverseVolatility = 4,

    /// <summary>Hierarchical risk parity.</summary>
    Hierarchical = 5,

    /// <summary>The same for all.</summary>
    Equal = 6,

    /// <summary>In proportion to market value, capped.</summary>
    CappedMarketCap = 7,

    /// <summary>Least variance for a return.</summary>
    TargetReturn = 8,

    /// <summary>Most return for a volatility.</summary>
    TargetVolatility = 9,

    /// <summary>Views blended with what market values imply.</summary>
    BlackLitterman = 10,

    /// <summary>A share of the weights of fastest growth.</summary>
    Kelly = 11,

    /// <summary>In proportion to each asset's own Sharpe ratio.</summary>
    TrailingSharpe = 12,
}
