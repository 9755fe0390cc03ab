using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>@depth</c>: what changed in a book, without gaps.</summary>
internal sealed class DepthFeed(PaperVenue venue, string symbol, int everyBeats) : StreamFeed
{
    private readonly DepthTap tap = venue.FollowDepth(symbol);

    public override IEnumerable<JsonNode> OnBeat(long beat)
    {
        if (beat % everyBeats != 0 || venue.TellDepth(tap) is not { } change)
        {
            return [];
        }

        return
        [
            new JsonObject
            {
                ["e"] = "depthUpdate",
                ["E"] = BinanceJson.Ms(venue.Now),
                ["s"] = symbol,
                ["U"] = change.FirstId,
                ["u"] = change.LastId,
                ["b"] = Levels(change.Bids),
                ["a"] = Levels(change.Asks),
            },
        ];
    }

    public override void Dispose()
    {
        venue.LeaveDepth(tap);
        base.Dispose();
    }

    private static JsonArray Levels(IEnumerable<PublishedLevel> levels) => new(
    [
        .. levels.Select(level =>
            (JsonNode)new JsonArray(BinanceJson.Number(level.Price), BinanceJson.Number(level.Size))),
    ]);
}
