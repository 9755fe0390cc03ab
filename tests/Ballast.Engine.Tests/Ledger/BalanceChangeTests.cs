using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Ledger;

/// <summary>Money comes and goes without a trade.</summary>
public sealed class BalanceChangeTests
{
    private static readonly TimeSpan ManyChecks = TimeSpan.FromMinutes(30);

    [Fact]
    public void A_large_change_is_never_booked_unasked_however_often_it_is_looked_at()
    {
        (EngineWorld world, ScriptedVenue venue) = AtRest();
        venue.Totals[ScriptedVenue.Quote] += 5_000m;
        world.Until(() => world.Find("core").Halt is not null, "it asks");
        world.Pass(ManyChecks);

        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty();
        Resume(world);
        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "what was approved is booked");
        world.Events<JournalEvent.BalanceBooked>()[0].Postings.Single().Change.ShouldBe(new Quantity(5_000m));
    }

    [Fact]
    public void An_approval_counts_once()
    {
        (EngineWorld world, ScriptedVenue venue) = AtRest();
        venue.Totals[ScriptedVenue.Quote] += 5_000m;
        world.Until(() => world.Find("core").Halt is not null, "it asks");
        Resume(world);
        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "the first is booked");

        venue.Totals[ScriptedVenue.Quote] += 5_000m;
        world.Until(() => world.Find("core").Halt is not null, "it asks again about one just like it");
        world.Pass(ManyChecks);
        world.Events<JournalEvent.BalanceBooked>().Count.ShouldBe(1);
    }

    /// <summary>By hand: prices stand still while nothing is looked at, so all that is added is the deposit.</summary>
    [Fact]
    public void A_deposit_is_a_flow_in_the_values_over_time_and_no_return()
    {
        (EngineWorld world, ScriptedVenue venue) = AtRest();
        venue.Totals[ScriptedVenue.Quote] += 100m;
        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "it is booked");
        world.Events<JournalEvent.BalanceBooked>()[0].Flow.ShouldBe(new Money(100m));

        world.Until(() => world.Find("core").Performance.Any(point => !point.Flows.IsZero), "it is valued");
        world.Pass(ManyChecks);
        world.Find("core").Performance.Sum(point => point.Flows.Value).ShouldBe(100m, "counted once");
    }

    [Fact]
    public void One_refusal_is_journaled_once_and_not_at_every_look()
    {
        (EngineWorld world, ScriptedVenue venue) = AtRest();
        venue.Totals[ScriptedVenue.Quote] += 5_000m;
        world.Until(() => world.Find("core").Halt is not null, "it asks");
        int before = Refusals(world);
        world.Pass(ManyChecks);

        (Refusals(world) - before).ShouldBeLessThanOrEqualTo(1, "its sentence names prices, which move");
        world.Pass(TimeSpan.FromMinutes(65));
        (Refusals(world) - before).ShouldBeInRange(1, 3, "and once an hour it says that it still waits");
    }

    [Fact]
    public void A_portfolio_that_is_removed_and_added_again_keeps_its_halt_and_what_it_has_traded_today()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        Policy policy = EngineWorld.PolicyOf("core", "paper");
        world.Manage(policy);
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, ..], "it trades");
        world.Ask(engine => engine.HaltAsync(new("core"), "ann", new Reason("asked", "asked"), CancellationToken.None));
        CapCount traded = Fold(world).Portfolios[new("core")].Caps;
        traded.Notional.IsZero.ShouldBeFalse();

        world.Ask(engine => engine.RemovePortfolioAsync(
            new("core"), "ann", new Reason("asked", "asked"), CancellationToken.None))
            .ShouldBeOfType<ChangeOutcome.Done>();
        world.Manage(policy with { Portfolio = new("second") });
        world.Pass(ManyChecks);

        world.Find("second").Status.ShouldBe(PortfolioStatus.Halted);
        world.Find("second").Runs.ShouldBeEmpty();
        Fold(world).Portfolios[new("second")].Caps.ShouldBe(traded);
    }

    private static (EngineWorld World, ScriptedVenue Venue) AtRest()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Performance.Length > 0, "it has looked and decided");
        return (world, venue);
    }

    private static void Resume(EngineWorld world) => world
        .Ask(engine => engine.ResumeAsync(new("core"), "ann", new Reason("seen", "seen"), CancellationToken.None))
        .ShouldBeOfType<ChangeOutcome.Done>();

    private static int Refusals(EngineWorld world) => world.Events<JournalEvent.Decided>()
        .Count(decided => decided.Decision.Kind == DecisionKind.Refuse);

    private static EngineState Fold(EngineWorld world) => world.Journal.Aggregate(EngineState.Empty, EngineFold.Apply);
}
