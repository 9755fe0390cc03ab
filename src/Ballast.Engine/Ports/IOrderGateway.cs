using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.Ports;

/// <summary>
/// Sends orders so that none can be executed twice: preparing (signing) and sending are two calls, and between them the
/// bytes are put on stable storage. Nothing here retries, redirects or re-signs.
/// </summary>
public interface IOrderGateway
{
    /// <summary>What the venue can do.</summary>
    VenueCapabilities Capabilities { get; }

    /// <summary>
    /// The client id in the venue's alphabet and length; every id of one installation at one account shares a prefix.
    /// </summary>
    string Render(ClientOrderId id);

    /// <summary>Reads a rendered id back; <see langword="null"/> for an id that this product did not issue.</summary>
    ClientOrderId? Recognize(string clientId);

    /// <summary>
    /// Signs the order; no request leaves. Complete at once where this process signs; where another one does, and does
    /// not answer, there is no request and nothing to be settled.
    /// </summary>
    ValueTask<Reading<PreparedRequest>> PrepareAsync(OrderTicket ticket, CancellationToken cancellation);

    /// <summary>Sends exactly these bytes, once.</summary>
    Task<SendOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation);

    /// <summary>Asks for the venue's record of an order.</summary>
    Task<Reading<OrderLookup>> LookUpAsync(OrderTicket ticket, CancellationToken cancellation);

    /// <summary>Asks the venue to cancel; the order's end is known only from its record.</summary>
    Task<Reading<OrderLookup>> CancelAsync(OrderTicket ticket, CancellationToken cancellation);

    /// <summary>All open orders of an account, ours and strangers'.</summary>
    /// <param name="account">The account.</param>
    /// <param name="markets">Markets whose orders have to be among them: some venues list one market at a time, and
    /// those of others are then not told.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<Reading<ImmutableArray<VenueOrder>>> ReadOpenOrdersAsync(
        AccountId account, IReadOnlyCollection<Instrument> markets, CancellationToken cancellation);

    /// <summary>All orders of a market since an instant, whatever their state: the sweep for our prefix.</summary>
    Task<Reading<ImmutableArray<VenueOrder>>> ReadOrdersAsync(
        AccountId account, Instrument instrument, Instant since, CancellationToken cancellation);

    /// <summary>Trades of a market after a watermark, oldest first.</summary>
    /// <param name="account">The account.</param>
    /// <param name="instrument">The market.</param>
    /// <param name="after">Where the last read came to.</param>
    /// <param name="look">What the venue has answered in the same look, of whatever market, need not be asked again.
    /// </param>
    /// <param name="cancellation">Gives up.</param>
    Task<Reading<TradePage>> ReadTradesAsync(
        AccountId account,
        Instrument instrument,
        TradeWatermark after,
        TradesLook look,
        CancellationToken cancellation);
}

/// <summary>
/// The answer to sending. Closed: <see cref="Accepted"/>, <see cref="Rejected"/>, <see cref="Unknown"/>.
/// </summary>
public abstract record SendOutcome
{
    /// <summary>The venue has the order; fills that came with the answer are included.</summary>
    public sealed record Accepted(VenueOrder Order, ImmutableArray<VenueFill> Fills) : SendOutcome;

    /// <summary>Definitively not executed.</summary>
    public sealed record Rejected(VenueError Error) : SendOutcome;

    /// <summary>It may or may not have been executed.</summary>
    public sealed record Unknown(VenueError Error) : SendOutcome;
}

/// <summary>
/// A lookup's answer. Closed: <see cref="Found"/> or <see cref="NotFound"/>; the latter is evidence, not proof.
/// </summary>
public abstract record OrderLookup
{
    /// <summary>The venue's record.</summary>
    public sealed record Found(VenueOrder Order) : OrderLookup;

    /// <summary>The venue says it does not know the order.</summary>
    public sealed record NotFound(VenueError Error) : OrderLookup;
}
