using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Candles, the one that has not ended last, and the average price.</summary>
internal sealed class KlineReads(PaperVenue venue)
{
    private const int DefaultLimit = 500;
    private const int MostCandles = 1000;
    private const int AverageMinutes = 5;

    private static readonly Duration Hour = Duration.FromHours(1);

    public JsonNode Read(Parameters parameters)
    {
        Instrument market = venue.MarketOf(parameters);
        if (KlineInterval.Find(parameters.Require("interval")) is not { } interval || !Makes(venue, interval.Part))
        {
            throw Parameters.Refuse(-1120, "Invalid interval.");
        }

        int limit = parameters.Limit(DefaultLimit, MostCandles);
        Instant now = venue.Now;
        Instant until = Instant.Min(parameters.FindTime("endTime") ?? now, now);
        Instant? since = parameters.FindTime("startTime");
        if (until < NodaConstants.UnixEpoch || since > until)
        {
            return new JsonArray();
        }

        Instant first = since is { } from
            ? FirstFrom(interval, from)
            : interval.Before(interval.StartOf(until), limit - 1);
        // A week has 604,800 seconds: no more of them are made than are asked for.
        Instant last = interval.Part < venue.FinestBar ? Instant.Min(now, first + (interval.Part * limit)) : now;
        IEnumerable<Kline> candles = Closed(market.Symbol, interval, first, last)
            .Concat(Open(market.Symbol, interval, now))
            .Where(candle => candle.Start >= first && candle.Start <= until);
        return new JsonArray(
            [.. (since is null ? candles.TakeLast(limit) : candles.Take(limit)).Select(Write)]);
    }

    public JsonNode AveragePrice(Parameters parameters)
    {
        Instrument market = venue.MarketOf(parameters);
        if (venue.Quote(market.Symbol) is not { } quote)
        {
            throw Parameters.Refuse(
                -2016, "No trading window could be found for the symbol. Try ticker/24hrs instead.");
        }

        decimal average = venue.AveragePrice(market.Symbol, Duration.FromMinutes(AverageMinutes)) ?? quote.Last;
        return new JsonObject
        {
            ["mins"] = AverageMinutes,
            ["price"] = BinanceJson.Number(Rounding.Down(average, 0.00000001m)),
            ["closeTime"] = BinanceJson.Ms(quote.At),
        };
    }

    /// <summary>Whether a market makes bars of a length.</summary>
    public static bool Makes(PaperVenue venue, Duration length) => length == venue.ShortestBar
        || (length >= venue.FinestBar && length.BclCompatibleTicks % venue.FinestBar.BclCompatibleTicks == 0);

    private static Instant FirstFrom(KlineInterval interval, Instant from)
    {
        Instant start = interval.StartOf(from);
        return start == from ? start : interval.EndOf(start);
    }

    private IEnumerable<Kline> Closed(string symbol, KlineInterval interval, Instant first, Instant until) =>
        venue.Candles(symbol, interval.Part, first, until)
            .GroupBy(bar => interval.StartOf(bar.End - Duration.Epsilon))
            .Where(bars => interval.EndOf(bars.Key) <= until)
            .Select(bars => Joined(bars.Key, interval.EndOf(bars.Key), [.. bars]));

    // What has happened since the last end: the finest bars, and the price of this moment.
    private IEnumerable<Kline> Open(string symbol, KlineInterval interval, Instant now)
    {
        if (venue.Quote(symbol) is not { } quote)
        {
            return [];
        }

        Instant start = interval.StartOf(now);
        ImmutableArray<Candle> hours = Makes(venue, Hour) && interval.Part > Hour
            ? venue.Candles(symbol, Hour, start, now)
            : [];
        Instant since = hours is [.., var latest] ? latest.End : start;
        ImmutableArray<Candle> bars = [.. hours, .. venue.Candles(symbol, venue.FinestBar, since, now)];
        var price = new Price(Math.Max(quote.Last, 0m));
        Candle last = new() { End = now, Open = price, High = price, Low = price, Close = price };
        return [Joined(start, interval.EndOf(start), bars.Add(last))];
    }

    private static Kline Joined(Instant start, Instant end, ImmutableArray<Candle> bars) => new(start, end)
    {
        First = (bars[0].Open ?? bars[0].Close).Value,
        High = bars.Max(bar => (bar.High ?? bar.Close).Value),
        Low = bars.Min(bar => (bar.Low ?? bar.Close).Value),
        Last = bars[^1].Close.Value,
        Volume = bars.Sum(bar => bar.Volume?.Value ?? 0m),
        QuoteVolume = bars.Sum(bar => (bar.Volume?.Value ?? 0m) * bar.Close.Value),
    };

    private static JsonArray Write(Kline candle) => new(
        BinanceJson.Ms(candle.Start),
        BinanceJson.Number(candle.First),
        BinanceJson.Number(candle.High),
        BinanceJson.Number(candle.Low),
        BinanceJson.Number(candle.Last),
        BinanceJson.Number(candle.Volume),
        BinanceJson.Ms(candle.End) - 1,
        BinanceJson.Number(candle.QuoteVolume),
        0,
        BinanceJson.Number(0m),
        BinanceJson.Number(0m),
        "0");

    private sealed record Kline(Instant Start, Instant End)
    {
        public required decimal First { get; init; }

        public required decimal High { get; init; }

        public required decimal Low { get; init; }

        public required decimal Last { get; init; }

        public required decimal Volume { get; init; }

        public required decimal QuoteVolume { get; init; }
    }
}
