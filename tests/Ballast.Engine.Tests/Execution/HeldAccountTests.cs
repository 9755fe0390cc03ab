using Ballast.Core;
using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;

namespace Ballast.Engine.Tests.Execution;

/// <summary>An account whose venue or key stands against orders for now: nothing is sent, and it is said.</summary>
public sealed class HeldAccountTests
{
    private const string Core = "core";

    private static readonly Reason Doubt = new("key-not-told", "nobody can tell what the key may do");

    [Fact]
    public void Its_portfolio_says_so_and_trades_as_soon_as_it_is_over()
    {
        EngineWorld world = Begun("alpha");
        world.Lines[new("alpha")].Held = Doubt;
        world.Manage(EngineWorld.PolicyOf(Core, "alpha"));
        world.Pass(TimeSpan.FromMinutes(30));

        PortfolioView held = world.Find(Core);
        held.Runs.ShouldBeEmpty();
        held.Health.Single().Held.ShouldNotBeNull().Sentence
            .ShouldBe("orders of alpha are held: nobody can tell what the key may do");
        (held.LastDecision!.Kind, held.LastDecision.Why.Single().Code).ShouldBe((DecisionKind.Refuse, "orders-held"));
        world.Events<JournalEvent.Decided>().Count.ShouldBe(1, "the same again within the hour is not news");

        world.Lines[new("alpha")].Held = null;
        world.Until(() => world.Find(Core).Runs is [{ EndedAt: not null }], "what was due is done");
        world.Find(Core).Health.Single().Held.ShouldBeNull();
    }

    [Fact]
    public void A_plan_is_shown_and_cannot_be_started()
    {
        EngineWorld world = Begun("alpha");
        world.Lines[new("alpha")].Held = Doubt;
        world.Manage(EngineWorld.PolicyOf(Core, "alpha"));
        world.Pass(TimeSpan.FromMinutes(1));

        PlanAnswer.Planned shown = world.Ask(engine => engine.PlanAsync(new(Core), CancellationToken.None))
            .ShouldBeOfType<PlanAnswer.Planned>();
        RunRequest wish = new()
        {
            Portfolio = new(Core),
            PlanHash = shown.Plan.Hash,
            IdempotencyKey = "once",
            Actor = "ann",
        };

        world.Ask(engine => engine.StartRunAsync(wish, CancellationToken.None))
            .ShouldBeOfType<RunAnswer.Refused>().Why.Code.ShouldBe("orders-held");
    }

    [Fact]
    public void Another_account_that_can_trade_does_it_alone()
    {
        EngineWorld world = Begun("alpha", "beta");
        world.Lines[new("beta")].Held = Doubt;
        world.Manage(EngineWorld.PolicyOf(Core, "alpha", "beta"));
        world.Until(() => world.Find(Core).Runs is [{ EndedAt: not null }, ..], "the run ends");

        world.Find(Core).Runs[0].Orders.ShouldNotBeEmpty();
        world.Find(Core).Runs.SelectMany(run => run.Orders).ShouldAllBe(order => order.Ticket.Account.Value == "alpha");
        world.Lines[new("beta")].Sent.ShouldBe(0);
    }

    [Fact]
    public void A_shadow_plan_shows_what_would_be_done_there()
    {
        EngineWorld world = Begun("alpha");
        world.Lines[new("alpha")].Held = Doubt;
        world.Manage(EngineWorld.PolicyOf(Core, "alpha") with { Mode = TradingMode.Shadow });
        world.Pass(TimeSpan.FromMinutes(2));

        world.Find(Core).LastDecision!.Kind.ShouldBe(DecisionKind.Rebalance);
        world.Find(Core).Runs.ShouldBeEmpty();
    }

    private static EngineWorld Begun(params string[] accounts)
    {
        EngineWorld world = new();
        foreach (string account in accounts)
        {
            world.Open(account);
        }

        world.Start();
        return world;
    }
}
