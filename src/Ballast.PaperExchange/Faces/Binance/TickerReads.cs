using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Prices of one market, some, or all. Volumes are those of the exchange's own customers.</summary>
internal sealed class TickerReads(PaperVenue venue)
{
    private static readonly Duration OneDay = Duration.FromDays(1);

    public JsonNode Prices(Parameters parameters) => Each(parameters, static quote => new JsonObject
    {
        ["symbol"] = quote.Symbol,
        ["price"] = BinanceJson.Number(quote.Last),
    });

    public JsonNode Books(Parameters parameters) => Each(parameters, static quote => new JsonObject
    {
        ["symbol"] = quote.Symbol,
        ["bidPrice"] = BinanceJson.Number(quote.Bid.Price),
        ["bidQty"] = BinanceJson.Number(quote.Bid.Size),
        ["askPrice"] = BinanceJson.Number(quote.Ask.Price),
        ["askQty"] = BinanceJson.Number(quote.Ask.Size),
    });

    public JsonNode Day(Parameters parameters) => parameters.Find("type") switch
    {
        null or "FULL" => Each(parameters, quote => Full(DayOf(quote))),
        "MINI" => Each(parameters, quote => Mini(DayOf(quote))),
        _ => throw Parameters.Refuse(-1139, "Invalid ticker type."),
    };

    private JsonNode Each(Parameters parameters, Func<PublishedQuote, JsonObject> write)
    {
        ImmutableArray<Instrument> markets = venue.MarketsOf(parameters);
        JsonObject[] tickers =
        [
            .. markets.Select(market => venue.Quote(market.Symbol)).OfType<PublishedQuote>().Select(write),
        ];
        return !parameters.Has("symbol") ? new JsonArray([.. tickers])
            : tickers is [var one] ? one
            : new JsonObject { ["symbol"] = markets[0].Symbol };
    }

    private DaySummary DayOf(PublishedQuote quote)
    {
        Instant from = quote.At - OneDay;
        ImmutableArray<Candle> bars = venue.Candles(quote.Symbol, Duration.FromHours(1), from, quote.At);
        return new DaySummary(quote, from)
        {
            Open = bars.IsEmpty ? quote.Last : (bars[0].Open ?? bars[0].Close).Value,
            High = bars.Aggregate(quote.Last, (high, bar) => Math.Max(high, (bar.High ?? bar.Close).Value)),
            Low = bars.Aggregate(quote.Last, (low, bar) => Math.Min(low, (bar.Low ?? bar.Close).Value)),
            Trades = venue.TapeSince(quote.Symbol, from),
        };
    }

    private static JsonObject Mini(DaySummary day) => new()
    {
        ["symbol"] = day.Quote.Symbol,
        ["openPrice"] = BinanceJson.Number(day.Open),
        ["highPrice"] = BinanceJson.Number(day.High),
        ["lowPrice"] = BinanceJson.Number(day.Low),
        ["lastPrice"] = BinanceJson.Number(day.Quote.Last),
        ["volume"] = BinanceJson.Number(day.Volume),
        ["quoteVolume"] = BinanceJson.Number(day.QuoteVolume),
        ["openTime"] = BinanceJson.Ms(day.From),
        ["closeTime"] = BinanceJson.Ms(day.Quote.At),
        ["firstId"] = day.Trades.IsEmpty ? -1 : day.Trades[0].Id,
        ["lastId"] = day.Trades.IsEmpty ? -1 : day.Trades[^1].Id,
        ["count"] = day.Trades.Length,
    };

    private static JsonObject Full(DaySummary day)
    {
        PublishedQuote quote = day.Quote;
        decimal percent = day.Open == 0m ? 0m : (quote.Last - day.Open) / day.Open * 100m;
        decimal average = day.Volume == 0m ? quote.Last : Rounding.Down(day.QuoteVolume / day.Volume, 0.00000001m);
        JsonObject full = Mini(day);
        full["priceChange"] = BinanceJson.Number(quote.Last - day.Open);
        full["priceChangePercent"] = percent.ToString("0.000", CultureInfo.InvariantCulture);
        full["weightedAvgPrice"] = BinanceJson.Number(average);
        full["prevClosePrice"] = BinanceJson.Number(day.Open);
        full["lastQty"] = BinanceJson.Number(day.Trades.IsEmpty ? 0m : day.Trades[^1].Size);
        full["bidPrice"] = BinanceJson.Number(quote.Bid.Price);
        full["bidQty"] = BinanceJson.Number(quote.Bid.Size);
        full["askPrice"] = BinanceJson.Number(quote.Ask.Price);
        full["askQty"] = BinanceJson.Number(quote.Ask.Size);
        return full;
    }

    private sealed record DaySummary(PublishedQuote Quote, Instant From)
    {
        public required decimal Open { get; init; }

        public required decimal High { get; init; }

        public required decimal Low { get; init; }

        public required ImmutableArray<ExchangeTrade> Trades { get; init; }

        public decimal Volume => Trades.Sum(trade => trade.Size);

        public decimal QuoteVolume => Trades.Sum(trade => trade.Size * trade.Price);
    }
}
