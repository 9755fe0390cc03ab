using System.Net.Http.Headers;

namespace Ballast.Adapters.Venues;

/// <summary>
/// Until when a venue wants to be left alone: one for all wires to it, whichever of them was told. Counted in elapsed
/// time: a clock that is set forward does not shorten the while, one that is set back does not lengthen it. Safe from
/// any thread.
/// </summary>
internal sealed class VenueHold
{
    private readonly TimeProvider machine;
    private readonly Action<TimeSpan> keep;
    private readonly Lock gate = new();
    private readonly Lock keeping = new();
    private long since;
    private TimeSpan length;

    /// <summary>A hold that ends with this process.</summary>
    public VenueHold(TimeProvider machine)
        : this(machine, TimeSpan.Zero, _ => { })
    {
    }

    /// <summary>A hold that goes on where an earlier process left it.</summary>
    /// <param name="machine">The machine's clock.</param>
    /// <param name="left">What is left of it.</param>
    /// <param name="keep">Told what is left after every wish that is longer than what was left before; never by two
    /// threads at once.</param>
    public VenueHold(TimeProvider machine, TimeSpan left, Action<TimeSpan> keep)
    {
        (this.machine, this.keep) = (machine, keep);
        (since, length) = (machine.GetTimestamp(), left);
    }

    /// <summary>How long nothing may leave; null when it may.</summary>
    public TimeSpan? Left
    {
        get
        {
            lock (gate)
            {
                TimeSpan left = length - machine.GetElapsedTime(since);
                return left > TimeSpan.Zero ? left : null;
            }
        }
    }

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

        Heed(wait);
        return wait;
    }

    /// <summary>Takes note of a wish to wait.</summary>
    public void Heed(TimeSpan wait)
    {
        lock (gate)
        {
            if (wait <= length - machine.GetElapsedTime(since))
            {
                return;
            }

            (since, length) = (machine.GetTimestamp(), wait);
        }

        // One after the other, and each what counts by then: whoever is overtaken on the way keeps the longer wish.
        lock (keeping)
        {
            if (Left is { } left)
            {
                keep(left);
            }
        }
    }
}
