using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// Sends an agent's orders, whatever their form. The venue knows no client ids, no expiry and no lookup: an accepted
/// order is done, whole, with its answer, and one without an answer is told from balances alone. Our name of it travels
/// in its reason.
/// </summary>
internal sealed class FleaGateway(
    PurpleFleaOptions options, IFleaOrderForm form, FleaWire wire, TimeProvider venueClock)
    : IOrderGateway
{
    private const string ReasonField = "reason";
    private const string ReasonWord = "ballast ";

    private static readonly VenueError NoRecords =
        new(VenueErrorKind.Rejected, "no-lookup", "the venue keeps no record of orders by name");

    /// <inheritdoc/>
    public VenueCapabilities Capabilities { get; } = new()
    {
        Venue = options.Venue,
        ClientIds = ClientIdUniqueness.None,
        RequestExpiry = null,
        Lookup = LookupSupport.None,
        BalanceChanges = form.BalanceChanges,
        SettleTime = options.SettleTime,
    };

    /// <summary>Our name of an order that a reason speaks of; <see langword="null"/> where it is not ours.</summary>
    public static ClientOrderId? OursIn(string reason) => reason.StartsWith(ReasonWord, StringComparison.Ordinal)
        ? ClientIdText.Recognize(reason[ReasonWord.Length..], ClientIdForm.Hex32)
        : null;

    /// <inheritdoc/>
    public string Render(ClientOrderId id) => ClientIdText.Render(id, ClientIdForm.Hex32);

    /// <inheritdoc/>
    public ClientOrderId? Recognize(string clientId) => ClientIdText.Recognize(clientId, ClientIdForm.Hex32);

    /// <inheritdoc/>
    public ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation) =>
        new(form.Write(ticket) switch
        {
            Reading<FleaOrder>.Known { Value: var order } =>
                new Reading<PreparedRequest>.Known(Prepared(ticket, order)),
            Reading<FleaOrder>.Failed failed => new Reading<PreparedRequest>.Failed(failed.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        });

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
        AccountId account, IReadOnlyCollection<Instrument> markets, CancellationToken cancellation) =>
        Task.FromResult<Reading<ImmutableArray<VenueOrder>>>(new Reading<ImmutableArray<VenueOrder>>.Known([]));

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        AccountId account, Instrument instrument, Instant since, CancellationToken cancellation) =>
        ReadOpenOrdersAsync(account, [instrument], cancellation);

    /// <inheritdoc/>
    public Task<Reading<TradePage>> ReadTradesAsync(
        AccountId account,
        Instrument instrument,
        TradeWatermark after,
        TradesLook look,
        CancellationToken cancellation) =>
        Task.FromResult<Reading<TradePage>>(
            new Reading<TradePage>.Known(new TradePage([], after, HistoryRemains.Nothing)));

    private PreparedRequest Prepared(OrderTicket ticket, FleaOrder order)
    {
        order.Body[ReasonField] = ReasonWord + Render(ticket.Id);
        return new PreparedRequest(
            ticket.Account, "POST", wire.AddressOf(order.Path), order.Body.ToJsonString(), ticket.RequestExpiresAt);
    }

    private SendOutcome ReadAccepted(PreparedRequest request, string body)
    {
        try
        {
            using var asked = JsonDocument.Parse(request.Body);
            string clientId = asked.RootElement.GetProperty(ReasonField).GetString()![ReasonWord.Length..];
            FleaDone done = form.ReadDone(request.Url, asked.RootElement, body);
            string venueId = done.Id.Length > 0 ? done.Id : clientId;
            VenueOrder order = new()
            {
                ClientId = clientId,
                VenueId = venueId,
                Symbol = done.Symbol,
                Status = VenueOrderStatus.Filled,
                Size = done.Wished,
                Filled = done.Trade.Size,
            };
            VenueFill fill = new()
            {
                TradeId = venueId,
                Size = done.Trade.Size,
                Price = done.Trade.Price,
                Fee = done.Trade.Rest,
                FeeAsset = FleaSleeves.Cash,
                At = Instant.FromDateTimeOffset(venueClock.GetUtcNow()),
            };
            return new SendOutcome.Accepted(order, [fill]);
        }
        catch (FormatException error)
        {
            return new SendOutcome.Unknown(FleaErrors.Unreadable(error.Message));
        }
    }
}
