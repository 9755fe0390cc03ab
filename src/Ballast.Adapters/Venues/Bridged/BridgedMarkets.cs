using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>Reads balances, prices, books, bars and markets of an exchange behind the bridge.</summary>
internal sealed class BridgedMarkets(BridgedOptions options, AccountAccess access, BridgedWire wire)
    : IBalanceSource, IPriceSource, IOrderBookSource, ICandleSource, IInstrumentCatalog
{
    private ImmutableArray<Instrument> known = [];

    private Instant Now => Instant.FromUnixTimeMilliseconds(wire.NowMs);

    /// <inheritdoc/>
    public async Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation)
    {
        Reading<ImmutableArray<Balance>> reading = await wire.ReadAsync<ImmutableArray<Balance>>(
            "balances",
            [],
            json =>
            [
                .. json.GetProperty("balances").EnumerateArray()
                    .Where(balance => Asset.IsValid(BridgedRecords.Text(balance, "asset")))
                    .Select(balance => access == AccountAccess.ReadOnly
                        ? BridgedRecords.CountedBalance(balance)
                        : BridgedRecords.Balance(balance))
                    .Where(balance => !balance.Total.IsZero)
                    .OrderBy(balance => balance.Asset),
            ],
            cancellation);
        return reading switch
        {
            Reading<ImmutableArray<Balance>>.Known { Value: var balances } =>
                new AccountReading.Read(account, access, balances, Now),
            Reading<ImmutableArray<Balance>>.Failed { Error: var error } => new AccountReading.Unreadable(
                account, new Reason("balances-unreadable", $"{options.Venue}: {error.Code} {error.Message}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(
        AccountId account, CancellationToken cancellation) => await ReadInstrumentsAsync(cancellation) switch
        {
            Reading<ImmutableArray<Instrument>>.Failed { Error: var error } =>
                new Reading<ImmutableArray<VenueMarket>>.Failed(error),

            // The rates that the bridge tells are the exchange's usual ones and not this account's: the policy's hold.
            Reading<ImmutableArray<Instrument>>.Known { Value: var instruments } =>
                new Reading<ImmutableArray<VenueMarket>>.Known(
                    [.. instruments.Select(market => new VenueMarket { Account = account, Instrument = market })]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation) => await Tickers.ReadAsync(
            await KnownInstrumentsAsync(cancellation), assets, quote, wanted => ReadPricesAsync(wanted, cancellation));

    /// <inheritdoc/>
    public Task<Reading<OrderBook>> ReadBookAsync(
        Instrument instrument, int levels, CancellationToken cancellation) => wire.ReadAsync(
            "book",
            new JsonObject { ["symbol"] = instrument.Symbol, ["limit"] = levels },
            json => new OrderBook(
                LevelsOf(json.GetProperty("bids"), levels),
                LevelsOf(json.GetProperty("asks"), levels),
                BridgedRecords.TimeOr(json, "at", Now)),
            cancellation);

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(
        CandleRequest request, CancellationToken cancellation)
    {
        Reading<ImmutableArray<Instrument>> reading = await KnownInstrumentsAsync(cancellation);
        if (reading is not Reading<ImmutableArray<Instrument>>.Known { Value: var instruments })
        {
            return new Reading<ImmutableArray<Candle>>.Failed(
                ((Reading<ImmutableArray<Instrument>>.Failed)reading).Error);
        }

        Instrument? market = instruments.FirstOrDefault(i => i.Base == request.Asset && i.Quote == request.Quote);
        return market is null || BridgedBars.TimeframeOf(request.BarLength) is null
            ? new Reading<ImmutableArray<Candle>>.Known([])
            : await new BridgedBars(wire).ReadAsync(market, request, cancellation);
    }

    private async Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        Dictionary<string, Asset> wanted, CancellationToken cancellation)
    {
        var symbols = new JsonArray([.. wanted.Keys.Order(StringComparer.Ordinal).Select(s => JsonValue.Create(s))]);
        return await wire.ReadAsync<ImmutableArray<PriceQuote>>(
            "tickers",
            new JsonObject { ["symbols"] = symbols },
            json =>
            [
                .. json.GetProperty("tickers").EnumerateArray()
                    .Where(ticker => BridgedRecords.AmountOrNull(ticker, "last") is > 0m)
                    .Select(ticker => QuoteOf(ticker, wanted))
                    .OrderBy(price => price.Asset),
            ],
            cancellation);
    }

    private async Task<Reading<ImmutableArray<Instrument>>> KnownInstrumentsAsync(CancellationToken cancellation) =>
        known.IsEmpty
            ? await ReadInstrumentsAsync(cancellation)
            : new Reading<ImmutableArray<Instrument>>.Known(known);

    private async Task<Reading<ImmutableArray<Instrument>>> ReadInstrumentsAsync(CancellationToken cancellation)
    {
        Reading<ImmutableArray<Instrument>> reading = await wire.ReadAsync<ImmutableArray<Instrument>>(
            "markets",
            [],
            json =>
            [
                .. json.GetProperty("markets").EnumerateArray()
                    .Where(market => Asset.IsValid(BridgedRecords.TextOrEmpty(market, "base"))
                        && Asset.IsValid(BridgedRecords.TextOrEmpty(market, "quote")))
                    .Select(ReadableInstrumentOf)
                    .OrderBy(instrument => instrument.Symbol, StringComparer.Ordinal),
            ],
            cancellation);
        if (reading is Reading<ImmutableArray<Instrument>>.Known { Value: var instruments })
        {
            known = instruments;
        }

        return reading;
    }

    // A market with a number that is longer than any of ours takes no order either, and hides no other.
    private static Instrument ReadableInstrumentOf(JsonElement json) =>
        BridgedRecords.ReadingOf(json, InstrumentOf) is Reading<Instrument>.Known { Value: var instrument }
            ? instrument
            : Instrument.Unfiltered(
                new Asset(BridgedRecords.Text(json, "base")), new Asset(BridgedRecords.Text(json, "quote"))) with
            {
                Symbol = BridgedRecords.Text(json, "symbol"),
                IsTrading = false,
            };

    // A market whose steps are not told takes no order: sizes and prices that it refuses could not be avoided.
    private static Instrument InstrumentOf(JsonElement json)
    {
        decimal? step = BridgedRecords.AmountOrNull(json, "step");
        decimal? tick = BridgedRecords.AmountOrNull(json, "tick");
        LotFilter lot = new(
            BridgedRecords.AmountOrNull(json, "minQuantity") ?? 0m, MostOf(json, "maxQuantity"), step ?? 0m);
        return new Instrument
        {
            Symbol = BridgedRecords.Text(json, "symbol"),
            Base = new Asset(BridgedRecords.Text(json, "base")),
            Quote = new Asset(BridgedRecords.Text(json, "quote")),
            IsTrading = BridgedRecords.IsTrue(json, "active") && step is > 0m && tick is > 0m,
            Lot = lot,
            MarketLot = lot,
            Tick = new TickFilter(
                BridgedRecords.AmountOrNull(json, "minPrice") ?? 0m, MostOf(json, "maxPrice"), tick ?? 0m),
            MinNotional = BridgedRecords.AmountOrNull(json, "minNotional") ?? 0m,
            MaxNotional = MostOf(json, "maxNotional"),
        };
    }

    // Zero means that there is no maximum.
    private static decimal MostOf(JsonElement json, string name) =>
        BridgedRecords.AmountOrNull(json, name) is { } most and > 0m ? most : decimal.MaxValue;

    private static ImmutableArray<BookLevel> LevelsOf(JsonElement side, int levels) =>
    [
        .. side.EnumerateArray().Take(levels).Select(level => new BookLevel(
            new Price(CanonicalDecimal.Parse(level[0].GetString() ?? "")),
            new Quantity(CanonicalDecimal.Parse(level[1].GetString() ?? "")))),
    ];

    // An exchange that gives no time is believed to speak of now.
    private PriceQuote QuoteOf(JsonElement ticker, Dictionary<string, Asset> wanted)
    {
        string symbol = BridgedRecords.Text(ticker, "symbol");
        Tickers.RefuseCrossed(
            symbol, BridgedRecords.AmountOrNull(ticker, "bid"), BridgedRecords.AmountOrNull(ticker, "ask"));
        var price = new Price(BridgedRecords.Amount(ticker, "last"));
        return new PriceQuote(wanted[symbol], price, BridgedRecords.TimeOr(ticker, "at", Now), options.Venue);
    }
}
