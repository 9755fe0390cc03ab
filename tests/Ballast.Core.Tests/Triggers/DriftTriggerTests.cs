using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Targets;
using Ballast.Core.Tests.Decisions;
using Ballast.Core.Triggers;
using NodaTime;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Triggers;

public sealed class DriftTriggerTests
{
    private static readonly TriggerPolicy FivePoints = new() { Band = new BandPolicy { Absolute = new Weight(0.05m) } };

    /// <summary>By hand: 550 of 1000 is exactly 5 points above 50 %, 550.01 is more.</summary>
    [Theory]
    [InlineData("550", "300", "150", TriggerStatus.Quiet)]
    [InlineData("550.01", "300", "149.99", TriggerStatus.Fired)]
    [InlineData("500", "249.99", "250.01", TriggerStatus.Fired)]
    public void Fires_only_beyond_the_band(string btc, string eth, string usdc, TriggerStatus expected) =>
        Look(Policy(FivePoints), Holding(Noon, Number(btc), Number(eth), Number(usdc)), PolicyMemory.Fresh)
            .FindingOf("band").Status.ShouldBe(expected);

    [Fact]
    public void Says_which_asset_is_furthest_out_and_by_how_much() =>
        Look(Policy(FivePoints), Holding(Noon, 600m, 250m, 150m), PolicyMemory.Fresh).FindingOf("band").Why
            .ShouldBe(new Reason(
                "band-breached",
                "1 of 3 assets are outside their bands; BTC is at 60 % with a target of 50 %, 10 % off, band 5 %"));

    /// <summary>By hand from the rules: own width first; max(relative * t, floor); with absolute too, the
    /// smaller.</summary>
    [Theory]
    [InlineData("0.2", "0.01", null, "0.4", "0.08")]
    [InlineData("0.2", "0.01", null, "0.02", "0.01")]
    [InlineData("0.2", "0.01", "0.05", "0.4", "0.05")]
    [InlineData("0.2", "0.01", "0.05", "0.1", "0.02")]
    [InlineData(null, null, "0.05", "0.4", "0.05")]
    [InlineData("0.25", "0.01", null, "0", "0.01")]
    [InlineData("0.25", null, null, "0", "0")]
    public void Works_out_half_widths(string? relative, string? floor, string? absolute, string target, string expected)
    {
        BandPolicy policy = new()
        {
            Relative = relative is null ? null : Number(relative),
            Floor = floor is null ? null : new Weight(Number(floor)),
            Absolute = absolute is null ? null : new Weight(Number(absolute)),
        };

        BandWidths.HalfWidth(policy, Btc, new Weight(Number(target))).Value.ShouldBe(Number(expected));
    }

    [Fact]
    public void An_assets_own_width_wins_over_all_others()
    {
        BandPolicy policy = new()
        {
            Absolute = new Weight(0.05m),
            PerAsset = Weights((Btc, 0.08m)),
        };

        BandWidths.HalfWidth(policy, Btc, new Weight(0.5m)).ShouldBe(new Weight(0.08m));
        BandWidths.HalfWidth(policy, Eth, new Weight(0.5m)).ShouldBe(new Weight(0.05m));
    }

    [Fact]
    public void The_cooldown_holds_a_breach_back_until_it_has_passed_and_the_emergency_never()
    {
        Policy policy = Policy(FivePoints with { Cooldown = Duration.FromHours(6), Emergency = new Weight(0.15m) });
        PolicyMemory ran = PolicyMemory.Fresh with { LastRunAt = Noon - Duration.FromHours(5) };

        TriggerRound cooling = Look(policy, Holding(Noon, 600m, 250m, 150m), ran);
        cooling.FindingOf("band").Status.ShouldBe(TriggerStatus.HeldBack);
        cooling.FindingOf("band").Why.Code.ShouldBe("cooldown");
        cooling.FindingOf("band").Why.Sentence.ShouldEndWith("the cooldown holds it back until 2026-03-04T13:00:00Z");
        cooling.FindingOf("emergency").Status.ShouldBe(TriggerStatus.Quiet);

        Look(policy, Holding(Noon, 651m, 250m, 99m), ran).FindingOf("emergency").Status.ShouldBe(TriggerStatus.Fired);
        Look(policy, Holding(Noon + Duration.FromHours(1), 600m, 250m, 150m), ran)
            .FindingOf("band").Status.ShouldBe(TriggerStatus.Fired);
    }

    [Fact]
    public void The_least_interval_holds_the_schedule_back_but_not_the_emergency()
    {
        Policy policy = Policy(new TriggerPolicy
        {
            Emergency = new Weight(0.05m),
            Schedule = new SchedulePolicy("0 12 * * *", "UTC", Destination.Target),
        }) with
        {
            Guards = new GuardPolicy { MinInterval = Duration.FromHours(2) },
        };
        PolicyMemory ran = PolicyMemory.Fresh with
        {
            LastRunAt = Noon - Duration.FromHours(1),
            LastDecisionAt = Noon - Duration.FromHours(1),
        };

        TriggerRound round = Look(policy, Holding(Noon, 600m, 250m, 150m), ran);

        round.FindingOf("schedule").Status.ShouldBe(TriggerStatus.HeldBack);
        round.FindingOf("schedule").Why.Code.ShouldBe("min-interval");
        round.FindingOf("emergency").Status.ShouldBe(TriggerStatus.Fired);
    }

    [Fact]
    public void A_portfolio_in_quote_cash_is_outside_its_bands() =>
        Look(Policy(FivePoints), Holding(Noon, 0m, 0m, 1000m), PolicyMemory.Fresh)
            .FindingOf("band").Status.ShouldBe(TriggerStatus.Fired);

    [Fact]
    public void An_empty_portfolio_is_inside_its_bands() =>
        Look(Policy(FivePoints), Holding(Noon, 0m, 0m, 0m), PolicyMemory.Fresh)
            .FindingOf("band").Status.ShouldBe(TriggerStatus.Quiet);

    private static decimal Number(string text) => CanonicalDecimal.Parse(text);
}
