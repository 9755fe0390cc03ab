using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>
/// Stands against trading real money with an agent's token: the API does not tell what a token may do, so that its
/// owner has to type that this is known.
/// </summary>
internal sealed class FleaTokenInspector(PurpleFleaConnection connection) : IKeyInspector
{
    private static readonly KeyVerdict Untold = new(true, [], ["may do more than trade, for all that its API tells"]);

    /// <summary>What stands against trading with the token; nothing where it opens play money.</summary>
    public ImmutableArray<Reason> Faults => connection.Network == VenueNetwork.Local
        ? []
        : KeyAcceptance.Faults(connection, Untold);

    /// <summary>The words that accept it.</summary>
    public static string Phrase(AccountId account) => KeyAcceptance.Phrase(account, Untold.Powers);

    /// <inheritdoc/>
    public Task<Reading<ImmutableArray<Reason>>> InspectKeyAsync(
        AccountId account, CancellationToken cancellation) => Task.FromResult<Reading<ImmutableArray<Reason>>>(
        new Reading<ImmutableArray<Reason>>.Known(Faults));
}
