using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Asks an exchange for its clock and for what a key may do.</summary>
internal sealed class BinanceSpotExaminer(BinanceWire wire, TimeProvider machine)
{
    private const int Tries = 3;

    private static readonly TimeSpan SureEnough = TimeSpan.FromMilliseconds(100);

    /// <summary>Measures the clock's offset; of a few tries the one that is surest.</summary>
    public async Task<Reading<ClockOffset>> MeasureClockAsync(CancellationToken cancellation)
    {
        Reading<ClockOffset>? best = null;
        for (int i = 0; i < Tries; i++)
        {
            Reading<ClockOffset> measured = await MeasureOnceAsync(cancellation);
            if (measured is not Reading<ClockOffset>.Known { Value: var offset })
            {
                return best ?? measured;
            }

            bool isSurer = best is not Reading<ClockOffset>.Known { Value: var before }
                || offset.Uncertainty < before.Uncertainty;
            best = isSurer ? measured : best;
            if (offset.Uncertainty <= SureEnough)
            {
                break;
            }
        }

        return best!;
    }

    /// <summary>Reads what the key may do.</summary>
    public async Task<Reading<KeyFacts>> ReadKeyAsync(CancellationToken cancellation) => WireReadings.Of(
        await wire.SignedAsync(HttpMethod.Get, "/sapi/v1/account/apiRestrictions", "", cancellation),
        BinanceMessages.Default.KeyMessage,
        key => new KeyFacts
        {
            CanRead = key.EnableReading,
            CanTrade = key.EnableSpotAndMarginTrading,
            CanWithdraw = key.EnableWithdrawals,
            CanTransfer = key.EnableInternalTransfer || key.PermitsUniversalTransfer,
            IsIpRestricted = key.IpRestrict,
        });

    // The exchange looked at its clock somewhere between question and answer. The wait is measured by a clock that
    // nobody sets.
    private async Task<Reading<ClockOffset>> MeasureOnceAsync(CancellationToken cancellation)
    {
        DateTimeOffset asked = machine.GetUtcNow();
        long begun = machine.GetTimestamp();
        WireAnswer answer = await wire.GetPublicAsync("/api/v3/time", "", cancellation);
        TimeSpan half = machine.GetElapsedTime(begun) / 2;
        return WireReadings.Of(answer, BinanceMessages.Default.TimeMessage, time => new ClockOffset(
            DateTimeOffset.FromUnixTimeMilliseconds(time.ServerTime) - (asked + half), half));
    }
}
