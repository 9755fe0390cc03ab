using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>What both kinds of an agent's accounts share in reading what they hold.</summary>
internal static class FleaBalances
{
    /// <summary>Reads balances; an answer that does not come leaves the account unreadable.</summary>
    public static async Task<AccountReading> ReadAsync(
        FleaWire wire,
        (string Path, Func<string, ImmutableArray<Balance>> Read) question,
        (AccountId Account, TimeProvider VenueClock) of,
        CancellationToken cancellation) =>
        await wire.ReadAsync(question.Path, question.Read, cancellation) switch
        {
            Reading<ImmutableArray<Balance>>.Known known => new AccountReading.Read(
                of.Account,
                AccountAccess.Tradable,
                known.Value,
                Instant.FromDateTimeOffset(of.VenueClock.GetUtcNow())),
            Reading<ImmutableArray<Balance>>.Failed { Error: var error } => new AccountReading.Unreadable(
                of.Account, new Reason("account-unreadable", $"{of.Account} did not answer: {error.Message}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
