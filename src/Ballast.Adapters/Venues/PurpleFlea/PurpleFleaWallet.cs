using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// The wallet of one agent, as the engine's ports: its coins and its own USDC, which the services' account shows as one
/// sleeve.
/// </summary>
public sealed class PurpleFleaWallet : IDisposable
{
    private readonly FleaLines lines;
    private readonly FleaWalletReads reads;
    private readonly FleaCoinPrices prices;

    private PurpleFleaWallet(PurpleFleaOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport)
    {
        lines = new FleaLines(options, clocks, newTransport);
        prices = new FleaCoinPrices(options, lines.Reads, clocks.Venue);
        reads = new FleaWalletReads(options, lines.Reads, prices, clocks.Venue);
        Orders = new FleaGateway(options, new FleaTradeForm(options.Agent, prices), lines.Orders, clocks.Venue);
    }

    /// <summary>Buys and sells coins for the wallet's USDC.</summary>
    public IOrderGateway Orders { get; }

    /// <summary>Reads what it holds.</summary>
    public IBalanceSource Balances => reads;

    /// <summary>One market for each coin.</summary>
    public IInstrumentCatalog Catalog => reads;

    /// <summary>The venue's own prices.</summary>
    public IPriceSource Prices => prices;

    /// <summary>Reaches the wallet over the network.</summary>
    public static PurpleFleaWallet OverNetwork(PurpleFleaOptions options, VenueClocks clocks) =>
        new(options, clocks, VenueWire.NewTransport);

    /// <summary>Reaches it over another transport, such as one within the process; each call gives a new
    /// one.</summary>
    public static PurpleFleaWallet Over(
        PurpleFleaOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport) =>
        new(options, clocks, newTransport);

    /// <inheritdoc/>
    public void Dispose() => lines.Dispose();
}
