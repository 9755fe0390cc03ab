using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Targets.Moving;
using Ballast.Core.Tests.Policies;
using NodaTime;

namespace Ballast.Core.Tests.Targets.Moving;

/// <summary>How a target lives in time. Numbers marked so come from <c>reference_targets.py</c> beside this
/// file.</summary>
public sealed class TargetCourseTests
{
    private const string Parity = """
        "method": "risk-parity", "assets": ["AAA", "BBB", "CCC"], "fixed": { "USD": 0.10 }
        """;

    [Fact]
    public void Works_risk_parity_beside_a_reserve_out_as_an_independent_program_does()
    {
        TargetState state = At(Course(Parity), TargetState.None, 60);

        // reference_targets.py, day 60.
        Weights(state).ShouldBe([0.5033420577, 0.2616671354, 0.1349908069, 0.1], 1e-7);
        state.Weights.Values.Sum(weight => weight.Value).ShouldBe(1m);
        state.Method.ShouldBe("risk-parity");
        state.EstimatedAt.ShouldBe(WavePrices.Day(60));
        state.Evidence!.Until.ShouldBe(WavePrices.Day(60));
        state.Evidence.Bars.ShouldBe(3 * 61);
        state.Attempts.Single().Refusal.ShouldBeNull();
        state.Attempts.Single().Solvers.ShouldNotBeEmpty();
    }

    [Fact]
    public void What_comes_later_changes_nothing()
    {
        CandleTable plain = WavePrices.Table(120);
        CandleTable crashed = WavePrices.Table(120, (day, _, close) => day > 60 ? close / 7m : close);

        TargetState one = At(Course(Parity), TargetState.None, 60, plain);
        TargetState other = At(Course(Parity), TargetState.None, 60, crashed);

        other.Weights.ShouldBe(one.Weights);
        other.Evidence.ShouldBe(one.Evidence);
    }

    [Fact]
    public void Bars_beyond_the_instant_are_refused_by_the_signature()
    {
        CandleTable table = WavePrices.Table(70);

        Should.Throw<ArgumentException>(() => Course(Parity)
            .Allocate(TargetState.None, new TargetSources(table.PastAt(65), null), WavePrices.Day(64)));
    }

    [Fact]
    public void One_changed_price_in_the_window_changes_the_fingerprint()
    {
        CandleTable changed = WavePrices.Table(120, (day, coin, close) => day == 30 && coin == 1 ? close + 1m : close);

        TargetState one = At(Course(Parity), TargetState.None, 60);
        TargetState other = At(Course(Parity), TargetState.None, 60, changed);

        other.Evidence!.Fingerprint.ShouldNotBe(one.Evidence!.Fingerprint);
    }

    [Fact]
    public void Is_worked_out_anew_at_the_steps_and_not_between_them()
    {
        TargetCourse course = Course(Parity);
        TargetState first = At(course, TargetState.None, 60);

        // Day 60 is a Friday; steps of seven days since 1970 are Thursdays.
        At(course, first, 65).ShouldBeSameAs(first);
        At(course, first, 66).EstimatedAt.ShouldBe(WavePrices.Day(66));
        course.NeedsAt(first, WavePrices.Day(65)).ShouldBeNull();
        course.NeedsAt(first, WavePrices.Day(66)).ShouldNotBeNull();
    }

    [Fact]
    public void Blends_each_new_target_with_the_one_before()
    {
        TargetCourse course = Course(Parity + """, "blend": 0.5""");

        TargetState state = At(course, At(course, TargetState.None, 60), 66);

        // reference_targets.py, "half" of day 66.
        Weights(state).ShouldBe(HalfOfDay66, 1e-7);
        state.Remarks.Single().Code.ShouldBe("blended");
    }

    [Fact]
    public void Holds_the_last_target_while_prices_are_missing_and_says_why_until_it_is_too_old()
    {
        TargetCourse course = Course(Parity + """, "maxAge": "10d" """);
        CandleTable gone = WavePrices.Table(120, (day, coin, close) => coin == 2 && day > 60 ? -1m : close);
        TargetState first = At(course, TargetState.None, 60, gone);

        TargetState held = At(course, first, 66, gone);
        held.Weights.ShouldBe(first.Weights);
        held.EstimatedAt.ShouldBe(first.EstimatedAt);
        held.Held!.Sentence.ShouldContain("CCC");
        held.Attempts.Single().Refusal.ShouldBe(held.Held);

        TargetState expired = At(course, held, 71, gone);
        expired.IsKnown.ShouldBeFalse();
        expired.Held!.Sentence.ShouldContain("CCC");
    }

