using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Loops;

/// <summary>A venue that is dead or hangs beside one that lives.</summary>
public sealed class DeadVenueTests
{
    private static readonly AccountIdPair Ids = new("alpha", "beta");

    [Fact]
    public void Delays_no_other_portfolio_when_a_venue_is_dead_and_goes_on_with_its_own_once_it_lives()
    {
        EngineWorld healthy = TwoPortfolios(Life.Alive);
        EngineWorld world = TwoPortfolios(Life.Dead);
        RunView alone = FirstRun(healthy, "alpha");
        RunView beside = FirstRun(world, "alpha");

        // I10: at most one tick later than beside a venue that lives.
        (beside.EndedAt!.Value - alone.EndedAt!.Value).TotalSeconds.ShouldBeLessThanOrEqualTo(1);
        world.Pass(TimeSpan.FromSeconds(30));
        world.Find("beta").Runs.ShouldBeEmpty();
        world.Find("beta").Status.ShouldBe(PortfolioStatus.Recovering);
        world.Find("beta").StatusWhy!.Sentence.ShouldContain("beta");

        world.Owner.Told.ShouldNotContain(message => message.Code == "recovered", "alpha was never held up");

        world.Lines[Ids.Dead].IsDead = false;
        FirstRun(world, "beta").Status.ShouldBe(RunStatus.Completed);
        world.Owner.Told.Count(message => message.Code == "recovered").ShouldBe(1, "what was told is taken back");
    }

    [Fact]
    public void Lets_the_other_accounts_orders_go_on_when_a_venue_dies_in_the_middle_of_a_run()
    {
        EngineWorld world = new();
        ScriptedVenue alpha = world.Open("alpha");
        ScriptedVenue beta = world.Open("beta");

        // There is too much of two coins, and each lies at one account alone: both have something to sell.
        alpha.Totals[new("AAA")] = 90m;
        alpha.Totals.Remove(new("BBB"));
        beta.Totals.Remove(new("AAA"));
        beta.Totals[new("BBB")] = 80m;
        world.Start();
        WatchedLine dying = world.Lines[Ids.Dead];
        dying.BeforeSend = _ =>
        {
            dying.IsDead = true;
            return Task.CompletedTask;
        };
        world.Manage(EngineWorld.PolicyOf("core", "alpha", "beta"));
        world.Until(
            () => world.Find("core").Runs is [{ EndedAt: not null, Why.Code: not "unsettled" }], "the run is settled");

        RunView run = world.Find("core").Runs[0];
        run.Status.ShouldBe(RunStatus.Quarantined);
        OrderView stuck = run.Orders.First(order => order.Ticket.Account == Ids.Dead);
        stuck.State.ShouldBe("quarantined", "nothing proves what became of it");
        OrderView[] live = [.. run.Orders.Where(order => order.Ticket.Account == Ids.Live)];
        live.ShouldNotBeEmpty();
        live.ShouldAllBe(order => order.State == "filled" || order.State == "expired");
        live.ShouldAllBe(order => (order.ChangedAt - run.StartedAt).TotalSeconds < 15, "they do not wait for the dead");

        world.Pass(TimeSpan.FromMinutes(3));
        world.Find("core").Runs.Length.ShouldBe(1, "with an account unread nothing is planned");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running, "and nothing stops");

        dying.IsDead = false;
        dying.BeforeSend = null;
        Resolve(world, "core");
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, _], "what is left is planned anew");
        world.Find("core").Runs[0].Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public void Keeps_one_venues_retry_after_for_all_accounts_that_ask_from_here()
    {
        EngineWorld world = Limited("paper-scripted");
        int before = world.Lines[Ids.Dead].Reads;
        world.Pass(TimeSpan.FromSeconds(28));
        world.Lines[Ids.Dead].Reads.ShouldBe(before, "the other account is at the same venue");
        world.Pass(TimeSpan.FromSeconds(20));
        world.Lines[Ids.Dead].Reads.ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Goes_on_at_another_venue_while_one_asks_for_patience()
    {
        EngineWorld world = Limited("paper-other");
        int before = world.Lines[Ids.Dead].Reads;
        world.Pass(TimeSpan.FromSeconds(28));
        world.Lines[Ids.Dead].Reads.ShouldBeGreaterThan(before);
    }

    [Fact]
    public void Keeps_retry_after_when_a_loop_is_started_anew()
    {
        EngineWorld world = Limited("paper-scripted");
        int before = world.Lines[Ids.Live].Reads;
        world.Ask(engine => engine.RemovePortfolioAsync(
            new("alpha"), "ann", EngineWorld.Word, CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
        world.Manage(EngineWorld.Quiet("alpha", "alpha"));
        world.Pass(TimeSpan.FromSeconds(25));
        world.Lines[Ids.Live].Reads.ShouldBe(before);
    }

    // The venue has just told the first account to wait 30 seconds.
    private static EngineWorld Limited(string venueOfTheOther)
    {
        EngineWorld world = new();
        world.Open("alpha");
        world.Open("beta", ports => ports.At(venueOfTheOther));
        world.Start();
        world.Manage(EngineWorld.Quiet("alpha", "alpha"), EngineWorld.Quiet("beta", "beta"));
        world.Until(() => world.Find("alpha").Snapshot is not null, "one looks");
        world.Until(() => world.Find("beta").Snapshot is not null, "the other looks");
        bool isTold = false;
        world.Lines[Ids.Live].ReadsFailWith = () =>
        {
            isTold = true;
            return new VenueError(
                VenueErrorKind.RateLimited, "429", "too many requests", TimeSpan.FromSeconds(30));
        };
        world.Until(() => isTold, "the venue is asked");
        world.Lines[Ids.Live].ReadsFailWith = null;
        return world;
    }

    private static EngineWorld TwoPortfolios(Life beta)
    {
        EngineWorld world = new();
        world.Open("alpha");
        world.Open("beta");
        world.Start();
        world.Lines[Ids.Dead].IsDead = beta == Life.Dead;
        world.Manage(EngineWorld.PolicyOf("alpha", "alpha"), EngineWorld.PolicyOf("beta", "beta"));
        return world;
    }

    private static RunView FirstRun(EngineWorld world, string portfolio)
    {
        world.Until(() => world.Find(portfolio).Runs is [.., { EndedAt: not null }], $"{portfolio} rebalances");
        return world.Find(portfolio).Runs[^1];
    }

    private static void Resolve(EngineWorld world, string portfolio)
    {
        foreach (OrderView stuck in world.Find(portfolio).OpenOrders.Where(order => order.State == "quarantined"))
        {
            world.Ask(engine => engine.ResolveQuarantineAsync(
                new QuarantineResolution
                {
                    Portfolio = new(portfolio),
                    Order = stuck.Ticket.Id,
                    Actor = "ann",
                    Why = EngineWorld.Word,
                },
                CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
        }
    }

    private enum Life
    {
        Alive = 0,
        Dead = 1,
    }

    private sealed record AccountIdPair(string First, string Second)
    {
        public Core.Portfolios.AccountId Live { get; } = new(First);

        public Core.Portfolios.AccountId Dead { get; } = new(Second);
    }
}
