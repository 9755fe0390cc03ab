using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Reads balances, markets, books and bars.</summary>
internal static class BinanceMarketRecords
{
    public static (AccountAccess Access, ImmutableArray<Balance> Balances) Account(JsonElement json) => (
        json.GetProperty("canTrade").GetBoolean() ? AccountAccess.Tradable : AccountAccess.ReadOnly,
        [
            .. json.GetProperty("balances").EnumerateArray().Select(balance => new Balance(
                new Asset(BinanceRecords.Text(balance, "asset")),
                new Quantity(BinanceRecords.Amount(balance, "free")),
                new Quantity(BinanceRecords.Amount(balance, "locked"))))
                .Where(balance => !balance.Total.IsZero)
                .OrderBy(balance => balance.Asset),
        ]);

    public static ImmutableArray<Instrument> Instruments(JsonElement json) =>
    [
        .. json.GetProperty("symbols").EnumerateArray().Select(Instrument)
            .OrderBy(instrument => instrument.Symbol, StringComparer.Ordinal),
    ];

    public static ImmutableDictionary<string, FeeRates> Fees(JsonElement json) =>
        json.EnumerateArray().ToImmutableDictionary(
        fee => BinanceRecords.Text(fee, "symbol"),
        fee => new FeeRates(
            BinanceRecords.Amount(fee, "makerCommission"), BinanceRecords.Amount(fee, "takerCommission")),
        StringComparer.Ordinal);

    public static OrderBook Book(JsonElement json, Instant at) => new(
        Levels(json.GetProperty("bids")), Levels(json.GetProperty("asks")), at);

    /// <summary>A bar ends a millisecond after what the exchange calls its close time.</summary>
    public static Candle Bar(JsonElement json) => new()
    {
        End = Instant.FromUnixTimeMilliseconds(json[6].GetInt64() + 1),
        Open = PriceAt(json, 1),
        High = PriceAt(json, 2),
        Low = PriceAt(json, 3),
        Close = PriceAt(json, 4),
        Volume = new Quantity(CanonicalDecimal.Parse(json[5].GetString()!)),
    };

    private static Instrument Instrument(JsonElement json)
    {
        JsonElement[] filters = [.. json.GetProperty("filters").EnumerateArray()];
        JsonElement? tick = Filter(filters, "PRICE_FILTER");
        JsonElement? notional = Filter(filters, "NOTIONAL") ?? Filter(filters, "MIN_NOTIONAL");
        LotFilter lot = Lot(Filter(filters, "LOT_SIZE")) ?? LotFilter.None;
        return new Instrument
        {
            Symbol = BinanceRecords.Text(json, "symbol"),
            Base = new Asset(BinanceRecords.Text(json, "baseAsset")),
            Quote = new Asset(BinanceRecords.Text(json, "quoteAsset")),
            IsTrading = BinanceRecords.Text(json, "status") == "TRADING",
            Lot = lot,
            MarketLot = Lot(Filter(filters, "MARKET_LOT_SIZE")) ?? lot,
            Tick = tick is { } t
                ? new TickFilter(
                    BinanceRecords.Amount(t, "minPrice"), MaxOf(t, "maxPrice"), BinanceRecords.Amount(t, "tickSize"))
                : TickFilter.None,
            MinNotional = notional is { } n ? BinanceRecords.Amount(n, "minNotional") : 0m,
            MaxNotional =
                notional is { } m && m.TryGetProperty("maxNotional", out _)
                    ? MaxOf(m, "maxNotional")
                    : decimal.MaxValue,
        };
    }

    private static LotFilter? Lot(JsonElement? filter) => filter is { } json
        ? new LotFilter(
            BinanceRecords.Amount(json, "minQty"), MaxOf(json, "maxQty"), BinanceRecords.Amount(json, "stepSize"))
        : null;

    /// <summary>Zero turns a maximum off.</summary>
    private static decimal MaxOf(JsonElement json, string name)
    {
        decimal max = BinanceRecords.Amount(json, name);
        return max == 0m ? decimal.MaxValue : max;
    }

    private static JsonElement? Filter(JsonElement[] filters, string type)
    {
        foreach (JsonElement filter in filters)
        {
            if (BinanceRecords.Text(filter, "filterType") == type)
            {
                return filter;
            }
        }

        return null;
    }

    private static ImmutableArray<BookLevel> Levels(JsonElement json) =>
    [
        .. json.EnumerateArray()
            .Select(level =>
                new BookLevel(PriceAt(level, 0), new Quantity(CanonicalDecimal.Parse(level[1].GetString()!)))),
    ];

    private static Price PriceAt(JsonElement json, int index) => new(CanonicalDecimal.Parse(json[index].GetString()!));
}
