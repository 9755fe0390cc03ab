using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>One bar of one asset, in the portfolio's quote currency.</summary>
public sealed record Candle
{
    /// <summary>
    /// The instant from which decisions may use the bar. A live feed gives its real end. A price file gives its own
    /// stamp (daily bar D:
    /// midnight UTC of D; hourly bars as written), because a backtest's clock is the stamps: daily bar D decides on
    /// date D.
    /// </summary>
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
