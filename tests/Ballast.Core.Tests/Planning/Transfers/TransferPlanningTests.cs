using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Across;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Planning.Transfers;

/// <summary>Whether a transfer is worth it, when it waits, and what a plan says of it.</summary>
public sealed class TransferPlanningTests
{
    /// <summary>
    /// 1,000 in all: A is 300 above its 400 and B 300 below; second has no cash. Out of place 300 units cost 10.50 over
    /// the horizon, the fee is 1 and each trade of 300 costs 0.30.
    /// </summary>
    [Fact]
    public void Sells_transfers_and_buys_when_the_fee_is_less_than_the_drift_costs()
    {
        Plan plan = Planned(TransferCases.Of(700m, 100m, (200m, 0m)), TransferCases.Route(1m));

        PlannedOrder sale = plan.Orders.ShouldHaveSingleItem();
        (sale.Side, sale.Asset.Symbol, sale.Account.Value).ShouldBe((TradeSide.Sell, "A", "paper"));
        sale.Size.Value.ShouldBeInRange(290m, 310m);
        PlannedTransfer transfer = plan.Transfers.ShouldHaveSingleItem();
        transfer.Choice.ShouldBe(TransferChoice.Send);
        (transfer.From.Value, transfer.To.Value, transfer.Asset.Symbol).ShouldBe(("paper", "second", "USDC"));
        transfer.Units.Value.ShouldBeInRange(300m, 310m);
        transfer.FeeValue.Value.ShouldBe(1m);
        transfer.CostWith.Value.ShouldBeLessThan(transfer.CostWithout.Value);
        transfer.Why.Code.ShouldBe("transfer-worth");
        plan.NonOrders.Single(order => order.Asset.Symbol == "B").Why.Code.ShouldBe("waits-for-transfer");
        plan.Moves.ShouldBeEmpty();
        plan.ValueAfter.Value.ShouldBe(1000m - sale.Cost.Value - 1m);
        PlanDocument.Of(plan)["transfers"]!.AsArray().Count.ShouldBe(1);
    }

    /// <summary>
    /// 100 of cash are at second already. By hand: at the collar of 50 bp and a fee of 10 bp 90 units take 90.54, and
    /// 100 would take 100.60: 90 are bought at once, and of the 290 that the fee leaves room for the
    /// other 200 when the transfer has arrived.
    /// </summary>
    [Fact]
    public void Buys_now_what_the_cash_at_hand_pays_for_and_the_rest_when_the_transfer_has_arrived()
    {
        Plan plan = Planned(TransferCases.Of(400m, 100m, (400m, 100m)), TransferCases.Route(1m));

        PlannedOrder purchase = plan.Orders.ShouldHaveSingleItem();
        (purchase.Side, purchase.Asset.Symbol, purchase.Size.Value).ShouldBe((TradeSide.Buy, "B", 90m));
        NonOrder missing = plan.NonOrders.Single(order => order.Asset.Symbol == "B");
        (missing.Why.Code, missing.Gap.Value).ShouldBe(("waits-for-transfer", 200m));
        plan.Transfers.ShouldHaveSingleItem().Units.Value.ShouldBeInRange(200m, 220m);
    }

    /// <summary>Of 290 neither part may be below the owner's minimum: of 100 at hand 90 could be bought now, less than
    /// 95; of 250 at hand 240, which leaves 50, less than 100.</summary>
    [Theory]
    [InlineData(100, 95)]
    [InlineData(250, 100)]
    public void Waits_whole_where_one_of_the_two_parts_would_be_no_order(decimal atHand, decimal least)
    {
        PlanCase written = TransferCases.Of(400m, 100m, (500m - atHand, atHand)).With(policy => policy with
        {
            Trade = policy.Trade with { MinNotional = new Money(least) },
        });
        PlanOutcome outcome = TransferCases.Plan(written, TransferCases.Route(1m));

        Transfer(outcome).Choice.ShouldBe(TransferChoice.Send);
        Plan(outcome).Orders.ShouldBeEmpty();
        MissingB(outcome).Gap.Value.ShouldBe(290m);
    }

    /// <summary>The same with a fee of 50: dearer than leaving 300 out of place for a week.</summary>
    [Fact]
    public void Leaves_a_transfer_that_is_not_worth_its_fee_and_says_why()
    {
        PlanOutcome outcome = TransferCases.Plan(TransferCases.Of(700m, 100m, (200m, 0m)), TransferCases.Route(50m));

        PlannedTransfer transfer = (outcome is PlanOutcome.Planned planned
            ? planned.Plan.Transfers
            : ((PlanOutcome.NothingToTrade)outcome).Transfers).ShouldHaveSingleItem();
        transfer.Choice.ShouldBe(TransferChoice.NotWorth);
        transfer.Why.Code.ShouldBe("transfer-not-worth");
        transfer.Why.Sentence.ShouldContain("50 USDC of fee");
        MissingB(outcome).Why.Sentence.ShouldContain("not worth it");
        MissingB(outcome).Why.Sentence.ShouldNotContain("by hand");
    }

    [Fact]
    public void Asks_for_a_move_by_hand_where_no_gateway_is()
    {
        PlanOutcome outcome = TransferCases.Plan(TransferCases.Of(400m, 100m, (500m, 0m)), TransferSight.None);

        MissingB(outcome).Why.Sentence.ShouldContain("by hand");
    }

    [Fact]
    public void Moves_nothing_without_the_block_in_the_policy()
    {
        PlanCase written = TransferCases.Of(400m, 100m, (500m, 0m)).With(policy => policy with { Transfers = null });

        MissingB(TransferCases.Plan(written, TransferCases.Route(1m))).Why.Sentence.ShouldContain("by hand");
    }

