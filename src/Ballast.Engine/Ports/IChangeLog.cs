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
