using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Ledger;

/// <summary>Another installation trades the same account with orders that never rest.</summary>
public sealed class SecondInstallationTests
{
    [Fact]
    public void Trades_of_another_installation_halt_this_one_and_are_booked_only_once_a_person_has_looked()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Performance.Length > 0, "it has looked and decided");

        TradeElsewhere(world, venue, 1);
        world.Until(() => world.Find("core").Halt is not null, "it stops");
        world.Find("core").Halt!.Why.Code.ShouldBe("second-installation");
        world.Pass(TimeSpan.FromMinutes(30));
        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty();

        Resume(world);
        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "a person has looked");
        world.Find("core").Halt.ShouldBeNull();

        TradeElsewhere(world, venue, 2);
        world.Until(() => world.Find("core").Halt is not null, "it stops at the next one too");
    }

    private static void TradeElsewhere(EngineWorld world, ScriptedVenue venue, ulong run)
    {
        Instrument market = venue.Markets[0];
        ScriptedOrder order = new()
        {
            VenueId = $"other-{run}",
            ClientId = world.Lines[new("paper")].Render(ClientOrderId.Of(8, 1, run, 0, 0)),
            Market = market,
            Side = TradeSide.Buy,
            Size = 1m,
            Limit = venue.PriceOf(market.Base) + 1m,
            At = world.Clock.GetUtcNow(),
            VisibleFrom = world.Clock.GetUtcNow(),
        };
        var soon = new ScriptedArrival(world.Clock.GetUtcNow().AddMinutes(1), IsResting: false);
        venue.Arrive(order, soon).ShouldBeNull();
        order.Filled.ShouldBeGreaterThan(0m);
    }

    private static void Resume(EngineWorld world) => world
        .Ask(engine => engine.ResumeAsync(new("core"), "ann", new Reason("seen", "seen"), CancellationToken.None))
        .ShouldBeOfType<ChangeOutcome.Done>();
}
