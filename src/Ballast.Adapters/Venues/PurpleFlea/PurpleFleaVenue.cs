using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// The services of one agent, as the engine's ports. Movements and reads go through separate clients; a wish to wait
/// binds both.
/// </summary>
public sealed class PurpleFleaVenue : IDisposable
{
    private readonly FleaWire movementWire;
    private readonly FleaWire readWire;
    private readonly PurpleFleaReads reads;

    private PurpleFleaVenue(PurpleFleaOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport)
    {
        var hold = new VenueHold(clocks.Machine);
        movementWire = new FleaWire(options, newTransport(), clocks, hold);
        readWire = new FleaWire(options, newTransport(), clocks, hold);
        reads = new PurpleFleaReads(options, readWire, clocks.Venue);
        Orders = new PurpleFleaGateway(options, movementWire, clocks.Venue);
    }

    /// <summary>Moves USDC between services and the reserve.</summary>
    public IOrderGateway Orders { get; }

    /// <summary>Reads balances.</summary>
    public IBalanceSource Balances => reads;

    /// <summary>Prices of the sleeves: one, by what they are.</summary>
    public IPriceSource Prices => reads;

    /// <summary>One market for each sleeve.</summary>
    public IInstrumentCatalog Catalog => reads;

    /// <summary>Reaches the services over the network.</summary>
    public static PurpleFleaVenue OverNetwork(PurpleFleaOptions options, VenueClocks clocks) =>
        new(options, clocks, VenueWire.NewTransport);

    /// <summary>Reaches them over another transport, such as one within the process; each call gives a new
    /// one.</summary>
    public static PurpleFleaVenue Over(
        PurpleFleaOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport) =>
        new(options, clocks, newTransport);

    /// <inheritdoc/>
    public void Dispose()
    {
        movementWire.Dispose();
        readWire.Dispose();
    }
}
