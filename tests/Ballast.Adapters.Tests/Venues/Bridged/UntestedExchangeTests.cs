using System.Collections.Immutable;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Exchanges of which nothing but ccxt's word is known: everything public is read, and no order leaves.
/// </summary>
public sealed class UntestedExchangeTests
{
    private static readonly Instant Begin = Instant.FromUtc(2020, 7, 5, 15, 4);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_exchange_of_ccxt_has_a_row_and_those_that_tests_have_seen_come_first()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("bitstamp", "[]");

        ImmutableArray<ExchangeRow> rows = (await bridge.ReadTableAsync(Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<ExchangeRow>>.Known>().Value;

        rows.Length.ShouldBeGreaterThan(100);
        rows.Select(row => row.IsTested).ShouldBe(rows.Select((_, index) => index < 12));
        ExchangeRow other = rows.Single(row => row.Exchange == "gemini");
        (other.TakesOrders, other.ClientIds, other.Sandbox).ShouldBe((false, null, ""));
        other.Verdict.ShouldBe("no test has proven how it handles client order ids");
        other.Trades.ShouldBe(AccountListing.Untold);
    }

    // As CoinSpot documents them (POST /api/my/balances): totals alone.
    [Fact]
    public async Task Balances_of_one_that_tells_totals_alone_are_counted()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync(
            "coinspot",
            """
            [{"to": "POST www.coinspot.com.au/api/my/balances",
              "answer": {"status": "ok", "balance": {"btc": "0.5", "aud": "100"}}}]
            """);
        BridgedVenue venue = await RecordedBridge.OpenAsync(bridge, "coinspot");

        AccountReading.Read read = (await venue.Balances.ReadBalancesAsync(BridgedRig.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Read>();

        read.Balances.Select(balance => (balance.Asset.Symbol, balance.Total.Value, balance.Free.Value))
            .ShouldBe([("AUD", 100m, 100m), ("BTC", 0.5m, 0.5m)]);
    }

    [Fact]
    public async Task A_market_with_a_number_beyond_all_bounds_hides_no_other()
    {
        const string Pair = """
            "quote": "ZUSD", "pair_decimals": 1, "lot_decimals": 8, "cost_decimals": 5, "costmin": "0.5",
            "tick_size": "0.1", "status": "online", "fees": [[0, 0.4]], "fees_maker": [[0, 0.25]]
            """;
        using ExchangeBridge bridge = await RecordedBridge.StartAsync(
            "kraken",
            $$"""
            [{"to": "GET api.kraken.com/0/public/AssetPairs", "answer": {"error": [], "result": {
              "XXBTZUSD": {
                "altname": "XBTUSD", "wsname": "XBT/USD", "base": "XXBT", "ordermin": "0.1", {{Pair}} },
              "XETHZUSD": {
                "altname": "ETHUSD", "wsname": "ETH/USD", "base": "XETH", "ordermin": "1e40", {{Pair}} } } } }]
            """);
        BridgedVenue venue = await RecordedBridge.OpenAsync(bridge, "kraken");

        ImmutableArray<VenueMarket> markets =
            (await venue.Catalog.ReadMarketsAsync(BridgedRig.Account, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<VenueMarket>>.Known>().Value;

        markets.Select(market => (market.Instrument.Symbol, market.Instrument.IsTrading))
            .ShouldBe([("BTC/USD", true), ("ETH/USD", false)]);
    }

    [Fact]
    public async Task Bars_of_one_are_read_as_its_documents_have_them()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("bitstamp", "[]");
        BridgedVenue venue = (await BridgedVenue.OpenAsync(
            new BridgedOptions
            {
                Account = BridgedRig.Account,
                Exchange = "bitstamp",
                Network = "live",
                Venue = "bitstamp",
            },
            bridge,
            new VenueClocks(TimeProvider.System, TimeProvider.System),
            Cancellation)).ShouldBeOfType<Reading<BridgedVenue>.Known>().Value;

        ImmutableArray<Candle> bars = (await venue.Candles.ReadCandlesAsync(
            new CandleRequest(
                new Asset("BTC"), new Asset("USD"), Duration.FromMinutes(1), Begin, Begin + Duration.FromMinutes(2)),
            Cancellation)).ShouldBeOfType<Reading<ImmutableArray<Candle>>.Known>().Value;

        // The first two bars that Bitstamp's documents show, from 15:04 on, by their ends.
        bars.Select(bar => (bar.End, bar.Open?.Value, bar.Close.Value, bar.Volume?.Value)).ShouldBe(
        [
            (Begin + Duration.FromMinutes(1), 9040.87m, 9064.77m, 18.49436608m),
            (Begin + Duration.FromMinutes(2), 9064.66m, 9061.07m, 3.48631711m),
        ]);
        (venue.Orders, venue.History).ShouldBe((null, null));
    }
}
