using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
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
internal sealed class BinanceSpotMarkets(BinanceSpotOptions options, BinanceWire wire)
    : IBalanceSource, IPriceSource, IOrderBookSource, ICandleSource, IInstrumentCatalog
{
    private const int MostBars = 1000;

    private ImmutableArray<Instrument> known = [];

    /// <inheritdoc/>
    public async Task<AccountReading> ReadBalancesAsync(AccountId account, CancellationToken cancellation)
    {
        WireAnswer answer =
            await wire.SignedAsync(HttpMethod.Get, "/api/v3/account", "omitZeroBalances=true", cancellation);
        Instant at = Instant.FromUnixTimeMilliseconds(wire.NowMs);
        return WireReadings.Of(answer, BinanceMarketRecords.Account) switch
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
        Reading<ImmutableArray<Instrument>> instruments = await ReadInstrumentsAsync(cancellation);
        WireAnswer answer = await wire.SignedAsync(HttpMethod.Get, "/sapi/v1/asset/tradeFee", "", cancellation);
        Reading<ImmutableDictionary<string, FeeRates>> fees = WireReadings.Of(answer, BinanceMarketRecords.Fees);
        return (instruments, fees) switch
        {
            (Reading<ImmutableArray<Instrument>>.Failed { Error: var error }, _) =>
                new Reading<ImmutableArray<VenueMarket>>.Failed(error),
            (_, Reading<ImmutableDictionary<string, FeeRates>>.Failed { Error: var error }) =>
                new Reading<ImmutableArray<VenueMarket>>.Failed(error),
            (Reading<ImmutableArray<Instrument>>.Known i, Reading<ImmutableDictionary<string, FeeRates>>.Known f) =>
                new Reading<ImmutableArray<VenueMarket>>
                    .Known([.. i.Value.Select(instrument => MarketOf(account, instrument, f.Value))]),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <inheritdoc/>
    public async Task<Reading<ImmutableArray<PriceQuote>>> ReadPricesAsync(
        IReadOnlyList<Asset> assets, Asset quote, CancellationToken cancellation)
    {
        if (await KnownInstrumentsAsync(cancellation)
            is not Reading<ImmutableArray<Instrument>>.Known { Value: var instruments })
        {
            return new Reading<ImmutableArray<PriceQuote>>.Failed(
                new VenueError(VenueErrorKind.Unavailable, "no-markets", "the list of markets cannot be read"));
        }

        Dictionary<string, Asset> wanted = instruments.Where(i => i.Quote == quote && assets.Contains(i.Base))
            .ToDictionary(i => i.Symbol, i => i.Base, StringComparer.Ordinal);
        if (wanted.Count == 0)
        {
            return new Reading<ImmutableArray<PriceQuote>>.Known([]);
        }

        string symbols = JsonSerializer.Serialize(wanted.Keys.Order(StringComparer.Ordinal));
        WireAnswer answer = await wire.GetPublicAsync(
            "/api/v3/ticker/24hr", $"symbols={Uri.EscapeDataString(symbols)}", cancellation);
        return WireReadings.Of<ImmutableArray<PriceQuote>>(answer, json =>
            [.. json.EnumerateArray().Select(ticker => QuoteOf(ticker, wanted)).OrderBy(price => price.Asset)]);
    }

    /// <inheritdoc/>
    public async Task<Reading<OrderBook>> ReadBookAsync(
        Instrument instrument, int levels, CancellationToken cancellation)
    {
        WireAnswer answer = await wire.GetPublicAsync(
            "/api/v3/depth", $"symbol={instrument.Symbol}&limit={levels}", cancellation);
        Instant at = Instant.FromUnixTimeMilliseconds(wire.NowMs);
        return WireReadings.Of(answer, json => BinanceMarketRecords.Book(json, at));
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
            Reading<ImmutableArray<Candle>> page = WireReadings.Of<ImmutableArray<Candle>>(
                answer, json => [.. json.EnumerateArray().Select(BinanceMarketRecords.Bar)]);
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

    private async Task<Reading<ImmutableArray<Instrument>>> KnownInstrumentsAsync(CancellationToken cancellation) =>
        known.IsEmpty
            ? await ReadInstrumentsAsync(cancellation)
            : new Reading<ImmutableArray<Instrument>>.Known(known);

    private async Task<Reading<ImmutableArray<Instrument>>> ReadInstrumentsAsync(CancellationToken cancellation)
    {
        WireAnswer answer = await wire.GetPublicAsync("/api/v3/exchangeInfo", "", cancellation);
        Reading<ImmutableArray<Instrument>> reading = WireReadings.Of(answer, BinanceMarketRecords.Instruments);
        if (reading is Reading<ImmutableArray<Instrument>>.Known { Value: var instruments })
        {
            known = instruments;
        }

        return reading;
    }

    private static VenueMarket MarketOf(
        AccountId account, Instrument instrument, ImmutableDictionary<string, FeeRates> fees) => new()
        {
            Account = account,
            Instrument = instrument,
            Fees = fees.GetValueOrDefault(instrument.Symbol),
        };

    /// <summary>
    /// A book whose bid lies above its ask gives no price: the whole answer is refused rather than half of it trusted.
    /// </summary>
    private PriceQuote QuoteOf(JsonElement ticker, Dictionary<string, Asset> wanted)
    {
        string symbol = BinanceRecords.Text(ticker, "symbol");
        decimal bid = BinanceRecords.Amount(ticker, "bidPrice");
        decimal ask = BinanceRecords.Amount(ticker, "askPrice");
        if (bid > ask && ask > 0m)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"{symbol} is crossed: bid {bid} above ask {ask}"));
        }

        var price = new Price(BinanceRecords.Amount(ticker, "lastPrice"));
        return new PriceQuote(wanted[symbol], price, BinanceRecords.Time(ticker, "closeTime"), options.Venue);
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
}
