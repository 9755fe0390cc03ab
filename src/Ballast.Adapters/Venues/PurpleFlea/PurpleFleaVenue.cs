using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>The services of one agent, as the engine's ports.</summary>
public sealed class PurpleFleaVenue : IDisposable
{
    private readonly FleaLines lines;
    private readonly PurpleFleaReads reads;
    private readonly PurpleFleaReturns returns;

    private PurpleFleaVenue(PurpleFleaOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport)
    {
        lines = new FleaLines(options, clocks, newTransport);
        reads = new PurpleFleaReads(options, lines.Reads, clocks.Venue);
        returns = new PurpleFleaReturns(options, lines.Reads, clocks.Venue);
        FleaCoinPrices prices = new(options, lines.Reads, clocks.Venue);
        Changes = new PurpleFleaLog(lines.Reads, prices);
        Hedges = new FleaPerpetuals(options, lines, prices, clocks.Venue);
        Orders = new FleaGateway(options, new FleaMovementForm(lines.Orders), lines.Orders, clocks.Venue);
        Positions = new FleaPositions(options, lines.Reads);
    }

    /// <summary>Moves USDC between services and the reserve.</summary>
    public IOrderGateway Orders { get; }

    /// <summary>Tells what the owner brought and took apart from what services gained.</summary>
    public IChangeLog Changes { get; }

    /// <summary>The perpetuals whose margin comes from the trading service.</summary>
    public IPositionSource Positions { get; }

    /// <summary>Trades them for hedges.</summary>
    public IHedgeGateway Hedges { get; }

    /// <summary>Reads balances.</summary>
    public IBalanceSource Balances => reads;

    /// <summary>Prices of the sleeves: one, by what they are.</summary>
    public IPriceSource Prices => reads;

    /// <summary>One market for each sleeve.</summary>
    public IInstrumentCatalog Catalog => reads;

    /// <summary>The past of the sleeves, from the feed of their returns.</summary>
    public ICandleSource Candles => returns;

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
        lines.Dispose();
        returns.Dispose();
    }
}
