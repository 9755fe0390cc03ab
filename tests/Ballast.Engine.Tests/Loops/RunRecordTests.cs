using Ballast.Core.Decisions;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;

namespace Ballast.Engine.Tests.Loops;

/// <summary>What a run's record says of why it was and of what it did.</summary>
public sealed class RunRecordTests
{
    [Fact]
    public void Orders_of_a_run_that_a_person_started_name_the_decision_that_the_person_was_shown()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Performance.Length > 0, "it has decided to hold");
        PlanAnswer.Planned shown = world.Plan("core");
        world.Run("core", shown.Plan.Hash, "key-1").ShouldBeOfType<RunAnswer.Started>();
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }], "it ends");

        DecisionDigest asked = world.Events<JournalEvent.Decided>().Select(decided => decided.Decision)
            .Single(decision => decision.Cause == DecisionCause.Manual);
        asked.Kind.ShouldBe(DecisionKind.Rebalance);
        asked.PlanHash.ShouldBe(shown.Plan.Hash);
        world.Find("core").Runs[0].Orders.ShouldNotBeEmpty();
        world.Find("core").Runs[0].Orders.ShouldAllBe(order => order.Origin.Decision == asked.Number);
    }

    [Fact]
    public void What_a_leg_sends_less_than_planned_is_on_record_and_in_the_count()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        RunView[] runs = [];
        for (int i = 0; i < 40 && !runs.Any(HasShrunkLeg); i++)
        {
            world.Pass(TimeSpan.FromMinutes(5));
            runs = [.. world.Find("core").Runs.Where(run => run.EndedAt is not null)];
        }

        RunView shrunk = runs.First(HasShrunkLeg);
        foreach (OrderView order in shrunk.Orders.Where(order => IsShrunk(shrunk, order)))
        {
            shrunk.Dropped.ShouldContain(leg => leg.Leg == order.Origin.Leg && leg.Why.Code == "insufficient-funds");
        }

        int whole = shrunk.Plan.Orders.Where((leg, i) => shrunk.Orders
            .Where(order => order.Origin.Leg == i).Sum(order => order.Filled.Value) >= leg.Size.Value).Count();
        whole.ShouldBeLessThan(shrunk.Plan.Orders.Length);
        shrunk.Why!.Sentence.ShouldContain($"{whole} of {shrunk.Plan.Orders.Length} orders filled whole");
    }

    private static bool HasShrunkLeg(RunView run) => run.Orders.Any(order => IsShrunk(run, order));

    private static bool IsShrunk(RunView run, OrderView order) =>
        order.Ticket.Id.Revision == 0 && order.Ticket.Size < run.Plan.Orders[order.Origin.Leg].Size;
}
