using Ballast.Core.Amounts;
using Ballast.Core.Markets.Health;
using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Engine.Tests.Loops;

/// <summary>One portfolio on two accounts, of which one does badly.</summary>
public sealed class HealthWatchTests
{
    private const string Core = "core";

    [Fact]
    public void Goes_on_at_the_other_account_while_one_is_down_as_fast_as_beside_one_that_lives()
    {
        EngineWorld healthy = Rebalanced();
        Duration alone = TimeOfNextRun(healthy);

        EngineWorld world = Rebalanced();
        world.Lines[new("beta")].IsDead = true;
        world.Until(() => LevelOf(world) == HealthLevel.Down, "beta is noticed to be down");
        Duration beside = TimeOfNextRun(world);

        // I10: at most one tick later; the portfolio is looked at every five seconds.
        (beside - alone).TotalSeconds.ShouldBeLessThanOrEqualTo(5);
        RunView run = world.Find(Core).Runs[0];
        run.Orders.ShouldNotBeEmpty();
        run.Orders.ShouldAllBe(order => order.Ticket.Account.Value == "alpha");
        world.Find(Core).Snapshot!.Value.ShouldBeGreaterThan(new Money(15_000m), "what beta holds still counts");
    }

    [Fact]
    public void Markets_told_from_memory_do_not_pass_for_a_venue_that_answers()
    {
        EngineWorld world = Rebalanced();
        WatchedLine beta = world.Lines[new("beta")];
        beta.RemembersMarkets = true;
        beta.IsDead = true;

        world.Until(() => LevelOf(world) == HealthLevel.Down, "beta is noticed to be down");
        TimeOfNextRun(world);

        world.Find(Core).Runs[0].Orders.ShouldAllBe(order => order.Ticket.Account.Value == "alpha");
    }

    [Fact]
    public void Journals_how_a_venue_does_and_tells_its_owner_and_a_restart_remembers()
    {
        EngineWorld world = Rebalanced();
        world.Lines[new("beta")].IsDead = true;
        world.Until(() => LevelOf(world) == HealthLevel.Down, "beta is noticed to be down");
        world.Owner.Told.ShouldContain(message => message.Code == "venue-down");

        world.Restart();
        LevelOf(world).ShouldBe(HealthLevel.Down);

        world.Until(() => LevelOf(world) == HealthLevel.Healthy, "it answers after the restart, and goes on doing so");
        world.Events<JournalEvent.VenueHealthChanged>().Select(change => change.Level)
            .ShouldBe([HealthLevel.Down, HealthLevel.Degraded, HealthLevel.Healthy]);
    }

    [Fact]
    public void An_account_that_keeps_the_portfolio_from_beginning_is_not_shown_as_healthy()
    {
        EngineWorld world = Rebalanced();

        world.Restart();
        world.Lines[new("beta")].IsDead = true;
        world.Until(() => LevelOf(world) == HealthLevel.Down, "beta is noticed to be down");

        world.Find(Core).Status.ShouldBe(PortfolioStatus.Recovering, "nothing is counted before the ledger agrees");
        world.Lines[new("beta")].IsDead = false;
        world.Until(() => world.Find(Core).Status == PortfolioStatus.Running, "it goes on by itself");
    }

    [Fact]
    public void Sends_nothing_to_a_degraded_venue_while_the_other_can_trade()
    {
        EngineWorld world = Rebalanced();
        int asked = 0;
        world.Lines[new("beta")].LosesRead = () => asked++ % 4 == 0;
        world.Until(() => LevelOf(world) == HealthLevel.Degraded, "beta is noticed to be degraded");

        TimeOfNextRun(world);

        world.Find(Core).Runs[0].Orders.ShouldAllBe(order => order.Ticket.Account.Value == "alpha");
    }

    [Fact]
    public void A_venue_that_lets_nothing_be_withdrawn_is_degraded_until_it_does_again()
    {
        Withdrawals gates = new();
        EngineWorld world = Rebalanced(ports => ports with { Withdrawals = gates });
        gates.AreShut = true;
        world.Until(
            () => world.Find(Core).Health.All(health => health.Level == HealthLevel.Degraded), "both are noticed");
        world.Owner.Told.ShouldContain(message => message.Code == "venue-withdrawals");

        gates.AreShut = false;
        world.Until(
            () => world.Find(Core).Health.All(health => health.Level == HealthLevel.Healthy), "both are open again");
    }

    [Fact]
    public void Pauses_the_whole_portfolio_unless_its_policy_says_otherwise()
    {
        EngineWorld world = Rebalanced();
        Change(world, policy => policy with { Across = new AcrossPolicy() });
        world.Lines[new("beta")].IsDead = true;
        world.Until(() => LevelOf(world) == HealthLevel.Down, "beta is noticed to be down");
        int runs = world.Find(Core).Runs.Length;

        Change(world, policy => Tilted(policy) with { Across = new AcrossPolicy() });
        world.Pass(TimeSpan.FromMinutes(3));

        world.Find(Core).Runs.Length.ShouldBe(runs);
        world.Find(Core).LastDecision!.Kind.ShouldBe(DecisionKind.Refuse);
    }

    private static EngineWorld Rebalanced(Func<AccountPorts, AccountPorts>? equipped = null)
    {
        EngineWorld world = new();
        world.Equipped = equipped ?? world.Equipped;
        world.Open("alpha");
        world.Open("beta");
        world.Start();
        world.Manage(EngineWorld.PolicyOf(Core, "alpha", "beta") with
        {
            Across = new AcrossPolicy { WhenDown = DownAccount.Count },
        });
        world.Until(() => world.Find(Core).Runs is [{ EndedAt: not null }, ..], "the first rebalance");
        world.Pass(TimeSpan.FromMinutes(2));
        return world;
    }

    // Another target makes a rebalance due at the next check.
    private static Duration TimeOfNextRun(EngineWorld world)
    {
        int runs = world.Find(Core).Runs.Length;
        Instant asked = world.Now;
        Change(world, Tilted);
        world.Until(
            () => world.Find(Core).Runs.Length > runs && world.Find(Core).Runs[0].EndedAt is not null, "the next run");
        return world.Find(Core).Runs[0].EndedAt!.Value - asked;
    }

    private static Policy Tilted(Policy policy) => policy with
    {
        Target = policy.Target.SetItem(new("AAA"), new Weight(0.35m)).SetItem(new("BBB"), new Weight(0.35m)),
    };

    private static void Change(EngineWorld world, Func<Policy, Policy> change)
    {
        Policy policy = change(world.Find(Core).Policy);
        world.Ask(engine => engine.ReplacePolicyAsync(
            policy, EngineWorld.HashOf(policy), "ann", CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
    }

    private sealed class Withdrawals : IWithdrawalStatus
    {
        public bool AreShut { get; set; }

        public Task<Reading<bool>> AreSuspendedAsync(CancellationToken cancellation) =>
            Task.FromResult<Reading<bool>>(new Reading<bool>.Known(AreShut));
    }

    private static HealthLevel LevelOf(EngineWorld world) =>
        world.Find(Core).Health.Single(health => health.Account.Value == "beta").Level;
}
