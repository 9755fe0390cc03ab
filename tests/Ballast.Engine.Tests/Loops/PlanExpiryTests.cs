using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;

namespace Ballast.Engine.Tests.Loops;

/// <summary>Time passes between a decision, the start of its run and each of its orders.</summary>
public sealed class PlanExpiryTests
{
    private static readonly TimeSpan MoreThanAPlanLives = TimeSpan.FromMinutes(6);

    [Fact]
    public void Plans_anew_when_a_plan_expires_before_its_run_starts()
    {
        EngineWorld world = new();
        world.Open("paper");
        int decisions = 0;
        world.Thinking = core => core with
        {
            Decide = (book, snapshot, memory, past, moment) =>
            {
                Verdict verdict = core.Decide(book, snapshot, memory, past, moment);
                if (verdict.Decision is Decision.Rebalance && decisions++ == 0)
                {
                    // The machine sleeps between the decision and the start of its run.
                    world.Clock.Advance(MoreThanAPlanLives);
                }

                return verdict;
            },
        };
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }], "the new plan is carried out");

        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
        DecisionDigest[] made = [.. world.Events<JournalEvent.Decided>().Select(decided => decided.Decision)];
        made.Select(digest => digest.Kind).Take(3)
            .ShouldBe([DecisionKind.Rebalance, DecisionKind.Refuse, DecisionKind.Rebalance]);
        made[1].Why[0].Code.ShouldBe("plan-expired");
        made[1].Why[0].Sentence.ShouldContain(made[0].PlanHash![..8]);
        made.Select(digest => digest.Number).ShouldBe(Enumerable.Range(1, made.Length).Select(i => (long)i));
        world.Find("core").Runs[0].Plan.Hash.ShouldBe(made[2].PlanHash);
    }

    [Fact]
    public void Sends_nothing_more_of_a_plan_that_expires_in_the_middle_of_its_run_and_plans_the_rest_anew()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Lines[new("paper")].BeforeSend = sent =>
        {
            if (sent == 0)
            {
                world.Clock.Advance(MoreThanAPlanLives);
            }

            return Task.CompletedTask;
        };
        world.Manage(EngineWorld.PolicyOf("core", "paper") with
        {
            Execution = new ExecutionPolicy { Style = ExecutionStyle.Market },
        });
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, ..], "the first run ends");

        RunView cut = world.Find("core").Runs[^1];
        cut.Dropped.ShouldNotBeEmpty();
        cut.Dropped.ShouldAllBe(leg => leg.Why.Code == "plan-expired");
        cut.Orders.Length.ShouldBe(cut.Plan.Orders.Length - cut.Dropped.Length);
        cut.Orders.ShouldAllBe(order => order.ReservedAt <= cut.Plan.ExpiresAt, "what left had left before");

        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, _, ..], "the rest is planned anew");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
        RunView rest = world.Find("core").Runs[^2];
        (rest.StartedAt - cut.EndedAt!.Value).TotalSeconds.ShouldBeLessThan(30, "at the next pass, not a check later");
    }

    [Fact]
    public void Refuses_a_shown_plan_that_has_expired_and_goes_on()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");
        PlanAnswer.Planned shown = world.Plan("core");
        world.Pass(MoreThanAPlanLives);

        RunAnswer late = world.Run("core", shown.Plan.Hash, "key-1");
        late.ShouldBeOfType<RunAnswer.Refused>().Why.Code.ShouldBe("plan-expired");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
        world.Run("core", world.Plan("core").Plan.Hash, "key-1").ShouldBeOfType<RunAnswer.Started>();
    }
}
