using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Core.Orders;

/// <summary>What proves that an order had no effect: the fence had passed, nobody knows the order, and no unit of money
/// moved.</summary>
public sealed record AbsenceProof
{
    /// <summary>Which argument it is.</summary>
    public required AbsenceGround Ground { get; init; }

    /// <summary>
    /// The instant from which evidence counts: the request's expiry and its margin, or the venue's settle time where it
    /// has no expiry.
    /// </summary>
    public required Instant FencePassedAt { get; init; }

    /// <summary>When the venue answered that it does not know the order, oldest first.</summary>
    public required ImmutableArray<Instant> NotFoundAt { get; init; }

    /// <summary>When trades since the watermark and open orders were read and held nothing of it.</summary>
    public required Instant NoTraceAt { get; init; }

    /// <summary>When the balances were read that equal the ledger, oldest first.</summary>
    public required ImmutableArray<Instant> BalancesEqualAt { get; init; }
}

/// <summary>The argument a proof of absence rests on.</summary>
public enum AbsenceGround
{
    /// <summary>The request's own expiry, three not-founds, no trace, equal balances.</summary>
    RequestExpired = 0,

    /// <summary>A venue without expiry and lookup: no trace and equal balances, read twice after its settle
    /// time.</summary>
    BalancesSettled = 1,
}
