using Ballast.Numerics.Simd;
using Ballast.Numerics.Sweeps;
using Ballast.Numerics.Sweeps.Simd;

namespace Ballast.Numerics.Tests.Sweeps;

/// <summary>One backtest at a time: against a plain loop, by hand, and what it refuses.</summary>
public sealed class SingleBacktestTests
{
    private static readonly SweepScale Scale = new(1000.0, 365.0);

    [Fact]
    public void Agrees_with_a_plain_loop_whatever_the_setting_and_the_register()
    {
        Random random = new(7);
        for (int round = 0; round < 150; round++)
        {
            int bars = random.Next(3, 400);
            int assets = random.Next(1, 12);
            double[][] rows = Markets.Walk(random, bars, assets);
            double[] weights = Markets.Weights(random, assets);
            SweepPoint point = Drawn(random, bars);
            BacktestFigures expected = PlainLoop.Run(rows, weights, point, Scale);
            PricePanel panel = Markets.Panel(rows);
            TargetMix mix = Markets.Mix(weights);

            BacktestFigures wide = new PolicyWalk<Lanes512>(panel, mix).Run(point, Scale, SweepMeasures.Path);
            BacktestFigures middle = new PolicyWalk<Lanes256>(panel, mix).Run(point, Scale, SweepMeasures.Path);
            BacktestFigures narrow = new PolicyWalk<Lanes128>(panel, mix).Run(point, Scale, SweepMeasures.Path);

            string setting = $"round {round}: {bars} bars of {assets}, {point}";
            Markets.ShouldAgree(wide, expected, setting);
            Markets.ShouldAgree(narrow, expected, setting);
            middle.FinalValue.ShouldBe(wide.FinalValue, setting);
            narrow.FinalValue.ShouldBe(wide.FinalValue, setting);
        }
    }

    [Fact]
    public void One_breach_by_hand_sells_the_winner_and_pays_for_it()
    {
        // Half in an asset, half in cash, one percent fee. The purchase: x = 1 / (1 + 0.01 / 2), so 0.5 x is bought.
        // The price doubles: w = 2/3, a drift of 1/6. Sold down to half: 1 - x = 0.01 (2/3 - x/2), x = (1 - 0.02/3) /
        // (1 - 0.005).
        BacktestFigures figures = Run([1.0, 2.0, 2.0], new BandWidth(BandKind.Absolute, 0.1, 0.0), 0.01);

        double bought = 1000.0 / 1.005;
        double sold = (1.0 - (0.02 / 3.0)) / 0.995;
        figures.Rebalances.ShouldBe(2);
        figures.FinalValue.ShouldBe(bought * 1.5 * sold, 1e-9);
        figures.Costs.ShouldBe((1000.0 - bought) + (bought * 1.5 * (1.0 - sold)), 1e-9);
        figures.WorstDrift.ShouldBe(1.0 / 6.0, 1e-15);
        figures.MaxDrawdown.ShouldBe(0.0);
    }

    [Fact]
    public void A_drift_exactly_as_wide_as_its_band_is_inside()
    {
        // Half and half, the price triples: w = 3/4, a drift of 1/4, without a rounding in it.
        Run([1.0, 3.0, 3.0], BandWidth.Absolute(0.25), 0.0).Rebalances.ShouldBe(1);
        Run([1.0, 3.0, 3.0], BandWidth.Absolute(0.2499), 0.0).Rebalances.ShouldBe(2);
    }

    [Fact]
    public void A_bar_with_a_hole_decides_nothing_and_carries_the_last_price()
    {
        PricePanel panel = PricePanel.WithHoles([1.0, 1.0, 3.0, double.NaN, 3.0, 1.0], 2)
            .ShouldBeOfType<PanelOutcome.Ready>().Panel;
        SweepPoint point = new(BandWidth.Absolute(0.1), 0.0, new SweepWindow(0, 3), new SweepRule());

        BacktestFigures figures = SingleBacktest.Run(panel, Markets.Mix([0.5, 0.5]), point, Scale)
            .ShouldBeOfType<SingleBacktestOutcome.Completed>().Figures;

        panel.Complete.Contains(1).ShouldBeFalse();
        panel[1, 1].ShouldBe(1.0);
        figures.Rebalances.ShouldBe(2);
        figures.WorstDrift.ShouldBe(0.25, 1e-15);
    }

