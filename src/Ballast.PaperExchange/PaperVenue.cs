using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;
using Ballast.PaperExchange.Services;
using Ballast.PaperExchange.Stores;
using Ballast.PaperExchange.Transfers;
using NodaTime;

namespace Ballast.PaperExchange;

/// <summary>
/// The exchange: one request at a time, each one's effects committed before its answer. The same seed, clock and
/// requests give the same books, fills and numbers.
/// </summary>
public sealed class PaperVenue : IDisposable, IVenueTurns
{
    private readonly Lock gate = new();
    private readonly IMarketFeed feed;
    private readonly IExchangeStore store;
    private readonly VenueState state = new();
    private readonly MarketBooks books;
    private readonly OrderEngine engine;
    private readonly VenueClock clock;
    private readonly PublishedPrices published;
    private readonly BalanceMemory balanceMemory = new();
    private readonly OrderDesk orders;
    private readonly PublishedBooks publishedBooks;
    private readonly RecentPrices recent = new();
    private readonly NewsDesk news;
    private readonly CommitDesk commits;
    private bool isBroken;

    // Set while this thread makes requests whose commit is waited for elsewhere.
    [ThreadStatic]
    private static bool isTogether;

    /// <summary>Opens the exchange on what its store remembers; its market's clock is the machine's.</summary>
    public PaperVenue(PaperVenueOptions options, IMarketFeed feed, IExchangeStore store, TimeProvider time)
        : this(options, feed, store, new ExchangeClocks(time, time))
    {
    }

    /// <summary>Opens the exchange on what its store remembers.</summary>
    public PaperVenue(PaperVenueOptions options, IMarketFeed feed, IExchangeStore store, ExchangeClocks clocks)
    {
        Options = options;
        this.feed = feed;
        this.store = store;
        Faults = new FaultSwitch(options.Seed ^ 0xFA17);
        clock = new VenueClock(clocks, Faults);
        books = new MarketBooks(feed.Instruments, options.Depth, options.Seed);
        published = new PublishedPrices(books, Faults);
        publishedBooks = new PublishedBooks(published);
        news = new NewsDesk(books);
        commits = new CommitDesk(store, news);
        var desk = new TradeDesk(state, name => AccountOf(name).Fees, books.MidOf, Faults);
        engine = new OrderEngine(state, books, options.Limits, desk, Faults);
        orders = new OrderDesk(state, engine, new ClientIdDesk(state, options.ClientIds, options.Seed), clock);
        Agents = new AgentServices(this, books, feed, options.Seed);
        Transfers = new AccountTransfers(this, state, Faults, options.Seed);
        StoredExchange stored = store.Load();
        state.Load(stored);
        Agents.Load(stored.Agents);
        Run(now =>
        {
            AccountOpening.Open(state, options.Accounts, now);
            Agents.Open(options.Accounts, clock.MarketNow);
            return true;
        });
    }

    /// <summary>How it behaves.</summary>
    public PaperVenueOptions Options { get; }

    /// <summary>What goes wrong.</summary>
    public FaultSwitch Faults { get; }

    /// <summary>The services that hold its customers' money as agents.</summary>
    public AgentServices Agents { get; }

    /// <summary>Transfers between its customers.</summary>
    public AccountTransfers Transfers { get; }

    /// <summary>Its markets.</summary>
    public ImmutableArray<Instrument> Instruments => feed.Instruments;

    /// <summary>What its own clock shows, faults included.</summary>
    public Instant Now => clock.Now;

    /// <summary>What one of its clocks shows, faults included.</summary>
    public Instant NowBy(StampClock which) => clock.NowBy(which);

    /// <summary>The account that a key belongs to, or <see langword="null"/>.</summary>
    public PaperAccount? FindAccount(string apiKey) =>
        Options.Accounts.FirstOrDefault(account => account.ApiKey == apiKey || account.MarketTimeKey == apiKey);

    /// <summary>Takes an order.</summary>
    public OrderAnswer Place(string account, NewOrder order) => Run(now => orders.Place(account, order, now));

    /// <summary>Takes an order that will arrive later, if it has not expired by then.</summary>
    public void PlaceLater(string account, NewOrder order, Duration delay) => Run(now =>
    {
        DelayedOrder late = new(now + delay, account, order);
        state.Owe(state.Pending with { Orders = state.Pending.Orders.Add(late) });
        orders.NotePost(account, order.ClientId, "delayed", now);
        return true;
    });

    /// <summary>Notes a POST that was lost on its way or refused before it became an order.</summary>
    public void NotePost(string account, string? clientId, string outcome) => Run(now =>
    {
        orders.NotePost(account, clientId, outcome, now);
        return true;
    });

    /// <summary>Cancels an open order.</summary>
    public OrderAnswer Cancel(string account, string symbol, OrderKey key) =>
        Run(now => orders.Cancel(account, symbol, key, now));

