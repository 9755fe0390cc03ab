namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// The lines to one agent: orders and reads go through separate clients, and a wish to wait binds both.
/// </summary>
internal sealed class FleaLines : IDisposable
{
    public FleaLines(PurpleFleaOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport)
    {
        VenueHold hold = (options.Holds ?? new VenueHolds(clocks.Machine)).Of(options.Address.Authority);
        Orders = new FleaWire(options, newTransport(), clocks, hold);
        Reads = new FleaWire(options, newTransport(), clocks, hold);
    }

    /// <summary>Carries what changes something.</summary>
    public FleaWire Orders { get; }

    /// <summary>Carries questions.</summary>
    public FleaWire Reads { get; }

    public void Dispose()
    {
        Orders.Dispose();
        Reads.Dispose();
    }
}
