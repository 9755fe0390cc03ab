using Ballast.Core.Amounts;

namespace Ballast.Core.Orders;

/// <summary>What can happen to an order. Closed. Our own steps must come in order; what the venue tells may come twice
/// or late.</summary>
public abstract record OrderEvent
{
    /// <summary>Caps counted, funds set aside.</summary>
    public sealed record Reserve : OrderEvent;

    /// <summary>Bytes signed and stored.</summary>
    public sealed record Sign : OrderEvent;

    /// <summary>The venue accepted it.</summary>
    public sealed record Acknowledge(string VenueId) : OrderEvent;

    /// <summary>A trade of it.</summary>
    public sealed record Fill(VenueFill Trade) : OrderEvent;

    /// <summary>The venue's record says that it has ended, having filled that much; all those trades are already
    /// known.</summary>
    public sealed record Close(OrderEnd End, Quantity VenueFilled) : OrderEvent;

    /// <summary>Definitively refused, or provably never sent.</summary>
    public sealed record Reject(Reason Why) : OrderEvent;

    /// <summary>The answer to sending was lost or unreadable.</summary>
    public sealed record LoseTrack(Reason Why) : OrderEvent;

    /// <summary>The venue's record turned up.</summary>
    public sealed record Find(string VenueId) : OrderEvent;

    /// <summary>Proven to have had no effect.</summary>
    public sealed record ProveAbsent(AbsenceProof Proof) : OrderEvent;

    /// <summary>No proof to be had in time.</summary>
    public sealed record Quarantine(Reason Why) : OrderEvent;

    /// <summary>A person decided.</summary>
    public sealed record Resolve(string Actor, Reason Why) : OrderEvent;
}

/// <summary>How an order ended at the venue.</summary>
public enum OrderEnd
{
    /// <summary>Filled whole.</summary>
    Filled = 0,

    /// <summary>Taken back by us or by the venue before its time was over.</summary>
    Cancelled = 1,

    /// <summary>Ended by its time in force.</summary>
    Expired = 2,
}
