using System.Net.Http.Headers;

namespace Ballast.Adapters.Venues;

/// <summary>
/// Until when a venue wants to be left alone: one for all wires to it, whichever of them was told. Safe from any
/// thread.
/// </summary>
internal sealed class VenueHold(TimeProvider machine)
{
    private readonly Lock gate = new();
    private DateTimeOffset notBefore = DateTimeOffset.MinValue;

    /// <summary>How long nothing may leave; null when it may.</summary>
    public TimeSpan? Left
    {
        get
        {
            lock (gate)
            {
                TimeSpan left = notBefore - machine.GetUtcNow();
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
        DateTimeOffset now = machine.GetUtcNow();
        if ((asked?.Delta ?? (asked?.Date - now)) is not { } wait || wait <= TimeSpan.Zero)
        {
            return null;
        }

        Heed(wait);
        return wait;
    }

    /// <summary>Takes note of a wish to wait.</summary>
    public void Heed(TimeSpan wait)
    {
        DateTimeOffset until = machine.GetUtcNow() + wait;
        lock (gate)
        {
            notBefore = until > notBefore ? until : notBefore;
        }
    }
}