    [Fact]
    public void Falls_back_in_the_order_of_the_chain_once_there_is_nothing_young_to_hold()
    {
        TargetCourse course = Course(Parity + """, "fallback": ["inverse-volatility", "equal"]""");

        TargetState state = At(course, TargetState.None, 10);

        state.Method.ShouldBe("equal");
        Weights(state).ShouldBe([0.3, 0.3, 0.3, 0.1], 1e-8);
        state.Attempts.Select(attempt => (attempt.Method, attempt.Refusal?.Code)).ShouldBe(
        [
            ("risk-parity", "window-longer-than-history"),
            ("inverse-volatility", "window-longer-than-history"),
            ("equal", null),
        ]);
    }

    [Fact]
    public void An_asset_that_does_not_move_stays_at_its_least_weight_with_a_remark()
    {
        CandleTable still = WavePrices.Table(120, (_, coin, close) => coin == 1 ? 5m : close);

        TargetState state = At(Course(Parity + """, "fallback": ["equal"]"""), TargetState.None, 60, still);

        state.Method.ShouldBe("risk-parity");
        state.Weights[new Asset("BBB")].Value.ShouldBe(0.01m);
        state.Remarks.Single().Sentence.ShouldContain("BBB does not move at all: left at 1 %");
        TargetWords.Sentence(state).ShouldContain("BBB does not move");
    }

    [Fact]
    public void Tries_a_refused_estimate_again_after_an_hour_and_not_before()
    {
        TargetCourse course = Course(Parity);
        TargetState refused = At(course, TargetState.None, 10);

        refused.IsKnown.ShouldBeFalse();
        course.NeedsAt(refused, WavePrices.Day(10) + Duration.FromMinutes(59)).ShouldBeNull();
        course.NeedsAt(refused, WavePrices.Day(10) + Duration.FromMinutes(60)).ShouldNotBeNull();
    }

