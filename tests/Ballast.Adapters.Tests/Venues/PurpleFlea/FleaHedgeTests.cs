using Ballast.Core;
using Ballast.Core.Hedging;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Engine;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Views;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Services;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>
/// The wallet of an agent, 40 USDC and 20 each in three coins, is hedged by half in BTC-PERP: 50 short at twice its
/// margin. Its services are on target, so that nothing else is traded.
/// </summary>
public sealed class FleaHedgeTests : IDisposable
{
    private const string Hedge =
        """
        { "account": "purpleflea", "market": "BTC-PERP", "ratio": 0.5, "leverage": 2, "maxMargin": 60 }
        """;

    private readonly List<FleaWorld> worlds = [];

    public void Dispose() => worlds.ForEach(world => world.Dispose());

    [Fact]
    public void A_holding_is_hedged_with_a_tagged_short_and_left_alone_once_it_is()
    {
        FleaWorld world = World();
        world.Run(Duration.FromHours(2));

        PerpPosition position = world.Perpetuals.ShouldHaveSingleItem();
        (position.Market, position.Side, position.Purpose).ShouldBe(("BTC-PERP", TradeSide.Sell, "hedge:wallet"));
        position.Cost.ShouldBe(50m, 0.01m);
        position.Margin.ShouldBe(25m, 0.01m);
        ShouldBeInOrder(world, HedgeStep.Open);
        HedgeView view = world.View.Hedges.ShouldHaveSingleItem();
        view.Why!.Code.ShouldBe("hedge-in-band");
        (view.Wanted!.Value.Value, view.Held!.Value.Value).ShouldSatisfyAllConditions(
            sum => sum.Item1.ShouldBe(50m, 0.1m), sum => sum.Item2.ShouldBe(50m, 0.1m));
        (view.Last!.State, view.Order, view.NotSent).ShouldBe((HedgeState.Done, null, null));
        view.Last.SlippageBps!.Value.ShouldBe(2m, 0.01m, "half of a spread of 4 bp");
        view.Last.Fill!.Fee!.Value.Value.ShouldBe(0.05m, 0.0001m);
    }

    // What the hedge costs is the trading service's own loss: booked from its balance, and no flow.
    [Fact]
    public void Its_fee_is_a_loss_of_trading_and_ledger_and_venue_agree()
    {
        FleaWorld world = World();
        world.Run(Duration.FromHours(1));

        JournalEvent.BalanceBooked booked = world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem();
        LedgerPosting posting = booked.Postings.ShouldHaveSingleItem();
        (posting.Asset.Symbol, posting.Kind, booked.Flow.Value).ShouldBe(("trading", "gain", 0m));
        posting.Change.Value.ShouldBe(-0.06m, 0.0001m, "0.1 % of 50, and half of 4 bp of spread on it");
        world.LedgerOf("purpleflea")["trading"].ShouldBe(world.Exchange.Agents.Portfolio("demo")["trading"]);
    }

    [Fact]
    public void It_grows_shrinks_and_ends_as_the_policy_says_and_touches_no_other_position()
    {
        FleaWorld world = World();
        world.Run(Duration.FromMinutes(20));
        Place(world, TradeSide.Buy, 30m, "signal");

        Replace(world, Hedge.Replace("0.5", "0.8", StringComparison.Ordinal));
        Short(world).Cost.ShouldBe(80m, 0.1m);
        Replace(world, Hedge.Replace("0.5", "0.3", StringComparison.Ordinal));
        Short(world).Cost.ShouldBe(30m, 0.1m);
        Replace(world, Hedge.Replace("0.5", "0", StringComparison.Ordinal));

        PerpPosition left = world.Perpetuals.ShouldHaveSingleItem();
        (left.Purpose, left.Side).ShouldBe(("signal", TradeSide.Buy));
        left.Cost.ShouldBe(30m, 0.1m);
        ShouldBeInOrder(world, HedgeStep.Open, HedgeStep.Add, HedgeStep.Reduce, HedgeStep.Close);
    }

    // At 68,000 a short from 50,000 at twice its margin is 8 % from its liquidation near 74,250.
    [Fact]
    public void A_position_near_liquidation_is_closed_and_opened_anew_with_its_whole_distance()
    {
        FleaWorld world = World();
        world.Run(Duration.FromMinutes(20));
        world.Market.Set("BTCUSDC", world.Now + Duration.FromSeconds(1), 68_000m);
        world.Run(Duration.FromMinutes(30));

        ShouldBeInOrder(world, HedgeStep.Open, HedgeStep.Close, HedgeStep.Open);
        world.View.Hedges[0].Position!.Distance!.Value.Value.ShouldBe(0.485m, 0.01m);
        world.Events<JournalEvent.HedgeIntended>()[1].Ticket.Why.Code.ShouldBe("hedge-near-liquidation");
    }

