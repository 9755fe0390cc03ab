using Ballast.Adapters.Venues.BinanceSpot.Streams;
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
    private readonly BinanceSpotExaminer examiner;
    private readonly MarketStreams? streams;
    private readonly AccountStream? events;

    private BinanceSpotVenue(BinanceSpotOptions options, VenueClocks clocks, Func<HttpMessageHandler> newTransport)
    {
        VenueHold hold = options.Host?.Hold ?? new VenueHold(clocks.Machine);
        orderWire = new BinanceWire(options, newTransport(), clocks, hold);
        readWire = new BinanceWire(options, newTransport(), clocks, hold);
        examiner = new BinanceSpotExaminer(readWire, clocks.Machine);
        streams = options.Streams is { } address ? new MarketStreams(address, clocks, options.Log) : null;
        events = options.Api is { } api
            ? new AccountStream(api, options, readWire, new StreamSurroundings(clocks, options.Log))
            : null;
        markets = new BinanceSpotMarkets(options, readWire, streams, clocks.Machine);
        Orders = new BinanceSpotGateway(options, orderWire, clocks.Machine);
        History = new BinanceTradeHistory(readWire);
        Withdrawals = new BinanceWithdrawals(readWire);
        events?.Begin();
    }

    /// <summary>That something happened to the account; <see langword="null"/> where nothing is heard.</summary>
    public IAccountNews? News => events?.News;

    /// <summary>Places, finds and cancels orders.</summary>
    public IOrderGateway Orders { get; }

    /// <summary>Reads past trades.</summary>
    public ITradeHistorySource History { get; }

    /// <summary>Whether anything can be withdrawn; test networks do not tell.</summary>
    public IWithdrawalStatus Withdrawals { get; }

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

    /// <summary>Measures how far the exchange's clock is from the machine's.</summary>
    public Task<Reading<ClockOffset>> MeasureClockAsync(CancellationToken cancellation) =>
        examiner.MeasureClockAsync(cancellation);

    /// <summary>Reads what the key may do; a test network does not tell.</summary>
    public Task<Reading<KeyFacts>> ReadKeyAsync(CancellationToken cancellation) => examiner.ReadKeyAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        streams?.Dispose();
        events?.Dispose();
        orderWire.Dispose();
        readWire.Dispose();
    }
}
