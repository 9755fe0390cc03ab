using Ballast.Engine.Hedging;

namespace Ballast.Engine.Ports;

/// <summary>
/// Trades the perpetuals of an account for hedges. Writing and sending are two calls, and between them the request is
/// put on stable storage. Nothing here retries.
/// </summary>
public interface IHedgeGateway
{
    /// <summary>How long after an order positions may still lag.</summary>
    TimeSpan SettleTime { get; }

    /// <summary>The venue's records of orders by our name; <see langword="null"/> where it knows no names: positions,
    /// which carry a purpose there, are then the only record that there is. Where it knows them, positions carry
    /// none, and a market has one.</summary>
    IHedgeRecords? Records { get; }

    /// <summary>What a market is like now.</summary>
    Task<Reading<HedgeMarket>> ReadMarketAsync(string market, CancellationToken cancellation);

    /// <summary>Writes the request of an order; nothing leaves. Complete at once where this process writes
    /// it.</summary>
    ValueTask<Reading<PreparedRequest>> PrepareAsync(HedgeTicket ticket, CancellationToken cancellation);

    /// <summary>Sends exactly this request, once.</summary>
    /// <param name="ticket">What the request was written for.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellation">Stops waiting; the outcome is unknown then.</param>
    Task<HedgeOutcome> SendAsync(HedgeTicket ticket, PreparedRequest request, CancellationToken cancellation);
}

/// <summary>
/// The answer to sending. Closed: <see cref="Done"/>, <see cref="Refused"/>, <see cref="Unknown"/>.
/// </summary>
public abstract record HedgeOutcome
{
    /// <summary>It was executed.</summary>
    public sealed record Done(HedgeFill Fill) : HedgeOutcome;

    /// <summary>It definitively had no effect.</summary>
    public sealed record Refused(VenueError Error) : HedgeOutcome;

    /// <summary>It may or may not have been executed.</summary>
    public sealed record Unknown(VenueError Error) : HedgeOutcome;
}
