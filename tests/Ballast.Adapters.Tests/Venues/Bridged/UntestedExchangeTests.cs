using System.Collections.Immutable;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
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
