using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;
using NodaTime;

namespace Ballast.Engine.Tests.Recovery;

/// <summary>What the venue knows and the journal does not, and what the configuration no longer knows.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public void Refuses_to_start_when_the_venue_has_an_order_of_a_run_after_the_journals_last()
    {
        EngineWorld world = Traded(out _);
        int beforeTheRun = world.Journal.TakeWhile(entry => entry.Event is not JournalEvent.PlanAccepted).Count();
        world.RollBack(beforeTheRun);
        world.Start().ShouldBeOfType<StartOutcome.Started>("the journal itself is sound");
        world.Pass(TimeSpan.FromMinutes(5));

        PortfolioView view = world.Find("core");
        view.Status.ShouldBe(PortfolioStatus.RefusedToStart);
        view.StatusWhy!.Code.ShouldBe("journal-rolled-back");
        world.Lines[new("paper")].Sent.ShouldBe(0);
        world.Owner.Told.ShouldContain(message => message.Code == "journal-rolled-back");
    }

    [Fact]
    public void Refuses_to_go_on_when_a_second_installation_has_an_open_order_at_the_account()
    {
        EngineWorld world = Traded(out ScriptedVenue venue);
        venue.Orders.Add(Foreign(venue, ClientOrderId.Of(99, 1, 5, 0, 0)));
        world.Restart();
        world.Pass(TimeSpan.FromMinutes(2));
        world.Find("core").Status.ShouldBe(PortfolioStatus.RefusedToStart);
        world.Find("core").StatusWhy!.Code.ShouldBe("second-installation");
    }

    [Fact]
    public void Cancels_an_open_order_of_ours_that_the_journal_does_not_know_and_tells_the_owner()
    {
        EngineWorld world = Traded(out ScriptedVenue venue);
        ScriptedOrder orphan = Foreign(venue, ClientOrderId.Of(7, 1, 1, 200, 0));
        venue.Orders.Add(orphan);
        world.Restart();
        world.Until(() => world.Find("core").Status == PortfolioStatus.Running, "it recovers");

        orphan.Status.ShouldBe(VenueOrderStatus.Cancelled);
        world.Find("core").LastRecovery!.Orphans.ShouldBe([orphan.VenueId]);
        world.Owner.Told.ShouldContain(message => message.Code == "orphan-order");
    }

    // The next check of the policy would be six hours later.
    [Fact]
    public void A_run_that_was_killed_before_its_first_order_is_decided_upon_anew_at_once()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        Policy patient = EngineWorld.PolicyOf("core", "paper");
        world.Manage(patient with { Trigger = patient.Trigger with { CheckEvery = Duration.FromHours(6) } });
        world.Until(() => world.Events<JournalEvent.RunStarted>().Count == 1, "it is about to trade");
        venue.Orders.ShouldBeEmpty();

        world.Restart();
        world.Pass(TimeSpan.FromMinutes(5));

        world.Events<JournalEvent.RunStarted>().Count.ShouldBe(2);
        venue.Orders.ShouldNotBeEmpty();
    }

    [Fact]
    public void Leaves_strangers_orders_alone()
    {
        EngineWorld world = Traded(out ScriptedVenue venue);
        ScriptedOrder stranger = Foreign(venue, "by-hand-1");
        venue.Orders.Add(stranger);
        world.Restart();
        world.Until(() => world.Find("core").Status == PortfolioStatus.Running, "it recovers");
        stranger.Status.ShouldBe(VenueOrderStatus.Open);
    }

    [Fact]
    public void Takes_an_account_back_under_management_after_its_portfolio_was_removed()
    {
        EngineWorld world = Traded(out ScriptedVenue venue);
        int traded = venue.Orders.Count;
        world.Ask(engine => engine.RemovePortfolioAsync(
            new("core"), "ann", EngineWorld.Word, CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
        world.Manage(EngineWorld.Quiet("next", "paper"));
        world.Pass(TimeSpan.FromMinutes(3));

        world.Find("next").Status.ShouldBe(PortfolioStatus.Running, world.Find("next").StatusWhy?.Sentence);
        world.Find("next").LastDecision!.Kind.ShouldBe(DecisionKind.Hold);
        venue.Orders.Count.ShouldBe(traded);

        // The orders of the portfolio that is gone are in the opening balances, not beside them.
        venue.Totals[ScriptedVenue.Quote] += 10m;
        world.Pass(TimeSpan.FromMinutes(3));
        world.Events<JournalEvent.BalanceBooked>()[^1].Postings.Single().Change.Value.ShouldBe(10m);
    }

    [Fact]
    public void Refuses_to_start_a_portfolio_whose_account_is_no_longer_configured()
    {
        EngineWorld world = Traded(out _);
        world.Open("another");
        world.Close("paper");
        world.Restart().ShouldBeOfType<StartOutcome.Started>();
        world.Pass(TimeSpan.FromMinutes(1));
        world.Find("core").Status.ShouldBe(PortfolioStatus.RefusedToStart);
        world.Find("core").StatusWhy!.Code.ShouldBe("no-such-account");
    }

    // What is older was seen by the recovery before; a venue that lists a day at a time would be asked for months.
    [Fact]
    public void Looks_for_past_orders_from_a_day_before_the_last_recovery_on()
    {
        EngineWorld world = Traded(out _);
        world.Pass(TimeSpan.FromDays(3));
        Instant first = Recovered(world).Evidence.At;
        Restarted(world).ShouldAllBe(since => since == Opened(world), "the ledger was opened in the last day");
        world.Pass(TimeSpan.FromDays(3));
        Instant second = Recovered(world).Evidence.At;
        second.ShouldBeGreaterThan(first + Duration.FromDays(2));

        Restarted(world).ShouldAllBe(since => since == second - Duration.FromDays(1));
    }

    private static Instant Opened(EngineWorld world) =>
        world.Journal.First(entry => entry.Event is JournalEvent.LedgerOpened).At;

    private static JournalEvent.Recovered Recovered(EngineWorld world) =>
        world.Events<JournalEvent.Recovered>()[^1];

    private static List<Instant> Restarted(EngineWorld world)
    {
        int before = world.Events<JournalEvent.Recovered>().Count;
        world.Restart();
        world.Until(() => world.Events<JournalEvent.Recovered>().Count > before, "it recovers");
        List<Instant> asked = world.Lines[new("paper")].OrdersAskedSince;
        asked.ShouldNotBeEmpty();
        return asked;
    }

    private static EngineWorld Traded(out ScriptedVenue venue)
    {
        EngineWorld world = new();
        venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, ..], "it rebalances");
        return world;
    }

    private static ScriptedOrder Foreign(ScriptedVenue venue, ClientOrderId id) =>
        Foreign(venue, ClientIdText.Render(id, ClientIdForm.Hex32));

    // Far from the market, so that it rests.
    private static ScriptedOrder Foreign(ScriptedVenue venue, string clientId) => new()
    {
        VenueId = $"foreign-{clientId}",
        ClientId = clientId,
        Market = venue.Markets[0],
        Side = Core.Markets.TradeSide.Buy,
        Size = 0.01m,
        Limit = 1m,
        At = DateTimeOffset.MaxValue,
        VisibleFrom = DateTimeOffset.MinValue,
        Status = VenueOrderStatus.Open,
    };
}
