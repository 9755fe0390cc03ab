using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary>
/// <c>@kline_...</c>: the candle that is growing, every two seconds, and every candle that has ended once, marked as
/// closed; the same candles as <c>GET /api/v3/klines</c> answers.
/// </summary>
internal sealed class KlineFeed(PaperVenue venue, BinanceFace rest, string symbol, string interval) : StreamFeed
{
    private readonly int everyBeats = interval == "1s" ? BeatsPerSecond : 2 * BeatsPerSecond;
    private const int Most = 1000;

    // Where a candle's values stand in REST's answer.
    private static readonly (string Letter, int Place)[] Values =
        [("o", 1), ("c", 4), ("h", 2), ("l", 3), ("v", 5), ("q", 7), ("V", 9), ("Q", 10)];

    private long? growing;

    public override IEnumerable<JsonNode> OnBeat(long beat)
    {
        if (beat % everyBeats != 0)
        {
            yield break;
        }

        long now = BinanceJson.Ms(venue.Now);
        foreach (JsonArray candle in Candles())
        {
            growing = candle[0]!.GetValue<long>();
            yield return EventOf(candle, now);
        }
    }

    // From the one that was growing on; at first only the one that is.
    private IEnumerable<JsonArray> Candles()
    {
        string asked = growing is { } start
            ? string.Create(CultureInfo.InvariantCulture, $"&startTime={start}&limit={Most}")
            : "&limit=1";
        return rest.Read("/api/v3/klines", $"symbol={symbol}&interval={interval}{asked}").AsArray().OfType<JsonArray>();
    }

    private JsonObject EventOf(JsonArray candle, long now)
    {
        long end = candle[6]!.GetValue<long>();
        var told = new JsonObject
        {
            ["t"] = candle[0]!.DeepClone(),
            ["T"] = end,
            ["s"] = symbol,
            ["i"] = interval,
            ["f"] = -1,
            ["L"] = -1,
            ["n"] = candle[8]!.DeepClone(),
            ["x"] = end < now,
            ["B"] = "0",
        };
        foreach ((string letter, int place) in Values)
        {
            told[letter] = candle[place]!.DeepClone();
        }

        return new JsonObject { ["e"] = "kline", ["E"] = now, ["s"] = symbol, ["k"] = told };
    }
}
