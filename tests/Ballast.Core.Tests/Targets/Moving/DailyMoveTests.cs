using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Targets.Moving;
using Ballast.Core.Tests.Policies;
using NodaTime;

namespace Ballast.Core.Tests.Targets.Moving;

/// <summary>How far a day moves a target that a program outside decides about. Expected weights are counted by
/// hand.</summary>
public sealed class DailyMoveTests
{
    private static readonly Instant Midnight = WavePrices.Day(60);
    private static readonly TargetCourse Named = Course("""
        "regimes": { "calm": { "weights": { "AAA": 1 } }, "stressed": { "weights": { "USD": 1 } } },
        "external": { "file": "regime.json" }, "reestimate": { "every": "1h" }
        """);

    [Fact]
    public void A_switch_that_a_program_names_moves_no_further_in_a_day_than_weights_would()
    {
        TargetState state = After(Named, TargetState.None, 0, "calm");
        Quote(state).ShouldBe(0m);

        state = After(Named, state, 1, "stressed");
        Quote(state).ShouldBe(0.10m);
        state.Regime.ShouldBe("stressed");
        state.Remarks.Single().Code.ShouldBe("move-cut");

        state = After(Named, state, 23, "stressed");
        Quote(state).ShouldBe(0.10m);
        state = After(Named, state, 24, "stressed");
        Quote(state).ShouldBe(0.20m);
    }

    [Fact]
    public void A_program_that_changes_its_mind_again_and_again_stays_within_a_days_move()
    {
        TargetState state = After(Named, TargetState.None, 0, "calm");

        foreach (int hour in Enumerable.Range(1, 22))
        {
            state = After(Named, state, hour, hour % 2 == 1 ? "stressed" : "calm");
            Quote(state).ShouldBe(hour % 2 == 1 ? 0.10m : 0m);
        }
    }

    [Fact]
    public void An_owner_who_allows_a_whole_move_lets_a_named_switch_through_at_once()
    {
        TargetCourse course = Course("""
            "regimes": { "calm": { "weights": { "AAA": 1 } }, "stressed": { "weights": { "USD": 1 } } },
            "external": { "file": "regime.json", "maxDailyMove": 1 }, "reestimate": { "every": "1h" }, "blend": 0.5
            """);

        TargetState state = After(course, After(course, TargetState.None, 0, "calm"), 1, "stressed");

        Quote(state).ShouldBe(1m);
        state.Remarks.ShouldBeEmpty();
    }

    private static decimal Quote(TargetState state) => state.Weights.GetValueOrDefault(new Asset("USD")).Value;

    private static TargetState After(TargetCourse course, TargetState last, int hour, string regime)
    {
        Instant now = Midnight + Duration.FromHours(hour);
        ExternalDocument document = new() { AsOf = now, Regime = regime };
        return course.Allocate(
            last,
            new TargetSources(PastPrices.None(now), new ExternalReading.Read(document)),
            now);
    }

    private static TargetCourse Course(string target) => TargetCourse.Of(PolicyText.Policy(
        $$"""{ "portfolio": "p", "quote": "USD", "accounts": ["x"], "target": { {{target}} } }"""))!;
}
