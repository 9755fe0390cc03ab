using System.Collections.Immutable;

namespace Ballast.Core.Portfolios.Booking;

/// <summary>The answer to an attempt to book. Closed: <see cref="Booked"/> or <see cref="Waits"/>.</summary>
/// <param name="Postings">What can be booked now, in ordinal order of assets; the known ones first within an
/// asset.</param>
public abstract record BookingOutcome(ImmutableArray<BalancePosting> Postings)
{
    /// <summary>Ledger and postings equal the balances to the last unit.</summary>
    public sealed record Booked(ImmutableArray<BalancePosting> Postings) : BookingOutcome(Postings);

    /// <summary>Some assets cannot be booked yet; planning waits. All reasons.</summary>
    public sealed record Waits(ImmutableArray<BalancePosting> Postings, ImmutableArray<Reason> Why)
        : BookingOutcome(Postings);
}
