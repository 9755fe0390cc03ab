using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Simulation;
using NodaTime;

namespace Ballast.Core.Tests.Simulation;

/// <summary>Small histories worked out by hand: half BTC, half ETH, 1,000 USDT, no fee unless said otherwise.</summary>
public sealed class BacktestTests
{
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");
    private static readonly TriggerPolicy Daily = new() { Schedule = new("0 0 * * *", "UTC", Destination.Target) };

    [Fact]
    public void Buys_to_target_at_the_first_bar_and_pays_for_it()
    {
        // V1 = 1000 - 0.001 V1 traded in full: 1000 / 1.001.
        BacktestRun run = Run(Half(new TriggerPolicy(), feeBps: 10m), Table([100m, 100m], [10m, 10m]));

        run.Values[0].Value.ShouldBe(1000m / 1.001m, 1e-20m);
        run.Rebalances.Length.ShouldBe(1);
        run.Rebalances[0].Cost.Value.ShouldBe(1000m - (1000m / 1.001m), 1e-20m);
        run.Rebalances[0].Turnover.Value.ShouldBe(0.5m / 1.001m, 1e-20m);
        run.Holdings[new Asset("USDT")].Value.ShouldBe(0m, 1e-20m);
    }

    [Fact]
    public void Trades_at_the_close_it_decided_on_when_told_so()
    {
        // 5 BTC and 50 ETH; BTC doubles: 1000 + 500, back to 750 each; then both halve: 750.
        BacktestRun run = Run(Half(Daily), Table([100m, 200m, 100m], [10m, 10m, 5m]));

        run.Values.Select(value => value.Value).ShouldBe([1000m, 1500m, 750m]);
        run.Rebalances[1].Notional.Value.ShouldBe(500m);
        run.Drift.Worst.ShouldBe((1000.0 / 1500.0) - 0.5, 1e-12);
    }

    [Fact]
    public void Trades_at_the_next_bars_open_by_default()
    {
        // Decided at 200 and 10: sell 1.25 BTC, buy 25 ETH. Filled at the open, 160 and 10: 200 buys only 20 ETH.
        CandleTable table = CandleTable.Of(Duration.FromDays(1), new Dictionary<Asset, ImmutableArray<Candle>>
        {
            [Btc] = [Bar(0, 100m), Bar(1, 200m), Bar(2, 180m) with { Open = new Price(160m) }],
            [Eth] = [Bar(0, 10m), Bar(1, 10m), Bar(2, 12m) with { Open = new Price(10m) }],
        });

        BacktestRun run = Run(Half(Daily), table, FillModel.NextBar);

        run.Rebalances[1].DecidedAt.ShouldBe(Start + Duration.FromDays(1));
        run.Rebalances[1].FilledAt.ShouldBe(Start + Duration.FromDays(2));
        run.Holdings[Btc].Value.ShouldBe(3.75m, 1e-20m);
        run.Holdings[Eth].Value.ShouldBe(70m, 1e-20m);
        run.Values[2].Value.ShouldBe((3.75m * 180m) + (70m * 12m), 1e-20m);
    }

    [Fact]
    public void Fills_at_the_next_close_where_prices_have_no_open()
    {
        BacktestRun run = Run(Half(Daily), Table([100m, 200m, 160m], [10m, 10m, 10m]), FillModel.NextBar);

        run.Holdings[Eth].Value.ShouldBe(70m, 1e-20m);
        run.LapsedOrders.ShouldBeGreaterThan(0, "what is decided on the last bar never fills");
    }

    [Fact]
    public void Trades_nothing_while_a_price_is_missing_and_says_so()
    {
        BacktestRun run = Run(Half(Daily), Table([100m, 200m, 400m, 400m], [10m, null, null, 10m]));

        run.Rebalances.Select(rebalance => rebalance.DecidedAt)
            .ShouldBe([Start, Start + Duration.FromDays(3)]);
        run.Refusals.ShouldHaveSingleItem().Count.ShouldBe(2);
        run.Refusals[0].Why.Code.ShouldBe("price-missing");
        run.Gaps.ShouldBe([new PriceGap(Eth, Start, 2, GapEnd.Resumed)]);
        run.Values[2].Value.ShouldBe(2500m, 1e-20m, "a gap is the last price, not zero");
    }

    [Fact]
    public void Keeps_a_dead_asset_at_its_last_price_and_never_trades_again()
    {
        BacktestRun run = Run(Half(Daily), Table([100m, 200m, 400m], [10m, null, null]));

        run.Rebalances.Length.ShouldBe(1);
        run.Gaps.ShouldBe([new PriceGap(Eth, Start, 2, GapEnd.NeverResumed)]);
    }

