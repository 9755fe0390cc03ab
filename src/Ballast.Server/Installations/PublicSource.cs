using System.Collections.Immutable;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Server.Installations;

/// <summary>Opens the public prices of an exchange through the native client; no key is needed and none is
/// sent.</summary>
public static class PublicSource
{
    private static readonly AccountId Nobody = new("public");

    /// <summary>Prices of the shipped policy's assets.</summary>
    public static async Task<Reading<PublicPrices>> OpenAsync(
        MarketChoice.Live live, TimeProvider real, CancellationToken cancellation)
    {
        BinanceSpotVenue venue = BinanceSpotVenue.OverNetwork(
            new BinanceSpotOptions
            {
                Account = Nobody,
                Address = live.Address ?? BinanceAddresses.Live.Rest,
                ApiKey = new Secret(""),
                ApiSecret = new Secret(""),
            },
            new VenueClocks(real, real));
        Asset quote = DefaultPolicy.Policy.Quote;
        ImmutableArray<Asset> assets = [.. DefaultPolicy.Policy.Target.Keys.Where(asset => asset != quote)];
        Reading<PublicPrices> opening = await PublicPrices.OpenAsync(
            (venue.Prices, venue.Candles, venue), assets, quote, real, cancellation);
        if (opening is Reading<PublicPrices>.Failed)
        {
            venue.Dispose();
        }

        return opening;
    }
}
