using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.Testing.Simulation;
using NodaTime;

namespace Ballast.Engine.Tests.Worlds;

/// <summary>
/// The line to a scripted venue with somebody on it: it counts what leaves, can go dead, and lets a test act in the
/// very moment before or after an order leaves.
/// </summary>
internal sealed class WatchedLine : IOrderGateway, IBalanceSource, IInstrumentCatalog, IPriceSource,
    IOrderBookSource
{
    private readonly ScriptedPorts ports;
    private Reading<ImmutableArray<VenueMarket>>? remembered;

    public WatchedLine(ScriptedPorts ports) => this.ports = ports;

    /// <summary>A dead line: nothing that is asked is ever answered.</summary>
    public bool IsDead { get; set; }

    /// <summary>What the venue's prices are multiplied with.</summary>
    public decimal PriceFactor { get; set; } = 1m;

    /// <summary>Called when an order is being signed, before that is committed.</summary>
    public Action? Signing { get; set; }

    /// <summary>Signs in another process: the request comes when the task ends.</summary>
    public Func<OrderTicket, Task<Reading<PreparedRequest>>>? SignsElsewhere { get; set; }

    /// <summary>Awaited before every order leaves, with the number of orders sent before it.</summary>
    public Func<int, Task>? BeforeSend { get; set; }

    /// <summary>Answers instead of the venue where it is set and not <see langword="null"/>.</summary>
    public Func<PreparedRequest, SendOutcome?>? InsteadOfSending { get; set; }

    /// <summary>What is heard of the venue's answer to an order, where that is not the answer.</summary>
    public Func<PreparedRequest, SendOutcome, SendOutcome>? Hears { get; set; }

    /// <summary>Instead of the venue's trades, balances, orders: what is asked for fails like this.</summary>
    public Func<VenueError>? ReadsFailWith { get; set; }

    /// <summary>Asked before every read: whether this one is lost, and fails as unavailable.</summary>
    public Func<bool>? LosesRead { get; set; }

    /// <summary>The answer to a read of the markets, instead of the venue's.</summary>
    public Reading<ImmutableArray<VenueMarket>>? MarketsRead { get; set; }

    /// <summary>Whether markets that were read once are told from memory from then on.</summary>
    public bool RemembersMarkets { get; set; }

    /// <summary>Whether reads of trades tell of none.</summary>
    public bool AreTradesHidden { get; set; }

    /// <summary>Whether the trades behind a watermark are not told.</summary>
    public Func<TradeWatermark, bool>? LosesTrades { get; set; }

    /// <summary>The markets whose trades were asked for, each with its look.</summary>
    public List<(Instrument Market, TradesLook Look)> TradesAsked { get; } = [];

    /// <summary>From when on orders of the past were asked for, each time.</summary>
    public List<Instant> OrdersAskedSince { get; } = [];

    /// <summary>Instead of prices: what is asked for fails like this.</summary>
    public VenueError? PricesFailWith { get; set; }

    /// <summary>Reads of prices and of markets that were asked for, each at its instant.</summary>
    public List<Instant> Asked { get; } = [];

    /// <summary>The book of a market; scripted venues show none of their own.</summary>
    public Func<Instrument, OrderBook>? Shows { get; set; }

    /// <summary>What stands against orders now, as whoever looks after the account says.</summary>
    public Reason? Held { get; set; }

    /// <summary>Orders that left.</summary>
    public int Sent { get; private set; }

    /// <summary>Reads that were asked for.</summary>
    public int Reads { get; private set; }

    public VenueCapabilities Capabilities => ports.Capabilities;

    public string Render(ClientOrderId id) => ports.Render(id);

    public ClientOrderId? Recognize(string clientId) => ports.Recognize(clientId);

    public ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        Signing?.Invoke();
        return SignsElsewhere is { } sign
            ? new ValueTask<Reading<PreparedRequest>>(sign(ticket))
            : ports.PrepareAsync(ticket, cancellation);
    }

    public async Task<SendOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation)
    {
        if (BeforeSend is { } act)
        {
            await act(Sent);
        }

        Sent++;
        if (InsteadOfSending?.Invoke(request) is { } answer)
        {
            return answer;
        }

        SendOutcome outcome =
            IsDead ? await SimulatedLife.Never<SendOutcome>() : await ports.SendAsync(request, cancellation);
        return Hears is { } hears ? hears(request, outcome) : outcome;
    }

    public Task<Reading<OrderLookup>> LookUpAsync(OrderTicket ticket, CancellationToken cancellation) =>
        Read(() => ports.LookUpAsync(ticket, cancellation));

    public Task<Reading<OrderLookup>> CancelAsync(OrderTicket ticket, CancellationToken cancellation) =>
        Read(() => ports.CancelAsync(ticket, cancellation));

    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
        AccountId account, IReadOnlyCollection<Instrument> markets, CancellationToken cancellation) =>
        Read(() => ports.ReadOpenOrdersAsync(account, markets, cancellation));

    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        AccountId account, Instrument instrument, Instant since, CancellationToken cancellation)
    {
        OrdersAskedSince.Add(since);
        return Read(() => ports.ReadOrdersAsync(account, instrument, since, cancellation));
    }

    public Task<Reading<TradePage>> ReadTradesAsync(
        AccountId account,
        Instrument instrument,
        TradeWatermark after,
        TradesLook look,
        CancellationToken cancellation)
    {
        TradesAsked.Add((instrument, look));
        return Read(() => AreTradesHidden
            ? Task.FromResult<Reading<TradePage>>(
                new Reading<TradePage>.Known(new TradePage([], after, HistoryRemains.Nothing)))
            : LosesTrades?.Invoke(after) == true
            ? Task.FromResult<Reading<TradePage>>(new Reading<TradePage>.Failed(
                new VenueError(VenueErrorKind.Unavailable, "lost", "no answer came")))
            : ports.ReadTradesAsync(account, instrument, after, look, cancellation));
    }

    public Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation)
    {
        Reads++;
        return IsDead ? SimulatedLife.Never<AccountReading>() : ports.ReadBalancesAsync(account, cancellation);
    }

    public async Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(
        AccountId account, CancellationToken cancellation)
    {
        Asked.Add(ports.Now);
        if ((MarketsRead ?? (RemembersMarkets ? remembered : null)) is { } instead)
        {
            return instead;
        }

        remembered = await Read(() => ports.ReadMarketsAsync(account, cancellation));
        return remembered;
    }

    public async Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation)
    {
        Asked.Add(ports.Now);
        if (PricesFailWith is { } error)
        {
            return new Reading<ImmutableArray<PriceQuote>>.Failed(error);
        }

        Reading<ImmutableArray<PriceQuote>> answer = await ports.ReadPricesAsync(assets, quote, cancellation);
        return answer is not Reading<ImmutableArray<PriceQuote>>.Known known ? answer
            : new Reading<ImmutableArray<PriceQuote>>.Known(
                [.. known.Value.Select(one => one with { Price = new Price(one.Price.Value * PriceFactor) })]);
    }

    public Task<Reading<OrderBook>> ReadBookAsync(
        Instrument instrument, int levels, CancellationToken cancellation) => Task.FromResult<Reading<OrderBook>>(
        Shows is { } book
            ? new Reading<OrderBook>.Known(book(instrument))
            : new Reading<OrderBook>.Failed(new VenueError(VenueErrorKind.Unavailable, "no-book", "none is shown")));

    private Task<Reading<T>> Read<T>(Func<Task<Reading<T>>> ask)
    {
        Reads++;
        if (IsDead)
        {
            return SimulatedLife.Never<Reading<T>>();
        }

        if (LosesRead?.Invoke() == true)
        {
            return Task.FromResult<Reading<T>>(
                new Reading<T>.Failed(new VenueError(VenueErrorKind.Unavailable, "lost", "lost on its way")));
        }

        return ReadsFailWith is { } error ? Task.FromResult<Reading<T>>(new Reading<T>.Failed(error())) : ask();
    }
}
