namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// What all accounts that are asked for at one address from this machine share: the exchange counts requests by the
/// address they come from, and bans that address.
/// </summary>
public sealed class BinanceHost
{
    /// <summary>Nothing used yet.</summary>
    public BinanceHost(TimeProvider machine)
        : this(machine, new VenueHold(machine))
    {
    }

    /// <summary>Nothing used yet, but perhaps a wish to wait.</summary>
    internal BinanceHost(TimeProvider machine, VenueHold hold)
    {
        Hold = hold;
        Weight = new WeightMeter(machine);
    }

    /// <summary>Until when nobody asks.</summary>
    internal VenueHold Hold { get; }

    /// <summary>What was used in this minute.</summary>
    internal WeightMeter Weight { get; }
}
