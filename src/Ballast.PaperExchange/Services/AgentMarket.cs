using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Matching;
using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>
/// What agents see of the exchange's own markets: one price per asset. A market against USDC comes first; where there
/// is only another quote currency, a unit of it counts as one USDC.
/// </summary>
internal sealed class AgentMarket
{
    private static readonly Duration Day = Duration.FromDays(1);

    private readonly SortedDictionary<string, Instrument> byAsset = new(StringComparer.Ordinal);
    private readonly MarketBooks books;
    private readonly IMarketFeed feed;

    public AgentMarket(MarketBooks books, IMarketFeed feed)
    {
        this.books = books;
        this.feed = feed;
        foreach (Instrument instrument in feed.Instruments)
        {
            if (instrument.Quote.Symbol == AgentUnits.Usdc || !byAsset.ContainsKey(instrument.Base.Symbol))
            {
                byAsset[instrument.Base.Symbol] = instrument;
            }
        }
    }

    /// <summary>Every asset with a market, in ordinal order.</summary>
    public IEnumerable<string> Assets => byAsset.Keys;

    /// <summary>The spot market's name, or <see langword="null"/>.</summary>
    public string? SymbolOf(string asset) => byAsset.GetValueOrDefault(asset)?.Symbol;

    /// <summary>The newest mid in USDC; zero before the first price and where there is no market.</summary>
    public decimal MidOf(string asset) =>
        asset == AgentUnits.Usdc ? 1m : SymbolOf(asset) is { } symbol ? books.MidOf(symbol) : 0m;

    /// <summary>The book of an asset whose market is open.</summary>
    public Ladder? LadderOf(string asset, Instant now) =>
        SymbolOf(asset) is { } symbol && books.Find(symbol) is { Tick: { } tick, Ladder: { } ladder }
            && now <= tick.LiveUntil
            ? ladder
            : null;

    /// <summary>Closes of whole days, oldest first; empty where the feed has none.</summary>
    public ImmutableArray<Candle> Closes(string asset, long firstDay, long lastDay) =>
        SymbolOf(asset) is { } symbol
            ? feed.Candles(symbol, Day, StartOf(firstDay), StartOf(lastDay + 1))
            : [];

    /// <summary>The first instant of a day.</summary>
    public static Instant StartOf(long day) => Instant.FromUnixTimeTicks(day * Day.BclCompatibleTicks);

    /// <summary>The day in which an instant lies.</summary>
    public static long DayOf(Instant at) => at.ToUnixTimeTicks() / Day.BclCompatibleTicks;
}
