using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Places, finds and cancels orders at an exchange that speaks Binance Spot's REST interface.</summary>
internal sealed class BinanceSpotGateway(
    BinanceSpotOptions options, BinanceWire wire, TimeProvider machine) : IOrderGateway
{
    private const string OrderPath = "/api/v3/order";
    private const string IdPrefix = "b-";
    private const int IdDigits = 32;
    private const int NoSuchOrder = -2013;
    private const int UnknownOrder = -2011;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private readonly BinanceTradeHistory history = new(wire);
    private readonly BinancePastOrders pastOrders = new(wire, machine);

    /// <inheritdoc/>
    public VenueCapabilities Capabilities { get; } = new()
    {
        Venue = options.Venue,
        ClientIds = ClientIdUniqueness.AmongOpenOrders,
        RequestExpiry = options.RequestExpiry,
        Lookup = LookupSupport.ByClientId,
        BalanceChanges = BalanceChangeSource.OwnerFlow,
        SettleTime = TimeSpan.FromSeconds(5),
    };

    /// <inheritdoc/>
    public string Render(ClientOrderId id) => IdPrefix + id;

    /// <inheritdoc/>
    public ClientOrderId? Recognize(string clientId)
    {
        ReadOnlySpan<char> digits =
            clientId.StartsWith(IdPrefix, StringComparison.Ordinal) ? clientId.AsSpan(IdPrefix.Length) : [];
        return digits.Length == IdDigits && !digits.ContainsAnyExcept(HexDigits)
            ? new ClientOrderId(UInt128.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            : null;
    }

    /// <inheritdoc/>
    public ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        long now = wire.NowMs;
        long longest = (long)options.RequestExpiry.TotalMilliseconds;
        long window = Math.Clamp(ticket.RequestExpiresAt.ToUnixTimeMilliseconds() - now, 1, longest);
        string form = string.Join('&',
            $"symbol={ticket.Instrument.Symbol}",
            $"side={(ticket.Side == TradeSide.Buy ? "BUY" : "SELL")}",
            KindOf(ticket.TimeInForce),
            $"quantity={ticket.Size}",
            $"price={ticket.LimitPrice}",
            $"newClientOrderId={Render(ticket.Id)}",
            "newOrderRespType=FULL",
            $"recvWindow={window}",
            $"timestamp={now}");
        Instant expiry = Instant.FromUnixTimeMilliseconds(now + window);
        return new ValueTask<Reading<PreparedRequest>>(new Reading<PreparedRequest>.Known(
            new PreparedRequest(ticket.Account, "POST", wire.AddressOf(OrderPath, ""), wire.Signed(form), expiry)));
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation)
    {
        WireAnswer answer = await wire.SendPreparedAsync(request, cancellation);
        if (answer is WireAnswer.Answered { Status: HttpStatusCode.OK } accepted)
        {
            return ReadAccepted(request, accepted.Body);
        }

        VenueError error = BinanceErrors.Of(answer);
        return error.Kind == VenueErrorKind.OutcomeUnknown
            ? new SendOutcome.Unknown(error)
            : new SendOutcome.Rejected(error);
    }

    /// <inheritdoc/>
    public async Task<Reading<OrderLookup>> LookUpAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        WireAnswer answer = await wire.SignedAsync(HttpMethod.Get, OrderPath, NameOf(ticket), cancellation);
        return LookupOf(answer, NoSuchOrder, BinanceRecords.Order);
    }

    /// <inheritdoc/>
    public async Task<Reading<OrderLookup>> CancelAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        WireAnswer answer = await wire.SignedAsync(HttpMethod.Delete, OrderPath, NameOf(ticket), cancellation);
        return LookupOf(answer, UnknownOrder, BinanceRecords.CancelledOrder);
    }

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
        AccountId account, IReadOnlyCollection<Instrument> markets, CancellationToken cancellation)
    {
        WireAnswer answer = await wire.SignedAsync(HttpMethod.Get, "/api/v3/openOrders", "", cancellation);
        return WireReadings.Of(answer, BinanceMessages.Default.OrderMessageArray, BinanceRecords.Orders);
    }

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        AccountId account, Instrument instrument, Instant since, CancellationToken cancellation) =>
        pastOrders.ReadAsync(instrument, since, cancellation);

    /// <inheritdoc/>
    public async Task<Reading<TradePage>> ReadTradesAsync(
        AccountId account,
        Instrument instrument,
        TradeWatermark after,
        TradesLook look,
        CancellationToken cancellation)
    {
        ImmutableArray<VenueTrade>.Builder all = ImmutableArray.CreateBuilder<VenueTrade>();
        while (true)
        {
            Reading<TradePage> reading = await history.ReadHistoryAsync(account, instrument, after, cancellation);
            if (reading is not Reading<TradePage>.Known { Value: var page })
            {
                return reading;
            }

            all.AddRange(page.Trades);
            after = page.Watermark;
            if (page.Remains == HistoryRemains.Nothing)
            {
                return new Reading<TradePage>.Known(page with { Trades = all.ToImmutable() });
            }
        }
    }

    private static SendOutcome ReadAccepted(PreparedRequest request, string body)
    {
        try
        {
            return BinanceRecords.Read<OrderMessage, SendOutcome>(
                body,
                BinanceMessages.Default.OrderMessage,
                order => IsOf(request, order)
                    ? new SendOutcome.Accepted(BinanceRecords.Order(order), BinanceRecords.Fills(order))
                    : new SendOutcome.Unknown(BinanceErrors.Unreadable(
                        $"it names order {order.ClientOrderId} of {order.Symbol}, which was not sent")));
        }
        catch (FormatException error)
        {
            return new SendOutcome.Unknown(BinanceErrors.Unreadable(error.Message));
        }
    }

    private static bool IsOf(PreparedRequest request, OrderMessage order) =>
        $"&{request.Body}".Contains($"&symbol={order.Symbol}&", StringComparison.Ordinal)
        && request.Body.Contains($"&newClientOrderId={order.ClientOrderId}&", StringComparison.Ordinal);

    private static Reading<OrderLookup> LookupOf(
        WireAnswer answer, int notFoundCode, Func<OrderMessage, VenueOrder> read)
    {
        Reading<OrderLookup> reading = WireReadings.Of<OrderMessage, OrderLookup>(
            answer, BinanceMessages.Default.OrderMessage, order => new OrderLookup.Found(read(order)));
        string absent = notFoundCode.ToString(CultureInfo.InvariantCulture);
        return reading is Reading<OrderLookup>.Failed { Error: var error } && error.Code == absent
            ? new Reading<OrderLookup>.Known(new OrderLookup.NotFound(error))
            : reading;
    }

    private string NameOf(OrderTicket ticket) =>
        $"symbol={ticket.Instrument.Symbol}&origClientOrderId={Render(ticket.Id)}";

    private static string KindOf(TimeInForce timeInForce) => timeInForce switch
    {
        TimeInForce.ImmediateOrCancel => "type=LIMIT&timeInForce=IOC",
        TimeInForce.GoodTillCancelled => "type=LIMIT&timeInForce=GTC",
        TimeInForce.FillOrKill => "type=LIMIT&timeInForce=FOK",
        TimeInForce.PostOnly => "type=LIMIT_MAKER",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
