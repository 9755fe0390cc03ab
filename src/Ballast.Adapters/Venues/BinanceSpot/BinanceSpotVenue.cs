using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// One account at an exchange that speaks Binance Spot's REST interface, as the engine's ports. Orders and reads go
/// through separate clients, so that a flood of reads cannot hold an order's connection; a wish to wait binds both.
/// </summary>
public sealed class BinanceSpotVenue : IDisposable
{
    private readonly BinanceWire orderWire;
    private readonly BinanceWire readWire;
    private readonly BinanceSpotMarkets markets;

    private BinanceSpotVenue(BinanceSpotOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport)
    {
        var hold = new VenueHold(clocks.Machine);
        orderWire = new BinanceWire(options, newTransport(), clocks, hold);
        readWire = new BinanceWire(options, newTransport(), clocks, hold);
        markets = new BinanceSpotMarkets(options, readWire);
        Orders = new BinanceSpotGateway(options, orderWire);
    }

    /// <summary>Places, finds and cancels orders.</summary>
    public IOrderGateway Orders { get; }

    /// <summary>Reads balances.</summary>
    public IBalanceSource Balances => markets;

    /// <summary>Reads prices.</summary>
    public IPriceSource Prices => markets;

    /// <summary>Reads books.</summary>
    public IOrderBookSource Books => markets;

    /// <summary>Reads bars.</summary>
    public ICandleSource Candles => markets;

    /// <summary>Reads markets and fees.</summary>
    public IInstrumentCatalog Catalog => markets;

    /// <summary>Reaches the exchange over the network.</summary>
    public static BinanceSpotVenue OverNetwork(BinanceSpotOptions options, VenueClocks clocks) =>
        new(options, clocks, VenueWire.NewTransport);

    /// <summary>Reaches it over another transport, such as one within the process; each call gives a new one.</summary>
    public static BinanceSpotVenue Over(
        BinanceSpotOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport) =>
        new(options, clocks, newTransport);

    /// <inheritdoc/>
    public void Dispose()
    {
        orderWire.Dispose();
        readWire.Dispose();
    }
}
