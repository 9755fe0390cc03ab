using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Loops;

public sealed class EmptyRunsTests
{
    /// <summary>
    /// Checked each minute, waits of 10, 20, 40, 80, ... seconds: after 1 h the sum of ten waits is 2^10 times 10 s,
    /// far more than an hour.
    /// </summary>
    [Fact]
    public void Are_not_begun_again_on_the_same_holdings_before_a_wait_that_grows_and_at_once_when_holdings_change()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("alpha");
        world.Start();
        Refuse(world);
        world.Manage(EngineWorld.PolicyOf("core", "alpha"));
        world.Until(() => world.Find("core").Runs.Length > 0, "the first one is begun");
        world.Pass(TimeSpan.FromHours(1));

        int runs = world.Events<JournalEvent.RunStarted>().Count;
        runs.ShouldBeInRange(3, 10);
        DecisionDigest last = world.Find("core").LastDecision!;
        last.Kind.ShouldBe(DecisionKind.Hold);
        last.Why.ShouldContain(why => why.Code == "empty-runs");

        venue.Totals[new("CCC")] += 1m;
        world.Lines[new("alpha")].InsteadOfSending = null;
        world.Pass(TimeSpan.FromMinutes(2));
        world.Events<JournalEvent.RunStarted>().Count.ShouldBeGreaterThan(runs);
        venue.Orders.ShouldNotBeEmpty();
    }

    /// <summary>By the waits above, what has come to nothing for an hour is not tried in the next five
    /// minutes.</summary>
    [Fact]
    public void Are_not_begun_again_sooner_because_of_a_restart()
    {
        EngineWorld world = new();
        world.Open("alpha");
        world.Start();
        Refuse(world);
        world.Manage(EngineWorld.PolicyOf("core", "alpha"));
        world.Pass(TimeSpan.FromHours(1));
        int runs = world.Events<JournalEvent.RunStarted>().Count;

        for (int life = 0; life < 3; life++)
        {
            world.Restart();
            Refuse(world);
            world.Pass(TimeSpan.FromSeconds(90));
        }

        world.Events<JournalEvent.Recovered>().Count.ShouldBeGreaterThanOrEqualTo(4, "each life has recovered");
        world.Events<JournalEvent.RunStarted>().Count.ShouldBe(runs);
        world.Find("core").LastDecision!.Why.ShouldContain(why => why.Code == "empty-runs");
    }

    private static void Refuse(EngineWorld world) => world.Lines[new("alpha")].InsteadOfSending = _ =>
        new SendOutcome.Rejected(new VenueError(VenueErrorKind.Rejected, "-2010", "refused"));
}
