using System.Net.Http.Headers;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues;

/// <summary>
/// Until when a venue wants to be left alone: one for all wires to it, whichever of them was told. Counted in elapsed
/// time: a clock that is set forward does not shorten the while, one that is set back does not lengthen it. Safe from
/// any thread.
/// </summary>
/// <param name="machine">The machine's clock.</param>
/// <param name="file">What other processes were told, and where they read what this one is told;
/// <see langword="null"/> for a hold that ends with this process.</param>
internal sealed class VenueHold(TimeProvider machine, HoldFile? file)
{
    private readonly Lock gate = new();
    private readonly Lock keeping = new();
    private long since = machine.GetTimestamp();
    private TimeSpan length;
    private bool isRead;

    /// <summary>A hold that ends with this process.</summary>
    public VenueHold(TimeProvider machine)
        : this(machine, null)
    {
    }

    /// <summary>Why nothing may leave; null when it may.</summary>
    public VenueWait? Wait
    {
        get
        {
            lock (gate)
            {
                // Who waits already need not look: when that is over is soon enough for a longer wish.
                if (Rest <= TimeSpan.Zero && file?.News() is { } told)
                {
                    (since, length, isRead) = (machine.GetTimestamp(), told, true);
                }

                TimeSpan left = Rest;
                return left > TimeSpan.Zero
                    ? new VenueWait(left, machine.GetUtcNow() + left, isRead ? file?.Path : null)
                    : null;
            }
        }
    }

    /// <summary>How long nothing may leave; null when it may.</summary>
    public TimeSpan? Left => Wait?.Left;

    private TimeSpan Rest => length - machine.GetElapsedTime(since);

    /// <summary>
    /// Takes note of a Retry-After, in seconds or as a date; a shorter one does not end a longer one.
    /// </summary>
    /// <returns>What is asked for from now on, or null where nothing is.</returns>
    public TimeSpan? Heed(RetryConditionHeaderValue? asked)
    {
        if ((asked?.Delta ?? (asked?.Date - machine.GetUtcNow())) is not { } wait || wait <= TimeSpan.Zero)
        {
            return null;
        }

        wait = VenueError.Believed(wait);
        Heed(wait);
        return wait;
    }

    /// <summary>Takes note of a wish to wait.</summary>
    public void Heed(TimeSpan wait)
    {
        lock (gate)
        {
            if (VenueError.Believed(wait) is var believed && believed <= Rest)
            {
                return;
            }

            (since, length, isRead) = (machine.GetTimestamp(), believed, false);
        }

        // One after the other, and each what counts by then.
        lock (keeping)
        {
            if (Left is { } left)
            {
                file?.Keep(left);
            }
        }
    }
}
