using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Adapters.Venues.BinanceSpot.Streams;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// Reads balances, prices, books, bars and markets of an exchange that speaks Binance Spot's REST interface.
/// </summary>
internal sealed class BinanceSpotMarkets(
    BinanceSpotOptions options, BinanceWire wire, MarketStreams? streams, TimeProvider clock)
    : IBalanceSource, IPriceSource, IOrderBookSource, ICandleSource, IInstrumentCatalog
{
    private const int MostBars = 1000;

    // What a book that is kept up to date begins with.
    private const int SnapshotLevels = 1000;

    private ImmutableArray<Instrument> known = [];
    private ListedMarkets? listed;

    /// <inheritdoc/>
    public async Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation)
    {
        WireAnswer answer =
            await wire.SignedAsync(HttpMethod.Get, "/api/v3/account", "omitZeroBalances=true", cancellation);
        Instant at = Instant.FromUnixTimeMilliseconds(wire.NowMs);
        return WireReadings.Of(
            answer, BinanceMessages.Default.AccountMessage, BinanceMarketRecords.Account) switch
        {
            Reading<(AccountAccess Access, ImmutableArray<Balance> Balances)>.Known { Value: var value } =>
                new AccountReading.Read(account, value.Access, value.Balances, at),
            Reading<(AccountAccess Access, ImmutableArray<Balance> Balances)>.Failed { Error: var error } =>
                new AccountReading.Unreadable(
                    account, new Reason("balances-unreadable", $"{options.Venue}: {error.Code} {error.Message}")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<VenueMarket>>> ReadMarketsAsync(
        AccountId account, CancellationToken cancellation)
    {
        if (listed is { } kept && clock.GetElapsedTime(kept.At) < options.MarketsAge)
        {
            return new Reading<ImmutableArray<VenueMarket>>.Known(kept.Markets);
        }

        Reading<ImmutableArray<Instrument>> instruments = await ReadInstrumentsAsync(cancellation);
        Reading<Func<string, FeeRates?>> fees = await ReadFeesAsync(cancellation);
        switch (instruments, fees)
        {
            case (Reading<ImmutableArray<Instrument>>.Failed { Error: var error }, _):
                return new Reading<ImmutableArray<VenueMarket>>.Failed(error);
            case (_, Reading<Func<string, FeeRates?>>.Failed { Error: var error }):
                return new Reading<ImmutableArray<VenueMarket>>.Failed(error);
            case (Reading<ImmutableArray<Instrument>>.Known { Value: var all },
                Reading<Func<string, FeeRates?>>.Known { Value: var feesOf }):
                ImmutableArray<VenueMarket> markets =
                    [.. all.Select(instrument => MarketOf(account, instrument, feesOf(instrument.Symbol)))];
                listed = new ListedMarkets(markets, clock.GetTimestamp());
                return new Reading<ImmutableArray<VenueMarket>>.Known(markets);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation) => await Tickers.ReadAsync(
            await KnownInstrumentsAsync(cancellation), assets, quote, wanted => ReadPricesAsync(wanted, cancellation));

    /// <inheritdoc/>
    public async Task<Reading<OrderBook>> ReadBookAsync(
        Instrument instrument, int levels, CancellationToken cancellation)
    {
        if (streams?.FindBook(instrument.Symbol, levels) is { } told)
        {
            return new Reading<OrderBook>.Known(told);
        }

        int asked = streams is null ? levels : SnapshotLevels;
        WireAnswer answer = await wire.GetPublicAsync(
            "/api/v3/depth", $"symbol={instrument.Symbol}&limit={asked}", cancellation);
        Instant at = Instant.FromUnixTimeMilliseconds(wire.NowMs);
        return WireReadings.Of(answer, BinanceMessages.Default.BookMessage, book =>
        {
            OrderBook read = BinanceMarketRecords.Book(book, at);
            streams?.Compare(instrument.Symbol, book);
            return read with { Bids = [.. read.Bids.Take(levels)], Asks = [.. read.Asks.Take(levels)] };
        });
    }

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<Candle>>> ReadCandlesAsync(
        CandleRequest request, CancellationToken cancellation)
    {
        Reading<ImmutableArray<Instrument>> instruments = await KnownInstrumentsAsync(cancellation);
        if (instruments is not Reading<ImmutableArray<Instrument>>.Known { Value: var markets })
        {
            return new Reading<ImmutableArray<Candle>>
                .Failed(((Reading<ImmutableArray<Instrument>>.Failed)instruments).Error);
        }

        Instrument? market = markets.FirstOrDefault(i => i.Base == request.Asset && i.Quote == request.Quote);
        if (market is null || IntervalOf(request.BarLength) is not { } interval)
        {
            return new Reading<ImmutableArray<Candle>>.Known([]);
        }

        return await ReadBarsAsync(market, interval, request, cancellation);
    }

    private async Task<Reading<ImmutableArray<Candle>>> ReadBarsAsync(
        Instrument market, string interval, CandleRequest request, CancellationToken cancellation)
    {
        var bars = ImmutableArray.CreateBuilder<Candle>();
        Instant from = request.From;
        while (true)
        {
            // A bar that ends after `from` opens after `from` less its length.
            long start = (from - request.BarLength).ToUnixTimeMilliseconds() + 1;
            string query = $"symbol={market.Symbol}&interval={interval}&limit={MostBars}&startTime={start}"
                + $"&endTime={request.Until.ToUnixTimeMilliseconds()}";
            WireAnswer answer = await wire.GetPublicAsync("/api/v3/klines", query, cancellation);
            Reading<ImmutableArray<Candle>> page = WireReadings.Of<JsonElement[][], ImmutableArray<Candle>>(
                answer, BinanceMessages.Default.Bars, bars => [.. bars.Whole().Select(BinanceMarketRecords.Bar)]);
            if (page is not Reading<ImmutableArray<Candle>>.Known { Value: var read })
            {
                return page;
            }

            bars.AddRange(read.Where(bar => bar.End > request.From && bar.End <= request.Until));
            if (read.Length < MostBars)
            {
                return new Reading<ImmutableArray<Candle>>.Known(bars.ToImmutable());
            }

            from = read[^1].End;
        }
    }

    private async Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        Dictionary<string, Asset> wanted, CancellationToken cancellation)
    {
        PriceQuote[] traded = Traded(wanted);
        if (traded.Length == wanted.Count)
        {
            return new Reading<ImmutableArray<PriceQuote>>.Known([.. traded]);
        }

        string symbols = JsonSerializer.Serialize(wanted.Keys.Order(StringComparer.Ordinal));
        WireAnswer answer = await wire.GetPublicAsync(
            "/api/v3/ticker/24hr", $"symbols={Uri.EscapeDataString(symbols)}", cancellation);
        return WireReadings.Of<TickerMessage[], ImmutableArray<PriceQuote>>(
            answer,
            BinanceMessages.Default.TickerMessageArray,
            tickers => [.. tickers.Whole().Select(ticker => QuoteOf(ticker, wanted)).OrderBy(price => price.Asset)]);
    }

    private async Task<Reading<ImmutableArray<Instrument>>> KnownInstrumentsAsync(CancellationToken cancellation) =>
        known.IsEmpty
            ? await ReadInstrumentsAsync(cancellation)
            : new Reading<ImmutableArray<Instrument>>.Known(known);

    private async Task<Reading<ImmutableArray<Instrument>>> ReadInstrumentsAsync(CancellationToken cancellation)
    {
        WireAnswer answer = await wire.GetPublicAsync("/api/v3/exchangeInfo", "", cancellation);
        Reading<ImmutableArray<Instrument>> reading = WireReadings.Of(
            answer,
            BinanceMessages.Default.MarketsMessage,
            markets =>
            {
                HearLimits(markets);
                return BinanceMarketRecords.Instruments(markets);
            });
        if (reading is Reading<ImmutableArray<Instrument>>.Known { Value: var instruments })
        {
            known = instruments;
        }

        return reading;
    }

    private static VenueMarket MarketOf(
        AccountId account, Instrument instrument, FeeRates? fees) => new()
        {
            Account = account,
            Instrument = instrument,
            Fees = fees,
        };

    // Trades just told are the last prices; where one market has none, REST is asked for all.
    private PriceQuote[] Traded(Dictionary<string, Asset> wanted) =>
    [
        .. from pair in wanted
           let trade = streams?.FindTrade(pair.Key)
           where trade is not null
           orderby pair.Value
           select new PriceQuote(pair.Value, trade.Value.Price, trade.Value.At, options.Venue),
    ];

    private async Task<Reading<Func<string, FeeRates?>>> ReadFeesAsync(CancellationToken cancellation) =>
        options.Fees switch
        {
            FeeSource.PerMarket => WireReadings.Of(
                await wire.SignedAsync(HttpMethod.Get, "/sapi/v1/asset/tradeFee", "", cancellation),
                BinanceMessages.Default.TradeFeeMessageArray,
                BinanceMarketRecords.Fees),
            FeeSource.WithAccount => WireReadings.Of(
                await wire.SignedAsync(HttpMethod.Get, "/api/v3/account", "omitZeroBalances=true", cancellation),
                BinanceMessages.Default.AccountMessage,
                BinanceMarketRecords.Fees),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private void HearLimits(MarketsMessage markets)
    {
        LimitMessage? limit = markets.RateLimits.Whole().FirstOrDefault(
            one => one is { RateLimitType: "REQUEST_WEIGHT", Interval: "MINUTE", IntervalNum: 1 });
        if (limit is not null)
        {
            options.Host?.Weight.Allow(limit.Limit);
        }
    }

    private PriceQuote QuoteOf(TickerMessage ticker, Dictionary<string, Asset> wanted)
    {
        Tickers.RefuseCrossed(ticker.Symbol, ticker.BidPrice, ticker.AskPrice);
        return new PriceQuote(
            wanted.TryGetValue(ticker.Symbol, out Asset? asset)
                ? asset
                : throw new FormatException($"{ticker.Symbol} was not asked for"),
            new Price(ticker.LastPrice),
            Instant.FromUnixTimeMilliseconds(ticker.CloseTime),
            options.Venue);
    }

    private static string? IntervalOf(Duration length) => length.TotalMinutes switch
    {
        1 => "1m",
        5 => "5m",
        15 => "15m",
        60 => "1h",
        120 => "2h",
        240 => "4h",
        720 => "12h",
        1440 => "1d",
        _ => null,
    };

    private sealed record ListedMarkets(ImmutableArray<VenueMarket> Markets, long At);
}
