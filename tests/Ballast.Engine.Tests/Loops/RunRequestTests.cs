using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;

namespace Ballast.Engine.Tests.Loops;

/// <summary>Asking for a run once, twice, and with another plan.</summary>
public sealed class RunRequestTests
{
    [Fact]
    public void Starts_one_run_for_one_key_and_says_so_while_it_runs_and_after_it_and_after_a_restart()
    {
        EngineWorld world = Asked(out string plan);
        RunId run = world.Run("core", plan, "key-1").ShouldBeOfType<RunAnswer.Started>().Run;
        world.Find("core").Runs[0].EndedAt.ShouldBeNull("the answer comes as soon as the run is in the journal");

        ShouldBeKnown(world, plan, run);
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }], "the run ends");
        ShouldBeKnown(world, plan, run);
        world.Restart();
        world.Until(() => world.Find("core").Status == PortfolioStatus.Running, "it recovers");
        ShouldBeKnown(world, plan, run);
        world.Events<JournalEvent.RunStarted>().Count.ShouldBe(1);
    }

    [Fact]
    public void Refuses_a_plan_of_an_earlier_life()
    {
        EngineWorld world = Asked(out string plan);
        world.Restart();
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");
        world.Run("core", plan, "key-1").ShouldBeOfType<RunAnswer.Refused>().Why.Code.ShouldBe("no-such-plan");
    }

    [Fact]
    public void Refuses_runs_for_portfolios_that_are_not_there_and_while_recovering()
    {
        EngineWorld world = Asked(out string plan);
        world.Run("other", plan, "k").ShouldBeOfType<RunAnswer.Refused>().Why.Code.ShouldBe("no-such-portfolio");
        world.Restart();
        world.Lines[new("paper")].IsDead = true;
        world.Run("core", plan, "k").ShouldBeOfType<RunAnswer.Refused>();
        world.Ask(engine => engine.PlanAsync(new("core"), CancellationToken.None))
            .ShouldBeOfType<PlanAnswer.Refused>();
    }

    [Fact]
    public void Refuses_a_plan_whose_policy_was_changed_after_it_was_shown()
    {
        EngineWorld world = Asked(out string plan);
        Core.Policies.Policy changed = EngineWorld.Quiet("core", "paper") with
        {
            Guards = new Core.Policies.GuardPolicy { MaxDailyTurnover = 0.4m },
        };
        world.Ask(engine => engine.ReplacePolicyAsync(
            changed, EngineWorld.HashOf(changed), "ann", CancellationToken.None));
        world.Run("core", plan, "k").ShouldBeOfType<RunAnswer.Refused>().Why.Code.ShouldBe("policy-changed");
        world.Lines[new("paper")].Sent.ShouldBe(0);
    }

    private static void ShouldBeKnown(EngineWorld world, string plan, RunId run)
    {
        world.Run("core", plan, "key-1").ShouldBeOfType<RunAnswer.AlreadyStarted>().Run.ShouldBe(run);
        world.Run("core", "another-plan", "key-1").ShouldBeOfType<RunAnswer.Refused>().Why.Code.ShouldBe("key-used");
        world.Run("core", plan, "key-2").ShouldBeOfType<RunAnswer.Refused>().Why.Code.ShouldBe("plan-used");
    }

    private static EngineWorld Asked(out string plan)
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");
        plan = world.Plan("core").Plan.Hash;
        return world;
    }
}
