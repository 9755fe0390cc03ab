using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// Moves USDC between a service and the reserve, as orders at a price of one. The venue knows no client ids, no expiry
/// and no lookup: an accepted movement is done with its answer, and one without an answer is told from balances alone.
/// </summary>
internal sealed class PurpleFleaGateway(PurpleFleaOptions options, FleaWire wire, TimeProvider venueClock)
    : IOrderGateway
{
    private const string ReasonWord = "ballast ";

    private static readonly VenueError NoRecords =
        new(VenueErrorKind.Rejected, "no-lookup", "the venue keeps no record of movements by name");

    /// <inheritdoc/>
    public VenueCapabilities Capabilities { get; } = new()
    {
        Venue = options.Venue,
        ClientIds = ClientIdUniqueness.None,
        RequestExpiry = null,
        Lookup = LookupSupport.None,
        BalanceChanges = BalanceChangeSource.SleeveGain,
        SettleTime = options.SettleTime,
    };

    /// <inheritdoc/>
    public string Render(ClientOrderId id) => ClientIdText.Render(id, ClientIdForm.Hex32);

    /// <inheritdoc/>
    public ClientOrderId? Recognize(string clientId) => ClientIdText.Recognize(clientId, ClientIdForm.Hex32);

    /// <inheritdoc/>
    public ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["service"] = ticket.Instrument.Base.Symbol,
            ["direction"] = ticket.Side == TradeSide.Buy ? "increase" : "decrease",
            ["amount_usdc"] = JsonNode.Parse(CanonicalDecimal.Format(ticket.Size.Value)),
            ["reason"] = ReasonWord + Render(ticket.Id),
        };
        string address = wire.AddressOf($"agents/{Uri.EscapeDataString(options.Agent)}/rebalance");
        return new ValueTask<Reading<PreparedRequest>>(new Reading<PreparedRequest>.Known(new PreparedRequest(
            ticket.Account, "POST", address, body.ToJsonString(), ticket.RequestExpiresAt)));
    }

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation)
    {
        WireAnswer answer = await wire.SendPreparedAsync(request, cancellation);
        if (answer is WireAnswer.Answered { Status: HttpStatusCode.OK or HttpStatusCode.Created } accepted)
        {
            return ReadAccepted(request, accepted.Body);
        }

        VenueError error = FleaErrors.Of(answer);
        return error.Kind == VenueErrorKind.OutcomeUnknown
            ? new SendOutcome.Unknown(error)
            : new SendOutcome.Rejected(error);
    }

    /// <inheritdoc/>
    public Task<Reading<OrderLookup>> LookUpAsync(OrderTicket ticket, CancellationToken cancellation) =>
        Task.FromResult<Reading<OrderLookup>>(
            new Reading<OrderLookup>.Known(new OrderLookup.NotFound(NoRecords)));

    /// <inheritdoc/>
    public Task<Reading<OrderLookup>> CancelAsync(OrderTicket ticket, CancellationToken cancellation) =>
        LookUpAsync(ticket, cancellation);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
        AccountId account, CancellationToken cancellation) =>
        Task.FromResult<Reading<ImmutableArray<VenueOrder>>>(new Reading<ImmutableArray<VenueOrder>>.Known([]));

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        AccountId account, Instrument instrument, Instant since, CancellationToken cancellation) =>
        ReadOpenOrdersAsync(account, cancellation);

    /// <inheritdoc/>
    public Task<Reading<TradePage>> ReadTradesAsync(
        AccountId account, Instrument instrument, TradeWatermark after, CancellationToken cancellation) =>
        Task.FromResult<Reading<TradePage>>(new Reading<TradePage>.Known(new TradePage([], after)));

    private SendOutcome ReadAccepted(PreparedRequest request, string body)
    {
        try
        {
            using var asked = JsonDocument.Parse(request.Body);
            string clientId = asked.RootElement.GetProperty("reason").GetString()![ReasonWord.Length..];
            string service = asked.RootElement.GetProperty("service").GetString()!;
            decimal wished = asked.RootElement.GetProperty("amount_usdc").GetDecimal();
            FleaMovement movement = FleaRecords.Movement(body, wished);
            string venueId = movement.Id.Length > 0 ? movement.Id : clientId;
            VenueOrder order = new()
            {
                ClientId = clientId,
                VenueId = venueId,
                Symbol = service,
                Status = VenueOrderStatus.Filled,
                Size = new Quantity(wished),
                Filled = new Quantity(movement.Moved),
            };
            return new SendOutcome.Accepted(order, [FillOf(venueId, movement.Moved)]);
        }
        catch (FormatException error)
        {
            return new SendOutcome.Unknown(FleaErrors.Unreadable(error.Message));
        }
    }

    private VenueFill FillOf(string id, decimal moved) => new()
    {
        TradeId = id,
        Size = new Quantity(moved),
        Price = Price.One,
        Fee = Quantity.Zero,
        FeeAsset = FleaSleeves.Cash,
        At = Instant.FromDateTimeOffset(venueClock.GetUtcNow()),
    };
}
