using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using NodaTime;

namespace Ballast.Core.Tests.Simulation;

/// <summary>Policies beside others, costs by kind, and how much of a difference is luck.</summary>
public sealed class ComparisonTests
{
    private static readonly Instant Start = Instant.FromUtc(2023, 1, 1, 0, 0);
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");
    private static readonly TriggerPolicy Daily = Calendar("0 0 * * *");

    [Fact]
    public void Costs_are_split_by_kind_and_add_up()
    {
        // 500 each: fee 10 bp, half of 20 bp spread, 1 fixed per order.
        BacktestRun run = Run(Half(Daily) with
        {
            Costs = new CostPolicy { TakerFeeBps = 10m, SpreadBps = 20m, Fixed = new Money(1m) },
        }, Table(3, _ => 100m, _ => 10m), FillModel.SameClose);

        SimulatedRebalance first = run.Rebalances[0];
        first.CostByKind.Fee.Value.ShouldBe(first.Notional.Value * 0.001m, 1e-20m);
        first.CostByKind.Spread.Value.ShouldBe(first.Notional.Value * 0.001m, 1e-20m);
        first.CostByKind.Fixed.Value.ShouldBe(2m);
        first.CostByKind.Impact.Value.ShouldBe(0m);
        first.CostByKind.Total.Value.ShouldBe(first.Cost.Value, 1e-20m);
        first.Trades.Select(trade => trade.Cost.Total.Value).Sum().ShouldBe(first.Cost.Value, 1e-20m);
        first.Orders.ShouldBe(2);
    }

    [Fact]
    public void What_prices_moved_before_the_fill_is_the_delay()
    {
        // 5 BTC and 50 ETH at 200 and 10 sell 1.25 BTC and buy 25 ETH; a day later BTC is at 180 and ETH at 8:
        // 1.25 x 20 lost on the sale, 25 x 2 gained on the purchase, which the sale's 225 pay for in full.
        CandleTable table = Table(
            3, day => day == 0 ? 100m : day == 1 ? 200m : 180m, day => day == 2 ? 8m : 10m);

        BacktestRun run = Run(Half(Daily), table, FillModel.NextBar);

        run.Rebalances[1].Trades.Select(trade => trade.Size.Value).ShouldBe([1.25m, 25m]);
        run.Rebalances[1].Delay.Value.ShouldBe((1.25m * 20m) - (25m * 2m));
    }

    [Fact]
    public void Weights_are_those_before_anything_is_traded()
    {
        // 1000 and 500 after BTC doubled.
        WeightTrack weights = Run(
            Half(Daily), Table(2, day => day == 0 ? 100m : 200m, _ => 10m), FillModel.SameClose).Weights!;

        weights.At(1, weights.Assets.IndexOf(Btc)).ShouldBe(2.0 / 3.0, 1e-12);
        weights.LargestDriftAt(1).ShouldBe((2.0 / 3.0) - 0.5, 1e-12);
    }

    [Fact]
    public void The_costless_mix_is_the_daily_calendar_without_costs()
    {
        BacktestRequest request = Request(Half(Daily), Table(50, Wave(0.0), Wave(2.0)), FillModel.SameClose);

        ImmutableArray<BacktestResult> results = Compare(new ComparisonRequest { Tested = request });

        results[^1].Name.ShouldBe("constant-mix");
        results[^1].Run.Values.Length.ShouldBe(results[0].Run.Values.Length);
        for (int bar = 0; bar < 50; bar++)
        {
            results[^1].Run.Values[bar].Value.ShouldBe(results[0].Run.Values[bar].Value, 1e-15m);
        }

        // Guards a purchase that lapsed for a decimal's last digit of cash.
        results[0].Run.LapsedOrders.ShouldBe(0);

        results[0].Measures.TrackingError.ShouldBe(0.0, 1e-10);
        results[^1].Measures.Turnover.ShouldBe(results[0].Measures.Turnover, 1e-9);
    }

    [Fact]
    public void All_policies_start_where_the_last_of_them_can()
    {
        CandleTable table = CandleTable.Of(Duration.FromDays(1), new Dictionary<Asset, ImmutableArray<Candle>>
        {
            [Btc] = [.. Enumerable.Range(0, 30).Select(day => Bar(day, 100m + day))],
            [Eth] = [.. Enumerable.Range(10, 20).Select(day => Bar(day, 10m + day))],
        });
        Policy alone = Half(Daily) with { Target = PanelPrices.EqualWeights([Btc]) };

        ImmutableArray<BacktestResult> results = Compare(new ComparisonRequest
        {
            Tested = Request(alone, table, FillModel.NextBar),
            Others = [new NamedPolicy("half", Half(Daily))],
        });

        results.ShouldAllBe(result => result.Run.Instants[0] == Start + Duration.FromDays(10));
        results[0].Run.LateStart!.Sentence.ShouldContain("half cannot start before");
        results[1].Role.ShouldBe(ResultRole.Other);
    }

    [Fact]
    public void A_policy_in_another_currency_is_refused()
    {
        BacktestRequest request = Request(Half(Daily), Table(3, _ => 100m, _ => 10m), FillModel.NextBar);
        var euros = new NamedPolicy("euros", Half(Daily) with { Quote = new Asset("EUR") });

        ComparisonOutcome outcome = BacktestComparison.Run(
            new ComparisonRequest { Tested = request, Others = [euros] }, new Progress<double>());

        outcome.ShouldBeOfType<ComparisonOutcome.Refused>().Why.Code.ShouldBe("quote-differs");
    }