    /// <summary>Cancels an open order by a cancel that the customer gave a name.</summary>
    public OrderAnswer Cancel(string account, string symbol, OrderKey key, string cancelId) =>
        Run(now => orders.Cancel(account, symbol, key, cancelId, now));

    /// <summary>Cancels an open order and takes another in its place, with nobody between the two.</summary>
    public ReplaceAnswer Replace(string account, OrderReplacement wish) =>
        Run(now => orders.Replace(account, wish, now));

    /// <summary>The record of an order, or <see langword="null"/>; blind faults hide young ones.</summary>
    public ExchangeOrder? Find(string account, string symbol, OrderKey key) =>
        Run(now => orders.Find(account, symbol, key) is { } order && IsVisible(order.UpdatedAt, now) ? order : null);

    /// <summary>Open orders by number, of one market or (empty symbol) of all.</summary>
    public ImmutableArray<ExchangeOrder> OpenOrders(string account, string symbol) =>
        Run<ImmutableArray<ExchangeOrder>>(now =>
        [.. state.OpenOrders.Where(order => OrderDesk.IsOf(order, account, symbol) && IsVisible(order.At, now))]);

    /// <summary>All orders of a market by number.</summary>
    public ImmutableArray<ExchangeOrder> Orders(string account, string symbol) =>
        Run<ImmutableArray<ExchangeOrder>>(now =>
        [.. state.Orders.Where(order => OrderDesk.IsOf(order, account, symbol) && IsVisible(order.UpdatedAt, now))]);

    /// <summary>Trades of a market from a number on, oldest first.</summary>
    public ImmutableArray<ExchangeTrade> Trades(string account, string symbol, long fromId) =>
        Run<ImmutableArray<ExchangeTrade>>(
        now =>
        [
            .. state.Trades.Where(trade => trade.Id >= fromId && trade.Account == account && trade.Symbol == symbol
                && IsVisible(trade.At, now)),
        ]);

    /// <summary>Balances that are not zero, by asset; stale faults answer with old ones.</summary>
    public ImmutableArray<Balance> Balances(string account) => Run<ImmutableArray<Balance>>(now =>
        Faults.Draw(FaultKind.StaleBalances) is { } stale
            ? balanceMemory.At(account, now - Duration.FromSeconds(stale.Seconds))
            : [.. state.BalancesOf(account).Where(balance => !balance.Total.IsZero)]);

    /// <summary>The published price of a market, or <see langword="null"/> before its first.</summary>
    public PublishedQuote? Quote(string symbol) => Run(now => published.Of(symbol, now));

    /// <summary>The book of a market, or <see langword="null"/> where there is none.</summary>
    public OrderBook? Book(string symbol, int levels) => Run(now => published.BookOf(symbol, levels, now));

    /// <summary>
    /// The book of a market with the number of its state, or <see langword="null"/> where there is none. The number
    /// counts states of the whole book, however many levels are asked for.
    /// </summary>
    public PublishedDepth? Depth(string symbol, int levels) =>
        Run(now => publishedBooks.Of(symbol, levels, now, clock.MarketNow));

    /// <summary>Follows the book of a market, from its present state on.</summary>
    public DepthTap FollowDepth(string symbol) => Run(now => publishedBooks.Follow(symbol, now, clock.MarketNow));

    /// <summary>What changed since a follower last asked, or <see langword="null"/> where nothing did.</summary>
    public DepthChange? TellDepth(DepthTap tap) => Run(now => publishedBooks.Tell(tap, now, clock.MarketNow));

    /// <summary>A follower asks no more.</summary>
    public void LeaveDepth(DepthTap tap) => Run(_ => publishedBooks.Leave(tap));

    /// <summary>Listens to what is committed from now on.</summary>
    /// <param name="capacity">How much news may wait, above zero; who falls further behind is cut off.</param>
    public NewsListener Listen(int capacity) => news.Listen(capacity);

    /// <summary>
    /// The mean of a market's prices over a time that ends now, or <see langword="null"/> where it has no price yet.
    /// </summary>
    public decimal? AveragePrice(string symbol, Duration over) =>
        Run(_ => recent.Average(symbol, clock.MarketNow - over));

    /// <summary>Bars of a market ending in (from, until].</summary>
    public ImmutableArray<Candle> Candles(string symbol, Duration barLength, Instant from, Instant until) =>
        Run(_ => feed.Candles(symbol, barLength, from, until));

    /// <summary>Books a deposit (above zero) or a withdrawal (below zero).</summary>
    public OrderAnswer.Refused? Transfer(string account, Asset asset, decimal amount) => Run(now =>
    {
        if (state.BalanceOf(account, asset).Free.Value + amount < 0m)
        {
            return new OrderAnswer.Refused(Refusal.InsufficientBalance);
        }

        state.Move(account, asset, amount, 0m);
        state.Add(new ExchangeFlow(state.Flows.Count + 1, account, asset.Symbol, amount, now));
        return null;
    });

