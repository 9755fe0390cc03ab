using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>Costs where a venue does not say.</summary>
public sealed record CostPolicy
{
    /// <summary>Default 10 bp.</summary>
    public decimal TakerFeeBps { get; init; } = 10m;

    /// <summary>Default 10 bp.</summary>
    public decimal MakerFeeBps { get; init; } = 10m;

    /// <summary>Full spread; half of it is paid per trade. Default none.</summary>
    public decimal SpreadBps { get; init; }

    /// <summary>Fixed cost per trade in quote currency (gas). Default none.</summary>
    public Money Fixed { get; init; }

    /// <summary>
    /// Square-root law: impact in bp of a trade as large as a day's volume, scaled by the square root of trade over
    /// <see cref="DailyVolume"/>. Zero means none.
    /// </summary>
    public decimal ImpactBps { get; init; }

    /// <summary>
    /// A day's volume in quote currency for the impact; needed where <see cref="ImpactBps"/> is above zero.
    /// </summary>
    public Money DailyVolume { get; init; }

    /// <summary>Costs of single assets; these replace all of the above for them.</summary>
    public ImmutableSortedDictionary<Asset, CostPolicy> PerAsset { get; init; } =
        ImmutableSortedDictionary<Asset, CostPolicy>.Empty;
}
