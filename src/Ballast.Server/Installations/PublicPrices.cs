using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Markets;
using NodaTime;

namespace Ballast.Server.Installations;

/// <summary>
/// Follows the public prices of a real exchange and tells them to the paper exchange's market. Only what the source
/// says is told: where it is silent, or its own prices are old, nothing is, and the market closes by itself.
/// </summary>
public sealed class PublicPrices : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly Duration Holds = Duration.FromSeconds(10);
    private static readonly Duration OldestPrice = Duration.FromMinutes(2);
    private static readonly Duration Past = Duration.FromDays(1);
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly IPriceSource source;
    private readonly IDisposable line;
    private readonly ImmutableArray<Asset> assets;
    private readonly Asset quote;
    private readonly TimeProvider real;
    private readonly CancellationTokenSource ending = new();
    private readonly Dictionary<Asset, Instant> heard = [];
    private Task? following;
    private bool isHalted;

    private PublicPrices(
        IPriceSource source, IDisposable line, FollowedMarket market, Asset quote, TimeProvider real)
    {
        (this.source, this.line, this.quote, this.real) = (source, line, quote, real);
        Market = market;
        assets = [.. market.Instruments.Select(instrument => instrument.Base)];
    }

    /// <summary>What the exchange trades on.</summary>
    public FollowedMarket Market { get; }

    /// <summary>Asks a source for its prices and its last day; without all of them there is no market.</summary>
    /// <param name="from">Its prices, its bars, and what closes the line to it.</param>
    /// <param name="assets">Which assets.</param>
    /// <param name="quote">In what.</param>
    /// <param name="real">The machine's clock.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Reading<PublicPrices>> OpenAsync(
        (IPriceSource Prices, ICandleSource Bars, IDisposable Line) from,
        ImmutableArray<Asset> assets,
        Asset quote,
        TimeProvider real,
        CancellationToken cancellation)
    {
        Reading<ImmutableArray<PriceQuote>> prices = await from.Prices.ReadPricesAsync(assets, quote, cancellation);
        if (prices is not Reading<ImmutableArray<PriceQuote>>.Known { Value: var first })
        {
            return new Reading<PublicPrices>.Failed(((Reading<ImmutableArray<PriceQuote>>.Failed)prices).Error);
        }

        if (assets.FirstOrDefault(asset => first.All(price => price.Asset != asset)) is { } missing)
        {
            return new Reading<PublicPrices>.Failed(
                new VenueError(VenueErrorKind.Rejected, "no-market", $"it has no price of {missing} in {quote}"));
        }

        Instant now = NowBy(real);
        Dictionary<Instrument, ImmutableArray<Candle>> past = [];
        foreach (PriceQuote price in first.Where(price => assets.Contains(price.Asset)))
        {
            Reading<ImmutableArray<Candle>> bars = await from.Bars.ReadCandlesAsync(
                new CandleRequest(price.Asset, quote, Minute, now - Past, now), cancellation);
            if (bars is not Reading<ImmutableArray<Candle>>.Known { Value: var day })
            {
                return new Reading<PublicPrices>.Failed(((Reading<ImmutableArray<Candle>>.Failed)bars).Error);
            }

            past[PaperInstruments.Of(price.Asset, quote, price.Price.Value, price.Price.Value)] = day;
        }

        PublicPrices opened = new(from.Prices, from.Line, new FollowedMarket(past), quote, real);
        opened.Tell(first);
        return new Reading<PublicPrices>.Known(opened);
    }

    /// <summary>Begins to follow.</summary>
    /// <param name="say">Takes a sentence when the market halts, with the reason, and when it goes on.</param>
    public void Begin(Action<string> say) => following ??= FollowAsync(say);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        if (following is not null)
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        line.Dispose();
        ending.Dispose();
    }

    private async Task FollowAsync(Action<string> say)
    {
        while (!ending.IsCancellationRequested)
        {
            await Task.Delay(Every, real, ending.Token);
            string? fault = await source.ReadPricesAsync(assets, quote, ending.Token) switch
            {
                Reading<ImmutableArray<PriceQuote>>.Known { Value: var prices } => Tell(prices),
                Reading<ImmutableArray<PriceQuote>>.Failed { Error: var error } => $"{error.Code} {error.Message}",
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            Judge(fault, say);
        }
    }

    // What came too late to be believed is said with its age; what did not come, by its name.
    private string? Tell(ImmutableArray<PriceQuote> prices)
    {
        Instant now = NowBy(real);
        foreach (PriceQuote price in prices.Where(price => assets.Contains(price.Asset)))
        {
            Instrument market = Market.Instruments.First(instrument => instrument.Base == price.Asset);
            decimal mid = Rounding.Down(price.Price.Value, market.Tick.Step);
            if (mid > 0m && now - price.At <= OldestPrice)
            {
                heard[price.Asset] = now;
                Market.Tell(new MarketTick(market.Symbol, now, mid, now + Holds));
            }
        }

        Asset? silent = assets.FirstOrDefault(asset => heard.GetValueOrDefault(asset) != now);
        PriceQuote? old = prices.FirstOrDefault(price => price.Asset == silent);
        return silent is null ? null
            : old is null ? $"it tells no price of {silent}"
            : $"its price of {silent} is of {old.At}";
    }

    private void Judge(string? fault, Action<string> say)
    {
        Instant now = NowBy(real);
        Asset? late = assets.FirstOrDefault(asset => now > heard.GetValueOrDefault(asset) + Holds);
        if (late is not null && !isHalted)
        {
            isHalted = true;
            say($"the market of {late} is closed: the source of its prices has said nothing new for "
                + $"{Holds.TotalSeconds} s ({fault}); it opens again with the next price");
        }
        else if (late is null && isHalted)
        {
            isHalted = false;
            say("prices are told again; the market is open");
        }
    }

    private static Instant NowBy(TimeProvider real) => Instant.FromDateTimeOffset(real.GetUtcNow());
}
