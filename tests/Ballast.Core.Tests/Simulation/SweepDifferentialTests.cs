using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Simulation;
using Ballast.Numerics.Sweeps;
using NodaTime;

namespace Ballast.Core.Tests.Simulation;

/// <summary>
/// The fast kernels against the exact simulator: 200 settings drawn at random, on real prices of 15 coins.
/// </summary>
public sealed class SweepDifferentialTests
{
    private const int Settings = 200;
    private const double Tolerance = 1e-9;

    private static readonly Asset Quote = new("USDT");
    private static readonly SweepScale Scale = new(100_000, 365);

    [Fact]
    public void Every_sampled_setting_ends_with_the_exact_simulators_value()
    {
        CandleTable prices = PanelPrices.FifteenCoinsDaily();
        PricePanel panel = PanelOf(prices);
        Random random = new(20_251_231);
        Sample[] samples = [.. Enumerable.Range(0, Settings).Select(_ => Sample.Draw(random, panel.Bars))];

        string[] differences = [.. samples.AsParallel().AsOrdered()
            .Select(sample => Difference(sample, prices, panel))
            .Where(difference => difference.Length > 0)];

        differences.ShouldBeEmpty();
    }

    private static string Difference(Sample sample, CandleTable prices, PricePanel panel)
    {
        BacktestRun exact = Backtest.Run(new BacktestRequest
        {
            Policy = sample.Policy(),
            Prices = prices,
            Fill = FillModel.SameClose,
            From = prices.Instants[sample.Window.Start],
            To = prices.Instants[sample.Window.End],
        }).ShouldBeOfType<BacktestOutcome.Completed>().Run;
        BacktestFigures single = SingleBacktest.Run(panel, sample.Mix(), sample.Point(), Scale)
            .ShouldBeOfType<SingleBacktestOutcome.Completed>().Figures;
        BacktestFigures swept = Swept(sample, panel);
        return Difference(sample, single, exact) + Difference(sample, swept, exact);
    }

    private static string Difference(Sample sample, BacktestFigures fast, BacktestRun exact)
    {
        double final = (double)exact.Values[^1].Value;
        double costs = (double)exact.Rebalances.Sum(run => run.Cost.Value);
        double turnover = (double)exact.Rebalances.Sum(run => run.Turnover.Value);
        bool agrees = IsNear(fast.FinalValue, final) && fast.Rebalances == exact.Rebalances.Length
            && IsNear(fast.Costs, costs) && IsNear(fast.Turnover, turnover)
            && IsNear(fast.WorstDrift, exact.Drift.Worst);
        return agrees ? "" : $"{sample}: {fast.FinalValue} against {final}, {exact.Rebalances.Length} runs";
    }

    // Through the front door, where the engine is chosen: about every sixth setting is coalesced.
    private static BacktestFigures Swept(Sample sample, PricePanel panel)
    {
        SweepPoint point = sample.Point();
        return Sweep.Run(
            new SweepRequest
            {
                Panel = panel,
                Mix = sample.Mix(),
                Scale = Scale,
                Grid = new SweepGrid
                {
                    Bands = [point.Band],
                    FeeRates = [0.0, point.FeeRate],
                    Windows = [point.Window],
                    Rules = [point.Rule],
                },
            },
            new Silence(),
            CancellationToken.None).ShouldBeOfType<SweepOutcome.Completed>().Results[1];
    }

    private static bool IsNear(double actual, double expected) =>
        Math.Abs(actual - expected) <= Tolerance * Math.Abs(expected);

    private static PricePanel PanelOf(CandleTable prices)
    {
        int count = PanelPrices.FifteenCoins.Length;
        var closes = new double[prices.Instants.Length * count];
        foreach ((int column, Asset coin) in PanelPrices.FifteenCoins.Index())
        {
            ImmutableArray<Candle> series = [.. prices.SeriesOf(coin).Select(bar => bar!)];
            for (int bar = 0; bar < series.Length; bar++)
            {
                closes[(bar * count) + column] = (double)series[bar].Close.Value;
            }
        }

        return PricePanel.Of(closes, count).ShouldBeOfType<PanelOutcome.Ready>().Panel;
    }

