using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using NodaTime;

namespace Ballast.Core.Tests.Simulation;

/// <summary>
/// Deposits and withdrawals worked out by hand: half BTC, half ETH, 1,000 USDT at the start, no fee unless said
/// otherwise.
/// </summary>
public sealed class FlowBacktestTests
{
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");
    private static readonly Asset Usdt = new("USDT");

    private static readonly TriggerPolicy OnFlows = new() { CashFlow = new CashFlowPolicy(new Money(50m)) };

    [Fact]
    public void Keeps_a_deposit_out_of_the_time_weighted_return_and_in_the_money_weighted_one()
    {
        // 5 BTC and 50 ETH. Day 1: 550 + 500, then 500 come in and stay cash. Day 2: 605 + 500 + 500.
        BacktestRun run = Run(Half(new TriggerPolicy()), Table([100m, 110m, 121m], [10m, 10m, 10m]), Flow(1, 500m));

        BacktestMeasures measures = Measured(run);
        run.Values.Select(value => value.Value).ShouldBe([1000m, 1550m, 1605m]);
        run.Flows.ShouldBe([Flow(1, 500m)]);
        measures.NetFlow.Value.ShouldBe(500m);
        measures.PerYear.ShouldBe(Math.Pow(1.05 * (1605.0 / 1550.0), 365.0 / 2.0) - 1.0, 1e-6);

        // 1000 x^2 + 500 x = 1605 for growth x a day.
        double daily = (-500.0 + Math.Sqrt((500.0 * 500.0) + (4.0 * 1000.0 * 1605.0))) / 2000.0;
        measures.MoneyWeightedPerYear.ShouldBe(Math.Pow(daily, 365.0) - 1.0, 1e-3);
        measures.MaxDrawdown.ShouldBe(0.0);
    }

    [Fact]
    public void Says_the_same_return_twice_where_nothing_came_or_went()
    {
        BacktestMeasures measures =
            Measured(Run(Half(new TriggerPolicy()), Table([100m, 110m, 90m], [10m, 11m, 12m])));

        measures.MoneyWeightedPerYear.ShouldBe(measures.PerYear, 1e-9 * Math.Abs(measures.PerYear));
        measures.NetFlow.ShouldBe(Money.Zero);
    }

    [Fact]
    public void Does_not_take_a_withdrawal_for_a_fall()
    {
        // Flat prices: 400 of 1,000 go out, nothing was lost.
        BacktestMeasures measures = Measured(
            Run(Half(new TriggerPolicy()), Table([100m, 100m, 100m], [10m, 10m, 10m]), Flow(1, -400m)));

        measures.MaxDrawdown.ShouldBe(0.0, 1e-12);
        measures.PerYear.ShouldBe(0.0, 1e-9);
        measures.FinalValue.Value.ShouldBe(600m, 1e-12m);
    }

    [Fact]
    public void Buys_with_deposits_what_is_most_underweight_and_sells_nothing()
    {
        // BTC doubles: 1000 + 500. 200 come in: all of it buys ETH, 20 pieces; half each would be 850.
        Policy policy = Half(OnFlows) with { Trade = new TradePolicy { Flows = FlowUse.Only } };
        BacktestRun run = Run(policy, Table([100m, 200m, 200m], [10m, 10m, 10m]), Flow(1, 200m));

        run.Holdings[Btc].Value.ShouldBe(5m, 1e-18m);
        run.Holdings[Eth].Value.ShouldBe(70m, 1e-18m);
        run.Rebalances.Length.ShouldBe(2);
        run.Rebalances[1].Notional.Value.ShouldBe(200m, 1e-18m);
    }

    [Fact]
    public void Sells_nothing_where_a_deposit_suffices_to_be_on_target()
    {
        // BTC doubles: 1000 + 500. 500 come in and flows come first: 1000 each, by one purchase.
        BacktestRun run = Run(Half(OnFlows), Table([100m, 200m, 200m], [10m, 10m, 10m]), Flow(1, 500m));

        run.Holdings[Btc].Value.ShouldBe(5m, 1e-18m);
        run.Holdings[Eth].Value.ShouldBe(100m, 1e-18m);
        run.Rebalances[1].Notional.Value.ShouldBe(500m, 1e-18m);
    }

    [Fact]
    public void Raises_a_withdrawal_from_what_is_most_overweight()
    {
        // 1000 + 500, 300 go out: 600 each would be left. BTC is 400 above that, ETH 100 below: 1.5 BTC are sold.
        BacktestRun run =
            Run(Half(new TriggerPolicy()), Table([100m, 200m, 200m], [10m, 10m, 10m]), Flow(1, -300m));

        run.Values[1].Value.ShouldBe(1200m, 1e-12m);
        run.Holdings[Btc].Value.ShouldBe(3.5m, 1e-12m);
        run.Holdings[Eth].Value.ShouldBe(50m, 1e-12m);
        run.Rebalances[1].Why.Code.ShouldBe("withdrawal");
    }

