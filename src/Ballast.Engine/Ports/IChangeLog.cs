using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ports;

/// <summary>
/// Reads the venue's own log of what changed an account's balances, as far as it tells what no balance does: what the
/// owner brought or took, what was moved within the account, what came as income. What it does not tell is what the
/// venue's balances say it is.
/// </summary>
public interface IChangeLog
{
    /// <summary>Changes after a cursor, oldest first, up to the log's end.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="after">The venue's own cursor; empty means from the beginning.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Failed as <see cref="VenueErrorKind.Rejected"/> where the venue keeps no such log.</returns>
    Task<Reading<ChangePage>> ReadChangesAsync(AccountId account, string after, CancellationToken cancellation);
}

/// <summary>Changes after a cursor.</summary>
/// <param name="Changes">Oldest first.</param>
/// <param name="Cursor">Where the next read begins.</param>
public sealed record ChangePage(ImmutableArray<VenueChange> Changes, string Cursor);

/// <summary>A change of one balance, as the venue's log tells it.</summary>
public sealed record VenueChange
{
    /// <summary>The log's own number of it.</summary>
    public required string Id { get; init; }

    /// <summary>What changed.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Signed units.</summary>
    public required Quantity Change { get; init; }

    /// <summary>Why.</summary>
    public required VenueChangeKind Kind { get; init; }

    /// <summary>The order of ours that did it; <see langword="null"/> where none did.</summary>
    public ClientOrderId? Order { get; init; }
}

/// <summary>Why a balance changed, as far as a venue's log tells.</summary>
public enum VenueChangeKind
{
    /// <summary>The owner brought it or took it out.</summary>
    Flow = 0,

    /// <summary>One side of a movement between two balances of the account.</summary>
    Transfer = 1,

    /// <summary>Referral, yield, a reward.</summary>
    Income = 2,
}
