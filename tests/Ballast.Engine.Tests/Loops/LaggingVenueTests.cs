using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Loops;

/// <summary>
/// A venue that carries orders out, loses every answer, and whose lookups, trades and balances stand still together:
/// each step of the proof of absence holds, and the proof is wrong.
/// </summary>
public sealed class LaggingVenueTests
{
    private static readonly AccountId Alpha = new("alpha");

    private readonly EngineWorld world = new();
    private readonly ScriptedVenue venue;

    public LaggingVenueTests()
    {
        venue = new ScriptedVenue(world.Clock, 6);
        venue.Totals[new("AAA")] = 40m;
        venue.Totals[new("BBB")] = 33m;
        world.Open("alpha", venue);
        world.Start();
    }

    [Fact]
    public void After_two_absences_in_a_row_none_is_believed_while_records_may_still_be_behind()
    {
        StandStill();
        world.Manage(EngineWorld.PolicyOf("core", "alpha"));
        world.Pass(TimeSpan.FromMinutes(30));

        world.Events<JournalEvent.OrderNotPlaced>().Count.ShouldBe(2);
        venue.Orders.Count.ShouldBeLessThanOrEqualTo(4, "two that are wrongly taken for lost, and two more in doubt");
        world.Find("core").OpenOrders.ShouldAllBe(order => order.State == "unknown");
    }

    [Fact]
    public void What_is_in_doubt_is_found_once_the_venue_tells_and_nothing_is_sent_twice()
    {
        StandStill();
        world.Manage(EngineWorld.PolicyOf("core", "alpha"));
        world.Pass(TimeSpan.FromMinutes(30));
        int absent = world.Events<JournalEvent.OrderNotPlaced>().Count;

        venue.ReadsStandAt = null;
        world.Lines[Alpha].Hears = (_, outcome) => outcome;
        world.Pass(TimeSpan.FromMinutes(5));

        world.Events<JournalEvent.OrderFound>().ShouldNotBeEmpty();
        world.Events<JournalEvent.OrderNotPlaced>().Count.ShouldBe(absent);
        world.Events<JournalEvent.OrphanFound>().Select(orphan => orphan.Why.Code).Distinct()
            .ShouldBe(["absence-refuted"], "what we signed is never called a stranger's");
        venue.Orders.Select(order => order.ClientId).ShouldBeUnique();
    }

    [Fact]
    public void Orders_that_really_never_arrive_are_given_up_after_the_longest_lag_and_trading_goes_on()
    {
        world.Lines[Alpha].InsteadOfSending = _ => Lost();
        world.Manage(EngineWorld.PolicyOf("core", "alpha"));
        world.Pass(TimeSpan.FromMinutes(30));
        world.Events<JournalEvent.OrderNotPlaced>().Count.ShouldBe(2);

        world.Lines[Alpha].InsteadOfSending = _ => null;
        world.Pass(TimeSpan.FromMinutes(30));

        world.Find("core").OpenOrders.ShouldBeEmpty();
        world.Events<JournalEvent.OrderQuarantined>().ShouldBeEmpty();
        world.Events<JournalEvent.OrderFilled>().ShouldNotBeEmpty();
        world.Events<JournalEvent.OrderNotPlaced>().Count.ShouldBeGreaterThan(2);
    }

    private void StandStill()
    {
        venue.ReadsStandAt = world.Clock.GetUtcNow();
        world.Lines[Alpha].Hears = (_, _) => Lost();
    }

    private static SendOutcome.Unknown Lost() =>
        new(new VenueError(VenueErrorKind.OutcomeUnknown, "timeout", "no answer"));
}
