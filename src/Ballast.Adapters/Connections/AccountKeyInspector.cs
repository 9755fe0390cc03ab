using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Connections;

/// <summary>Tells what stands against trading real money with the key of an account.</summary>
internal sealed class AccountKeyInspector(IAccountExaminer examiner) : IKeyInspector
{
    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<Reason>>> InspectKeyAsync(
        AccountId account, CancellationToken cancellation) => await examiner.ReadKeyAsync(cancellation) switch
        {
            Reading<KeyVerdict>.Known { Value: var key } =>
                new Reading<ImmutableArray<Reason>>.Known(KeyAcceptance.Faults(examiner.Connection, key)),
            Reading<KeyVerdict>.Failed { Error: var error } => new Reading<ImmutableArray<Reason>>.Failed(error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
