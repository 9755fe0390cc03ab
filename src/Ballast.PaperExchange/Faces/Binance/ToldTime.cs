using System.Collections.Immutable;
using Ballast.PaperExchange.Clocks;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>
/// What the exchange told about its time. A client that asks once and then stamps by the machine's clock plus the
/// difference that it saw is right for ever at a real exchange, and at an accelerated one only because the difference
/// is remembered here.
/// </summary>
internal sealed class ToldTime(PaperVenue venue)
{
    private const int Kept = 64;

    private static readonly Duration Same = Duration.FromMilliseconds(100);

    private ImmutableList<Duration> differences = [];

    /// <summary>How far the market's time was ahead of the machine's each time it was told, the newest last.</summary>
    public ImmutableList<Duration> Differences => Volatile.Read(ref differences);

    /// <summary>The market's time, for somebody who will go by it.</summary>
    public Instant Tell()
    {
        Instant now = venue.Now;
        Duration ahead = now - venue.NowBy(StampClock.Machine);
        ImmutableInterlocked.Update(ref differences, static (told, ahead) => With(told, ahead), ahead);
        return now;
    }

    private static ImmutableList<Duration> With(ImmutableList<Duration> told, Duration ahead)
    {
        if (told is [.., var last] && Duration.FromTicks(Math.Abs((ahead - last).TotalTicks)) < Same)
        {
            return told;
        }

        return told.Count < Kept ? told.Add(ahead) : told.RemoveAt(0).Add(ahead);
    }
}
