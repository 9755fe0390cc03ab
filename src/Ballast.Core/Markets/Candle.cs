using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>One bar of one asset, in the portfolio's quote currency.</summary>
public sealed record Candle
{
    /// <summary>When the bar ends; it is known from then on. Daily bar D of a file ends as D closes, and decides on date D.</summary>
    public required Instant End { get; init; }

    /// <summary>The last price.</summary>
    public required Price Close { get; init; }

    /// <summary>The first price, where the source has it.</summary>
    public Price? Open { get; init; }

    /// <summary>The highest price, where the source has it.</summary>
    public Price? High { get; init; }

    /// <summary>The lowest price, where the source has it.</summary>
    public Price? Low { get; init; }

    /// <summary>Units traded, where the source has them.</summary>
    public Quantity? Volume { get; init; }
}