    [Fact]
    public void A_deposit_is_no_return_and_is_spread_by_the_next_run()
    {
        // 1,000 half and half at a price of one; 1,000 come in at bar 1: the asset's weight falls to a quarter, it is
        // bought to half. The price doubles at bar 2: 2,000 become 3,000, the only return there is.
        SweepRule rule = new() { Flows = [new SweepFlow(1, 1000.0)] };
        SweepPoint point = new(BandWidth.Absolute(0.2), 0.0, new SweepWindow(0, 3), rule);

        BacktestFigures figures = SingleBacktest
            .Run(Markets.Panel([[1.0], [1.0], [2.0]]), Markets.Mix([0.5]), point, Scale)
            .ShouldBeOfType<SingleBacktestOutcome.Completed>().Figures;

        figures.FinalValue.ShouldBe(3000.0, 1e-9);
        figures.Rebalances.ShouldBe(2);

        // Returns of 0 and 0.5: mean 0.25, deviation 0.5 / sqrt 2.
        figures.Volatility.ShouldBe(Math.Sqrt(0.125 * 365.0), 1e-12);
        figures.Sharpe.ShouldBe(0.25 / Math.Sqrt(0.125) * Math.Sqrt(365.0), 1e-12);
    }

    [Fact]
    public void Who_takes_everything_out_is_left_with_zero_and_no_missing_numbers()
    {
        SweepRule rule = new() { Flows = [new SweepFlow(2, -5000.0)] };
        SweepPoint point = new(BandWidth.Absolute(0.05), 0.001, new SweepWindow(0, 5), rule);

        BacktestFigures figures = SingleBacktest
            .Run(Markets.Panel([[1.0], [1.2], [1.1], [1.4], [1.0]]), Markets.Mix([0.5]), point, Scale)
            .ShouldBeOfType<SingleBacktestOutcome.Completed>().Figures;

        figures.FinalValue.ShouldBe(0.0);
        double.IsFinite(figures.Volatility + figures.Sharpe + figures.MaxDrawdown + figures.WorstDrift).ShouldBeTrue();
    }

    [Fact]
    public void Lots_round_toward_zero_and_leave_the_rest_in_cash()
    {
        // 500 of 1,000 into an asset at 70 in whole units: 7 units, 490; nothing drifts ten points.
        SweepRule rule = new() { Lots = [1.0] };
        SweepPoint point = new(BandWidth.Absolute(0.1), 0.0, new SweepWindow(0, 2), rule);

        BacktestFigures figures = SingleBacktest
            .Run(Markets.Panel([[70.0], [80.0]]), Markets.Mix([0.5]), point, Scale)
            .ShouldBeOfType<SingleBacktestOutcome.Completed>().Figures;

        figures.Turnover.ShouldBe(490.0 / 2000.0, 1e-12);
        figures.FinalValue.ShouldBe(1070.0, 1e-9);
    }

    [Fact]
    public void Prices_that_do_not_move_give_zeros_and_no_missing_numbers()
    {
        BacktestFigures figures = Run([5.0, 5.0, 5.0, 5.0], BandWidth.Absolute(0.0), 0.01);

        figures.Rebalances.ShouldBe(1);
        figures.Volatility.ShouldBe(0.0);
        figures.Sharpe.ShouldBe(0.0);
    }

