using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faults;
using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>The exchange's own clock: the given one, put out by the faults that are on.</summary>
internal sealed class VenueClock(ExchangeClocks clocks, FaultSwitch faults)
{
    private Instant? driftsFrom;

    /// <summary>What the market's clock shows; markets run by it.</summary>
    public Instant MarketNow => Instant.FromDateTimeOffset(clocks.Market.GetUtcNow());

    /// <summary>What the exchange believes.</summary>
    public Instant Now => NowBy(StampClock.Market);

    /// <summary>What the exchange believes one of its clocks to show; faults put both out alike.</summary>
    public Instant NowBy(StampClock which)
    {
        Instant market = MarketNow;
        Duration offset = Duration.FromSeconds(faults.Standing(FaultKind.ClockOffset, "")?.Seconds ?? 0.0);
        Instant right = which switch
        {
            StampClock.Market => market,
            StampClock.Machine => Instant.FromDateTimeOffset(clocks.Machine.GetUtcNow()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return right + offset + DriftAt(market);
    }

    private Duration DriftAt(Instant at)
    {
        if (faults.Standing(FaultKind.ClockDrift, "") is not { } drift)
        {
            driftsFrom = null;
            return Duration.Zero;
        }

        driftsFrom ??= at;
        return (at - driftsFrom.Value) * ((double)drift.Number / 1_000_000.0);
    }
}
