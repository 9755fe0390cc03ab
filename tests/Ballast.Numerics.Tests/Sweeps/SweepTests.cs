using System.Collections.Immutable;
using Ballast.Numerics.Simd;
using Ballast.Numerics.Sweeps;
using Ballast.Numerics.Sweeps.Simd;

namespace Ballast.Numerics.Tests.Sweeps;

/// <summary>Grids: both engines against each other and a plain loop, the choice between them, and refusals.</summary>
public sealed class SweepTests
{
    private static readonly SweepScale Scale = new(1000.0, 365.0);

    [Fact]
    public void Coalesced_walked_and_plain_agree_on_every_setting_of_random_grids()
    {
        Random random = new(11);
        for (int round = 0; round < 25; round++)
        {
            double[][] rows = Markets.Walk(random, random.Next(40, 300), random.Next(1, 11));
            double[] weights = Markets.Weights(random, rows[0].Length);
            SweepRequest request = Request(rows, weights, DrawnGrid(random, rows.Length), threads: random.Next(1, 4));

            SweepResults results = Completed(Run(request));

            results.Parts.ShouldAllBe(part => part.Engine is SweepEngine.Coalesced);
            IPolicyWalk walk = IPolicyWalk.For(request.Panel, request.Mix);
            for (int index = 0; index < request.Grid.Count; index++)
            {
                SweepPoint point = request.Grid.PointAt(index);
                string setting = $"round {round}, {index}: {point}";
                Markets.ShouldAgree(results[index], walk.Run(point, Scale, SweepMeasures.Path), setting);
                if (index % 7 == 0)
                {
                    Markets.ShouldAgree(results[index], PlainLoop.Run(rows, weights, point, Scale), setting);
                }
            }
        }
    }

    [Fact]
    public void Every_register_gives_the_same_digits()
    {
        Random random = new(12);
        double[][] rows = Markets.Walk(random, 500, 6);
        SweepRequest request = Request(rows, Markets.Weights(random, 6), DrawnGrid(random, 500), threads: 1);
        var wide = new SweepResults(request.Grid, SweepMeasures.Value);
        var narrow = new SweepResults(request.Grid, SweepMeasures.Value);
        var ticker = new SweepTicker(new Steps(), request.Grid.Count, CancellationToken.None);

        foreach (SweepPart part in Sweep.Engines(request))
        {
            CoalescedSweep<Lanes512>.Run(request with { Measures = SweepMeasures.Value }, part, wide, ticker);
            CoalescedSweep<Lanes128>.Run(request with { Measures = SweepMeasures.Value }, part, narrow, ticker);
        }

        for (int index = 0; index < request.Grid.Count; index++)
        {
            // Sums over assets are made in another order: the last digits may differ.
            Markets.Near(narrow[index].FinalValue, wide[index].FinalValue, $"{request.Grid.PointAt(index)}");
            narrow[index].Rebalances.ShouldBe(wide[index].Rebalances);
        }
    }

    [Fact]
    public void A_policy_that_cannot_be_shared_is_walked_and_says_why()
    {
        (SweepRule Rule, BandWidth Band, string Word)[] cases =
        [
            (new SweepRule { Destination = SweepDestination.Half }, BandWidth.Absolute(0.05), "inside the band"),
            (new SweepRule { MinTrade = 10.0 }, BandWidth.Absolute(0.05), "least trade"),
            (new SweepRule { Lots = [0.1, 0.1] }, BandWidth.Absolute(0.05), "lots"),
            (new SweepRule { Flows = [new SweepFlow(1, 5.0)] }, BandWidth.Absolute(0.05), "flows"),
            (new SweepRule(), BandWidth.Relative(0.2, 0.2), "floor"),
        ];
        double[][] rows = Markets.Walk(new Random(1), 30, 2);
        foreach ((SweepRule rule, BandWidth band, string word) in cases)
        {
            SweepGrid grid = Grid(rows.Length) with { Rules = [rule], Bands = [band] };
            SweepRequest request = Request(rows, [0.4, 0.4], grid, 1);

            Sweep.Engines(request).Single().Engine.ShouldBeOfType<SweepEngine.Walked>().Why.ShouldContain(word);
            Completed(Run(request))[0].ShouldBe(SingleBacktest
                .Run(request.Panel, request.Mix, request.Grid.PointAt(0), Scale)
                .ShouldBeOfType<SingleBacktestOutcome.Completed>().Figures);
        }
    }

    [Fact]
    public void What_nobody_asked_for_is_not_kept()
    {
        double[][] rows = Markets.Walk(new Random(2), 60, 3);
        SweepRequest request = Request(rows, [0.3, 0.3, 0.3], Grid(60), 1);

        SweepResults values = Completed(Run(request with { Measures = SweepMeasures.Value }));
        SweepResults all = Completed(Run(request));

        values.Costs.IsEmpty.ShouldBeTrue();
        values.Sharpes.IsEmpty.ShouldBeTrue();
        values.FinalValues.ToArray().ShouldBe(all.FinalValues.ToArray());
        all.Sharpes.Length.ShouldBe((int)request.Grid.Count);
    }

