using System.Text.Json.Nodes;
using Ballast.PaperExchange.Faces.Binance;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Streams.Feeds;

/// <summary>The statistics of a day as <c>GET /api/v3/ticker/24hr</c> answers them.</summary>
internal sealed class DayTickers(PaperVenue venue, BinanceFace rest)
{
    public Instant Now => venue.Now;

    public IEnumerable<string> Symbols => venue.Instruments.Select(instrument => instrument.Symbol);

    /// <summary>One market's, or <see langword="null"/> before its first price.</summary>
    public JsonObject? Of(string symbol) =>
        rest.Read("/api/v3/ticker/24hr", $"symbol={symbol}") is JsonObject ticker && ticker.ContainsKey("lastPrice")
            ? ticker
            : null;
}
