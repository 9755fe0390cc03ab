using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>!ticker@arr</c> and <c>!miniTicker@arr</c>: the markets that changed, every second.</summary>
internal sealed class AllTickersFeed(DayTickers tickers, TickerForm form) : StreamFeed
{
    private readonly Dictionary<string, string> told = new(StringComparer.Ordinal);

    public override IEnumerable<JsonNode> OnBeat(long beat)
    {
        if (beat % BeatsPerSecond != 0)
        {
            return [];
        }

        long now = BinanceJson.Ms(tickers.Now);
        var changed = new JsonArray();
        foreach (string symbol in tickers.Symbols)
        {
            if (tickers.Of(symbol) is not { } ticker)
            {
                continue;
            }

            string state = TickerForm.StateOf(ticker);
            if (told.GetValueOrDefault(symbol) != state)
            {
                told[symbol] = state;
                changed.Add(form.EventOf(ticker, now));
            }
        }

        return changed.Count > 0 ? [changed] : [];
    }
}
