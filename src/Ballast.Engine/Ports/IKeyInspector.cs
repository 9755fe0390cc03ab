using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ports;

/// <summary>Reads what the key of an account may do.</summary>
public interface IKeyInspector
{
    /// <summary>
    /// Why the key must not trade (it may withdraw or transfer, or works from any address); empty where nothing is
    /// wrong with it.
    /// </summary>
    Task<Reading<ImmutableArray<Reason>>> InspectKeyAsync(AccountId account, CancellationToken cancellation);
}
