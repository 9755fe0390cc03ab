using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Hedging;

/// <summary>What a plan shows of hedges, and how they share the day's turnover with orders.</summary>
public sealed class HedgeCapTests
{
    private static readonly Asset Aaa = new("AAA");

    private readonly EngineWorld world = new();
    private readonly NamedPerpetuals perpetuals;

    public HedgeCapTests()
    {
        ScriptedVenue venue = world.Open("okx");
        perpetuals = new NamedPerpetuals(venue);
        world.Equipped = ports => ports with { Hedges = perpetuals, Positions = perpetuals };
        world.Start();
    }

    private HedgeView View => world.Find("core").Hedges.ShouldHaveSingleItem();

    [Fact]
    public void A_plan_shows_the_order_that_the_next_check_would_send_and_sends_nothing()
    {
        world.Manage(Hedged(0m));
        world.Pass(TimeSpan.FromMinutes(2));
        world.Ask(engine => engine.HaltAsync(null, "ann", EngineWorld.Word, CancellationToken.None));
        Change(Hedged(0.5m));

        HedgeView shown = Planned();

        (shown.Order!.Step, shown.NotSent!.Code, perpetuals.Sent.Count).ShouldBe((HedgeStep.Open, "halted", 0));
        (shown.Wanted!.Value.Value, shown.Held!.Value.Value).ShouldSatisfyAllConditions(
            sum => sum.Item1.ShouldBe(shown.Order.Notional.Value, 0.02m), sum => sum.Item2.ShouldBe(0m));
        shown.Why!.Code.ShouldBe("hedge-too-small");

        world.Resume();
        world.Until(() => perpetuals.Sent.Count == 1, "it is sent");
        world.Pass(TimeSpan.FromMinutes(2));
        HedgeView kept = Planned();
        (kept.Order, kept.Why!.Code).ShouldBe((null, "hedge-in-band"));
    }

    // A plan whose orders are carried out is looked after by the check behind it.
    [Fact]
    public void Beside_orders_of_a_plan_it_comes_after_them()
    {
        perpetuals.Leverage = 5m;
        world.Manage(Hedged(0.5m));
        world.Pass(TimeSpan.FromMinutes(2));
        View.Why!.Code.ShouldBe("hedge-leverage");
        perpetuals.Leverage = 2m;

        Planned().NotSent!.Code.ShouldBe("hedge-after-run");
    }

    [Fact]
    public void A_hedge_over_the_days_cap_is_held_and_says_so_and_one_within_it_counts()
    {
        world.Manage(Capped(0.5m, 0.0001m));
        world.Pass(TimeSpan.FromMinutes(3));
        (View.NotSent!.Code, perpetuals.Sent.Count).ShouldBe(("daily-turnover", 0));
        Planned().NotSent!.Code.ShouldBe("daily-turnover");

        // Half of the hedge's value is its turnover. A cap a little above that leaves no room for a second one.
        decimal share = View.Order!.Notional.Value * 0.5m / world.Find("core").LastDecision!.Value!.Value.Value;
        Change(Capped(0.5m, share * 1.1m));
        perpetuals.Sent.Count.ShouldBe(1);
        Change(Capped(0.9m, share * 1.1m));
        (View.NotSent!.Code, perpetuals.Sent.Count).ShouldBe(("daily-turnover", 1));
        View.NotSent.Sentence.ShouldContain("traded today");
    }

    // What is kept because enough was traded today may be liquidated today.
    [Fact]
    public void The_closing_of_a_hedge_is_not_held_by_the_days_cap()
    {
        world.Manage(Hedged(0.5m));
        world.Pass(TimeSpan.FromMinutes(3));
        Change(Capped(0m, 0.0001m));

        perpetuals.Size.ShouldBe(0m);
    }

    private HedgeView Planned() => world
        .Ask(engine => engine.PlanAsync(new PortfolioId("core"), CancellationToken.None))
        .Hedges.ShouldHaveSingleItem();

    private void Change(Policy policy)
    {
        world.Ask(engine => engine.ReplacePolicyAsync(
            policy, EngineWorld.HashOf(policy), "ann", CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
        world.Pass(TimeSpan.FromMinutes(3));
    }

    private static Policy Capped(decimal ratio, decimal turnover)
    {
        Policy policy = Hedged(ratio);
        return policy with { Guards = policy.Guards with { MaxDailyTurnover = turnover } };
    }

    private static Policy Hedged(decimal ratio)
    {
        Policy quiet = EngineWorld.Quiet("core", "okx");
        return quiet with
        {
            Hedges = quiet.Hedges.Add(Aaa, new HedgePolicy
            {
                Account = new AccountId("okx"),
                Market = NamedPerpetuals.Market,
                Ratio = ratio,
                Leverage = 2m,
                MaxMargin = new Money(1_000_000m),
            }),
        };
    }
}
