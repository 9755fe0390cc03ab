using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ports;

/// <summary>
/// Reads which markets an account can trade on, with filters and the account's own fees; without books.
/// </summary>
public interface IInstrumentCatalog
{
    /// <summary>All markets, ordered by symbol.</summary>
    Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(AccountId account, CancellationToken cancellation);
}
