using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary>
/// How a stream writes the statistics of a day: the REST answer's own values under one-letter names, so that both
/// always say the same.
/// </summary>
internal sealed record TickerForm
{
    private static readonly ImmutableArray<string> Live =
        ["lastPrice", "bidPrice", "bidQty", "askPrice", "askQty", "openPrice", "highPrice", "lowPrice"];

    private readonly string eventName;
    private readonly ImmutableArray<(string Letter, string Name)> fields;

    private TickerForm(string eventName, params ImmutableArray<(string Letter, string Name)> fields)
    {
        this.eventName = eventName;
        this.fields = fields;
    }

    public static TickerForm Mini { get; } = new(
        "24hrMiniTicker",
        ("c", "lastPrice"), ("o", "openPrice"), ("h", "highPrice"), ("l", "lowPrice"), ("v", "volume"),
        ("q", "quoteVolume"));

    public static TickerForm Full { get; } = new(
        "24hrTicker",
        ("p", "priceChange"), ("P", "priceChangePercent"), ("w", "weightedAvgPrice"), ("x", "prevClosePrice"),
        ("c", "lastPrice"), ("Q", "lastQty"), ("b", "bidPrice"), ("B", "bidQty"), ("a", "askPrice"), ("A", "askQty"),
        ("o", "openPrice"), ("h", "highPrice"), ("l", "lowPrice"), ("v", "volume"), ("q", "quoteVolume"),
        ("O", "openTime"), ("C", "closeTime"), ("F", "firstId"), ("L", "lastId"), ("n", "count"));

    public JsonObject EventOf(JsonObject ticker, long nowMs)
    {
        var json = new JsonObject
        {
            ["e"] = eventName,
            ["E"] = nowMs,
            ["s"] = ticker["symbol"]!.DeepClone(),
        };
        foreach ((string letter, string name) in fields)
        {
            json[letter] = ticker[name]?.DeepClone();
        }

        return json;
    }

    /// <summary>What must be another for a ticker to count as changed: its prices, not the passing of time.</summary>
    public static string StateOf(JsonObject ticker) => string.Join(' ', Live.Select(name => $"{ticker[name]}"));
}
