using System.Text.Json;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Reports.Shadows;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Ledger;

/// <summary>Shadow books and the tally of trades, as the journal gives them.</summary>
public sealed class ShadowFoldTests
{
    private static readonly Asset Untracked = new("FEE");
    private static readonly TimeSpan SomeChecks = TimeSpan.FromMinutes(5);

    [Fact]
    public void Books_begin_once_the_portfolio_is_bought_with_what_it_then_holds()
    {
        EngineWorld world = Bought();
        ShadowBooks books = world.Find("core").Shadows.ShouldNotBeNull();
        EngineState state = Fold(world);
        JournalEvent.RunEnded ended = world.Events<JournalEvent.RunEnded>()[0];
        ended.Status.ShouldBe(RunStatus.Completed);
        (books.Since >= world.Find("core").Runs[^1].EndedAt).ShouldBeTrue("not with the cash before it");
        books.Of(ShadowRule.Hold).Units.ShouldBe(Total(StateAt(world, books.Since)));
        state.Portfolios[new("core")].Shadows.ShouldNotBeNull();
    }

    [Fact]
    public void A_portfolio_in_cash_that_nobody_has_bought_has_no_books()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Pass(SomeChecks);
        world.Find("core").Performance.Length.ShouldBeGreaterThan(1);
        world.Find("core").Shadows.ShouldBeNull();
    }

    [Fact]
    public void A_portfolio_that_only_plans_is_compared_from_its_first_valuation_on()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper") with { Mode = TradingMode.Shadow });
        world.Pass(SomeChecks);
        ShadowBooks books = world.Find("core").Shadows.ShouldNotBeNull();
        books.Since.ShouldBe(world.Find("core").Performance[0].At);
        books.Ahead(ShadowRule.Hold).ShouldBe(0m, "it holds");
    }

    /// <summary>The books are part of the state, which is the fold of the journal and of nothing else.</summary>
    [Fact]
    public void A_restart_and_a_replay_give_the_same_books_and_the_same_tally()
    {
        EngineWorld world = Bought();
        world.Pass(SomeChecks);
        string before = Text(Fold(world));
        world.Restart();
        Text(Fold(world)).ShouldBe(before);
        ShadowBooks kept = Fold(world).Portfolios[new("core")].Shadows!;
        world.Find("core").Shadows!.Since.ShouldBe(kept.Since);
        world.Find("core").Shadows!.Of(ShadowRule.Hold).Growth.ShouldBe(kept.Of(ShadowRule.Hold).Growth);
        world.Find("core").Execution.Single().Tally
            .ShouldBe(Fold(world).Portfolios[new("core")].Execution.Values.Single());
    }

    /// <summary>By hand: while nothing trades the portfolio is what hold is, so their returns are equal; the deposit
    /// of 100 is in both values and in no return but for what it costs to put to use.</summary>
    [Fact]
    public void A_deposit_reaches_every_book_and_no_return()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Shadows is not null, "it is bought");
        Policy still = EngineWorld.Quiet("core", "paper") with { Costs = new CostPolicy { TakerFeeBps = 0m } };
        world.Ask(engine => engine.ReplacePolicyAsync(
            still, EngineWorld.HashOf(still), "ann", CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
        ShadowBooks before = world.Find("core").Shadows!;

        venue.Totals[ScriptedVenue.Quote] += 100m;
        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "it is booked");
        world.Until(() => world.Find("core").Performance.Any(point => !point.Flows.IsZero), "it is valued");
        ShadowBooks after = world.Find("core").Shadows!;
        after.Since.ShouldBe(before.Since, "weights and assets are the same");
        decimal moved = after.Of(ShadowRule.Hold).Growth / before.Of(ShadowRule.Hold).Growth;
        after.Of(ShadowRule.Hold).Value.Value
            .ShouldBe((before.Of(ShadowRule.Hold).Value.Value * moved) + 100m, 1e-15m);
    }

    [Fact]
    public void Another_asset_begins_the_comparison_anew_and_another_weight_does_not()
    {
        EngineWorld world = Bought();
        ShadowBooks first = world.Find("core").Shadows!;
        Policy policy = EngineWorld.PolicyOf("core", "paper");
        Policy reweighted = policy with
        {
            Target = policy.Target.SetItem(new Asset("AAA"), new Weight(0.3m))
                .SetItem(new Asset("BBB"), new Weight(0.4m)),
        };
        Replace(world, reweighted);
        Fold(world).Portfolios[new("core")].Shadows!.Since.ShouldBe(first.Since);

        Replace(world, policy with
        {
            Target = policy.Target.Remove(new Asset("CCC")).SetItem(ScriptedVenue.Quote, new Weight(0.3m)),
        });
        EngineState after = StateAfter<JournalEvent.PolicyChanged>(world);
        after.Portfolios[new("core")].Shadows.ShouldBeNull();
    }

    /// <summary>The tally against the journal's own events, summed here in another way.</summary>
    [Fact]
    public void Every_trade_is_counted_once_against_what_its_plan_expected()
    {
        EngineWorld world = Bought();
        VenueExecution execution = world.Find("core").Execution.Single();
        execution.Venue.ShouldBe(world.Lines[new("paper")].Capabilities.Venue);
        OrderView[] orders = [.. world.Find("core").Runs.SelectMany(run => run.Orders).Where(o => o.Fills.Length > 0)];
        execution.Tally.Orders.ShouldBe(orders.Length);
        execution.Tally.Trades.ShouldBe(orders.Sum(order => order.Fills.Length));
        decimal expected = orders.Sum(order => order.Filled.Value * order.ExpectedPrice.Value);
        decimal realised = orders.Sum(order => order.Fills.Sum(fill => fill.Size.Value * fill.Price.Value));
        decimal worse = orders.Sum(order =>
            order.Fills.Sum(fill => fill.Size.Value * (fill.Price.Value - order.ExpectedPrice.Value))
            * (order.Ticket.Side == TradeSide.Buy ? 1m : -1m));
        execution.Tally.Notional.Value.ShouldBe(realised, 1e-12m);
        execution.Tally.Slippage.Value.ShouldBe(worse, 1e-12m);
        execution.Tally.MeanBps!.Value.ShouldBe(worse / expected * 10_000m, 1e-9m);
    }

    private static EngineWorld Bought()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Shadows is not null, "it is bought");
        return world;
    }

    private static void Replace(EngineWorld world, Policy policy) => world
        .Ask(engine => engine.ReplacePolicyAsync(
            policy, EngineWorld.HashOf(policy), "ann", CancellationToken.None))
        .ShouldBeOfType<ChangeOutcome.Done>();

    private static EngineState Fold(EngineWorld world) => world.Journal.Aggregate(EngineState.Empty, EngineFold.Apply);

    private static EngineState StateAfter<TEvent>(EngineWorld world)
        where TEvent : JournalEvent
    {
        long last = world.Journal.Last(stamped => stamped.Event is TEvent).Sequence;
        return world.Journal.TakeWhile(stamped => stamped.Sequence <= last)
            .Aggregate(EngineState.Empty, EngineFold.Apply);
    }

    private static EngineState StateAt(EngineWorld world, NodaTime.Instant decidedAt) => world.Journal
        .TakeWhile(stamped => stamped.Event is not JournalEvent.Decided decided || decided.Decision.At <= decidedAt)
        .Aggregate(EngineState.Empty, EngineFold.Apply);

    private static IEnumerable<KeyValuePair<Asset, Quantity>> Total(EngineState state) =>
        state.Portfolios[new("core")].Ledgers.Values.Single().Balances.Where(held => held.Key != Untracked);

    private static string Text(EngineState state) =>
        JsonSerializer.Serialize(state.Portfolios[new("core")].Shadows, JournalJson.Default.ShadowBooks);
}
