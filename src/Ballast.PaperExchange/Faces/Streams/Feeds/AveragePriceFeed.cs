using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>@avgPrice</c>: the average price that <c>GET /api/v3/avgPrice</c> answers, every second.</summary>
internal sealed class AveragePriceFeed(PaperVenue venue, BinanceFace rest, string symbol) : StreamFeed
{
    public override IEnumerable<JsonNode> OnBeat(long beat)
    {
        if (beat % BeatsPerSecond != 0 || venue.Quote(symbol) is null)
        {
            return [];
        }

        JsonNode average = rest.Read("/api/v3/avgPrice", $"symbol={symbol}");
        return
        [
            new JsonObject
            {
                ["e"] = "avgPrice",
                ["E"] = BinanceJson.Ms(venue.Now),
                ["s"] = symbol,
                ["i"] = $"{average["mins"]}m",
                ["w"] = average["price"]!.DeepClone(),
                ["T"] = average["closeTime"]!.DeepClone(),
            },
        ];
    }
}