    [Fact]
    public void Scales_weights_down_to_a_volatility_and_never_up()
    {
        const string Weighted = """
            "weights": { "AAA": 0.4, "BBB": 0.3, "CCC": 0.3 }, "lookback": "60d", "scaleToVolatility":
            """;

        TargetState scaled = At(Course(Weighted + " 0.10"), TargetState.None, 60);
        TargetState calm = At(Course(Weighted + " 0.50"), TargetState.None, 60);

        // reference_targets.py: 0.194409589986 a year on day 60.
        const double Factor = 0.10 / 0.194409589986;
        Weights(scaled).ShouldBe([0.4 * Factor, 0.3 * Factor, 0.3 * Factor, 1.0 - Factor], 1e-7);
        scaled.Remarks.Single().Code.ShouldBe("scaled-to-volatility");
        Weights(calm)[..3].ShouldBe([0.4, 0.3, 0.3], 1e-12);
        calm.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void Switches_regimes_with_two_limits_so_that_a_value_between_them_changes_nothing()
    {
        TargetCourse course = Course("""
            "regimes": {
              "calm": { "weights": { "AAA": 1 } },
              "stressed": { "weights": { "USD": 1 } },
              "signal": { "asset": "AAA", "window": 5, "stressedAbove": 1.0, "calmBelow": 0.5 } }
            """);

        // Five returns of one size and turn have a standard deviation of that size times sqrt(6/5) or so: 4 % a day is
        // 84 %
        // a year, 8 % is 167 %, 1 % is 21 %.
        TargetState calm = At(course, TargetState.None, 10, Swings(10, 0.04m));
        TargetState stressed = At(course, calm, 20, Swings(20, 0.08m));
        TargetState between = At(course, stressed, 30, Swings(30, 0.04m));
        TargetState again = At(course, between, 40, Swings(40, 0.01m));

        new[] { calm, stressed, between, again }.Select(state => state.Regime)
            .ShouldBe(["calm", "stressed", "stressed", "calm"]);
        stressed.RegimeSince.ShouldBe(WavePrices.Day(20));
        between.RegimeSince.ShouldBe(WavePrices.Day(20));
        stressed.Weights[new Asset("USD")].Value.ShouldBe(1m);
        again.Weights[new Asset("AAA")].Value.ShouldBe(1m);
        stressed.Signal!.Sentence.ShouldContain("100 %");
    }

    [Fact]
    public void A_switch_whose_first_estimate_fails_is_still_taken_whole_when_it_succeeds()
    {
        TargetCourse course = Course("""
            "regimes": {
              "calm": { "weights": { "AAA": 1 } },
              "stressed": { "method": "inverse-volatility", "assets": ["BBB", "CCC"], "lookback": "20d" },
              "signal": { "asset": "AAA", "window": 5, "stressedAbove": 1.0, "calmBelow": 0.5 } },
            "blend": 0.5, "reestimate": { "every": "1d" }
            """);
        TargetState calm = At(course, TargetState.None, 10, Turbulent(still: false));

        TargetState failed = At(course, calm, 20, Turbulent(still: true));
        TargetState mended = At(course, failed, 30, Turbulent(still: false));

        failed.Regime.ShouldBe("stressed");
        failed.Weights.ShouldBe(calm.Weights);
        failed.Held.ShouldNotBeNull();
        mended.Weights.ContainsKey(new Asset("AAA")).ShouldBeFalse();
        mended.Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void A_switch_whose_estimate_is_blind_asks_the_chain_of_its_own_regime_at_once()
    {
        TargetCourse course = Course("""
            "regimes": {
              "calm": { "weights": { "AAA": 1 } },
              "stressed": {
                "method": "inverse-volatility", "assets": ["BBB", "CCC"], "lookback": "60d",
                "fixed": { "USD": 0.8 }, "fallback": ["equal"] },
              "signal": { "asset": "AAA", "window": 5, "stressedAbove": 1.0, "calmBelow": 0.5 } },
            "reestimate": { "every": "1d" }
            """);
        TargetState calm = At(course, TargetState.None, 10, Turbulent(still: false));

        TargetState stressed = At(course, calm, 20, Turbulent(still: false));

        stressed.Method.ShouldBe("equal");
        stressed.EstimatedRegime.ShouldBe("stressed");
        Weights(stressed).ShouldBe([0.0, 0.1, 0.1, 0.8], 1e-12);
        // Now the held target is of the regime: a blind estimate holds it.
        TargetState held = At(course, stressed, 21, Turbulent(still: false));
        held.Weights.ShouldBe(stressed.Weights);
        held.Held!.Code.ShouldBe("window-longer-than-history");
    }

    [Fact]
    public void A_policy_that_aims_elsewhere_begins_anew()
    {
        TargetState first = At(Course(Parity), TargetState.None, 60);

        TargetState other = At(Course(Parity.Replace("risk-parity", "equal", StringComparison.Ordinal)), first, 61);

        other.Method.ShouldBe("equal");
        other.EstimatedAt.ShouldBe(WavePrices.Day(61));
    }

    [Fact]
    public void Hourly_bars_give_the_same_target_as_the_days_they_make_up()
    {
        CandleTable daily = WavePrices.Table(70);
        CandleTable hourly = CandleTable.Of(
            Duration.FromHours(1),
            WavePrices.Coins.ToDictionary(
                coin => coin,
                coin => daily.SeriesOf(coin).SelectMany(bar => Enumerable.Range(0, 24).Select(hour => new Candle
                {
                    End = bar.End + Duration.FromHours(hour),
                    Close = hour == 23 ? bar.Close : new Price(bar.Close.Value * 2m),
                })).ToImmutableArray()));
        int lastHour = (61 * 24) - 1;

        TargetState state = Course(Parity).Allocate(
            TargetState.None, new TargetSources(hourly.PastAt(lastHour), null), hourly.Instants[lastHour]);

        Weights(state).ShouldBe(Weights(At(Course(Parity), TargetState.None, 60)), 1e-12);
    }

    private static readonly double[] HalfOfDay66 = [0.5031827177, 0.2624647648, 0.1343525174, 0.1];

    // Calm to day 10 and 167 % a year of AAA from then on; the others swing as well, unless they stand still.
    private static CandleTable Turbulent(bool still) => WavePrices.Table(
        40,
        (day, coin, close) => coin switch
        {
            0 => day % 2 == 0 || day < 12 ? 100m : 108m,
            not 0 when still => 5m,
            _ => close,
        });

    private static CandleTable Swings(int day, decimal size) => WavePrices.Table(
        day + 1, (at, _, _) => at % 2 == 0 ? 100m : 100m * (1m + size));

    private static double[] Weights(TargetState state) =>
        [.. "AAA BBB CCC USD".Split(' ')
            .Select(name => (double)state.Weights.GetValueOrDefault(new Asset(name)).Value)];

    private static TargetState At(TargetCourse course, TargetState last, int day) =>
        At(course, last, day, WavePrices.Table(120));

    private static TargetState At(TargetCourse course, TargetState last, int day, CandleTable table)
    {
        int row = table.Instants.IndexOf(WavePrices.Day(day));
        return course.Allocate(last, new TargetSources(table.PastAt(row), null), WavePrices.Day(day));
    }

    private static TargetCourse Course(string target) => TargetCourse.Of(PolicyText.Policy(
        $$"""{ "portfolio": "p", "quote": "USD", "accounts": ["x"], "target": { {{target}} } }"""))!;
}
