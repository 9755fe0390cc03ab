using System.Diagnostics;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Compares the exchange's clock with this machine's. Orders are stamped by this machine, and the instant at which a
/// request becomes inert is told by the exchange's: further apart than the margin of a proof, nothing is signed.
/// </summary>
internal sealed class ExchangeClock(BridgedWire wire, TimeProvider machine)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Often = TimeSpan.FromMinutes(10);

    // When they were compared, and what the exchange's clock showed then less this machine's elapsed time.
    private (long At, TimeSpan Exchange)? compared;

    /// <summary>Why nothing may be signed; <see langword="null"/> where it may.</summary>
    public async Task<VenueError?> ObjectionAsync(CancellationToken cancellation)
    {
        // Elapsed time and the exchange's go on together: where the wall clock has left them, it was set since.
        if (compared is { } last
            && machine.GetElapsedTime(last.At) < Often
            && (WallLessElapsed - last.Exchange).Duration() <= Most)
        {
            return null;
        }

        switch (await OffsetAsync(cancellation))
        {
            case Reading<TimeSpan>.Failed { Error: var error }:
                return error;
            case Reading<TimeSpan>.Known { Value: var offset } when offset.Duration() > Most:
                string way = offset < TimeSpan.Zero ? "behind" : "ahead of";
                return new VenueError(
                    VenueErrorKind.ClockSkew,
                    "clock-offset",
                    $"this machine's clock is {ClockDistance.Of(offset)} {way} the exchange's; set it");
            case Reading<TimeSpan>.Known { Value: var ahead }:
                compared = (machine.GetTimestamp(), WallLessElapsed - ahead);
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private TimeSpan WallLessElapsed => TimeSpan.FromMilliseconds(wire.NowMs) - machine.GetElapsedTime(0);

    // How far this machine is ahead of the exchange; half of the time that asking took may be wrong.
    private async Task<Reading<TimeSpan>> OffsetAsync(CancellationToken cancellation)
    {
        long before = wire.NowMs;
        return await wire.ReadAsync(
            "time",
            [],
            json => TimeSpan.FromMilliseconds(((before + wire.NowMs) / 2) - json.GetProperty("at").GetInt64()),
            cancellation);
    }
}
