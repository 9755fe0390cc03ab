using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Hedging;

/// <summary>
/// Hedges at an exchange that knows names: of 60 units of AAA half are to be short, 30 units in contracts of a tenth.
/// </summary>
public sealed class NamedHedgeTests
{
    private static readonly Asset Aaa = new("AAA");

    private readonly EngineWorld world = new();
    private readonly ScriptedVenue venue;
    private readonly NamedPerpetuals perpetuals;

    public NamedHedgeTests()
    {
        venue = world.Open("okx");
        perpetuals = new NamedPerpetuals(venue);
        world.Equipped = ports => ports with { Hedges = perpetuals, Positions = perpetuals };
    }

    private HedgeView View => world.Find("core").Hedges.ShouldHaveSingleItem();

    [Fact]
    public void A_holding_is_sold_short_in_whole_contracts_under_a_name_and_left_alone_then()
    {
        Manage(0.5m);
        world.Pass(TimeSpan.FromHours(1));

        HedgeTicket ticket = perpetuals.Sent.ShouldHaveSingleItem();
        perpetuals.Size.ShouldBe(-30m, 0.1m);
        (ticket.Exact!.Units.Value, ticket.Before).ShouldBe((-perpetuals.Size, Quantity.Zero));
        ticket.Exact.Limit.Value.ShouldBeLessThan(ticket.ExpectedPrice.Value, "a sale goes no lower than this");
        ticket.Exact.Limit.Value.ShouldBeGreaterThan(ticket.ExpectedPrice.Value * 0.99m);
        (View.Last!.State, View.Last.Fill!.Size.Value).ShouldBe((HedgeState.Done, -perpetuals.Size));
    }

    // The next check is six hours away.
    [Fact]
    public void What_is_shown_is_what_its_order_has_made_once_that_has_ended()
    {
        Policy quiet = Hedged(0.5m);
        perpetuals.Share = 0.5m;
        Manage(quiet with { Trigger = quiet.Trigger with { CheckEvery = NodaTime.Duration.FromHours(6) } });
        world.Pass(TimeSpan.FromMinutes(5));

        (perpetuals.Sent.Count, View.Last!.State).ShouldBe((1, HedgeState.Done));
        View.Position!.Size.Value.ShouldBe(-perpetuals.Size);
        View.Held!.Value.Value.ShouldBe(View.Wanted!.Value.Value / 2m, 10m);
        View.NotSent!.Code.ShouldBe("hedge-next-check", "half of it is left to do");
    }

    [Fact]
    public void It_shrinks_and_ends_with_the_policy_and_closes_exactly_what_is_there()
    {
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(5));
        Change(0.2m);
        perpetuals.Size.ShouldBe(-12m, 0.5m);
        Change(0m);

