using System.Collections.Immutable;
using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Testing.Simulation;

/// <summary>
/// The scripted venue as one life of the process reaches it, over a line that loses, delays and repeats.
/// </summary>
public sealed class ScriptedPorts : IOrderGateway, IBalanceSource, IPriceSource, IInstrumentCatalog
{
    private static readonly TimeSpan FromTheFuture = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan[] Delays =
        [TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(600)];

    private readonly ScriptedVenue venue;
    private readonly SimulatedLife life;
    private readonly ManualClock clock;
    private DateTimeOffset quietSince = DateTimeOffset.MaxValue;
    private DateTimeOffset quietUntil = DateTimeOffset.MinValue;

    /// <summary>The venue as a life reaches it.</summary>
    public ScriptedPorts(ScriptedVenue venue, SimulatedLife life, ManualClock clock)
    {
        this.venue = venue;
        this.life = life;
        this.clock = clock;
    }

    /// <summary>The same line to a venue that can do something else.</summary>
    public ScriptedPorts Variant(VenueCapabilities capabilities, ClientIdForm form) =>
        new(venue, life, clock) { Capabilities = capabilities, Form = form, Leaving = Leaving };

    /// <summary>The same line to a venue of another name.</summary>
    public ScriptedPorts At(string name) => Variant(Capabilities with { Venue = name }, Form);

    /// <summary>Asked with every order that leaves, before it has an effect.</summary>
    public Action<PreparedRequest>? Leaving { get; init; }

    /// <summary>Called with every request before it travels.</summary>
    public Action? Travelling { get; init; }

    /// <summary>Requests made although the venue had asked for patience.</summary>
    public int Impatient { get; private set; }

    /// <summary>The alphabet of client ids.</summary>
    public ClientIdForm Form { get; init; } = ClientIdForm.Hex32;

    /// <inheritdoc/>
    public VenueCapabilities Capabilities { get; init; } = new()
    {
        Venue = "paper-scripted",
        ClientIds = ClientIdUniqueness.AmongOpenOrders,
        RequestExpiry = TimeSpan.FromSeconds(5),
        Lookup = LookupSupport.ByClientId,
        BalanceChanges = BalanceChangeSource.OwnerFlow,
        SettleTime = Settle,
    };

    /// <inheritdoc/>
    public string Render(ClientOrderId id) => ClientIdText.Render(id, Form);

    /// <inheritdoc/>
    public ClientOrderId? Recognize(string clientId) => ClientIdText.Recognize(clientId, Form);

