using System.Text.Json;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faces.Admin;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Hosting;

/// <summary>Opens exchanges so that a restarted one goes on with the market it had.</summary>
public static class PaperSetup
{
    private const string OriginKey = "market-origin";

    /// <summary>Opens an exchange on a file, or in memory only where there is no path.</summary>
    /// <param name="choice">The market.</param>
    /// <param name="options">How the exchange behaves.</param>
    /// <param name="storePath">The store's file, or <see langword="null"/> to forget everything at the end.</param>
    /// <param name="clocks">Market and exchange run by the market's.</param>
    /// <exception cref="IOException">The file cannot be used, or belongs to another market.</exception>
    public static PaperVenue Open(
        MarketChoice choice, PaperVenueOptions options, string? storePath, ExchangeClocks clocks)
    {
        IExchangeStore store = storePath is null ? new MemoryExchangeStore() : SqliteExchangeStore.Open(storePath);
        try
        {
            return new PaperVenue(options, FeedOf(choice, store, clocks.Market), store, clocks);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static IMarketFeed FeedOf(MarketChoice choice, IExchangeStore store, TimeProvider time) => choice switch
    {
        MarketChoice.Simulated simulated => new SimulatedMarket(
            simulated.Assets, simulated.Quote, OriginOf(simulated, store, time), simulated.Seed),
        MarketChoice.Replayed replayed => new ReplayedMarket(replayed.Table, replayed.Quote),
        MarketChoice.Followed followed => followed.Market,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>
    /// The first opening fixes the origin and the seed; another seed on the same store would be another past.
    /// </summary>
    private static Instant OriginOf(MarketChoice.Simulated simulated, IExchangeStore store, TimeProvider time)
    {
        if (store.Recall(OriginKey) is { } text)
        {
            MarketOrigin known = JsonSerializer.Deserialize<MarketOrigin>(text, AdminJson.Options)!;
            return known.Seed == simulated.Seed
                ? known.Origin
                : throw new IOException(
                    $"the store's market has seed {known.Seed}, not {simulated.Seed}: use that seed or another store");
        }

        Instant now = Instant.FromDateTimeOffset(time.GetUtcNow());
        long hours = now.ToUnixTimeSeconds() / 3600;
        Instant origin = Instant.FromUnixTimeSeconds((hours - (24L * simulated.HistoryDays)) * 3600);
        store.Remember(
            OriginKey, JsonSerializer.Serialize(new MarketOrigin(simulated.Seed, origin), AdminJson.Options));
        return origin;
    }

    private sealed record MarketOrigin(ulong Seed, Instant Origin);
}
