using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using Ballast.Core.Sweeps;
using Ballast.Core.Tests.Simulation;
using NodaTime;

namespace Ballast.Core.Tests.Sweeps;

/// <summary>
/// What a sweep reports against the exact simulator on real prices of 15 coins: 200 settings of a grid over widths of
/// both kinds and none, destinations, calendars, cooldowns, least trades, fees and starts, and every walk-forward
/// window.
/// </summary>
public sealed class PolicySweepExactnessTests
{
    private const int Sampled = 200;
    private const double Tolerance = 1e-9;

    private static readonly Asset Quote = new("USDT");

    [Fact]
    public void Every_sampled_setting_and_window_is_the_exact_simulators()
    {
        PolicySweepRequest request = Request(PanelPrices.FifteenCoinsDaily());
        PolicySweepReport report = SweptMarket.Report(request);
        report.Engines.Select(use => use.Engine).Distinct().ShouldBe(["coalesced", "walked"], ignoreOrder: true);

        SettingRow[] all = [.. report.Rows];
        report.Count.ShouldBe(all.Length);
        all.Select(row => (row.Setting.Name, row.FeeBps, row.Start)).Distinct().Count().ShouldBe(all.Length);
        new Random(20_260_101).Shuffle(all);
        string[] differences =
        [
            .. all.Take(Sampled).AsParallel().AsOrdered().SelectMany(row => Differences(request, row)),
            .. report.WalkForward!.Folds.AsParallel().AsOrdered().SelectMany(fold => Differences(request, fold)),
        ];

        differences.ShouldBeEmpty();
        report.WalkForward.Folds.Length.ShouldBe(12);
        report.Pick.Deviation.ShouldBeLessThan(Tolerance);
    }

    private static IEnumerable<string> Differences(PolicySweepRequest request, SettingRow row)
    {
        BacktestMeasures exact = Measured(request, row.Setting, row.FeeBps, (row.From, Instant.MaxValue));
        (string Name, double Swept, double Exact)[] measures =
        [
            ("final value", row.FinalValue, (double)exact.FinalValue.Value),
            ("return a year", row.PerYear, exact.PerYear),
            ("volatility", row.Volatility, exact.Volatility),
            ("Sharpe ratio", row.Sharpe, exact.Sharpe),
            ("drawdown", row.MaxDrawdown, exact.MaxDrawdown),
            ("runs", row.Rebalances, exact.Rebalances),
            ("turnover", row.Turnover, exact.Turnover),
            ("costs", row.Costs, (double)exact.Costs.Value),
            ("tracking error", row.TrackingError, exact.TrackingError),
            ("worst drift", row.WorstDrift, exact.WorstDrift),
        ];
        return measures
            .Where(measure => !(Math.Abs(measure.Swept - measure.Exact) <= Tolerance * Math.Abs(measure.Exact)))
            .Select(measure => $"{row.Setting.Name}, {row.FeeBps} bp, start {row.Start}: {measure}");
    }

    private static IEnumerable<string> Differences(PolicySweepRequest request, Fold fold)
    {
        // Held from the last check before the test on, and judged from the close before the test.
        Instant close = fold.Test.From - Duration.FromDays(1);
        BacktestRun run = Run(
            request, fold.Chosen, 10m, (CheckCadence.StartOf(close, Duration.FromDays(2)), fold.Test.To));
        int before = run.Instants.BinarySearch(close);
        double exact = ((double)run.Values[^1].Value / (double)run.Values[before].Value) - 1.0;
        return Math.Abs(fold.Return - exact) <= Tolerance ? [] : [$"{fold.Test}: {fold.Return} against {exact}"];
    }

    private static BacktestMeasures Measured(
        PolicySweepRequest request, Setting setting, decimal feeBps, (Instant From, Instant To) span)
    {
        BacktestRun run = Run(request, setting, feeBps, span);
        BacktestRequest asked = Backtesting(request, setting, feeBps, span);
        PriceGrid grid = PriceGrid.Of(asked.Prices, asked.Policy, asked.From);
        RowRange.Rows rows = Backtest.RowsOf(asked, grid).ShouldBeOfType<RowRange.Rows>();
        BacktestRun mix = ConstantMix.Walk(asked, grid, (rows.First, rows.Last));
        return BacktestMeasures.Of(run, new ValueSeries(mix).Returns, 0.0);
    }

    private static BacktestRun Run(
        PolicySweepRequest request, Setting setting, decimal feeBps, (Instant From, Instant To) span) =>
        Backtest.Run(Backtesting(request, setting, feeBps, span)).ShouldBeOfType<BacktestOutcome.Completed>().Run;

    private static BacktestRequest Backtesting(
        PolicySweepRequest request, Setting setting, decimal feeBps, (Instant From, Instant To) span) => new()
        {
            Policy = setting.Of(request.Policy, feeBps),
            Prices = request.Prices,
            Capital = request.Capital,
            Fill = FillModel.SameClose,
            From = span.From,
            To = span.To,
        };

    // Equal weights and a little cash; checked every second day, so that calendars meet checks that lie elsewhere.
    private static PolicySweepRequest Request(CandleTable prices)
    {
        ImmutableSortedDictionary<Asset, Weight> target = PanelPrices.FifteenCoins
            .ToImmutableSortedDictionary(coin => coin, _ => new Weight(0.06m))
            .Add(Quote, new Weight(0.10m));
        Policy policy = PanelPrices.Policy(target, new TriggerPolicy { CheckEvery = Duration.FromDays(2) }, 10m);
        return new PolicySweepRequest
        {
            Policy = policy,
            Prices = prices,
            Axes = new SettingAxes
            {
                Bands =
                [
                    null,
                    new BandPolicy { Absolute = new Weight(0.01m) },
                    new BandPolicy { Absolute = new Weight(0.03m) },
                    new BandPolicy { Relative = 0.2m },
                    new BandPolicy { Relative = 0.1m, Floor = new Weight(0.008m) },
                ],
                Destinations = [Destination.Target, Destination.Half, Destination.Edge],
                Calendars = NamedCalendar.Known,
                Cooldowns = [Duration.Zero, Duration.FromDays(9)],
                MinTrades = [Money.Zero, new Money(700m)],
                FeesBps = [0m, 10m, 40m],
                Starts = 4,
                StartStep = 37,
            },
            WalkForward = _ => new WalkForwardTerms(365, 120, 5),
            RankBy = RankMeasure.FinalValue,
            Capital = new Money(100_000m),
            Threads = 2,
        };
    }
}