        perpetuals.Size.ShouldBe(0m);
        perpetuals.Sent.Select(ticket => ticket.Order.Step)
            .ShouldBe([HedgeStep.Open, HedgeStep.Reduce, HedgeStep.Close]);
        perpetuals.Sent.Select(ticket => ticket.Id).ShouldBeUnique();
    }

    [Fact]
    public void An_order_whose_answer_is_lost_is_found_by_its_name_and_never_sent_again()
    {
        perpetuals.IsAnswerLost = true;
        Manage(0.5m);
        world.Pass(TimeSpan.FromHours(1));

        perpetuals.Sent.Count.ShouldBe(1);
        world.Events<JournalEvent.HedgeUnknown>().Count.ShouldBe(1);
        world.Events<JournalEvent.HedgeAnswered>().Count.ShouldBe(1);
        View.Last!.State.ShouldBe(HedgeState.Done);
    }

    // Request expiry 20 s and 10 s of margin, then three not-founds five seconds apart, and the position as before.
    [Fact]
    public void An_order_whose_request_is_lost_is_absent_only_after_its_expiry_and_three_not_founds()
    {
        perpetuals.IsRequestLost = true;
        Manage(0.5m);
        world.Until(() => world.Events<JournalEvent.HedgeUnknown>().Count == 1, "it is lost");
        perpetuals.IsRequestLost = false;
        JournalEvent.HedgeIntended intended = world.Events<JournalEvent.HedgeIntended>()[0];
        world.Until(() => world.Events<JournalEvent.HedgeEnded>().Count == 1, "it is proven absent");

        world.Events<JournalEvent.HedgeEnded>()[0].End.ShouldBe(HedgeState.Absent);
        (world.Now - intended.Request.ExpiresAt).TotalSeconds.ShouldBeGreaterThan(20d);
        world.Pass(TimeSpan.FromMinutes(10));
        perpetuals.Sent.Count.ShouldBe(2);
        perpetuals.Size.ShouldBe(-30m, 0.1m);
    }

    // The position has moved and the record is not found: nothing is proven, and nothing more is sent.
    [Fact]
    public void Positions_alone_prove_nothing_where_there_are_records()
    {
        perpetuals.IsAnswerLost = true;
        perpetuals.Blind = int.MaxValue;
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(40));

        View.Last!.State.ShouldBe(HedgeState.Quarantined);
        perpetuals.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void A_look_up_that_fails_is_no_not_found()
    {
        perpetuals.IsRequestLost = true;
        perpetuals.Blind = -1;
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(25));

        View.Last!.State.ShouldBe(HedgeState.Unknown);
        perpetuals.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void What_was_partly_filled_is_filled_up_with_the_next_check_and_what_was_not_at_all_rests()
    {
        perpetuals.Share = 0.5m;
        Manage(0.5m);
        world.Until(() => world.Events<JournalEvent.HedgeEnded>().Count == 1, "half of it is there");
        perpetuals.Size.ShouldBe(-15m, 0.1m);
        perpetuals.Share = 1m;
        world.Pass(TimeSpan.FromMinutes(5));
        perpetuals.Size.ShouldBe(-30m, 1.6m, "within its band");

        perpetuals.Share = 0m;
        Change(0.9m);
        View.NotSent!.Code.ShouldBe("hedge-refused");
        perpetuals.Sent.Count.ShouldBe(3);

        Change(0m);
        perpetuals.Sent.Count.ShouldBeGreaterThan(4, "what closes is tried at every check");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-4)]
    public void A_position_that_no_order_of_ours_has_made_is_not_touched(decimal foreign)
    {
        perpetuals.Size = foreign;
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(10));

        (perpetuals.Sent.Count, perpetuals.Size, View.Why!.Code).ShouldBe((0, foreign, "hedge-foreign"));
        perpetuals.Size = 0m;
        world.Pass(TimeSpan.FromMinutes(5));
        perpetuals.Size.ShouldBe(-30m, 0.1m, "closed by hand, it is hedged anew");

        perpetuals.Size -= 0.1m;
        world.Pass(TimeSpan.FromMinutes(5));
        View.Why!.Code.ShouldBe("hedge-foreign", "one contract more than our own orders have made");
    }

    // Records are known to lag by three quarters of an hour at most (UnknownResolver).
    [Fact]
    public void A_hedge_that_has_vanished_is_told_of_once_and_opened_again_after_a_rest()
    {
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(5));
        decimal made = perpetuals.Size;
        perpetuals.Size = 0m;
        world.Pass(TimeSpan.FromMinutes(40));

        perpetuals.Sent.Count.ShouldBe(1);
        View.NotSent!.Code.ShouldBe("hedge-vanished");
        string told = world.Owner.Told.Where(told => told.Code == "hedge-vanished").ShouldHaveSingleItem().Sentence;
        told.ShouldContain($"have made {new Quantity(made)} units in {NamedPerpetuals.Market} on okx");
        world.Pass(TimeSpan.FromMinutes(10));
        perpetuals.Size.ShouldBe(-30m, 0.1m);
        perpetuals.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void A_hedge_that_was_not_shown_for_a_while_is_not_doubled_and_its_rest_begins_anew_each_time()
    {
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(5));
        decimal made = perpetuals.Size;
        foreach (int _ in Enumerable.Range(0, 2))
        {
            perpetuals.Size = 0m;
            world.Pass(TimeSpan.FromMinutes(30));
            perpetuals.Size = made;
            world.Pass(TimeSpan.FromMinutes(5));
        }

        perpetuals.Sent.Count.ShouldBe(1);
        world.Owner.Told.Count(told => told.Code == "hedge-vanished").ShouldBe(2);
    }

    [Fact]
    public void A_hedge_that_vanished_after_a_person_ended_the_doubt_about_it_rests_too()
    {
        perpetuals.IsAnswerLost = true;
        perpetuals.Blind = int.MaxValue;
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(40));
        perpetuals.Size = 0m;
        world.Ask(engine => engine.ResolveQuarantineAsync(
            new QuarantineResolution
            {
                Portfolio = new PortfolioId("core"),
                Order = View.Last!.Ticket.Id,
                Actor = "ann",
                Why = new Reason("seen", "looked at the exchange"),
            },
            CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
        world.Pass(TimeSpan.FromMinutes(40));

        perpetuals.Sent.Count.ShouldBe(1);
        View.NotSent!.Code.ShouldBe("hedge-vanished");
        View.NotSent.Sentence.ShouldContain("units in");
    }

    [Fact]
    public void A_hedge_that_was_closed_by_its_own_order_is_not_missed()
    {
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(5));
        Change(0m);
        Change(0.5m);

        perpetuals.Size.ShouldBe(-30m, 0.1m);
        world.Owner.Told.ShouldAllBe(told => told.Code != "hedge-vanished");
    }

    [Fact]
    public void With_another_leverage_than_the_policys_it_is_not_made_larger_but_may_be_closed()
    {
        Manage(0.5m);
        world.Pass(TimeSpan.FromMinutes(5));
        perpetuals.Leverage = 20m;
        Change(0.8m);
        View.Why!.Code.ShouldBe("hedge-leverage");
        perpetuals.Sent.Count.ShouldBe(1);

        Change(0m);
        perpetuals.Size.ShouldBe(0m);
    }

    [Fact]
    public void Two_hedges_are_not_made_of_one_position()
    {
        Policy policy = Hedged(0.5m);
        HedgePolicy hedge = policy.Hedges[Aaa];
        Manage(policy with { Hedges = policy.Hedges.Add(new Asset("BBB"), hedge) });
        world.Pass(TimeSpan.FromMinutes(5));

        perpetuals.Sent.ShouldBeEmpty();
        world.Find("core").Hedges.ShouldAllBe(view => view.Why!.Code == "hedge-shared-market");
    }

    [Fact]
    public void A_restart_finds_by_its_name_what_was_sent_before_it()
    {
        perpetuals.IsAnswerLost = true;
        perpetuals.Blind = -1;
        Manage(0.5m);
        world.Until(() => perpetuals.Sent.Count == 1, "it is sent");
        world.Restart();
        perpetuals.Blind = 0;
        world.Pass(TimeSpan.FromMinutes(10));

        perpetuals.Sent.Count.ShouldBe(1);
        View.Last!.State.ShouldBe(HedgeState.Done);
    }

    private void Manage(decimal ratio) => Manage(Hedged(ratio));

    private void Manage(Policy policy)
    {
        world.Start();
        world.Manage(policy);
    }

    private void Change(decimal ratio)
    {
        Policy policy = Hedged(ratio);
        world.Ask(engine => engine.ReplacePolicyAsync(
            policy, EngineWorld.HashOf(policy), "ann", CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
        world.Pass(TimeSpan.FromMinutes(5));
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
