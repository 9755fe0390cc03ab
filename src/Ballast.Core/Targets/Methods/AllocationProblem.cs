using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>What is to be shared out, by which methods, within which limits. Compared by reference of its
/// lists.</summary>
public sealed record AllocationProblem
{
    /// <summary>The assets that may be held, each once; those with a fixed weight may be among them.</summary>
    public required ImmutableArray<Asset> Assets { get; init; }

    /// <summary>Methods in the order in which they are tried; the first that answers decides. One or more.</summary>
    public required ImmutableArray<AllocationMethod> Methods { get; init; }

    /// <summary>Expected returns and covariance; <see langword="null"/> for methods that need none.</summary>
    public AssetMoments? Moments { get; init; }

    /// <summary>Bounds and groups.</summary>
    public AllocationLimits Limits { get; init; } = AllocationLimits.Usual;

    /// <summary>Weights that are taken out before anything is solved: the rest is shared out among the other assets as
    /// if these were not there, but that a return or a volatility to aim at is that of the whole, in which a fixed
    /// asset without moments counts as cash. Each zero or more, together less than one.</summary>
    public ImmutableSortedDictionary<Asset, double> Fixed { get; init; } =
        ImmutableSortedDictionary<Asset, double>.Empty;

    /// <summary>Market values in one currency, for the methods that look at them.</summary>
    public ImmutableSortedDictionary<Asset, double> MarketValues { get; init; } =
        ImmutableSortedDictionary<Asset, double>.Empty;

    /// <summary>The risk-free rate a year.</summary>
    public double RiskFree { get; init; } = AllocationDefaults.RiskFree;
}
