using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Connections;

/// <summary>
/// Orders that leave only while nothing stands against it; everything else is passed on. What is held here has not
/// left, so it is rejected and not in doubt.
/// </summary>
/// <param name="inner">Where orders go.</param>
/// <param name="objection">What stands against it now; <see langword="null"/> where nothing does.</param>
internal sealed class HeldOrders(IOrderGateway inner, Func<Reason?> objection) : IOrderGateway
{
    /// <inheritdoc/>
    public VenueCapabilities Capabilities => inner.Capabilities;

    /// <inheritdoc/>
    public string Render(ClientOrderId id) => inner.Render(id);

    /// <inheritdoc/>
    public ClientOrderId? Recognize(string clientId) => inner.Recognize(clientId);

    /// <inheritdoc/>
    public ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation) =>
        Held() is { } why
            ? new ValueTask<Reading<PreparedRequest>>(new Reading<PreparedRequest>.Failed(why))
            : inner.PrepareAsync(ticket, cancellation);

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation) =>
        Held() is { } why
            ? Task.FromResult<SendOutcome>(new SendOutcome.Rejected(why))
            : inner.SendAsync(request, cancellation);

    /// <inheritdoc/>
    public Task<Reading<OrderLookup>> LookUpAsync(OrderTicket ticket, CancellationToken cancellation) =>
        inner.LookUpAsync(ticket, cancellation);

    /// <inheritdoc/>
    public Task<Reading<OrderLookup>> CancelAsync(OrderTicket ticket, CancellationToken cancellation) =>
        inner.CancelAsync(ticket, cancellation);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
        AccountId account, IReadOnlyCollection<Instrument> markets, CancellationToken cancellation) =>
        inner.ReadOpenOrdersAsync(account, markets, cancellation);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        AccountId account, Instrument instrument, Instant since, CancellationToken cancellation) =>
        inner.ReadOrdersAsync(account, instrument, since, cancellation);

    /// <inheritdoc/>
    public Task<Reading<TradePage>> ReadTradesAsync(
        AccountId account,
        Instrument instrument,
        TradeWatermark after,
        TradesLook look,
        CancellationToken cancellation) =>
        inner.ReadTradesAsync(account, instrument, after, look, cancellation);

    private VenueError? Held() => objection() is { } why
        ? new VenueError(VenueErrorKind.NotAuthorized, why.Code, why.Sentence)
        : null;
}
