using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;
using NodaTime;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>The requests that need no key.</summary>
internal sealed class MarketReads(PaperVenue venue, ToldTime told)
{
    private static readonly Dictionary<string, Duration> Intervals = new(StringComparer.Ordinal)
    {
        ["1m"] = Duration.FromMinutes(1),
        ["5m"] = Duration.FromMinutes(5),
        ["15m"] = Duration.FromMinutes(15),
        ["1h"] = Duration.FromHours(1),
        ["2h"] = Duration.FromHours(2),
        ["4h"] = Duration.FromHours(4),
        ["12h"] = Duration.FromHours(12),
        ["1d"] = Duration.FromDays(1),
    };

    public JsonNode ExchangeTime() => new JsonObject { ["serverTime"] = BinanceJson.Ms(told.Tell()) };

    public JsonNode ExchangeRules() => new JsonObject
    {
        ["timezone"] = "UTC",
        ["serverTime"] = BinanceJson.Ms(venue.Now),
        ["rateLimits"] = new JsonArray(),
        ["exchangeFilters"] = new JsonArray(),
        ["symbols"] = new JsonArray([.. venue.Instruments.Select(Rules)]),
    };

    public JsonNode Depth(Parameters parameters)
    {
        int levels = (int)Math.Clamp(parameters.FindWhole("limit") ?? 100, 1, 5000);
        PublishedDepth depth = venue.Depth(Symbol(parameters.Require("symbol")), levels)
            ?? new PublishedDepth(0, new OrderBook([], [], venue.Now));
        return new JsonObject
        {
            ["lastUpdateId"] = depth.UpdateId,
            ["bids"] = Levels(depth.Book.Bids),
            ["asks"] = Levels(depth.Book.Asks),
        };
    }

    public JsonNode Prices(Parameters parameters) => Each(parameters, quote => new JsonObject
    {
        ["symbol"] = quote.Symbol,
        ["price"] = BinanceJson.Number(quote.Last),
    });

    public JsonNode BookTickers(Parameters parameters) => Each(parameters, quote => new JsonObject
    {
        ["symbol"] = quote.Symbol,
        ["bidPrice"] = BinanceJson.Number(quote.Bid.Price),
        ["bidQty"] = BinanceJson.Number(quote.Bid.Size),
        ["askPrice"] = BinanceJson.Number(quote.Ask.Price),
        ["askQty"] = BinanceJson.Number(quote.Ask.Size),
    });

    public JsonNode DayTickers(Parameters parameters) => Each(parameters, DayTicker);

    public JsonNode Candles(Parameters parameters)
    {
        string symbol = Symbol(parameters.Require("symbol"));
        if (!Intervals.TryGetValue(parameters.Require("interval"), out Duration length))
        {
            throw Parameters.Refuse(-1120, "Invalid interval.");
        }

        int limit = (int)Math.Clamp(parameters.FindWhole("limit") ?? 500, 1, 1000);
        Instant until =
            parameters.FindWhole("endTime") is { } end ? Instant.FromUnixTimeMilliseconds(end) + length : venue.Now;
        bool hasStart = parameters.FindWhole("startTime") is not null;
        Instant from = hasStart
            ? Instant.FromUnixTimeMilliseconds(parameters.FindWhole("startTime")!.Value) + length - Duration.Epsilon
            : until - (length * (limit + 1.0));
        var bars = venue.Candles(symbol, length, from, Instant.Min(until, venue.Now));
        return new JsonArray([.. (hasStart ? bars.Take(limit) : bars.TakeLast(limit)).Select(bar => Bar(bar, length))]);
    }

    private JsonObject DayTicker(PublishedQuote quote)
    {
        var bars = venue.Candles(quote.Symbol, Duration.FromHours(1), quote.At - Duration.FromDays(1), quote.At);
        decimal open = bars.IsEmpty ? quote.Last : (bars[0].Open ?? bars[0].Close).Value;
        decimal high = bars.Aggregate(quote.Last, (highest, bar) => Math.Max(highest, (bar.High ?? bar.Close).Value));
        decimal low = bars.Aggregate(quote.Last, (lowest, bar) => Math.Min(lowest, (bar.Low ?? bar.Close).Value));
        decimal percent = open == 0m ? 0m : (quote.Last - open) / open * 100m;
        return new JsonObject
        {
            ["symbol"] = quote.Symbol,
            ["priceChange"] = BinanceJson.Number(quote.Last - open),
            ["priceChangePercent"] = percent.ToString("0.000", CultureInfo.InvariantCulture),
            ["weightedAvgPrice"] = BinanceJson.Number(quote.Last),
            ["prevClosePrice"] = BinanceJson.Number(open),
            ["lastPrice"] = BinanceJson.Number(quote.Last),
            ["lastQty"] = BinanceJson.Number(0m),
            ["bidPrice"] = BinanceJson.Number(quote.Bid.Price),
            ["bidQty"] = BinanceJson.Number(quote.Bid.Size),
            ["askPrice"] = BinanceJson.Number(quote.Ask.Price),
            ["askQty"] = BinanceJson.Number(quote.Ask.Size),
            ["openPrice"] = BinanceJson.Number(open),
            ["highPrice"] = BinanceJson.Number(high),
            ["lowPrice"] = BinanceJson.Number(low),
            ["volume"] = BinanceJson.Number(0m),
            ["quoteVolume"] = BinanceJson.Number(0m),
            ["openTime"] = BinanceJson.Ms(quote.At - Duration.FromDays(1)),
            ["closeTime"] = BinanceJson.Ms(quote.At),
            ["firstId"] = -1,
            ["lastId"] = -1,
            ["count"] = 0,
        };
    }

