using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ports;

/// <summary>Reads last prices with the venue's own time.</summary>
public interface IPriceSource
{
    /// <summary>
    /// Prices of those assets that the source knows, in <paramref name="quote"/>; assets it does not know are left out.
    /// </summary>
    Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation);
}
