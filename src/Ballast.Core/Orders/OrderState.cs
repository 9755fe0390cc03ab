namespace Ballast.Core.Orders;

/// <summary>
/// Where an order is in its life. Closed. Every way through it is in <see cref="OrderLifecycle"/>; there is no state
/// "failed", because
/// an order whose fate is not known is <see cref="Unknown"/> until there is proof.
/// </summary>
public abstract record OrderState
{
    /// <summary>Whether nothing more is expected of the venue; a late fill may still arrive and is booked.</summary>
    public bool IsTerminal => this is Filled or Cancelled or Expired or Rejected or NotPlaced or Resolved;

    /// <summary>Whether its fate or its end is open and its funds stay reserved.</summary>
    public bool IsLive => !IsTerminal;

    /// <summary>Wanted by a plan; nothing is set aside, nothing is signed.</summary>
    public sealed record Planned : OrderState;

    /// <summary>Caps are counted and funds set aside.</summary>
    public sealed record Reserved : OrderState;

    /// <summary>Its bytes are on stable storage; they may have been sent.</summary>
    public sealed record Signed : OrderState;

    /// <summary>The venue has answered that it has the order.</summary>
    public sealed record Acked : OrderState;

    /// <summary>At least one trade is known, more may come.</summary>
    public sealed record Partial : OrderState;

    /// <summary>The trades add up to the order's size.</summary>
    public sealed record Filled : OrderState;

    /// <summary>Cancelled at the venue, perhaps partly filled; all its trades are known.</summary>
    public sealed record Cancelled : OrderState;

    /// <summary>Ended by its time in force, perhaps partly filled; all its trades are known.</summary>
    public sealed record Expired : OrderState;

    /// <summary>Refused for good; no effect.</summary>
    public sealed record Rejected(Reason Why) : OrderState;

    /// <summary>It may or may not have been executed.</summary>
    public sealed record Unknown(Reason Why) : OrderState;

    /// <summary>After doubt, the venue's record was found.</summary>
    public sealed record Found : OrderState;

    /// <summary>After doubt, proven to have had no effect.</summary>
    public sealed record NotPlaced(AbsenceProof Proof) : OrderState;

    /// <summary>Nothing proves its fate, or the venue contradicts itself: a person decides, or the venue's record
    /// settles it.</summary>
    public sealed record Quarantined(Reason Why) : OrderState;

    /// <summary>A person decided what became of a quarantined order.</summary>
    public sealed record Resolved(string Actor, Reason Why) : OrderState;
}
