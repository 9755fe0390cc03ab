using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// The venue's prices of the wallet's coins. They come without a time, so they are as old as the question that they
/// answer. Safe from any thread.
/// </summary>
internal sealed class FleaCoinPrices(PurpleFleaOptions options, FleaWire wire, TimeProvider venueClock) : IPriceSource
{
    private readonly ConcurrentDictionary<Asset, Price> last = new();

    /// <summary>The newest price that was read; <see langword="null"/> before the first.</summary>
    public Price? LastOf(Asset coin) => last.TryGetValue(coin, out Price price) ? price : null;

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation)
    {
        ImmutableArray<Asset> coins = quote == FleaSleeves.Cash ? [.. assets.Where(FleaCoins.All.Contains)] : [];
        var asked = Instant.FromDateTimeOffset(venueClock.GetUtcNow());
        return await ReadAsync(coins, cancellation) switch
        {
            Reading<ImmutableSortedDictionary<Asset, Price>>.Known { Value: var prices } =>
                new Reading<ImmutableArray<PriceQuote>>.Known(
                [
                    .. prices.Select(line => new PriceQuote(line.Key, line.Value, asked, options.Venue)),
                ]),
            Reading<ImmutableSortedDictionary<Asset, Price>>.Failed failed =>
                new Reading<ImmutableArray<PriceQuote>>.Failed(failed.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Asks for prices of coins; those that the venue has no market for are left out.</summary>
    public async Task<Reading<ImmutableSortedDictionary<Asset, Price>>> ReadAsync(
        ImmutableArray<Asset> coins, CancellationToken cancellation)
    {
        if (coins.IsEmpty)
        {
            return Known(ImmutableSortedDictionary<Asset, Price>.Empty);
        }

        string names = string.Join(',', coins.Select(coin => Uri.EscapeDataString(coin.Symbol)));
        switch (await wire.ReadAsync($"prices?assets={names}", FleaRecords.Prices, cancellation))
        {
            case Reading<ImmutableSortedDictionary<Asset, Price>>.Known { Value: var read }:
                var prices = read.RemoveRange(read.Keys.Except(coins));
                foreach ((Asset coin, Price price) in prices)
                {
                    last[coin] = price;
                }

                return Known(prices);

            // It refuses them all for one that it does not know.
            case Reading<ImmutableSortedDictionary<Asset, Price>>.Failed { Error.Kind: VenueErrorKind.Rejected }:
                return coins.Length == 1
                    ? Known(ImmutableSortedDictionary<Asset, Price>.Empty)
                    : await ReadEachAsync(coins, cancellation);
            case Reading<ImmutableSortedDictionary<Asset, Price>>.Failed failed:
                return failed;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<Reading<ImmutableSortedDictionary<Asset, Price>>> ReadEachAsync(
        ImmutableArray<Asset> coins, CancellationToken cancellation)
    {
        ImmutableSortedDictionary<Asset, Price> all = ImmutableSortedDictionary<Asset, Price>.Empty;
        foreach (Asset coin in coins)
        {
            Reading<ImmutableSortedDictionary<Asset, Price>> one = await ReadAsync([coin], cancellation);
            if (one is not Reading<ImmutableSortedDictionary<Asset, Price>>.Known known)
            {
                return one;
            }

            all = all.AddRange(known.Value);
        }

        return Known(all);
    }

    private static Reading<ImmutableSortedDictionary<Asset, Price>>.Known Known(
        ImmutableSortedDictionary<Asset, Price> prices) => new(prices);
}