    [Fact]
    public void Bad_input_is_refused_with_its_field()
    {
        FieldOf(PricePanel.Of([1.0, double.NaN], 1)).ShouldBe("prices[1,0]");
        FieldOf(PricePanel.Of([1.0, 2.0, 0.0, 1.0], 2)).ShouldBe("prices[1,0]");
        FieldOf(PricePanel.Of([1.0, 2.0, -1.0], 3)).ShouldBe("prices[0,2]");
        FieldOf(PricePanel.Of([1.0, double.PositiveInfinity], 2)).ShouldBe("prices[0,1]");
        FieldOf(PricePanel.Of([1.0, 2.0, 3.0], 2)).ShouldBe("prices");
        FieldOf(PricePanel.Of([], 2)).ShouldBe("prices");
        FieldOf(PricePanel.Of([1.0], 0)).ShouldBe("assets");
        FieldOf(PricePanel.WithHoles([double.NaN, 1.0], 1)).ShouldBe("prices[0,0]");
        FieldOf(TargetMix.Of([])).ShouldBe("targets");
        FieldOf(TargetMix.Of([0.5, double.NaN])).ShouldBe("targets[1]");
        FieldOf(TargetMix.Of([-0.1])).ShouldBe("targets[0]");
        FieldOf(TargetMix.Of([0.6, 0.6])).ShouldBe("targets");
    }

    [Theory]
    [InlineData(0, 9, 0.1, 0.0, "window")]
    [InlineData(0, 1, 0.1, 0.0, "window.length")]
    [InlineData(-1, 2, 0.1, 0.0, "window")]
    [InlineData(0, 2, -0.1, 0.0, "band.width")]
    [InlineData(0, 2, double.NaN, 0.0, "band.width")]
    [InlineData(0, 2, 0.1, 0.5, "feeRate")]
    [InlineData(0, 2, 0.1, double.NaN, "feeRate")]
    public void A_setting_that_cannot_be_is_refused_with_its_field(
        int start, int length, double width, double fee, string field)
    {
        SweepPoint point = new(BandWidth.Absolute(width), fee, new SweepWindow(start, length), new SweepRule());

        SingleBacktest.Run(Markets.Panel([[1.0], [1.0], [1.0]]), Markets.Mix([0.5]), point, Scale)
            .ShouldBeOfType<SingleBacktestOutcome.Refused>().Why.Field.ShouldBe(field);
    }

    private static BacktestFigures Run(double[] prices, BandWidth band, double fee) => SingleBacktest
        .Run(
            Markets.Panel([.. prices.Select(price => new[] { price })]),
            Markets.Mix([0.5]),
            new SweepPoint(band, fee, new SweepWindow(0, prices.Length), new SweepRule()),
            Scale)
        .ShouldBeOfType<SingleBacktestOutcome.Completed>().Figures;

    private static SweepPoint Drawn(Random random, int bars)
    {
        int start = random.Next(0, bars - 2);
        double width = random.NextDouble() * 0.2;
        BandWidth band = random.Next(4) switch
        {
            0 => BandWidth.Relative(width * 3.0, 0.01 + (0.02 * random.NextDouble())),
            1 => default,
            _ => BandWidth.Absolute(width),
        };
        return new SweepPoint(
            band,
            random.Next(3) == 0 ? 0.0 : random.NextDouble() * 0.02,
            new SweepWindow(start, random.Next(2, bars - start + 1)),
            new SweepRule
            {
                Checks = random.Next(2) == 0 ? BarCalendar.Always : BarCalendar.Every(random.Next(2, 9), 3),
                Schedule = random.Next(2) == 0 ? BarCalendar.Never : BarCalendar.Every(random.Next(5, 60), 2),
                CooldownBars = random.Next(2) * random.Next(0, 20),
            });
    }

    private static string FieldOf(PanelOutcome outcome) => outcome.ShouldBeOfType<PanelOutcome.Refused>().Why.Field;

    private static string FieldOf(MixOutcome outcome) => outcome.ShouldBeOfType<MixOutcome.Refused>().Why.Field;
}
