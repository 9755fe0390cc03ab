using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>@avgPrice</c>: the mean price of a market over five minutes, every second.</summary>
internal sealed class AveragePriceFeed(PaperVenue venue, string symbol) : StreamFeed
{
    private static readonly Duration Window = Duration.FromMinutes(5);

    public override IEnumerable<JsonNode> OnBeat(long beat)
    {
        if (beat % BeatsPerSecond != 0 || venue.AveragePrice(symbol, Window) is not { } average)
        {
            return [];
        }

        long now = BinanceJson.Ms(venue.Now);
        return
        [
            new JsonObject
            {
                ["e"] = "avgPrice",
                ["E"] = now,
                ["s"] = symbol,
                ["i"] = "5m",
                ["w"] = BinanceJson.Number(decimal.Round(average, 8, MidpointRounding.ToZero)),
                ["T"] = now,
            },
        ];
    }
}