    [Fact]
    public void Progress_ends_at_one_and_a_cancelled_sweep_says_so()
    {
        double[][] rows = Markets.Walk(new Random(3), 200, 3);
        SweepRequest request = Request(rows, [0.3, 0.3, 0.3], Grid(200), 1);
        var steps = new Steps();
        using var stop = new CancellationTokenSource();

        Sweep.Run(request, steps, CancellationToken.None).ShouldBeOfType<SweepOutcome.Completed>();
        stop.Cancel();

        steps.Last.ShouldBe(1.0);
        Sweep.Run(request, new Steps(), stop.Token).ShouldBeOfType<SweepOutcome.Cancelled>();
    }

    [Fact]
    public void A_grid_that_cannot_be_swept_is_refused_with_its_field()
    {
        double[][] rows = Markets.Walk(new Random(4), 50, 2);
        SweepRequest good = Request(rows, [0.5, 0.5], Grid(50), 1);
        (SweepRequest Request, string Field)[] cases =
        [
            (good with { Grid = good.Grid with { Bands = [] } }, "bands"),
            (good with { Grid = good.Grid with { FeeRates = [] } }, "feeRates"),
            (good with { Grid = good.Grid with { Windows = [] } }, "windows"),
            (good with { Grid = good.Grid with { Rules = [] } }, "rules"),
            (good with { Grid = good.Grid with { Windows = [new SweepWindow(0, 51)] } }, "windows[0]"),
            (good with { Grid = good.Grid with { FeeRates = [0.0, -0.1] } }, "feeRates[1]"),
            (good with { Grid = good.Grid with { Bands = [BandWidth.Absolute(double.NaN)] } }, "bands[0].width"),
            (good with { Grid = good.Grid with { Rules = [new SweepRule { CooldownBars = -1 }] } },
                "rules[0].cooldownBars"),
            (good with { Grid = good.Grid with { Rules = [new SweepRule { Lots = [1.0] }] } }, "rules[0].lots"),
            (good with { Threads = 0 }, "threads"),
            (good with { Scale = new SweepScale(0.0, 365.0) }, "capital"),
            (good with { Scale = new SweepScale(1.0, double.NaN) }, "periodsPerYear"),
            (good with { Mix = Markets.Mix([1.0]) }, "targets"),
            (good with { Grid = good.Grid with { Bands = Many(9_000), FeeRates = [.. Enumerable.Repeat(0.1, 9_000)] } },
                "grid"),
        ];
        foreach ((SweepRequest request, string field) in cases)
        {
            Run(request).ShouldBeOfType<SweepOutcome.Refused>().Why.Field.ShouldBe(field);
        }
    }

    [Fact]
    public void Numbers_of_settings_run_through_fees_first()
    {
        SweepGrid grid = Grid(50) with { Rules = [new SweepRule(), new SweepRule { CooldownBars = 3 }] };

        int index = grid.IndexOf(1, 1, 2, 1);

        SweepPoint point = grid.PointAt(index);
        point.Rule.ShouldBe(grid.Rules[1]);
        point.Window.ShouldBe(grid.Windows[1]);
        point.Band.ShouldBe(grid.Bands[2]);
        point.FeeRate.ShouldBe(grid.FeeRates[1]);
        grid.IndexOf(0, 0, 0, 1).ShouldBe(1);
    }

    private static ImmutableArray<BandWidth> Many(int count) =>
        [.. Enumerable.Range(1, count).Select(k => BandWidth.Absolute(k * 1e-5))];

    private static SweepGrid Grid(int bars) => new()
    {
        Bands = [BandWidth.Absolute(0.05), BandWidth.Absolute(0.01), BandWidth.Relative(0.1, 0.0)],
        FeeRates = [0.0, 0.001],
        Windows = [new SweepWindow(0, bars), new SweepWindow(5, bars / 2)],
    };

    private static SweepGrid DrawnGrid(Random random, int bars) => new()
    {
        Bands =
        [
            .. Enumerable.Range(0, random.Next(1, 12)).Select(_ => BandWidth.Absolute(0.15 * random.NextDouble())),
            .. Enumerable.Range(0, random.Next(0, 5)).Select(_ => BandWidth.Relative(0.5 * random.NextDouble(), 0.0)),
            default,
        ],
        FeeRates = [.. Enumerable.Range(0, random.Next(1, 7)).Select(k => k == 0 ? 0.0 : 0.03 * random.NextDouble())],
        Windows = [.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => DrawnWindow(random, bars))],
        Rules =
        [
            new SweepRule(),
            new SweepRule
            {
                Checks = BarCalendar.Every(random.Next(1, 6), random.Next(0, 6)),
                Schedule = random.Next(2) == 0 ? BarCalendar.Never : BarCalendar.Every(random.Next(7, 40), 3),
                CooldownBars = random.Next(0, 30),
            },
        ],
    };

    private static SweepWindow DrawnWindow(Random random, int bars)
    {
        int start = random.Next(0, bars - 1);
        return new SweepWindow(start, random.Next(2, bars - start + 1));
    }

    private static SweepRequest Request(double[][] rows, double[] weights, SweepGrid grid, int threads) => new()
    {
        Panel = Markets.Panel(rows),
        Mix = Markets.Mix(weights),
        Grid = grid,
        Scale = Scale,
        Threads = threads,
    };

    private static SweepOutcome Run(SweepRequest request) => Sweep.Run(request, new Steps(), CancellationToken.None);

    private static SweepResults Completed(SweepOutcome outcome) =>
        outcome.ShouldBeOfType<SweepOutcome.Completed>().Results;

    private sealed class Steps : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
