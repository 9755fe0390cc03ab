using System.Collections.Immutable;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Perpetuals from recorded answers: a quarter of a bitcoin sold at 21,000 that stands at 20,001.5, ten times its
/// margin of 500 (as <c>bridge/test/perpetuals.test.js</c> has it).
/// </summary>
public sealed class BridgedPositionsTests
{
    private static readonly AccountId Account = new("mine");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("binance", "BTC/USDT:USDT")]
    [InlineData("okx", "BTC/USDT:USDT")]
    [InlineData("bybit", "BTC/USDT:USDT")]
    [InlineData("hyperliquid", "BTC/USDC:USDC")]
    public async Task A_position_is_told_in_units_of_its_base_with_margin_liquidation_and_funding(
        string exchange, string symbol)
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync(exchange, "[]");
        BridgedPositions source = await OpenAsync(bridge, exchange);

        PerpetualPosition position = (await source.ReadPositionsAsync(Account, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<PerpetualPosition>>.Known>().Value.ShouldHaveSingleItem();

        (position.Symbol, position.Side, position.Size).ShouldBe((symbol, PositionSide.Short, new Quantity(0.25m)));
        (position.EntryPrice, position.MarkPrice, position.LiquidationPrice)
            .ShouldBe((new Price(21_000m), new Price(20_001.5m), new Price(40_000m)));
        (position.Margin, position.Unrealized).ShouldBe((new Money(500m), new Money(249.6m)));
        position.FundingRate.ShouldBe(exchange == "hyperliquid" ? 0.0000125m : 0.0001m);
        position.FundingAt.ShouldNotBeNull().ShouldBeGreaterThan(Instant.FromUtc(2026, 11, 21, 0, 0));
    }

    // Where a market is named, Bybit answers with a position of nothing, on no side.
    [Fact]
    public async Task One_market_is_asked_for_by_its_name_and_may_have_nothing_open()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("bybit", """
            [{
              "to": "GET api.bybit.com/v5/position/list",
              "having": "symbol=BTCUSDT",
              "answer": { "retCode": 0, "time": 1795290000000, "result": { "category": "linear", "list": [
                { "positionIdx": 0, "symbol": "BTCUSDT", "side": "", "size": "0", "avgPrice": "", "leverage": "10" }
              ] } }
            }]
            """);
        BridgedPositions source = await OpenAsync(bridge, "bybit");

        (await source.ReadPositionsAsync(Account, "BTC/USDT:USDT", Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<PerpetualPosition>>.Known>().Value.ShouldBeEmpty();
        (await source.ReadPositionsAsync(Account, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<PerpetualPosition>>.Known>().Value.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_not_answered_is_unreadable_and_not_empty()
    {
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("okx", """
            [{ "to": "GET www.okx.com/api/v5/account/positions", "status": 503, "answer": "down" }]
            """);
        BridgedPositions source = await OpenAsync(bridge, "okx");

        AccountExposure exposure = AccountExposure.Of(Account, await source.ReadPositionsAsync(Account, Cancellation));

        exposure.Fault.ShouldNotBeNull().Code.ShouldBe("positions-unreadable");
        exposure.Positions.ShouldBeEmpty();
    }

    private static async Task<BridgedPositions> OpenAsync(ExchangeBridge bridge, string exchange)
    {
        bool isWallet = exchange == "hyperliquid";
        BridgedOptions options = new()
        {
            Account = Account,
            Exchange = exchange,
            Network = "live",
            Credentials = isWallet
                ? ImmutableSortedDictionary<string, Secret>.Empty
                : ImmutableSortedDictionary<string, Secret>.Empty.Add("apiKey", new Secret("canary-key"))
                    .Add("secret", new Secret("canary-secret")).Add("password", new Secret("canary-word")),
            Wallet = isWallet ? $"0x{new string('1', 40)}" : null,
            Venue = exchange,
        };
        return (await BridgedPositions.OpenAsync(
            options, bridge, new VenueClocks(TimeProvider.System, TimeProvider.System), Cancellation))
            .ShouldBeOfType<Reading<BridgedPositions>.Known>().Value;
    }
}
