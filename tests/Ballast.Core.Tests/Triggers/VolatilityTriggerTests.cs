using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Tests.Decisions;
using Ballast.Core.Triggers;
using NodaTime;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Triggers;

public sealed class VolatilityTriggerTests
{
    private static readonly Instant Midnight = Instant.FromUtc(2026, 3, 4, 0, 0);

    private static readonly VolatilityBandPolicy Tighten = new()
    {
        Respond = VolatilityResponse.Tighten,
        Base = new Weight(0.05m),
        Min = new Weight(0.02m),
        Max = new Weight(0.10m),
        Window = 20,
    };

    /// <summary>
    /// By hand: x = min(1, s / 2); s = 1 gives x = 0.5 and factors 0.7 and 1.3, s = 4 gives x = 1 and 0.4 and 1.6,
    /// unknown counts as 0.5.
    /// </summary>
    [Theory]
    [InlineData(0.0, "0.05", "0.05")]
    [InlineData(1.0, "0.035", "0.065")]
    [InlineData(4.0, "0.02", "0.08")]
    [InlineData(double.NaN, "0.035", "0.065")]
    public void Widths_follow_the_formula_either_way(double volatility, string tight, string wide)
    {
        VolatilityBandPolicy widen = Tighten with { Respond = VolatilityResponse.Widen };

        VolatilityBandTrigger.HalfWidth(Tighten, volatility).Value.ShouldBe(CanonicalDecimal.Parse(tight));
        VolatilityBandTrigger.HalfWidth(widen, volatility).Value.ShouldBe(CanonicalDecimal.Parse(wide));
    }

    [Fact]
    public void Widths_stay_between_least_and_most()
    {
        VolatilityBandTrigger.HalfWidth(Tighten with { Min = new Weight(0.03m) }, 4.0).ShouldBe(new Weight(0.03m));
        VolatilityBandTrigger.HalfWidth(
            Tighten with { Respond = VolatilityResponse.Widen, Max = new Weight(0.06m) }, 4.0).ShouldBe(
                new Weight(0.06m));
    }

    /// <summary>
    /// By hand: values 100, 110, 99 have the returns 0.1 and -0.1, mean 0, standard deviation sqrt(0.02) = 0.1414, a
    /// year 2.7019, so x = 1. With a third value of 111.1 (0.01) s is sqrt(0.00405) * sqrt(365) = 1.2158 and the
    /// width 0.05 (1 - 0.6 * 0.6079) = 0.03176.
    /// </summary>
    [Theory]
    [InlineData(99.0, 0.02)]
    [InlineData(111.1, 0.031762)]
    public void Measures_the_portfolios_own_daily_closes(double close, double expected)
    {
        PolicyMemory memory = PolicyMemory.Fresh with
        {
            PeriodValues = [100m, 110m],
            LastPeriodAt = Midnight - Duration.FromDays(1),
            LastDecisionAt = Midnight - Duration.FromDays(1),
        };
        decimal value = (decimal)close;

        TriggerRound round = Look(
            Policy(new TriggerPolicy { VolatilityBand = Tighten }),
            Holding(Midnight, value * 0.5m, value * 0.3m, value * 0.2m),
            memory);

        ((double)round.Sheet.Lines[0].Band.Value).ShouldBe(expected, tolerance: 1e-6);
        round.Memory.PeriodValues.ShouldBe([100m, 110m, value]);
        round.FindingOf("volatilityBand").Status.ShouldBe(TriggerStatus.Quiet);
    }

    [Fact]
    public void A_day_that_has_not_ended_has_no_close_yet()
    {
        PolicyMemory memory = PolicyMemory.Fresh with
        {
            PeriodValues = [100m, 110m, 99m],
            LastPeriodAt = Midnight,
            LastDecisionAt = Midnight + Duration.FromHours(11),
        };
        Policy policy = Policy(new TriggerPolicy { VolatilityBand = Tighten, CheckEvery = Duration.FromHours(1) });

        TriggerRound noon = Look(policy, Holding(Noon, 500m, 300m, 200m), memory);

        noon.Sheet.Lines[0].Band.ShouldBe(new Weight(0.035m), "one return is known, which is fewer than two");
        noon.Memory.PeriodValues.ShouldBe([100m, 110m, 1000m]);
    }

    [Fact]
    public void A_deposit_is_no_return()
    {
        PolicyMemory memory = PolicyMemory.Fresh with { PeriodValues = [100m, 110m] };

        memory.AfterFlow(Usdc, new Money(110m)).PeriodValues.ShouldBe([200m, 220m]);
    }

    private static readonly VolatilitySpikePolicy Spike = new()
    {
        Multiple = 1.5m,
        Window = 2,
        History = 3,
        Target = Weights((Btc, 0.2m), (Eth, 0.2m), (Usdc, 0.6m)),
        CalmFor = Duration.FromDays(2),
    };

    /// <summary>
    /// By hand, window 2: the standard deviation of two returns is abs(r1 - r2) / sqrt(2). Values 100, 101, 100, 101,
    /// 120 have the returns 0.01, -0.0099, 0.01, 0.1881: differences 0.0199, 0.0199, 0.1781, so the last is 2.45
    /// times the mean of the three. The day after, 0.1798 is 1.43 times the mean of 0.0199, 0.1781 and 0.1798: calm
    /// from then on, and two days later back.
    /// </summary>
    [Fact]
    public void Switches_the_target_on_a_spike_and_back_once_it_has_been_calm_long_enough()
    {
        Policy policy = Policy(new TriggerPolicy { VolatilitySpike = Spike, CheckEvery = Duration.FromDays(1) });
        PolicyMemory memory = PolicyMemory.Fresh;
        List<(bool Wild, TriggerStatus Status)> seen = [];
        decimal[] values = [100m, 101m, 100m, 101m, 120m, 121m, 122m, 123m, 124m];
        for (int day = 0; day < values.Length; day++)
        {
            Instant now = Midnight + Duration.FromDays(day);
            TriggerRound round = Look(policy, Holding(now, values[day], 0m, 0m), memory);
            seen.Add((round.Sheet.Lines[2].Target == new Weight(0.6m), round.FindingOf("volatilitySpike").Status));
            memory = round.Memory.AfterRun(Money.Zero, now) with { LastDecisionAt = now };
        }

        seen.Select(day => day.Wild).ShouldBe([false, false, false, false, true, true, true, false, false]);
        seen.Select((day, index) => (day, index)).Where(pair => pair.day.Status == TriggerStatus.Fired)
            .Select(pair => pair.index).ShouldBe([4, 7]);
    }
}