    [Fact]
    public void Nobody_gets_rich_on_another_coin_under_a_dead_ones_name()
    {
        BacktestRun run = Run(Half(Daily), Table([100m, 100m, 100m, 100m], [10m, null, 900m, 950m]));

        run.Values[^1].Value.ShouldBe(1000m, 1e-20m);
        run.Rebalances.Length.ShouldBe(1);
        run.Gaps.ShouldBe([new PriceGap(Eth, Start, 3, GapEnd.Replaced)]);
    }

    [Fact]
    public void Starts_when_the_last_asset_is_listed()
    {
        BacktestRun run = Run(Half(Daily), Table([100m, 100m, 100m, 100m], [null, 10m, 10m, 10m]));

        run.Instants[0].ShouldBe(Start + Duration.FromDays(1));
        run.LateStart.ShouldNotBeNull().Sentence.ShouldContain("ETH");
    }

    [Fact]
    public void Values_in_the_quote_currency_where_the_prices_have_a_column_of_it()
    {
        CandleTable table = CandleTable.Of(Duration.FromDays(1), new Dictionary<Asset, ImmutableArray<Candle>>
        {
            [Btc] = [Bar(0, 100m), Bar(1, 100m)],
            [Eth] = [Bar(0, 10m), Bar(1, 10m)],
            [new Asset("USDT")] = [Bar(0, 1m), Bar(1, 0.5m)],
        });

        Run(Half(new TriggerPolicy()), table).Values[1].Value.ShouldBe(2000m, 1e-20m);
    }

    [Fact]
    public void Checks_no_more_often_than_the_policy_says()
    {
        // 2024-01-01 lies in the week that began on Thursday 2023-12-28; the next one begins on day 3.
        TriggerPolicy weekly = Daily with { CheckEvery = Duration.FromDays(7) };

        BacktestRun run = Run(
            Half(weekly),
            Table([.. Enumerable.Repeat<decimal?>(100m, 8)], [10m, 11m, 12m, 13m, 14m, 15m, 16m, 17m]));

        run.Checks.ShouldBe(1);
        run.Rebalances[1].DecidedAt.ShouldBe(Start + Duration.FromDays(3));
    }

    [Fact]
    public void Includes_both_ends_of_the_range()
    {
        BacktestOutcome outcome = Backtest.Run(new BacktestRequest
        {
            Policy = Half(Daily),
            Prices = Table([1m, 2m, 3m, 4m], [1m, 2m, 3m, 4m]),
            From = Start + Duration.FromDays(1),
            To = Start + Duration.FromDays(2),
        });

        outcome.ShouldBeOfType<BacktestOutcome.Completed>().Run.Instants
            .ShouldBe([Start + Duration.FromDays(1), Start + Duration.FromDays(2)]);
    }

    [Theory]
    [InlineData(5, 9, "range-empty")]
    [InlineData(2, 1, "range-backwards")]
    [InlineData(3, 3, "range-empty")]
    public void Refuses_a_range_without_two_bars(int from, int to, string code)
    {
        BacktestOutcome outcome = Backtest.Run(new BacktestRequest
        {
            Policy = Half(Daily),
            Prices = Table([1m, 2m, 3m, 4m], [1m, 2m, 3m, 4m]),
            From = Start + Duration.FromDays(from),
            To = Start + Duration.FromDays(to),
        });

        outcome.ShouldBeOfType<BacktestOutcome.Refused>().Why.Code.ShouldBe(code);
    }

    [Fact]
    public void Refuses_a_policy_whose_asset_has_no_prices()
    {
        Policy policy = PanelPrices.Policy(PanelPrices.EqualWeights([Btc, new Asset("XRP")]), Daily, 0m);
        var request = new BacktestRequest { Policy = policy, Prices = Table([1m, 2m], [1m, 2m]) };

        Reason why = Backtest.Run(request).ShouldBeOfType<BacktestOutcome.Refused>().Why;

        why.Code.ShouldBe("asset-not-in-prices");
        why.Sentence.ShouldContain("XRP");
    }

    private static BacktestRun Run(Policy policy, CandleTable prices, FillModel fill = FillModel.SameClose) =>
        Backtest.Run(new BacktestRequest { Policy = policy, Prices = prices, Fill = fill, Capital = new Money(1000m) })
            .ShouldBeOfType<BacktestOutcome.Completed>().Run;

    private static Policy Half(TriggerPolicy trigger, decimal feeBps = 0m) =>
        PanelPrices.Policy(PanelPrices.EqualWeights([Btc, Eth]), trigger, feeBps);

    private static CandleTable Table(decimal?[] btc, decimal?[] eth) =>
        CandleTable.Of(Duration.FromDays(1), new Dictionary<Asset, ImmutableArray<Candle>>
        {
            [Btc] = Bars(btc),
            [Eth] = Bars(eth),
        });

    private static ImmutableArray<Candle> Bars(decimal?[] closes) =>
        [.. closes.Index().Where(close => close.Item is not null).Select(close => Bar(close.Index, close.Item!.Value))];

    private static Candle Bar(int day, decimal close) =>
        new() { End = Start + Duration.FromDays(day), Close = new Price(close) };
}