    /// <summary>Everything it remembers, free of faults: the truth that invariants are checked against.</summary>
    public StoredExchange Record() => Run(_ => new StoredExchange
    {
        Orders = [.. state.Orders],
        Trades = [.. state.Trades],
        Flows = [.. state.Flows],
        Posts = [.. state.Posts],
        Pending = state.Pending,
        Balances =
        [
            .. Options.Accounts.OrderBy(account => account.Name, StringComparer.Ordinal).SelectMany(account =>
                state.BalancesOf(account.Name).Select(balance =>
                    new StoredBalance(account.Name, balance.Asset.Symbol, balance.Free.Value, balance.Locked.Value))),
        ],
        Agents = Agents.Record(),
    });

    /// <summary>The length of the finest bars that its market makes.</summary>
    public Duration FinestBar => feed.FinestBar;

    /// <summary>The length of the shortest bars that it answers.</summary>
    public Duration ShortestBar => feed.ShortestBar;

    /// <summary>Everybody's trades in a market from a number on, oldest first.</summary>
    public ImmutableArray<ExchangeTrade> Tape(string symbol, long fromId) => Run<ImmutableArray<ExchangeTrade>>(_ =>
        [.. state.Trades.Skip((int)Math.Clamp(fromId - 1, 0, state.Trades.Count)).Where(t => t.Symbol == symbol)]);

    /// <summary>Everybody's trades in a market since an instant, oldest first.</summary>
    public ImmutableArray<ExchangeTrade> TapeSince(string symbol, Instant since) =>
        Run<ImmutableArray<ExchangeTrade>>(_ =>
        {
            int first = state.Trades.Count;
            while (first > 0 && state.Trades[first - 1].At > since)
            {
                first--;
            }

            return [.. state.Trades.Skip(first).Where(trade => trade.Symbol == symbol)];
        });

    /// <summary>Why an order would be refused whatever the account holds; <see langword="null"/> where it would
    /// not.</summary>
    public Refusal? RefusalOf(string account, NewOrder order) => Run(now => orders.RefusalOf(account, order, now));

    /// <summary>When its first account was opened.</summary>
    public Instant OpenedAt => Run(now => state.Flows is [var first, ..] ? first.At : now);

    /// <summary>Lets the market move on to now, so that resting orders fill without anybody asking.</summary>
    public void Advance() => Run(_ => true);

    /// <inheritdoc/>
    public void Dispose() => store.Dispose();

    T IVenueTurns.Take<T>(Func<Instant, T> request) => Run(_ => request(clock.MarketNow));

    /// <summary>
    /// Makes requests whose answers the caller gives only after what they changed is stored, together with what others
    /// changed meanwhile; no thread waits for it.
    /// </summary>
    /// <param name="requests">Requests to this exchange, made at once and on the caller's thread.</param>
    /// <exception cref="IOException">It could not be stored.</exception>
    internal async Task<T> TogetherAsync<T>(Func<T> requests)
    {
        T answer;
        isTogether = true;
        try
        {
            answer = requests();
        }
        finally
        {
            isTogether = false;
        }

        // Whatever this thread has seen was taken in before now.
        await commits.WaitForAsync(commits.Added);
        return answer;
    }

    private T Run<T>(Func<Instant, T> request)
    {
        (T answer, long number) = Take(request);
        if (!isTogether)
        {
            commits.WaitFor(number);
        }

        return answer;
    }

    private (T Answer, long Number) Take<T>(Func<Instant, T> request)
    {
        lock (gate)
        {
            if (isBroken || commits.HasFailed)
            {
                throw new IOException("the exchange could not store an earlier request and has stopped");
            }

            // Whatever fails in here leaves memory ahead of the store: only a restart from the store mends that.
            isBroken = true;
            Instant marketNow = clock.MarketNow;
            feed.AdvanceTo(marketNow, OnTick);
            Agents.SettleUntil(marketNow);
            Instant now = clock.Now;
            orders.AdmitDelayed(now);
            Transfers.SettleUntil(marketNow);
            engine.FillLate(now);
            T answer = request(now);
            ChangeSet changes = state.TakeChanges();
            Agents.HandOver(changes);
            balanceMemory.Note(changes, state, now);
            long number = commits.Add(changes, news.Write(changes, now));
            isBroken = false;
            return (answer, number);
        }
    }

    private void OnTick(MarketTick tick)
    {
        recent.Add(tick);
        Agents.SettleUntil(tick.At);
        engine.OnTick(tick);
        Agents.OnTick(tick);
    }

    private bool IsVisible(Instant changedAt, Instant now) =>
        Faults.Standing(FaultKind.LookupBlind, "") is not { } blind
        || changedAt <= now - Duration.FromSeconds(blind.Seconds);

    private PaperAccount AccountOf(string name) => Options.Accounts.First(account => account.Name == name);
}