    [Fact]
    public void Waits_for_the_ceiling_until_the_deadline_and_then_goes()
    {
        PlanCase written = TransferCases.Of(400m, 100m, (500m, 0m)).With(policy => policy with
        {
            Transfers = TransferCases.Policy with { FeeCeiling = new Money(0.5m) },
        });
        Instant now = written.Request().Snapshot.At;

        PlannedTransfer waiting = Transfer(TransferCases.Plan(written, TransferCases.Route(1m)));
        (waiting.Choice, waiting.WaitsUntil).ShouldBe((TransferChoice.Wait, now + Duration.FromHours(6)));
        waiting.Why.Sentence.ShouldContain("2026-01-31T18:00:00Z");
        Transfer(TransferCases.Plan(written, TransferCases.Route(1m), now + Duration.FromMinutes(1))).WaitsUntil
            .ShouldBe(now + Duration.FromMinutes(1), "a wait that has begun is not begun anew");

        PlannedTransfer late = Transfer(TransferCases.Plan(written, TransferCases.Route(1m), now));
        (late.Choice, late.Why.Code).ShouldBe((TransferChoice.Send, "transfer-deadline"));
        PlannedTransfer cheap = Transfer(TransferCases.Plan(written, TransferCases.Route(0.5m)));
        (cheap.Choice, cheap.Why.Code).ShouldBe((TransferChoice.Send, "transfer-worth"));
    }

    /// <summary>Gas counts as fee: 0.40 of the venue and 0.20 of the chain are above a ceiling of 0.50.</summary>
    [Fact]
    public void Counts_what_the_chain_takes()
    {
        PlanCase written = TransferCases.Of(400m, 100m, (500m, 0m)).With(policy => policy with
        {
            Transfers = TransferCases.Policy with { FeeCeiling = new Money(0.5m) },
        });
        TransferRoute chain = TransferCases.Route(0.4m) with { Path = TransferPath.OnChain, Gas = new Quantity(0.2m) };

        PlannedTransfer transfer = Transfer(TransferCases.Plan(written, chain));
        (transfer.Choice, transfer.FeeValue.Value).ShouldBe((TransferChoice.Wait, 0.6m));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(0)]
    public void Never_sends_more_than_the_source_has_after_its_own_sales(decimal paper)
    {
        Plan plan = Planned(TransferCases.Of(700m, 100m, (paper, 200m - paper)), TransferCases.Route(1m));

        decimal proceeds = plan.Orders.Where(order => order.Account.Value == "paper")
            .Sum(order => order.Size.Value * order.LimitPrice.Value * 0.999m);
        plan.Transfers.Where(transfer => transfer.Choice == TransferChoice.Send)
            .Sum(transfer => transfer.Units.Value).ShouldBeLessThanOrEqualTo(paper + proceeds);
    }

    /// <summary>Something else is traded beside it, so that there is a plan: 100 of cash at second buy B.</summary>
    [Fact]
    public void Leaves_a_way_alone_while_it_rests_and_asks_for_a_move_by_hand_saying_why()
    {
        PlanCase written = TransferCases.Of(400m, 100m, (400m, 100m));
        Instant now = written.Request().Snapshot.At;

        Plan resting = Plan(TransferCases.Plan(written, Sight(now + Duration.FromMinutes(1))));
        resting.Transfers.ShouldBeEmpty();
        HandMove move = resting.Moves.ShouldHaveSingleItem();
        (move.From.Value, move.To.Value).ShouldBe(("paper", "second"));
        move.Held.ShouldNotBeNull().Code.ShouldBe("transfer-rests");
        NonOrder missing = resting.NonOrders.Single(order => order.Asset.Symbol == "B");
        missing.Why.Sentence.ShouldContain("by hand");
        missing.Why.Sentence.ShouldEndWith("Nothing is sent there: it was refused.");
        PlanDocument.Of(resting)["moves"]![0]!["held"]!["code"]!.GetValue<string>().ShouldBe("transfer-rests");

        Plan(TransferCases.Plan(written, Sight(now))).Transfers.ShouldHaveSingleItem().Choice
            .ShouldBe(TransferChoice.Send, "its rest is over");
    }

    [Fact]
    public void Says_why_nothing_is_transferred_at_all()
    {
        TransferSight sight = new() { Barred = new Reason("transfers-not-live", "in mode live nothing is moved") };

        MissingB(TransferCases.Plan(TransferCases.Of(400m, 100m, (500m, 0m)), sight)).Why.Sentence
            .ShouldEndWith("In mode live nothing is moved.");
    }

    private static TransferSight Sight(Instant until) => new()
    {
        Routes = [TransferCases.Route(1m)],
        Held =
        [
            new HeldRoute
            {
                From = new AccountId("paper"),
                To = new AccountId("second"),
                Asset = new Asset("USDC"),
                Until = until,
                Why = new Reason("transfer-rests", "nothing is sent there: it was refused"),
            },
        ],
    };

    private static Plan Plan(PlanOutcome outcome) => outcome.ShouldBeOfType<PlanOutcome.Planned>().Plan;

    private static Plan Planned(PlanCase written, TransferRoute route) =>
        TransferCases.Plan(written, route).ShouldBeOfType<PlanOutcome.Planned>().Plan;

    private static PlannedTransfer Transfer(PlanOutcome outcome) => (outcome is PlanOutcome.Planned planned
        ? planned.Plan.Transfers
        : ((PlanOutcome.NothingToTrade)outcome).Transfers).ShouldHaveSingleItem();

    private static NonOrder MissingB(PlanOutcome outcome) => (outcome is PlanOutcome.Planned planned
        ? planned.Plan.NonOrders
        : ((PlanOutcome.NothingToTrade)outcome).NonOrders).First(order => order.Asset.Symbol == "B");
}
