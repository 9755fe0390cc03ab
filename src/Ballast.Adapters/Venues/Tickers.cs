using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues;

/// <summary>What all venues share in telling prices of assets from the tickers of their markets.</summary>
internal static class Tickers
{
    /// <summary>The markets that price assets in a quote, by symbol; none where the venue lists none.</summary>
    public static Reading<Dictionary<string, Asset>> Wanted(
        Reading<ImmutableArray<Instrument>> markets, IReadOnlyList<Asset> assets, Asset quote)
    {
        return markets switch
        {
            Reading<ImmutableArray<Instrument>>.Known { Value: var listed } =>
                new Reading<Dictionary<string, Asset>>.Known(listed
                    .Where(market => market.Quote == quote && assets.Contains(market.Base))
                    .ToDictionary(market => market.Symbol, market => market.Base, StringComparer.Ordinal)),
            Reading<ImmutableArray<Instrument>>.Failed => new Reading<Dictionary<string, Asset>>.Failed(
                new VenueError(VenueErrorKind.Unavailable, "no-markets", "the list of markets cannot be read")),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A book whose bid lies above its ask gives no price: the whole answer is refused rather than half of it
    /// trusted.</summary>
    /// <exception cref="FormatException">It does.</exception>
    public static void RefuseCrossed(string symbol, decimal? bid, decimal? ask)
    {
        if (bid > ask && ask > 0m)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"{symbol} is crossed: bid {bid} above ask {ask}"));
        }
    }
}
