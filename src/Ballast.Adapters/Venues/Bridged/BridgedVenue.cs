using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>One account at an exchange behind the bridge, as the engine's ports.</summary>
public sealed class BridgedVenue
{
    private readonly BridgedMarkets markets;
    private readonly BridgedWire wire;
    private readonly TimeProvider machine;

    private BridgedVenue(BridgedOptions options, ExchangeRow row, BridgedWire wire, TimeProvider machine)
    {
        (Row, this.wire, this.machine) = (row, wire, machine);
        bool isTrading = row.TakesOrders && !options.Credentials.IsEmpty;
        markets = new BridgedMarkets(
            options, isTrading ? AccountAccess.Tradable : AccountAccess.ReadOnly, wire);
        Orders = isTrading ? new BridgedGateway(options, row, wire, machine) : null;
        Withdrawals = row.TellsWithdrawals ? new BridgedWithdrawals(wire) : null;
        History = row.Trades.Gap.Length == 0 ? new BridgedTradeHistory(wire, row.Trades) : null;
    }

    /// <summary>What the bridge's table says of the exchange.</summary>
    public ExchangeRow Row { get; }

    /// <summary>Places, finds and cancels orders; <see langword="null"/> where the row says that none may be sent.
    /// </summary>
    public IOrderGateway? Orders { get; }

    /// <summary>Reads trades from the first one on; <see langword="null"/> where the row says why that cannot be.
    /// </summary>
    public ITradeHistorySource? History { get; }

    /// <summary>Whether anything can be withdrawn; <see langword="null"/> where the exchange does not tell.</summary>
    public IWithdrawalStatus? Withdrawals { get; }

    /// <summary>Reads balances.</summary>
    public IBalanceSource Balances => markets;

    /// <summary>Reads prices.</summary>
    public IPriceSource Prices => markets;

    /// <summary>Reads books.</summary>
    public IOrderBookSource Books => markets;

    /// <summary>Reads bars.</summary>
    public ICandleSource Candles => markets;

    /// <summary>Reads markets.</summary>
    public IInstrumentCatalog Catalog => markets;

    /// <summary>What the account can do.</summary>
    public AccountPorts Ports => new()
    {
        Balances = Balances,
        Orders = Orders,
        Catalog = Catalog,
        Books = Books,
        Withdrawals = Withdrawals,
    };

    /// <summary>Opens the account in the bridge; asks the exchange for nothing yet.</summary>
    /// <param name="options">Which account.</param>
    /// <param name="bridge">The line; it outlives the account.</param>
    /// <param name="clocks">The venue's clock is the machine's wherever an exchange is real.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static async Task<Reading<BridgedVenue>> OpenAsync(
        BridgedOptions options, ExchangeBridge bridge, VenueClocks clocks, CancellationToken cancellation)
    {
        var wire = new BridgedWire(options, bridge, clocks.Venue);
        return await wire.OpenAsync(cancellation) switch
        {
            Reading<ExchangeRow>.Known { Value: var row } =>
                new Reading<BridgedVenue>.Known(new BridgedVenue(options, row, wire, clocks.Machine)),
            Reading<ExchangeRow>.Failed { Error: var error } => new Reading<BridgedVenue>.Failed(error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Why the two clocks stand against signing; <see langword="null"/> where they do not.</summary>
    public Task<VenueError?> FindClockFaultAsync(CancellationToken cancellation) =>
        new ExchangeClock(wire, machine).ObjectionAsync(cancellation);

    /// <summary>Reads what the account's key may do.</summary>
    internal Task<Reading<BridgedKey>> ReadKeyAsync(CancellationToken cancellation) =>
        wire.ReadAsync("keyPermissions", [], BridgedKey.Read, cancellation);
}
