using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Decisions;

public sealed class RebalancerTests
{
    private static readonly TriggerPolicy Hourly = new()
    {
        CheckEvery = Duration.FromHours(1),
        Band = new BandPolicy { Absolute = new Weight(0.05m) },
    };

    [Fact]
    public void Holds_inside_the_bands_and_remembers_the_decision()
    {
        Verdict verdict = Decide(Policy(Hourly), Holding(Noon, 510m, 300m, 190m), PolicyMemory.Fresh);

        verdict.Decision.ShouldBeOfType<Decision.Hold>().Why.Code.ShouldBe("inside-band");
        verdict.Memory.LastDecisionAt.ShouldBe(Noon);
    }

    [Fact]
    public void Holds_without_looking_between_two_checks()
    {
        PolicyMemory memory = PolicyMemory.Fresh with { LastDecisionAt = Noon };

        Verdict verdict = Decide(Policy(Hourly), Holding(Noon + Duration.FromMinutes(59), 900m, 50m, 50m), memory);

        verdict.Decision.ShouldBeOfType<Decision.Hold>().Why
            .ShouldBe(new Reason("not-due", "the next check is due 2026-03-04T13:00:00Z"));
        verdict.Memory.ShouldBeSameAs(memory);
    }

    [Fact]
    public void Checks_are_anchored_to_the_hour_and_not_to_the_last_decision()
    {
        PolicyMemory memory = PolicyMemory.Fresh with { LastDecisionAt = Noon + Duration.FromMinutes(40) };

        CheckCadence.NextCheck(Policy(Hourly), memory, Noon + Duration.FromMinutes(41))
            .ShouldBe(Noon + Duration.FromHours(1));
        CheckCadence.NextCheck(Policy(Hourly), memory, Noon + Duration.FromHours(5))
            .ShouldBe(Noon + Duration.FromHours(5));
        CheckCadence.NextCheck(Policy(Hourly), PolicyMemory.Fresh, Noon).ShouldBe(Noon);
        CheckCadence.NextCheck(Policy(Hourly with { CheckEvery = null }), memory, Noon).ShouldBe(Noon);
    }

    [Fact]
    public void Holds_when_the_clock_was_set_back_and_says_so()
    {
        PolicyMemory memory = PolicyMemory.Fresh with { LastDecisionAt = Noon };

        Verdict verdict = Decide(Policy(Hourly), Holding(Noon - Duration.FromDays(1), 900m, 50m, 50m), memory);

        verdict.Decision.ShouldBeOfType<Decision.Hold>().Why.Code.ShouldBe("clock-set-back");
    }

    [Fact]
    public void Refuses_an_empty_portfolio_instead_of_calling_it_inside_its_bands()
    {
        Verdict verdict = Decide(Policy(Hourly), Holding(Noon, 0m, 0m, 0m), PolicyMemory.Fresh);

        verdict.Decision.ShouldBeOfType<Decision.Refuse>().Why.Single().Code.ShouldBe("no-value");
        verdict.Memory.LastDecisionAt.ShouldBe(Noon, "it is looked at again at the next check");
    }

    [Fact]
    public void Refuses_to_judge_a_drawdown_on_closes_that_could_not_be_read()
    {
        DrawdownPolicy drawdown = new()
        {
            Fraction = 0.2m,
            Lookback = Duration.FromDays(90),
            ReduceTo = 0.5m,
            RestoreAt = 0.1m,
        };
        Policy policy = Policy(Hourly with { Drawdown = drawdown });
        PastPrices past = PastPrices.None(Noon);
        DecisionMoment moment = new(Noon, DecisionCause.Check);
        Snapshot snapshot = Holding(Noon, 500m, 300m, 200m);

        Rebalancer.Decide(policy, snapshot, PolicyMemory.Fresh, past.Lacking([Btc]), moment).Decision
            .ShouldBeOfType<Decision.Refuse>().Why.Single().Code.ShouldBe("drawdown-needs-bars");
        Rebalancer.Decide(policy, snapshot, PolicyMemory.Fresh, past, moment).Decision
            .ShouldBeOfType<Decision.Hold>("no bars yet is no peak yet");
    }

    [Fact]
    public void Refuses_while_the_breaker_is_open_even_when_a_person_asks()
    {
        Policy policy = Policy(Hourly) with { Guards = new GuardPolicy { SessionLoss = 0.1m } };
        PolicyMemory memory = PolicyMemory.Fresh with { Breaker = new Reason("session-loss", "lost") };

        Verdict verdict = Rebalancer.Decide(
            policy,
            Holding(Noon, 900m, 50m, 50m),
            memory,
            PastPrices.None(Noon),
            new DecisionMoment(Noon, DecisionCause.Manual));

        verdict.Decision.ShouldBeOfType<Decision.Refuse>().Why.ShouldBe([memory.Breaker!]);
    }

    [Fact]
    public void Refuses_when_the_days_turnover_is_spent()
    {
        Policy policy = Policy(Hourly) with { Guards = new GuardPolicy { MaxDailyTurnover = 0.1m } };
        PolicyMemory memory = PolicyMemory.Fresh.AfterRun(new Money(200m), Noon - Duration.FromHours(2));

        Verdict verdict = Decide(policy, Holding(Noon, 900m, 50m, 50m), memory);

        verdict.Decision.ShouldBeOfType<Decision.Refuse>().Why.Single().Code.ShouldBe("daily-turnover");
    }

    private static Verdict Decide(Policy policy, Snapshot snapshot, PolicyMemory memory) => Rebalancer.Decide(
        policy, snapshot, memory, PastPrices.None(snapshot.At), new DecisionMoment(snapshot.At, DecisionCause.Check));
}