    [Fact]
    public void An_order_whose_answer_is_lost_is_found_in_the_positions_and_not_sent_again()
    {
        FleaWorld world = World();
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.AnswerTimeout });
        world.Run(Duration.FromHours(1));

        world.Events<JournalEvent.HedgeUnknown>().Count.ShouldBe(1);
        world.Owner.Told.Select(told => told.Code).ShouldContain("hedge-unknown");
        ShouldBeInOrder(world, HedgeStep.Open);
    }

    [Fact]
    public void An_order_whose_request_is_lost_is_proven_to_have_had_no_effect_and_decided_anew()
    {
        FleaWorld world = World();
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.RequestLost, Times = 1 });
        world.Run(Duration.FromMinutes(40));
        world.View.Hedges[0].NotSent!.Code.ShouldBe("hedge-absences", "the lost order may only be late");
        world.Run(Duration.FromMinutes(30));

        world.Events<JournalEvent.HedgeEnded>().Select(ended => ended.End)
            .ShouldBe([HedgeState.Absent, HedgeState.Done]);
        ShouldBeInOrder(world, HedgeStep.Open, HedgeStep.Open);
    }

    // Bought back twice, 50 short less 35 and 35 again would be long 20.
    [Fact]
    public void A_purchase_that_comes_twenty_minutes_late_does_not_meet_another_one_and_turn_the_hedge_over()
    {
        FleaWorld world = World();
        world.Run(Duration.FromMinutes(20));
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.Delayed, Seconds = 1200, Times = 1 });
        Replace(world, Hedge.Replace("0.5", "0.15", StringComparison.Ordinal));
        world.Run(Duration.FromHours(2));

        world.Events<JournalEvent.HedgeEnded>().Select(ended => ended.End)
            .ShouldBe([HedgeState.Done, HedgeState.Absent]);
        Short(world).Cost.ShouldBe(15m, 0.1m, "it came late, and nothing beside it");
    }

    // A request that the network doubles is executed twice where no id can tell the venue: twice the short is neither
    // the order's effect nor none.
    [Fact]
    public void An_order_that_is_doubled_on_its_way_waits_for_a_person_and_is_put_right_after_their_word()
    {
        FleaWorld world = World();
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.Duplicated, Times = 1 });
        world.Run(Duration.FromMinutes(5));

        HedgeRecord stuck = world.View.Hedges[0].Last!;
        stuck.State.ShouldBe(HedgeState.Quarantined);
        world.Owner.Told.Select(told => told.Code).ShouldContain("hedge-contradicted");
        world.View.Hedges[0].NotSent!.Code.ShouldBe("hedge-underway");
        Short(world).Cost.ShouldBe(100m, 0.1m);

        world.Ask(engine => engine.ResolveQuarantineAsync(
            new QuarantineResolution
            {
                Portfolio = world.View.Id,
                Order = stuck.Ticket.Id,
                Actor = "ann",
                Why = new Reason("seen", "it was executed twice"),
            },
            CancellationToken.None));
        world.Run(Duration.FromMinutes(20));

        Short(world).Cost.ShouldBe(50m, 0.1m);
        world.Events<JournalEvent.HedgeEnded>().Select(ended => ended.End)
            .ShouldBe([HedgeState.Resolved, HedgeState.Done]);
    }

    [Fact]
    public void Margin_that_trading_does_not_have_is_refused_by_the_venue_and_not_asked_for_at_every_check()
    {
        FleaWorld world = World();
        Place(world, TradeSide.Buy, 190m, "signal");
        world.Run(Duration.FromMinutes(22));

        world.Events<JournalEvent.HedgeEnded>().ShouldAllBe(ended => ended.End == HedgeState.Refused);
        world.Events<JournalEvent.HedgeEnded>().Count.ShouldBe(
            2, "at 9:00:30, and at 9:15, the first check after 9:10:33");
        world.Perpetuals.ShouldHaveSingleItem().Purpose.ShouldBe("signal");
        world.View.Hedges[0].NotSent!.Code.ShouldBe("hedge-refused");
    }

    [Theory]
    [InlineData("shadow", "shadow")]
    [InlineData("live", "hedge-live")]
    public void Only_paper_money_is_sent_and_otherwise_the_advice_is_shown(string mode, string code)
    {
        FleaWorld world = World(more: $$"""
            "mode": "{{mode}}", "live": { "share": 0.25, "accounts": ["purpleflea"] },
            """);
        world.Run(Duration.FromHours(1));

        HedgeView view = world.View.Hedges[0];
        view.Order!.Step.ShouldBe(HedgeStep.Open);
        view.NotSent!.Code.ShouldBe(code);
        world.Events<JournalEvent.HedgeIntended>().ShouldBeEmpty();
        world.Perpetuals.ShouldBeEmpty();
    }

    [Fact]
    public void A_halted_portfolio_sends_no_hedge_and_says_so()
    {
        FleaWorld world = World();
        world.Run(Duration.FromMinutes(4));
        world.Ask(engine => engine.HaltAsync(
            world.View.Id, "ann", new Reason("holiday", "away"), CancellationToken.None));
        Replace(world, Hedge.Replace("0.5", "0", StringComparison.Ordinal));

        Short(world).Cost.ShouldBe(50m, 0.1m, "opened before, and not closed");
        world.View.Hedges[0].NotSent!.Code.ShouldBe("halted");
    }

    // An answer that comes four seconds late leaves room for a kill between the order and what is written of it.
    [Fact]
    public void A_kill_between_an_order_and_its_answer_neither_loses_nor_doubles_it()
    {
        FleaWorld world = World();
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.LateAnswer, Seconds = 4, Times = 1 });
        world.RunAndKillWhen(() => world.HedgeOrders.Length > 0);
        world.Run(Duration.FromHours(1));

        world.Events<JournalEvent.HedgeUnknown>().ShouldHaveSingleItem().Why.Code.ShouldBe("restart");
        Short(world).Cost.ShouldBe(50m, 0.1m);
        ShouldBeInOrder(world, HedgeStep.Open);
    }

    // From the first piece of work to the last of the hedge, and again in recovery.
    [Fact]
    public void No_kill_at_any_piece_of_work_loses_or_doubles_a_hedge()
    {
        using FleaWorld unharmed = new(Rules(Hedge, ""));
        int last = unharmed.RunAndKillWhen(() => unharmed.IsHedged);
        for (int pieces = 1; pieces <= last + 2; pieces += Math.Max(1, last / 40))
        {
            using FleaWorld killed = new(Rules(Hedge, ""));
            killed.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.AnswerReset, Probability = 0.5 });
            killed.RunAndKill(pieces);
            killed.RunAndKill(pieces / 2);
            killed.Run(Duration.FromHours(3));

            Short(killed).Cost.ShouldBe(50m, 0.1m, $"killed after {pieces} of {last}");
            ShouldBeInOrder(killed);
        }
    }

    // Each order that was executed was on record first, exactly once; what ended without effect had none.
    private static void ShouldBeInOrder(FleaWorld world, params HedgeStep[] steps)
    {
        IReadOnlyList<JournalEvent.HedgeIntended> intended = world.Events<JournalEvent.HedgeIntended>();
        HedgeState[] ends = [.. world.Events<JournalEvent.HedgeEnded>().Select(ended => ended.End)];
        ends.Length.ShouldBe(intended.Count, "every order has ended");
        world.HedgeOrders.Length.ShouldBe(ends.Count(end => end == HedgeState.Done));
        intended.Select(sent => sent.Ticket.Id).Distinct().Count().ShouldBe(intended.Count);
        if (steps.Length > 0)
        {
            intended.Select(sent => sent.Ticket.Order.Step).ShouldBe(steps);
        }
    }

    private static PerpPosition Short(FleaWorld world)
    {
        PerpPosition position = world.Perpetuals.Where(open => open.Purpose == "hedge:wallet").ShouldHaveSingleItem();
        position.Side.ShouldBe(TradeSide.Sell);
        return position;
    }

    private static void Place(FleaWorld world, TradeSide side, decimal notional, string purpose) =>
        world.Exchange.Agents.Place("demo", new PerpWish
        {
            Market = "BTC-PERP",
            Side = side,
            Notional = notional,
            Leverage = 1m,
            LimitPrice = null,
            MaxSlippageBps = null,
            Purpose = purpose,
            Effect = PerpEffect.Any,
        }).ShouldBeOfType<AgentOutcome<PerpAnswer>.Done>();

    private static void Replace(FleaWorld world, string hedge)
    {
        Policy policy = FleaWorld.PolicyOf(Rules(hedge, ""));
        world.Ask(engine => engine.ReplacePolicyAsync(
            policy, PolicyWriter.Hash(policy), "ann", CancellationToken.None));
        world.Run(Duration.FromMinutes(15));
    }

    private FleaWorld World(string hedge = Hedge, string more = "")
    {
        FleaWorld world = new(Rules(hedge, more));
        worlds.Add(world);
        return world;
    }

    // What the agent begins with is the target.
    private static string Rules(string hedge, string more) =>
        $$"""
        {
          "portfolio": "agent", "quote": "USDC", "accounts": ["purpleflea"], {{more}}
          "target": { "weights": {
            "casino": 0.20, "trading": 0.20, "wallet": 0.10, "domains": 0.10, "escrow": 0.10, "USDC": 0.30 } },
          "trigger": { "checkEvery": "5m", "band": { "absolute": 0.05, "destination": "half" } },
          "trade": { "minNotional": 5 },
          "hedges": { "wallet": {{hedge}} }
        }
        """;
}