    private JsonObject Rules(Instrument instrument) => new JsonObject
    {
        ["symbol"] = instrument.Symbol,
        ["status"] = instrument.IsTrading ? "TRADING" : "BREAK",
        ["baseAsset"] = instrument.Base.Symbol,
        ["baseAssetPrecision"] = 8,
        ["quoteAsset"] = instrument.Quote.Symbol,
        ["quotePrecision"] = 8,
        ["quoteAssetPrecision"] = 8,
        ["baseCommissionPrecision"] = 8,
        ["quoteCommissionPrecision"] = 8,
        ["orderTypes"] = new JsonArray("LIMIT", "LIMIT_MAKER", "MARKET"),
        ["icebergAllowed"] = false,
        ["ocoAllowed"] = false,
        ["quoteOrderQtyMarketAllowed"] = true,
        ["cancelReplaceAllowed"] = false,
        ["isSpotTradingAllowed"] = true,
        ["isMarginTradingAllowed"] = false,
        ["filters"] = new JsonArray(
            Filter("PRICE_FILTER", ("minPrice", instrument.Tick.Min), ("maxPrice", instrument.Tick.Max),
                ("tickSize", instrument.Tick.Step)),
            Filter("LOT_SIZE", ("minQty", instrument.Lot.Min), ("maxQty", instrument.Lot.Max),
                ("stepSize", instrument.Lot.Step)),
            Filter("MARKET_LOT_SIZE",
                ("minQty", instrument.MarketLot.Min), ("maxQty", instrument.MarketLot.Max),
                    ("stepSize", instrument.MarketLot.Step)),
            Filter("PERCENT_PRICE_BY_SIDE",
                ("bidMultiplierUp", venue.Options.Limits.BidMultiplierUp),
                ("bidMultiplierDown", venue.Options.Limits.BidMultiplierDown),
                ("askMultiplierUp", venue.Options.Limits.AskMultiplierUp),
                ("askMultiplierDown", venue.Options.Limits.AskMultiplierDown)),
            Filter("NOTIONAL", ("minNotional", instrument.MinNotional), ("maxNotional", instrument.MaxNotional)),
            new JsonObject
            {
                ["filterType"] = "MAX_NUM_ORDERS",
                ["maxNumOrders"] = venue.Options.Limits.MaxOpenOrders,
            }),
        ["permissions"] = new JsonArray("SPOT"),
        ["permissionSets"] = new JsonArray(new JsonArray("SPOT")),
        ["defaultSelfTradePreventionMode"] = "EXPIRE_MAKER",
        ["allowedSelfTradePreventionModes"] = new JsonArray("EXPIRE_MAKER"),
    };

    private static JsonObject Filter(string type, params ReadOnlySpan<(string Name, decimal Value)> values)
    {
        var filter = new JsonObject { ["filterType"] = type };
        foreach ((string name, decimal value) in values)
        {
            filter[name] = BinanceJson.Number(value);
        }

        if (type == "NOTIONAL")
        {
            filter["applyMinToMarket"] = true;
            filter["applyMaxToMarket"] = true;
        }

        if (type is "NOTIONAL" or "PERCENT_PRICE_BY_SIDE")
        {
            filter["avgPriceMins"] = 0;
        }

        return filter;
    }

    private JsonNode Each(Parameters parameters, Func<PublishedQuote, JsonNode> write)
    {
        if (parameters.Find("symbol") is { } one)
        {
            return venue.Quote(Symbol(one)) is { } quote ? write(quote) : new JsonObject { ["symbol"] = one };
        }

        IEnumerable<string> symbols = parameters.Find("symbols") is { } list
            ? SymbolList(list).Select(Symbol)
            : venue.Instruments.Select(instrument => instrument.Symbol);
        return new JsonArray([.. symbols.Select(venue.Quote).OfType<PublishedQuote>().Select(write)]);
    }

    private static string[] SymbolList(string list)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(list) ?? [];
        }
        catch (JsonException)
        {
            throw Parameters.Refuse(
                -1100, "Illegal characters found in parameter 'symbols'; legal range is a JSON list of symbols.");
        }
    }

    private string Symbol(string symbol) => venue.Instruments.Any(instrument => instrument.Symbol == symbol)
        ? symbol
        : throw new FaceRefusalException(Refusal.UnknownSymbol);

    private static JsonArray Levels(IEnumerable<BookLevel> levels) => new(
    [
        .. levels.Select(
            level =>
                (JsonNode)new JsonArray(BinanceJson.Number(level.Price.Value), BinanceJson.Number(level.Size.Value))),
    ]);

    private static JsonArray Bar(Candle bar, Duration length)
    {
        decimal volume = bar.Volume?.Value ?? 0m;
        return new JsonArray(
            BinanceJson.Ms(bar.End - length),
            Text(bar.Open ?? bar.Close),
            Text(bar.High ?? bar.Close),
            Text(bar.Low ?? bar.Close),
            Text(bar.Close),
            BinanceJson.Number(volume),
            BinanceJson.Ms(bar.End) - 1,
            BinanceJson.Number(volume * bar.Close.Value),
            0,
            BinanceJson.Number(0m),
            BinanceJson.Number(0m),
            "0");
    }

    private static string Text(Price price) => BinanceJson.Number(price.Value);
}