    private sealed class Silence : IProgress<double>
    {
        public void Report(double value)
        {
            // Nobody watches.
        }
    }

    /// <summary>One setting, as a policy and as a point of a sweep.</summary>
    private sealed record Sample(BandPolicy Band, int FeeTenthsBps, SweepWindow Window, int CooldownDays)
    {
        public required ImmutableArray<decimal> Weights { get; init; }

        public required int CheckDays { get; init; }

        public required decimal MinTrade { get; init; }

        public static Sample Draw(Random random, int bars)
        {
            int start = random.Next(0, bars - 100);
            decimal width = random.Next(5, 150) / 1000m;
            var destination = (Destination)random.Next(0, 3);
            BandPolicy band = random.Next(0, 3) switch
            {
                0 => new BandPolicy { Absolute = new Weight(width), Destination = destination },
                1 => new BandPolicy { Relative = width * 4m, Destination = destination },
                _ => new BandPolicy
                {
                    Relative = width * 4m,
                    Floor = new Weight(random.Next(5, 30) / 1000m),
                    Destination = destination,
                },
            };
            return new Sample(
                band,
                random.Next(0, 4) == 0 ? 0 : random.Next(1, 500),
                new SweepWindow(start, random.Next(2, bars - start + 1)),
                random.Next(0, 2) == 0 ? 0 : random.Next(1, 30))
            {
                Weights = [.. Drawn(random)],
                CheckDays = random.Next(0, 2) == 0 ? 1 : random.Next(2, 15),
                MinTrade = random.Next(0, 3) == 0 ? random.Next(1, 2000) : 0m,
            };
        }

        public Policy Policy()
        {
            ImmutableSortedDictionary<Asset, Weight> target = PanelPrices.FifteenCoins.Index()
                .ToImmutableSortedDictionary(pair => pair.Item, pair => new Weight(Weights[pair.Index]))
                .Add(Quote, new Weight(1m - Weights.Sum()));
            TriggerPolicy trigger = new()
            {
                Band = Band,
                Cooldown = Duration.FromDays(CooldownDays),
                CheckEvery = Duration.FromDays(CheckDays),
            };
            return PanelPrices.Policy(target, trigger, FeeTenthsBps / 10m) with
            {
                Trade = new TradePolicy { MinNotional = new Money(MinTrade) },
            };
        }

        public TargetMix Mix() => TargetMix.Of([.. Weights.Select(weight => (double)weight)])
            .ShouldBeOfType<MixOutcome.Ready>().Mix;

        public SweepPoint Point() => new(BandOf(), FeeTenthsBps / 100_000.0, Window, new SweepRule
        {
            Destination = Band.Destination switch
            {
                Destination.Target => SweepDestination.Target,
                Destination.Half => SweepDestination.Half,
                Destination.Edge => SweepDestination.Edge,
                _ => throw new System.Diagnostics.UnreachableException(),
            },
            CooldownBars = CooldownDays,
            Checks = Checks(),
            MinTrade = (double)MinTrade,
        });

        private BandWidth BandOf() => Band.Relative is { } relative
            ? BandWidth.Relative((double)relative, (double)(Band.Floor ?? Weight.Zero).Value)
            : BandWidth.Absolute((double)Band.Absolute!.Value.Value);

        // The first bar of every step since 1970 that lies after the last decision, which is the window's first bar.
        private BarCalendar Checks()
        {
            int first = (int)(Instant.FromUtc(2020, 9, 22, 0, 0) - NodaConstants.UnixEpoch).TotalDays;
            return BarCalendar.Every(CheckDays, -first);
        }

        // Between 4 % and all of it in coins, each at least half a percent.
        private static IEnumerable<decimal> Drawn(Random random)
        {
            int[] parts = [.. PanelPrices.FifteenCoins.Select(_ => random.Next(1, 20))];
            decimal whole = random.Next(0, 3) == 0 ? 0.995m : random.Next(40, 99) / 100m;
            return parts.Select(part => Math.Round(whole * part / parts.Sum(), 4, MidpointRounding.ToZero));
        }
    }
}
