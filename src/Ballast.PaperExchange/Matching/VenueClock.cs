using Ballast.PaperExchange.Faults;
using NodaTime;

namespace Ballast.PaperExchange.Matching;

/// <summary>The exchange's own clock: the given one, put out by the faults that are on.</summary>
internal sealed class VenueClock(TimeProvider time, FaultSwitch faults)
{
    private Instant? driftsFrom;

    /// <summary>What the given clock shows; markets run by it.</summary>
    public Instant MarketNow => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>What the exchange believes.</summary>
    public Instant Now
    {
        get
        {
            Instant market = MarketNow;
            Duration offset = Duration.FromSeconds(faults.Standing(FaultKind.ClockOffset, "")?.Seconds ?? 0.0);
            return market + offset + DriftAt(market);
        }
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