    [Fact]
    public void Pays_for_the_sales_of_a_withdrawal()
    {
        // g - 0.001 g = 300.
        const decimal gross = 300m / 0.999m;
        BacktestRun run = Run(
            Half(new TriggerPolicy(), feeBps: 10m), Table([100m, 200m, 200m], [10m, 10m, 10m]), Flow(1, -300m));

        run.Rebalances[1].Notional.Value.ShouldBe(gross, 1e-12m);
        run.Rebalances[1].Cost.Value.ShouldBe(gross / 1000m, 1e-12m);
        run.Holdings[Usdt].Value.ShouldBe(0m, 1e-12m);
    }

    [Fact]
    public void Refuses_a_withdrawal_that_the_portfolio_cannot_pay()
    {
        BacktestOutcome outcome =
            Backtest.Run(Request(Half(new TriggerPolicy()), Table([1m, 1m], [1m, 1m]), Flow(1, -1001m)));

        outcome.ShouldBeOfType<BacktestOutcome.Refused>().Why.Code.ShouldBe("withdrawal-unfunded");
    }

    [Fact]
    public void Books_a_flow_at_the_first_bar_that_is_not_before_it_and_counts_those_outside()
    {
        var noon = new OwnerFlow(Start + Duration.FromHours(12), new Money(10m));
        BacktestRun run = Run(
            Half(new TriggerPolicy()), Table([100m, 100m, 100m], [10m, 10m, 10m]), noon, Flow(0, 7m), Flow(3, 7m));

        run.Flows.ShouldBe([Flow(1, 10m)]);
        run.FlowsOutside.ShouldBe(2);
        run.Values[^1].Value.ShouldBe(1010m);
    }

    [Fact]
    public void Repeats_a_flow_at_every_time_of_a_calendar() =>
        OwnerFlow.Every(
            new Money(5m), new SchedulePolicy("0 0 1 * *", "UTC", Destination.Target), Start,
            Instant.FromUtc(2024, 3, 1, 0, 0))
            .ShouldBe([Flow(31, 5m), Flow(60, 5m)]);

    [Fact]
    public void Lets_the_holder_save_too_so_that_flows_do_not_make_the_difference()
    {
        // Flat prices and no fee: whoever puts 100 in has 1,100 and lost nothing, holder or not.
        BacktestRequest request =
            Request(Half(new TriggerPolicy()), Table([100m, 100m, 100m], [10m, 10m, 10m]), Flow(1, 100m));

        var compared = BacktestComparison.Run(request, new Progress<double>())
            .ShouldBeOfType<ComparisonOutcome.Compared>();

        compared.Results.ShouldAllBe(result => result.Measures.FinalValue.Value == 1100m);
        BacktestRun hold = compared.Results.First(result => result.Name == BenchmarkPolicies.Hold).Run;
        hold.Holdings[Btc].Value.ShouldBe(5.5m, 1e-18m);
        hold.Holdings[Eth].Value.ShouldBe(55m, 1e-18m);
    }

    private static BacktestMeasures Measured(BacktestRun run) =>
        BacktestMeasures.Of(run, new double[run.Values.Length - 1], 0.0);

    private static BacktestRun Run(Policy policy, CandleTable prices, params OwnerFlow[] flows) =>
        Backtest.Run(Request(policy, prices, flows)).ShouldBeOfType<BacktestOutcome.Completed>().Run;

    private static BacktestRequest Request(Policy policy, CandleTable prices, params OwnerFlow[] flows) => new()
    {
        Policy = policy,
        Prices = prices,
        Fill = FillModel.SameClose,
        Capital = new Money(1000m),
        Flows = [.. flows],
    };

    private static OwnerFlow Flow(int day, decimal amount) => new(Start + Duration.FromDays(day), new Money(amount));

    private static Policy Half(TriggerPolicy trigger, decimal feeBps = 0m) =>
        PanelPrices.Policy(PanelPrices.EqualWeights([Btc, Eth]), trigger, feeBps);

    private static CandleTable Table(decimal[] btc, decimal[] eth) =>
        CandleTable.Of(Duration.FromDays(1), new Dictionary<Asset, ImmutableArray<Candle>>
        {
            [Btc] = Bars(btc),
            [Eth] = Bars(eth),
        });

    private static ImmutableArray<Candle> Bars(decimal[] closes) =>
        [.. closes.Index().Select(close => new Candle
        {
            End = Start + Duration.FromDays(close.Index),
            Close = new Price(close.Item),
        })];
}
