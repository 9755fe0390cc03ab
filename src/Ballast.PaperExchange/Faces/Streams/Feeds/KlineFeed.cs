using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Faces.Binance;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary>
/// <c>@kline_...</c>: the bar that is growing, every two seconds (one of a second: every second), and every bar that
/// has ended once, marked as closed. Bars carry prices; the exchange's own books have no volume.
/// </summary>
internal sealed class KlineFeed(PaperVenue venue, string symbol, KlineInterval interval) : StreamFeed
{
    private const string Nothing = "0.00000000";

    private readonly int everyBeats = interval.Name == "1s" ? BeatsPerSecond : 2 * BeatsPerSecond;
    private Instant growing = interval.StartOf(venue.Now);

    public override IEnumerable<JsonNode> OnBeat(long beat)
    {
        if (beat % everyBeats != 0)
        {
            yield break;
        }

        Instant now = venue.Now;
        Instant current = interval.StartOf(now);
        for (; growing < current; growing = interval.EndOf(growing))
        {
            if (EventOf(growing, now) is { } closed)
            {
                yield return closed;
            }
        }

        if (EventOf(current, now) is { } open)
        {
            yield return open;
        }
    }

    private JsonObject? EventOf(Instant start, Instant now)
    {
        Instant end = interval.EndOf(start);
        if (venue.Bar(symbol, start, end) is not { } bar)
        {
            return null;
        }

        return new JsonObject
        {
            ["e"] = "kline",
            ["E"] = BinanceJson.Ms(now),
            ["s"] = symbol,
            ["k"] = new JsonObject
            {
                ["t"] = BinanceJson.Ms(start),
                ["T"] = BinanceJson.Ms(end) - 1,
                ["s"] = symbol,
                ["i"] = interval.Name,
                ["f"] = -1,
                ["L"] = -1,
                ["o"] = Text(bar.Open ?? bar.Close),
                ["c"] = Text(bar.Close),
                ["h"] = Text(bar.High ?? bar.Close),
                ["l"] = Text(bar.Low ?? bar.Close),
                ["v"] = Nothing,
                ["n"] = 0,
                ["x"] = end <= now,
                ["q"] = Nothing,
                ["V"] = Nothing,
                ["Q"] = Nothing,
                ["B"] = "0",
            },
        };
    }

    private static string Text(Price price) => BinanceJson.Number(price.Value);
}
