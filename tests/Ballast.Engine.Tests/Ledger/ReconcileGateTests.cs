using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Ledger;

/// <summary>Nothing is planned, and no change is believed, before ledger and balances agree to the last unit.</summary>
public sealed class ReconcileGateTests
{
    [Fact]
    public void Believes_no_balance_that_differs_between_two_reads()
    {
        (EngineWorld world, ScriptedVenue venue) = Watching();
        int opened = world.Events<JournalEvent.Decided>().Count;
        for (int second = 0; second < 180; second++)
        {
            venue.Totals[ScriptedVenue.Quote] += 0.01m;
            world.Pass(TimeSpan.FromSeconds(1));
        }

        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty();
        world.Events<JournalEvent.Decided>().Count.ShouldBeGreaterThan(opened);
        world.Find("core").LastDecision!.Value.ShouldBeNull("nothing is valued from balances that move");

        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "it is booked once they rest");
        Booked(world).ShouldBe(1.8m, "180 times a hundredth");
    }

    /// <summary>A millionth is a difference like any other.</summary>
    [Fact]
    public void Books_a_change_to_its_last_unit()
    {
        (EngineWorld world, ScriptedVenue venue) = Watching();
        venue.Totals[ScriptedVenue.Quote] += 0.000001m;
        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "it is booked");

        Booked(world).ShouldBe(0.000001m);
    }

    [Fact]
    public void Plans_nothing_while_an_account_cannot_be_read()
    {
        (EngineWorld world, _) = Watching();
        world.Lines[new("paper")].IsDead = true;
        world.Ask(engine => engine.PlanAsync(new("core"), CancellationToken.None))
            .ShouldBeOfType<PlanAnswer.Refused>();

        world.Lines[new("paper")].IsDead = false;
        world.Pass(TimeSpan.FromSeconds(10));
        world.Ask(engine => engine.PlanAsync(new("core"), CancellationToken.None))
            .ShouldBeOfType<PlanAnswer.Planned>();
    }

    private static (EngineWorld World, ScriptedVenue Venue) Watching()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");
        return (world, venue);
    }

    private static decimal Booked(EngineWorld world) => world.Events<JournalEvent.BalanceBooked>()
        .SelectMany(booked => booked.Postings)
        .Where(posting => posting.Asset == ScriptedVenue.Quote)
        .Sum(posting => posting.Change.Value);
}
