using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>@depth5</c>, <c>@depth10</c>, <c>@depth20</c>: the top of a book whole, when it changed.</summary>
internal sealed class PartialDepthFeed(PaperVenue venue, string symbol, int levels, int everyBeats) : StreamFeed
{
    private long? told;

    public override IEnumerable<JsonNode> OnJoined()
    {
        if (venue.Depth(symbol, levels) is not { } depth)
        {
            return [];
        }

        told ??= depth.UpdateId;
        return [EventOf(depth)];
    }

    public override IEnumerable<JsonNode> OnBeat(long beat)
    {
        if (beat % everyBeats != 0 || venue.Depth(symbol, levels) is not { } depth || depth.UpdateId == told)
        {
            return [];
        }

        told = depth.UpdateId;
        return [EventOf(depth)];
    }

    private static JsonObject EventOf(PublishedDepth depth) => new JsonObject
    {
        ["lastUpdateId"] = depth.UpdateId,
        ["bids"] = Levels(depth.Book.Bids),
        ["asks"] = Levels(depth.Book.Asks),
    };

    private static JsonArray Levels(IEnumerable<BookLevel> side) => new(
    [
        .. side.Select(level => (JsonNode)new JsonArray(
            BinanceJson.Number(level.Price.Value), BinanceJson.Number(level.Size.Value))),
    ]);
}