    [Fact]
    public void Rows_that_differ_by_nothing_but_noise_are_alike_and_a_worse_one_is_not()
    {
        // BTC gains and ETH loses half a percent a day, give or take; whoever holds ETH is behind in any history.
        CandleTable table = Table(
            400,
            day => (decimal)Math.Exp((0.005 * day) + (0.02 * Math.Sin(day * 1.7))),
            day => (decimal)Math.Exp((-0.005 * day) + (0.02 * Math.Sin(day * 2.3))));
        Policy btc = Half(Daily) with { Target = PanelPrices.EqualWeights([Btc]) };
        Policy eth = Half(Daily) with { Target = PanelPrices.EqualWeights([Eth]) };

        ImmutableArray<BacktestResult> results = Compare(new ComparisonRequest
        {
            Tested = Request(btc, table, FillModel.NextBar),
            Others = [new NamedPolicy("eth", eth)],
        });
        ComparisonUncertainty found = ComparisonUncertainty.Of(results)!;

        found.Alike.ShouldBe([results[0].Name, "hold", "daily", "monthly", "band-5-points"]);
        found.Rows[1].OverHolding.High.ShouldBeLessThan(0.0);
        found.Rows[0].OverHolding.ShouldBe(new ResampledInterval(0.0, 0.0));
        found.Best!.Name.ShouldBe(results[0].Name);
        found.Best.Probability.ShouldBeInRange(0.5, 1.0);
    }

    [Fact]
    public void Too_few_days_say_nothing_about_luck()
    {
        ImmutableArray<BacktestResult> results = Compare(new ComparisonRequest
        {
            Tested = Request(Half(Daily), Table(60, Wave(0.0), Wave(2.0)), FillModel.NextBar),
        });

        ComparisonUncertainty.Of(results).ShouldBeNull();
        RegimeSplit.Of(results).ShouldBeEmpty();
    }

    [Fact]
    public void Markets_that_rise_and_then_fall_are_told_apart()
    {
        // 300 days up, 300 down: after the turn the mean of 200 days is above the market within a hundred days.
        static decimal UpAndDown(int day) => 100m + (day < 300 ? day : 600 - day);
        ImmutableArray<BacktestResult> results = Compare(new ComparisonRequest
        {
            Tested = Request(Half(Daily), Table(600, UpAndDown, UpAndDown), FillModel.NextBar),
        });

        ImmutableArray<RegimeResult> regimes = RegimeSplit.Of(results);

        regimes.Select(regime => regime.Regime).ShouldBe(Enum.GetValues<MarketRegime>());
        regimes[0].Days.ShouldBeInRange(150, 200);
        regimes[1].Days.ShouldBeInRange(200, 250);
        (regimes[0].Days + regimes[1].Days).ShouldBe(399);
        regimes[1].Rows[0].PerYear.ShouldBeLessThan(0.0);
        regimes[0].Rows[0].PerYear.ShouldBeGreaterThan(regimes[1].Rows[0].PerYear);
        (regimes[2].Days + regimes[3].Days).ShouldBe(399);
    }

    [Fact]
    public void A_daily_calendar_owes_nothing_to_its_start_and_a_monthly_one_does()
    {
        CandleTable table = Table(300, Wave(0.0), Wave(2.0));
        BacktestRequest daily = Request(Half(Daily), table, FillModel.SameClose);
        BacktestRequest monthly = Request(Half(Calendar("0 0 1 * *")), table, FillModel.SameClose);

        StartLuck none = StartLuck.Of(daily, Start, 20)!;
        StartLuck some = StartLuck.Of(monthly, Start, 20)!;

        none.PerYear.Starts.ShouldBe(20);
        none.MeasuredFrom.ShouldBe(Start + Duration.FromDays(19));
        none.PerYear.Deviation.ShouldBe(0.0, 1e-12);
        some.PerYear.Deviation.ShouldBeGreaterThan(0.001);
    }

    private static Func<int, decimal> Wave(double phase) =>
        day => (decimal)(100.0 * Math.Exp(0.3 * Math.Sin((day / 9.0) + phase)));

    private static TriggerPolicy Calendar(string cron) =>
        new() { CheckEvery = null, Schedule = new SchedulePolicy(cron, "UTC", Destination.Target) };

    private static ImmutableArray<BacktestResult> Compare(ComparisonRequest request) =>
        BacktestComparison.Run(request, new Progress<double>())
            .ShouldBeOfType<ComparisonOutcome.Compared>().Results;

    private static BacktestRun Run(Policy policy, CandleTable table, FillModel fill) =>
        Backtest.Run(Request(policy, table, fill) with { Detail = RunDetail.Everything })
            .ShouldBeOfType<BacktestOutcome.Completed>().Run;

    private static BacktestRequest Request(Policy policy, CandleTable table, FillModel fill) => new()
    {
        Policy = policy,
        Prices = table,
        Capital = new Money(1_000m),
        Fill = fill,
    };

    private static Candle Bar(int day, decimal close) =>
        new() { End = Start + Duration.FromDays(day), Close = new Price(close) };

    private static CandleTable Table(int days, Func<int, decimal> btc, Func<int, decimal> eth) =>
        CandleTable.Of(Duration.FromDays(1), new Dictionary<Asset, ImmutableArray<Candle>>
        {
            [Btc] = [.. Enumerable.Range(0, days).Select(day => Bar(day, btc(day)))],
            [Eth] = [.. Enumerable.Range(0, days).Select(day => Bar(day, eth(day)))],
        });

    private static Policy Half(TriggerPolicy trigger) =>
        PanelPrices.Policy(PanelPrices.EqualWeights([Btc, Eth]), trigger, 0m);
}
