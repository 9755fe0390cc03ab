using System.Collections.Immutable;

namespace Ballast.Core.Reports;

/// <summary>The rows of a comparison on the days of one kind of market.</summary>
public sealed record RegimeResult
{
    /// <summary>Which kind.</summary>
    public required MarketRegime Regime { get; init; }

    /// <summary>How many days were of that kind.</summary>
    public required int Days { get; init; }

    /// <summary>Their share of all days that could be told.</summary>
    public required double Share { get; init; }

    /// <summary>One per row of the comparison, in its order.</summary>
    public required ImmutableArray<RegimeRow> Rows { get; init; }
}

/// <summary>
/// Kinds of market, told from what was known at the close before. The market is the costless constant mix of the
/// policy's targets.
/// </summary>
public enum MarketRegime
{
    /// <summary>The market stood at or above its mean of the last 200 days.</summary>
    Rising = 0,

    /// <summary>It stood below.</summary>
    Falling = 1,

    /// <summary>Its volatility over the last 30 days was at or below the median of the whole range.</summary>
    Calm = 2,

    /// <summary>It was above. The median is known in hindsight only.</summary>
    Wild = 3,
}
