using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;

namespace Ballast.Engine.Tests.Loops;

/// <summary>Somebody halts, or changes the policy, while a run is in progress.</summary>
public sealed class HaltTests
{
    [Fact]
    public void Finishes_what_was_sent_and_sends_nothing_more_when_halted_in_the_middle_of_a_run()
    {
        EngineWorld world = Running();
        world.Lines[new("paper")].BeforeSend = async sent =>
        {
            if (sent == 0)
            {
                await world.Engine.HaltAsync(new("core"), "ann", EngineWorld.Word, CancellationToken.None);
            }
        };
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }], "the run ends");

        RunView cut = world.Find("core").Runs[0];
        cut.Plan.Orders.Length.ShouldBeGreaterThan(1);
        cut.Orders.Single().State.ShouldBeOneOf("filled", "expired");
        cut.Dropped.Length.ShouldBe(cut.Plan.Orders.Length - 1);
        cut.Dropped.ShouldAllBe(leg => leg.Why.Code == "halted");

        world.Pass(TimeSpan.FromMinutes(5));
        world.Lines[new("paper")].Sent.ShouldBe(1);
        world.Restart();
        world.Pass(TimeSpan.FromMinutes(5));
        world.Lines[new("paper")].Sent.ShouldBe(0, "a restart does not resume");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Halted);

        world.Resume("core");
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, _], "what is left is planned anew");
        world.Find("core").Runs[0].Plan.Hash.ShouldNotBe(cut.Plan.Hash);
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
    }

    [Fact]
    public void Cancels_what_rests_when_halted()
    {
        EngineWorld world = Running();
        world.Manage(EngineWorld.PolicyOf("core", "paper") with
        {
            Execution = new ExecutionPolicy
            {
                Style = ExecutionStyle.Limit,
                LimitTimeout = NodaTime.Duration.FromMinutes(8),
            },
        });
        world.Until(() => world.Find("core").OpenOrders.Any(order => order.State == "acked"), "an order rests");
        NodaTime.Instant halted = world.Now;
        world.Ask(engine => engine.HaltAsync(null, "ann", EngineWorld.Word, CancellationToken.None));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }], "the run ends");
        (world.Find("core").Runs[0].EndedAt!.Value - halted).TotalSeconds.ShouldBeLessThan(30);
        world.Find("core").Runs[0].Orders.ShouldContain(order => order.State == "cancelled");
    }

    [Fact]
    public void Drops_what_an_old_policy_had_not_sent_yet_and_follows_the_new_one()
    {
        EngineWorld world = Running();
        Policy old = EngineWorld.PolicyOf("core", "paper");
        Policy changed = old with
        {
            Target = old.Target.SetItem(new("AAA"), new(0.2m)).SetItem(new("BBB"), new(0.5m)),
        };
        world.Lines[new("paper")].BeforeSend = async sent =>
        {
            if (sent == 0)
            {
                await world.Engine.ReplacePolicyAsync(
                    changed, EngineWorld.HashOf(changed), "ann", CancellationToken.None);
            }
        };
        world.Manage(old);
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, _, ..], "the new policy has its run");

        RunView cut = world.Find("core").Runs[^1];
        cut.Orders.Length.ShouldBe(1);
        cut.Dropped.ShouldNotBeEmpty();
        cut.Dropped.ShouldAllBe(leg => leg.Why.Code == "policy-changed");
        RunView next = world.Find("core").Runs[^2];
        next.Plan.PolicyHash.ShouldBe(EngineWorld.HashOf(changed));
        (next.StartedAt - cut.EndedAt!.Value).TotalSeconds.ShouldBeLessThan(30, "at the next pass");
    }

    [Fact]
    public void Sends_nothing_more_once_the_policy_says_shadow()
    {
        EngineWorld world = Running();
        Policy shadow = EngineWorld.PolicyOf("core", "paper") with { Mode = TradingMode.Shadow };
        world.Lines[new("paper")].BeforeSend = async sent => await world.Engine.ReplacePolicyAsync(
            shadow, EngineWorld.HashOf(shadow), "ann", CancellationToken.None);
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Pass(TimeSpan.FromMinutes(5));
        world.Lines[new("paper")].Sent.ShouldBe(1);
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
        world.Find("core").LastDecision!.Kind.ShouldBe(DecisionKind.Rebalance);
    }

    [Fact]
    public void Decides_plans_and_journals_but_sends_nothing_in_shadow_mode()
    {
        EngineWorld world = Running();
        world.Manage(EngineWorld.PolicyOf("core", "paper") with { Mode = TradingMode.Shadow });
        world.Pass(TimeSpan.FromMinutes(5));

        world.Lines[new("paper")].Sent.ShouldBe(0);
        world.Events<JournalEvent.Decided>()
            .Count(decided => decided.Decision is { Kind: DecisionKind.Rebalance, PlanHash: not null })
            .ShouldBeGreaterThanOrEqualTo(3, "one a minute");
        world.Events<JournalEvent.RunStarted>().ShouldBeEmpty();
        world.Events<JournalEvent.OrderReserved>().ShouldBeEmpty();
        world.Run("core", world.Plan("core").Plan.Hash, "key").ShouldBeOfType<RunAnswer.Refused>()
            .Why.Code.ShouldBe("shadow");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
    }

    private static EngineWorld Running()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start().ShouldBeOfType<StartOutcome.Started>();
        return world;
    }
}
