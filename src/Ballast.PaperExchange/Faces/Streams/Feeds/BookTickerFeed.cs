using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary><c>@bookTicker</c>: best bid and ask of a market, as soon as either is another.</summary>
internal sealed class BookTickerFeed(PaperVenue venue, string symbol) : StreamFeed
{
    private (PublishedLevel Bid, PublishedLevel Ask)? told;

    public override IEnumerable<JsonNode> OnJoined()
    {
        if (venue.Quote(symbol) is not { } quote)
        {
            return [];
        }

        told ??= (quote.Bid, quote.Ask);
        return [EventOf(quote)];
    }

    public override IEnumerable<JsonNode> OnNews(VenueNews news) => news.Moved.Contains(symbol) ? Look() : [];

    // A fault changes what is published without any news.
    public override IEnumerable<JsonNode> OnBeat(long beat) => Look();

    private IEnumerable<JsonNode> Look()
    {
        if (venue.Quote(symbol) is not { } quote || told == (quote.Bid, quote.Ask))
        {
            return [];
        }

        told = (quote.Bid, quote.Ask);
        return [EventOf(quote)];
    }

    private JsonObject EventOf(PublishedQuote quote) => new JsonObject
    {
        ["u"] = venue.Depth(symbol, 0)?.UpdateId ?? 0,
        ["s"] = symbol,
        ["b"] = BinanceJson.Number(quote.Bid.Price),
        ["B"] = BinanceJson.Number(quote.Bid.Size),
        ["a"] = BinanceJson.Number(quote.Ask.Price),
        ["A"] = BinanceJson.Number(quote.Ask.Size),
    };
}
