namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// The weight of requests in this minute of the clock, as counted here and as the exchange says, whichever is more:
/// other programs may ask from the same address. Reads leave a fifth of it for orders. Safe from any thread.
/// </summary>
/// <param name="machine">The machine's clock.</param>
internal sealed class WeightMeter(TimeProvider machine)
{
    /// <summary>What Binance allows in a minute where it has not said otherwise.</summary>
    public const int UsualLimit = 6000;

    private const int ShareOfReads = 80;

    private readonly Lock gate = new();
    private long minute;
    private int used;
    private int limit = UsualLimit;

    /// <summary>Counts a request that is about to leave.</summary>
    /// <param name="weight">Its weight.</param>
    /// <param name="use">What it is for.</param>
    /// <returns>How long it must wait, and was not counted; <see langword="null"/> where it may leave.</returns>
    public TimeSpan? Spend(int weight, WeightUse use)
    {
        lock (gate)
        {
            DateTimeOffset now = Turn();
            long most = use == WeightUse.Order ? limit : (long)limit * ShareOfReads / 100;
            if (used + weight <= most)
            {
                used += weight;
                return null;
            }

            return DateTimeOffset.UnixEpoch + TimeSpan.FromMinutes(minute + 1) - now;
        }
    }

    /// <summary>Takes note of what the exchange has counted in this minute.</summary>
    public void Hear(int counted)
    {
        lock (gate)
        {
            Turn();
            used = Math.Max(used, counted);
        }
    }

    /// <summary>Takes note of what the exchange allows in a minute.</summary>
    public void Allow(int perMinute)
    {
        lock (gate)
        {
            limit = Math.Max(1, perMinute);
        }
    }

    private DateTimeOffset Turn()
    {
        DateTimeOffset now = machine.GetUtcNow();
        long current = now.ToUnixTimeSeconds() / 60;
        if (current != minute)
        {
            (minute, used) = (current, 0);
        }

        return now;
    }
}

/// <summary>What a request is for.</summary>
internal enum WeightUse
{
    /// <summary>To know something.</summary>
    Read = 0,

    /// <summary>To place or cancel an order, or to find one whose fate is open.</summary>
    Order = 1,
}
