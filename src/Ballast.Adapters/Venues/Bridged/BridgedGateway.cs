using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>
/// Places, finds and cancels spot orders at an exchange behind the bridge.
/// </summary>
internal sealed class BridgedGateway : IOrderGateway
{
    private static readonly VenueError NoRecord =
        new(VenueErrorKind.Rejected, "OrderNotFound", "the exchange says that it has no such order");

    private readonly ExchangeRow row;
    private readonly BridgedWire wire;
    private readonly BridgedOrders orders;
    private readonly BridgedOrderLists lists;
    private readonly BridgedTrades trades;

    /// <summary>For an exchange that takes orders.</summary>
    public BridgedGateway(BridgedOptions options, ExchangeRow row, BridgedWire wire, TimeProvider machine)
    {
        (this.row, this.wire) = (row, wire);
        ExchangeClock clock = new(wire, machine);
        orders = new BridgedOrders(wire, clock);
        lists = new BridgedOrderLists(wire, row, machine);
        trades = new BridgedTrades(wire, row.Trades, clock, machine);
        Capabilities = new VenueCapabilities
        {
            Venue = options.Venue,

            // What holds at the most forgetful of them is safe at all.
            ClientIds = ClientIdUniqueness.AmongOpenOrders,
            RequestExpiry = TimeSpan.FromSeconds(60),
            Lookup = LookupSupport.ByClientId,
            BalanceChanges = BalanceChangeSource.OwnerFlow,
            SettleTime = TimeSpan.FromSeconds(5),
            ReadLimit = row.ReadLimit,
        };
    }

    /// <inheritdoc/>
    public VenueCapabilities Capabilities { get; }

    private ClientIdForm Form => row.ClientIds ?? throw new InvalidOperationException($"{row.Exchange} has no form");

    /// <inheritdoc/>
    public string Render(ClientOrderId id) => ClientIdText.Render(id, Form);

    /// <inheritdoc/>
    public ClientOrderId? Recognize(string clientId) => ClientIdText.Recognize(clientId, Form);

    /// <inheritdoc/>
    public ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation) =>
        new(orders.PrepareAsync(ticket.Account, OrderOf(ticket), cancellation));

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation)
    {
        BridgeAnswer answer = await orders.SendAsync(request, cancellation);
        if (answer is BridgeAnswer.Done done)
        {
            return ReadAccepted(done.Result, request.Body);
        }

        VenueError error = BridgeErrors.Of(answer);
        return error.Kind == VenueErrorKind.OutcomeUnknown
            ? new SendOutcome.Unknown(error)
            : new SendOutcome.Rejected(error);
    }

    /// <inheritdoc/>
    public Task<Reading<OrderLookup>> LookUpAsync(OrderTicket ticket, CancellationToken cancellation) =>
        wire.ReadAsync<OrderLookup>(
            "lookUp",
            NameOf(ticket),
            json => json.GetProperty("order") is { ValueKind: not JsonValueKind.Null } order
                ? new OrderLookup.Found(BridgedRecords.Order(order))
                : new OrderLookup.NotFound(NoRecord),
            cancellation);

    /// <summary>What the exchange answers to a cancel may say little, so the order's record is read after it.</summary>
    public async Task<Reading<OrderLookup>> CancelAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        BridgeAnswer answer = await wire.CallAsync("cancel", NameOf(ticket), cancellation);
        return answer switch
        {
            BridgeAnswer.Done => await LookUpAsync(ticket, cancellation),
            BridgeAnswer.Refused { Fault.Kind: "OrderNotFound" } =>
                new Reading<OrderLookup>.Known(new OrderLookup.NotFound(BridgeErrors.Of(answer))),
            BridgeAnswer.Refused or BridgeAnswer.Lost or BridgeAnswer.NotSent =>
                new Reading<OrderLookup>.Failed(BridgeErrors.ForRead(BridgeErrors.Of(answer))),
            _ => throw new UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
        AccountId account, IReadOnlyCollection<Instrument> markets, CancellationToken cancellation) =>
        lists.ReadOpenOrdersAsync(markets, cancellation);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        AccountId account, Instrument instrument, Instant since, CancellationToken cancellation) =>
        lists.ReadOrdersAsync(instrument, since, cancellation);

    /// <inheritdoc/>
    public Task<Reading<TradePage>> ReadTradesAsync(
        AccountId account,
        Instrument instrument,
        TradeWatermark after,
        TradesLook look,
        CancellationToken cancellation) =>
        trades.ReadAsync(instrument, after, look, cancellation);

    private static SendOutcome ReadAccepted(JsonElement result, string body)
    {
        try
        {
            using var whole = JsonDocument.Parse(body);
            JsonElement asked = whole.RootElement.GetProperty("order");
            return BridgedRecords.Read<SendOutcome>(result, json => new SendOutcome.Accepted(
                BridgedRecords.Placed(json, asked),
                BridgedRecords.PlacedFills(json, QuoteOf(BridgedRecords.Text(asked, "symbol")))));
        }
        catch (FormatException error)
        {
            return new SendOutcome.Unknown(BridgeErrors.Unreadable(error.Message));
        }
    }

    private JsonObject OrderOf(OrderTicket ticket) => new()
    {
        ["clientId"] = Render(ticket.Id),
        ["symbol"] = ticket.Instrument.Symbol,
        ["side"] = ticket.Side == TradeSide.Buy ? "buy" : "sell",
        ["type"] = "limit",
        ["quantity"] = ticket.Size.ToString(),
        ["price"] = ticket.LimitPrice.ToString(),
        ["timeInForce"] = ticket.TimeInForce switch
        {
            TimeInForce.ImmediateOrCancel => "IOC",
            TimeInForce.GoodTillCancelled => "GTC",
            TimeInForce.PostOnly or TimeInForce.FillOrKill =>
                throw new ArgumentException($"{ticket.TimeInForce} is not asked of exchanges behind the bridge"),
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        ["expiresAt"] = ticket.RequestExpiresAt.ToUnixTimeMilliseconds(),
    };

    // Listings begin well before the request was signed.
    private JsonObject NameOf(OrderTicket ticket) => new()
    {
        ["symbol"] = ticket.Instrument.Symbol,
        ["clientId"] = Render(ticket.Id),
        ["since"] = (ticket.RequestExpiresAt - Duration.FromHours(1)).ToUnixTimeMilliseconds(),
    };

    private static Asset QuoteOf(string symbol) => new(symbol[(symbol.IndexOf('/', StringComparison.Ordinal) + 1)..]);
}