    /// <inheritdoc/>
    public ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation) =>
        new(new Reading<PreparedRequest>.Known(new PreparedRequest(
            ticket.Account, "POST", "/order",
            string.Join('|', Render(
                ticket.Id), ticket.Instrument.Symbol, ticket.Side, ticket.Size, ticket.LimitPrice, ticket.TimeInForce),
            ticket.RequestExpiresAt)));

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation)
    {
        if (!await TravelAsync<SendOutcome>())
        {
            return await SimulatedLife.Never<SendOutcome>();
        }

        Leaving?.Invoke(request);
        SendOutcome outcome = Receive(request);

        // What the venue asks for counts from when it is heard: such an answer is never late.
        bool isWish = outcome is SendOutcome.Rejected { Error.RetryAfter: not null };
        await (isWish ? Task.CompletedTask : AnswerTravelsAsync());
        return life.Step() ? outcome : await SimulatedLife.Never<SendOutcome>();
    }

    /// <inheritdoc/>
    public Task<Reading<OrderLookup>> LookUpAsync(OrderTicket ticket, CancellationToken cancellation) =>
        ReadAsync(() => Lookup(Render(ticket.Id)));

    /// <inheritdoc/>
    public Task<Reading<OrderLookup>> CancelAsync(OrderTicket ticket, CancellationToken cancellation) => ReadAsync(() =>
    {
        foreach (ScriptedOrder order in venue.Orders.Where(order => order.ClientId == Render(ticket.Id)))
        {
            ScriptedVenue.Cancel(order);
        }

        return Lookup(Render(ticket.Id));
    });

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
        AccountId account, IReadOnlyCollection<Instrument> markets, CancellationToken cancellation) =>
        ReadAsync<ImmutableArray<VenueOrder>>(() =>
            [.. Visible().Where(order => order.Status is VenueOrderStatus.Open or VenueOrderStatus.PartlyFilled)
                .Select(order => order.Told())]);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        AccountId account, Instrument instrument, Instant since, CancellationToken cancellation) =>
        ReadAsync<ImmutableArray<VenueOrder>>(() => [.. Visible()
            .Where(order => order.Market.Symbol == instrument.Symbol && order.At >= since.ToDateTimeOffset())
            .Select(order => order.Told())]);

    /// <inheritdoc/>
    public Task<Reading<TradePage>> ReadTradesAsync(
        AccountId account,
        Instrument instrument,
        TradeWatermark after,
        TradesLook look,
        CancellationToken cancellation) =>
            ReadAsync(() =>
    {
        long from = after.Value.Length == 0 ? 0 : long.Parse(after.Value, CultureInfo.InvariantCulture);
        ScriptedTrade[] trades = [.. venue.Trades.Where(
            trade => trade.Number > from && IsOf(trade, instrument) && IsTold(trade))];
        bool isPart = trades.Length > 1 && venue.Draw(venue.Faults.TradesInParts);
        trades = isPart ? trades[..1] : trades;
        long last = trades.Length == 0 ? from : trades[^1].Number;
        IEnumerable<ScriptedTrade> told =
            venue.Draw(venue.Faults.TradesRepeat) ? trades.Reverse().Concat(trades) : trades;
        return new TradePage(
            [.. told.Select(trade => new VenueTrade(trade.Order, trade.Side, trade.Fill))],
            new TradeWatermark(last == 0 ? "" : last.ToString(CultureInfo.InvariantCulture)),
            isPart ? HistoryRemains.More : HistoryRemains.Nothing);
    });

    /// <inheritdoc/>
    public async Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation)
    {
        Reading<AccountReading> answer = await ReadAsync<AccountReading>(() => Balances(account));
        return answer is Reading<AccountReading>.Known known
            ? known.Value
            : new AccountReading.Unreadable(account, new Core.Reason("scripted", "no answer"));
    }

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation) =>
            ReadAsync<ImmutableArray<PriceQuote>>(() =>
        [.. venue.Markets.Select(market => market.Base).Where(assets.Contains)
            .Select(asset => new PriceQuote(asset, new Price(venue.PriceOf(asset)), Now, "scripted"))]);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(
        AccountId account, CancellationToken cancellation) =>
        ReadAsync<ImmutableArray<VenueMarket>>(() =>
            [.. venue.Markets.Select(market => new VenueMarket { Account = account, Instrument = market })]);

    /// <summary>The instant by the simulated clock.</summary>
    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    private bool IsOf(ScriptedTrade trade, Instrument instrument) =>
        venue.Orders.First(order => order.VenueId == trade.Order).Market.Symbol == instrument.Symbol;

    private bool IsTold(ScriptedTrade trade) =>
        venue.ReadsStandAt is not { } stand || trade.Fill.At.ToDateTimeOffset() <= stand;

    private IEnumerable<ScriptedOrder> Visible() => venue.Orders.Where(order =>
        order.VisibleFrom <= clock.GetUtcNow() && order.At <= (venue.ReadsStandAt ?? order.At));

    private OrderLookup Lookup(string clientId) =>
        Visible().LastOrDefault(order => order.ClientId == clientId) is { } order
        ? new OrderLookup.Found(order.Told())
        : new OrderLookup.NotFound(new VenueError(VenueErrorKind.Rejected, "-2013", "Order does not exist."));

    private AccountReading.Read Balances(AccountId account)
    {
        bool isStale = venue.Draw(venue.Faults.Stale);
        SortedDictionary<Asset, decimal> totals = venue.ReadsStandAt is { } stand ? venue.TotalsAt(stand)
            : isStale ? venue.TotalsAt(clock.GetUtcNow() - TimeSpan.FromSeconds(venue.Draw(1, 3)))
            : venue.Totals;
        return new AccountReading.Read(
            account, AccountAccess.Tradable, [.. totals.Where(pair => pair.Value != 0m).Select(pair =>
        {
            decimal locked = Math.Min(venue.Locked(pair.Key), pair.Value);
            return new Balance(pair.Key, new Quantity(pair.Value - locked), new Quantity(locked));
        })], Now);
    }

    private SendOutcome Receive(PreparedRequest request)
    {
        ScriptedOrder order = Parse(request);
        bool rests = request.Body.EndsWith(nameof(TimeInForce.GoodTillCancelled), StringComparison.Ordinal);
        DateTimeOffset inertFrom =
            Capabilities.RequestExpiry is null ? DateTimeOffset.MaxValue : request.ExpiresAt.ToDateTimeOffset();
        ScriptedArrival arrival = new(inertFrom, rests);
        if (venue.Draw(venue.Faults.RequestLost))
        {
            return Unknown("timeout");
        }

        if (venue.Draw(venue.Faults.Delayed))
        {
            venue.Travel(order, arrival, Delays[venue.Draw(0, Delays.Length)]);
            return Unknown("timeout");
        }

        if (venue.Draw(venue.Faults.Rejected))
        {
            return new SendOutcome.Rejected(new VenueError(VenueErrorKind.Rejected, "-2010", "refused"));
        }

        if (venue.Draw(venue.Faults.RateLimited))
        {
            quietSince = clock.GetUtcNow();
            quietUntil = quietSince + TimeSpan.FromSeconds(4);
            return new SendOutcome.Rejected(
                new VenueError(VenueErrorKind.RateLimited, "429", "too many requests", TimeSpan.FromSeconds(4)));
        }

        return Effect(request, order, arrival);
    }

    private SendOutcome Effect(PreparedRequest request, ScriptedOrder order, ScriptedArrival arrival)
    {
        if (clock.GetUtcNow() >= arrival.ExpiresAt)
        {
            return new SendOutcome.Rejected(new VenueError(VenueErrorKind.ClockSkew, "-1021", "expired"));
        }

        if (Capabilities.RequestExpiry is { } window && arrival.ExpiresAt > clock.GetUtcNow() + window + FromTheFuture)
        {
            return new SendOutcome.Rejected(new VenueError(VenueErrorKind.ClockSkew, "-1021", "ahead of time"));
        }

        if (venue.Draw(venue.Faults.Duplicated))
        {
            venue.Travel(Parse(request), arrival, TimeSpan.FromSeconds(venue.Draw(0, 4)));
        }

        if (venue.Namesake(order.ClientId) is { } namesake)
        {
            return new SendOutcome.Accepted(namesake.Told(), [.. namesake.Trades.Select(trade => trade.Fill)]);
        }

        if (venue.Arrive(order, arrival) is { } refusal)
        {
            return new SendOutcome.Rejected(new VenueError(VenueErrorKind.Rejected, "-2010", refusal));
        }

        return venue.Draw(venue.Faults.AnswerLost)
            ? Unknown("http-503")
            : new SendOutcome.Accepted(order.Told(), [.. order.Trades.Select(trade => trade.Fill)]);
    }

    private ScriptedOrder Parse(PreparedRequest request)
    {
        string[] parts = request.Body.Split('|');
        TimeSpan blindFor = venue.Draw(venue.Faults.Blind)
            ? (venue.Draw(500) ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(30))
            : TimeSpan.Zero;
        return new ScriptedOrder
        {
            VenueId = $"v{venue.NextNumber()}-{parts[0][^12..]}",
            ClientId = parts[0],
            Market = venue.Markets.Single(market => market.Symbol == parts[1]),
            Side = Enum.Parse<TradeSide>(parts[2]),
            Size = CanonicalDecimal.Parse(parts[3]),
            Limit = CanonicalDecimal.Parse(parts[4]),
            At = clock.GetUtcNow(),
            VisibleFrom = clock.GetUtcNow() + blindFor,
        };
    }

    private async Task<Reading<T>> ReadAsync<T>(Func<T> answer)
    {
        if (!await TravelAsync<T>())
        {
            return await SimulatedLife.Never<Reading<T>>();
        }

        Reading<T> told = venue.Draw(venue.Faults.ReadFails)
            ? new Reading<T>.Failed(new VenueError(VenueErrorKind.Unavailable, "http-502", "bad gateway"))
            : new Reading<T>.Known(answer());
        await AnswerTravelsAsync();
        return life.IsDead ? await SimulatedLife.Never<Reading<T>>() : told;
    }

    private Task AnswerTravelsAsync() => venue.Draw(venue.Faults.AnswerLate)
        ? Task.Delay(TimeSpan.FromSeconds(venue.Draw(1, 40)), clock)
        : Task.CompletedTask;

    private async Task<bool> TravelAsync<T>()
    {
        if (!life.Step())
        {
            return false;
        }

        // A request that leaves in the very instant of the answer cannot know of it yet.
        Travelling?.Invoke();
        Impatient += clock.GetUtcNow() > quietSince && clock.GetUtcNow() < quietUntil ? 1 : 0;
        await Task.Delay(TimeSpan.FromMilliseconds(venue.Draw(1, 120)), clock);
        venue.CatchUp();
        return !life.IsDead;
    }

    private static SendOutcome.Unknown Unknown(string code) =>
        new(new VenueError(VenueErrorKind.OutcomeUnknown, code, "no readable answer"));
}
