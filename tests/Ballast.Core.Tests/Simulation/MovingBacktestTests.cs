using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using Ballast.Core.Tests.Policies;
using Ballast.Core.Tests.Targets.Moving;

namespace Ballast.Core.Tests.Simulation;

/// <summary>Targets that move along a price history.</summary>
public sealed class MovingBacktestTests
{
    private const string Blended = """
        "method": "risk-parity", "assets": ["AAA", "BBB", "CCC"], "fixed": { "USD": 0.10 }, "blend": 0.5
        """;

    [Fact]
    public void Follows_the_targets_that_an_independent_program_works_out()
    {
        BacktestRun run = Completed(Policy(Blended), WavePrices.Table(85));

        // Targets/Moving/reference_targets.py: the first estimate whole, then half of each new one.
        run.Targets.Select(moved => moved.At).ShouldBe(new[] { 60, 66, 73, 80 }.Select(WavePrices.Day));
        double[][] expected =
        [
            [0.5033420577, 0.2616671354, 0.1349908069],
            [0.5031827177, 0.2624647648, 0.1343525174],
            [0.5031966298, 0.2626636707, 0.1341396995],
            [0.5045402538, 0.2610836107, 0.1343761355],
        ];
        foreach ((int index, SimulatedTarget moved) in run.Targets.Index())
        {
            double[] actual = [.. WavePrices.Coins.Select(coin => (double)moved.State.Weights[coin].Value)];
            actual.ShouldBe(expected[index], 1e-7);
        }
    }

    [Fact]
    public void Begins_at_the_first_bar_that_has_a_target_and_says_so()
    {
        BacktestRun run = Completed(Policy(Blended), WavePrices.Table(85));

        run.Instants[0].ShouldBe(WavePrices.Day(60));
        run.LateStart!.Code.ShouldBe("warm-up");
        run.LateStart.Sentence.ShouldContain("a window of 60d begins");
        run.Rebalances[0].Why.Sentence.ShouldContain("risk-parity, estimated 2024-03-01T00:00:00Z");
    }

    [Fact]
    public void Refuses_a_history_in_which_there_is_never_a_target() =>
        Backtest.Run(new BacktestRequest { Policy = Policy(Blended), Prices = WavePrices.Table(50) })
            .ShouldBeOfType<BacktestOutcome.Refused>().Why.Code.ShouldBe("no-target");

    [Fact]
    public void Refuses_a_source_that_cannot_say_what_it_would_have_said() =>
        Backtest.Run(new BacktestRequest
        {
            Policy = Policy("""
                "external": { "file": "weights.json", "assets": ["AAA", "USD"] }
                """),
            Prices = WavePrices.Table(50),
        }).ShouldBeOfType<BacktestOutcome.Refused>().Why.Code.ShouldBe("external-has-no-past");

    [Fact]
    public void Prices_after_a_bar_change_no_value_up_to_it()
    {
        CandleTable crashed = WavePrices.Table(120, (day, _, close) => day > 90 ? close / 3m : close);

        BacktestRun plain = Completed(Policy(Blended), WavePrices.Table(120));
        BacktestRun other = Completed(Policy(Blended), crashed);

        // Rows begin on day 60; an order decided on day 90 fills on day 91.
        other.Values[..31].ShouldBe(plain.Values[..31]);
        other.Values[31].ShouldNotBe(plain.Values[31]);
    }

    [Fact]
    public void A_new_target_alone_trades_nothing_and_a_band_is_measured_against_it()
    {
        BacktestRun run = Completed(Policy(Blended), WavePrices.Table(85));

        // A band of 20 points is never left on these prices, although the target moves four times.
        run.Targets.Length.ShouldBe(4);
        run.Rebalances.Length.ShouldBe(1);
    }

    [Fact]
    public void A_signal_that_is_looked_at_every_day_and_changes_nothing_adds_no_target()
    {
        // The signal is quiet on these prices; steps of seven days since 1970 are Thursdays, days 3, 10, 17 and 24.
        BacktestRun run = Completed(Policy("""
            "regimes": {
              "calm": { "weights": { "AAA": 1 } },
              "stressed": { "weights": { "USD": 1 } },
              "signal": { "asset": "AAA", "window": 5, "stressedAbove": 5, "calmBelow": 4 } }
            """), WavePrices.Table(30));

        run.Targets.Select(moved => moved.At).ShouldBe(new[] { 5, 10, 17, 24 }.Select(WavePrices.Day));
    }

    [Fact]
    public void Weights_are_set_against_the_target_and_band_that_held_at_each_bar()
    {
        BacktestRequest request = new()
        {
            Policy = Policy(Blended),
            Prices = WavePrices.Table(85),
            Detail = RunDetail.Everything,
        };
        BacktestRun run = Backtest.Run(request).ShouldBeOfType<BacktestOutcome.Completed>().Run;

        // reference_targets.py, as above; the second target, of day 66, holds from day 67 on. Rows begin on day 60.
        int coin = run.Weights!.Assets.IndexOf(WavePrices.Coins[0]);
        run.Weights.Steps.Select(step => step.FirstBar).ShouldBe([0, 7, 14, 21]);
        run.Weights.StepAt(6).Targets[coin].ShouldBe(0.5033420577, 1e-7);
        run.Weights.StepAt(7).Targets[coin].ShouldBe(0.5031827177, 1e-7);
        run.Weights.StepAt(24).Bands[coin].ShouldBe(0.2);
        Enumerable.Range(1, 24).Max(run.Weights.LargestDriftAt).ShouldBe(run.Drift.Worst, 1e-12);
    }

    [Fact]
    public void Is_compared_with_plain_policies_that_aim_at_the_same_moving_target()
    {
        var outcome = BacktestComparison.Run(
            new BacktestRequest { Policy = Policy(Blended), Prices = WavePrices.Table(85) }, new Progress<double>());

        var results = outcome.ShouldBeOfType<ComparisonOutcome.Compared>().Results;
        foreach (BacktestResult result in results)
        {
            result.Run.Targets[0].State.Weights.ShouldBe(results[0].Run.Targets[0].State.Weights);
        }
    }

    private static BacktestRun Completed(Policy policy, CandleTable prices) =>
        Backtest.Run(new BacktestRequest { Policy = policy, Prices = prices })
            .ShouldBeOfType<BacktestOutcome.Completed>().Run;

    private static Policy Policy(string target) => PolicyText.Policy($$"""
        { "portfolio": "p", "quote": "USD", "accounts": ["x"], "target": { {{target}} },
          "trigger": { "checkEvery": "1d", "band": { "absolute": 0.2 } } }
        """);
}
