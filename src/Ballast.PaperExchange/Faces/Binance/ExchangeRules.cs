using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>The exchange's time, and the rules of its markets.</summary>
internal sealed class ExchangeRules(PaperVenue venue, ToldTime told)
{
    private const string Permission = "SPOT";

    public JsonNode Time() => new JsonObject { ["serverTime"] = BinanceJson.Ms(told.Tell()) };

    public JsonNode Read(Parameters parameters) => new JsonObject
    {
        ["timezone"] = "UTC",
        ["serverTime"] = BinanceJson.Ms(venue.Now),
        ["rateLimits"] = new JsonArray(
            Limit("REQUEST_WEIGHT", "MINUTE", 1, venue.Options.RateLimits.WeightPerMinute),
            Limit("ORDERS", "SECOND", 10, venue.Options.RateLimits.OrdersPerTenSeconds),
            Limit("ORDERS", "DAY", 1, venue.Options.RateLimits.OrdersPerDay)),
        ["exchangeFilters"] = new JsonArray(),
        ["symbols"] = new JsonArray([.. Wanted(parameters).Select(instrument => Rules(instrument, parameters))]),
    };

    /// <summary>One published limit.</summary>
    public static JsonObject Limit(string type, string interval, int count, int limit) => new()
    {
        ["rateLimitType"] = type,
        ["interval"] = interval,
        ["intervalNum"] = count,
        ["limit"] = limit,
    };

    private IEnumerable<Instrument> Wanted(Parameters parameters)
    {
        bool isNamed = parameters.Has("symbol") || parameters.Has("symbols");
        bool isFiltered = parameters.Has("permissions") || parameters.Has("symbolStatus");
        if (isNamed && isFiltered)
        {
            throw Parameters.Refuse(-1128, "Combination of optional parameters invalid.");
        }

        string? status = parameters.Find("symbolStatus");
        if (status is not (null or "TRADING" or "HALT" or "BREAK"))
        {
            throw Parameters.Refuse(-1122, "Invalid symbolStatus.");
        }

        return venue.MarketsOf(parameters).Where(instrument =>
            (status is null || StatusOf(instrument) == status) && IsPermitted(parameters.Find("permissions")));
    }

    private static bool IsPermitted(string? permissions)
    {
        if (permissions is null || !permissions.StartsWith('['))
        {
            return permissions is null or Permission;
        }

        try
        {
            return JsonSerializer.Deserialize<string[]>(permissions)?.Contains(Permission) == true;
        }
        catch (JsonException)
        {
            throw Parameters.Invalid("permissions");
        }
    }

    private static string StatusOf(Instrument instrument) => instrument.IsTrading ? "TRADING" : "BREAK";

    private JsonObject Rules(Instrument instrument, Parameters parameters) => new()
    {
        ["symbol"] = instrument.Symbol,
        ["status"] = StatusOf(instrument),
        ["baseAsset"] = instrument.Base.Symbol,
        ["baseAssetPrecision"] = 8,
        ["quoteAsset"] = instrument.Quote.Symbol,
        ["quotePrecision"] = 8,
        ["quoteAssetPrecision"] = 8,
        ["baseCommissionPrecision"] = 8,
        ["quoteCommissionPrecision"] = 8,
        ["orderTypes"] = new JsonArray(
            [.. Enum.GetValues<OrderKind>().Select(kind => (JsonNode)BinanceJson.Kind(kind))]),
        ["icebergAllowed"] = false,
        ["ocoAllowed"] = false,
        ["otoAllowed"] = false,
        ["quoteOrderQtyMarketAllowed"] = true,
        ["allowTrailingStop"] = false,
        ["cancelReplaceAllowed"] = true,
        ["amendAllowed"] = false,
        ["isSpotTradingAllowed"] = true,
        ["isMarginTradingAllowed"] = false,
        ["filters"] = Filters(instrument),
        ["permissions"] = new JsonArray(),
        ["permissionSets"] = parameters.FindFlag("showPermissionSets") == false
            ? new JsonArray()
            : new JsonArray(new JsonArray(Permission)),
        ["defaultSelfTradePreventionMode"] = "EXPIRE_MAKER",
        ["allowedSelfTradePreventionModes"] = new JsonArray("EXPIRE_MAKER"),
    };

    private JsonArray Filters(Instrument instrument) => new(
        Filter("PRICE_FILTER", ("minPrice", instrument.Tick.Min), ("maxPrice", instrument.Tick.Max),
            ("tickSize", instrument.Tick.Step)),
        Filter("LOT_SIZE", ("minQty", instrument.Lot.Min), ("maxQty", instrument.Lot.Max),
            ("stepSize", instrument.Lot.Step)),
        Filter("MARKET_LOT_SIZE", ("minQty", instrument.MarketLot.Min), ("maxQty", instrument.MarketLot.Max),
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
        },
        new JsonObject
        {
            ["filterType"] = "MAX_NUM_ALGO_ORDERS",
            ["maxNumAlgoOrders"] = venue.Options.Limits.MaxWaitingOrders,
        });

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
}
