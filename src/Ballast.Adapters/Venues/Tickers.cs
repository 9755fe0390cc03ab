using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues;

/// <summary>What all venues share in telling prices of assets from the tickers of their markets.</summary>
internal static class Tickers
{
    /// <summary>Reads prices of the assets that have a market in a quote; none where the venue lists none.</summary>
    /// <param name="markets">The venue's markets.</param>
    /// <param name="assets">What prices are wanted of.</param>
    /// <param name="quote">What they are told in.</param>
    /// <param name="read">Reads the prices of markets, by symbol; asked only where there is one.</param>
    public static async Task<Reading<ImmutableArray<PriceQuote>>> ReadAsync(
        Reading<ImmutableArray<Instrument>> markets,
        IReadOnlyList<Asset> assets,
        Asset quote,
        Func<Dictionary<string, Asset>, Task<Reading<ImmutableArray<PriceQuote>>>> read)
    {
        switch (markets)
        {
            case Reading<ImmutableArray<Instrument>>.Known { Value: var listed }:
                var wanted = listed
                    .Where(market => market.Quote == quote && assets.Contains(market.Base))
                    .ToDictionary(market => market.Symbol, market => market.Base, StringComparer.Ordinal);
                return wanted.Count > 0 ? await read(wanted) : new Reading<ImmutableArray<PriceQuote>>.Known([]);
            case Reading<ImmutableArray<Instrument>>.Failed:
                return new Reading<ImmutableArray<PriceQuote>>.Failed(
                    new VenueError(VenueErrorKind.Unavailable, "no-markets", "the list of markets cannot be read"));
            default:
                throw new UnreachableException();
        }
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
