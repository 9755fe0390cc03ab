using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Turns what the exchange says of balances, markets, books and bars into ours.</summary>
internal static class BinanceMarketRecords
{
    public static (AccountAccess Access, ImmutableArray<Balance> Balances) Account(AccountMessage account) => (
        account.CanTrade ? AccountAccess.Tradable : AccountAccess.ReadOnly,
        [
            .. account.Balances.Whole().Select(balance => new Balance(
                new Asset(balance.Asset), new Quantity(balance.Free), new Quantity(balance.Locked)))
                .Where(balance => !balance.Total.IsZero)
                .OrderBy(balance => balance.Asset),
        ]);

    public static ImmutableArray<Instrument> Instruments(MarketsMessage markets) =>
    [
        .. markets.Symbols.Whole().Select(Instrument).OrderBy(instrument => instrument.Symbol, StringComparer.Ordinal),
    ];

    /// <summary>The fees of each market.</summary>
    public static Func<string, FeeRates?> Fees(TradeFeeMessage[] fees)
    {
        ImmutableDictionary<string, FeeRates> all = fees.Whole().ToImmutableDictionary(
            fee => fee.Symbol, fee => new FeeRates(fee.MakerCommission, fee.TakerCommission), StringComparer.Ordinal);
        return symbol => all.GetValueOrDefault(symbol);
    }

    /// <summary>The account's standard rates, for every market.</summary>
    public static Func<string, FeeRates?> Fees(AccountMessage account)
    {
        CommissionMessage rates = account.CommissionRates ?? throw new FormatException("the account has no rates");
        FeeRates same = new(rates.Maker, rates.Taker);
        return _ => same;
    }

    public static OrderBook Book(BookMessage book, Instant at) => new(Levels(book.Bids), Levels(book.Asks), at);

    /// <summary>A bar ends a millisecond after what the exchange calls its close time.</summary>
    public static Candle Bar(JsonElement[] bar) => new()
    {
        End = Instant.FromUnixTimeMilliseconds(bar[6].GetInt64() + 1),
        Open = new Price(NumberAt(bar, 1)),
        High = new Price(NumberAt(bar, 2)),
        Low = new Price(NumberAt(bar, 3)),
        Close = new Price(NumberAt(bar, 4)),
        Volume = new Quantity(NumberAt(bar, 5)),
    };

    /// <summary>One price and size.</summary>
    public static BookLevel Level(decimal[]? level) => level is [var price, var size, ..]
        ? new BookLevel(new Price(price), new Quantity(size))
        : throw new FormatException("a level of the book has not both price and size");

    private static Instrument Instrument(MarketMessage market)
    {
        FilterMessage? tick = Filter(market, "PRICE_FILTER");
        FilterMessage? notional = Filter(market, "NOTIONAL") ?? Filter(market, "MIN_NOTIONAL");
        LotFilter lot = Lot(Filter(market, "LOT_SIZE")) ?? LotFilter.None;
        return new Instrument
        {
            Symbol = market.Symbol,
            Base = new Asset(market.BaseAsset),
            Quote = new Asset(market.QuoteAsset),
            IsTrading = market.Status == "TRADING",
            Lot = lot,
            MarketLot = Lot(Filter(market, "MARKET_LOT_SIZE")) ?? lot,
            Tick = tick is null
                ? TickFilter.None
                : new TickFilter(Required(tick.MinPrice), MaxOf(tick.MaxPrice), Required(tick.TickSize)),
            MinNotional = notional is null ? 0m : Required(notional.MinNotional),
            MaxNotional = notional?.MaxNotional is { } most ? MaxOf(most) : decimal.MaxValue,
        };
    }

    private static LotFilter? Lot(FilterMessage? filter) => filter is null
        ? null
        : new LotFilter(Required(filter.MinQty), MaxOf(filter.MaxQty), Required(filter.StepSize));

    private static decimal Required(decimal? value) => value ?? throw new FormatException("a filter lacks a field");

    /// <summary>Zero turns a maximum off.</summary>
    private static decimal MaxOf(decimal? value) => Required(value) is var max && max == 0m ? decimal.MaxValue : max;

    private static FilterMessage? Filter(MarketMessage market, string type) =>
        market.Filters.Whole().FirstOrDefault(filter => filter.FilterType == type);

    private static ImmutableArray<BookLevel> Levels(decimal[][] levels) => [.. levels.Select(Level)];

    private static decimal NumberAt(JsonElement[] bar, int index) => CanonicalDecimal.Parse(bar[index].GetString()!);
}
