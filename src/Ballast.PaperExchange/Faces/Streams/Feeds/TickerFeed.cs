using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>@ticker</c> and <c>@miniTicker</c>: the last 24 hours of a market, every second.</summary>
internal sealed class TickerFeed(DayTickers tickers, string symbol, TickerForm form) : StreamFeed
{
    public override IEnumerable<JsonNode> OnBeat(long beat) =>
        beat % BeatsPerSecond == 0 && tickers.Of(symbol) is { } ticker
            ? [form.EventOf(ticker, BinanceJson.Ms(tickers.Now))]
            : [];
}
