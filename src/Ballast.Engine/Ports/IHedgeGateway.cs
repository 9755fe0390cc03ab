using Ballast.Core.Amounts;
using Ballast.Engine.Hedging;

namespace Ballast.Engine.Ports;

/// <summary>
/// Trades the perpetuals of an account that knows no client ids, no expiry and no lookup. Writing and sending are two
/// calls, and between them the request is put on stable storage. Nothing here retries.
/// </summary>
public interface IHedgeGateway
{
    /// <summary>What margin, profit and fees are counted in.</summary>
    Asset Cash { get; }

    /// <summary>What taking costs, as a fraction of the notional.</summary>
    decimal FeeRate { get; }

    /// <summary>The smallest order, above zero.</summary>
    Money MinNotional { get; }

    /// <summary>How long after an order positions may still lag.</summary>
    TimeSpan SettleTime { get; }

    /// <summary>The price of a market's asset, above zero.</summary>
    Task<Reading<Price>> ReadMarkAsync(string market, CancellationToken cancellation);

    /// <summary>Writes the request of an order; nothing leaves.</summary>
    PreparedRequest Prepare(HedgeTicket ticket);

    /// <summary>Sends exactly this request, once.</summary>
    Task<HedgeOutcome> SendAsync(PreparedRequest request, CancellationToken cancellation);
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
