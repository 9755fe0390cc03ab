using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Transfers;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;
using NodaTime;

namespace Ballast.Engine.Tests.Transfers;

/// <summary>Sell, wait, transfer, wait, buy: what happens, what is counted meanwhile, and what is said.</summary>
public sealed class TransferTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(40);

    [Fact]
    public void Sells_transfers_and_buys_over_two_runs()
    {
        TransferWorld world = new(1);
        world.Policy = world.Policy with
        {
            Trigger = world.Policy.Trigger with { Cooldown = Duration.FromHours(6) },
        };
        world.Live(int.MaxValue, Long, () => world.IsBought);

        Plan[] plans = [.. world.Events.OfType<JournalEvent.PlanAccepted>().Select(accepted => accepted.Plan)];
        plans[0].Orders.Where(order => order.Side == TradeSide.Buy).Sum(order => order.Notional.Value)
            .ShouldBeLessThanOrEqualTo(20m, "no more than the cash that is there already");
        plans[0].Transfers.ShouldHaveSingleItem().Why.Code.ShouldBe("transfer-worth");
        plans[0].NonOrders.ShouldContain(missing => missing.Why.Code == "waits-for-transfer");
        plans[^1].Why.Code.ShouldBe("transfer-ended");
        plans[^1].Orders.ShouldContain(order => order.Side == TradeSide.Buy && order.Asset.Symbol == "BBB");
        world.Way.Sent.Count.ShouldBe(1);
        world.Owner.Told.Select(told => told.Code).ShouldContain("transfer-arrived");
    }

    [Fact]
    public void Counts_what_is_on_its_way_and_plans_nothing_until_it_has_arrived()
    {
        TransferWorld world = new(1);
        world.Live(int.MaxValue, Long, () => world.Disk.Entries.Count > 0 && world.Way.InTransit > 0m
            && world.View.LastDecision?.Why[0].Code == TransferReach.Underway);

        Money before = world.Events.OfType<JournalEvent.PlanAccepted>().First().Plan.ValueBefore;
        Money now = world.View.LastDecision!.Value!.Value;
        (now.Value / before.Value).ShouldBeInRange(0.95m, 1.05m, "a third of the portfolio is under way");
        world.View.LastDecision.Why[0].Sentence.ShouldContain("should arrive by");
        world.Book.Ledgers[TransferWorld.Here].Of(ScriptedVenue.Quote).Value
            .ShouldBe(world.Venues[TransferWorld.Here].Totals[ScriptedVenue.Quote]);
        world.Settle();
    }

    [Fact]
    public void Books_the_fee_as_what_never_came()
    {
        TransferWorld world = new(2);
        world.Settle();

        world.Book.Transfers.ShouldNotBeEmpty();
        world.Book.Transfers.ShouldAllBe(ended => ended.State == TransferState.Arrived && ended.Fee.Value == 1m);
    }

    [Fact]
    public void Says_what_to_move_by_hand_where_there_is_no_gateway()
    {
        TransferWorld world = new(1) { HasGateway = false };
        world.Live(int.MaxValue, TimeSpan.FromMinutes(5));

        world.Events.OfType<JournalEvent.Decided>().SelectMany(decided => decided.Decision.NonOrders)
            .ShouldContain(missing => missing.Why.Sentence.Contains("by hand"));
        world.Events.OfType<JournalEvent.TransferIntended>().ShouldBeEmpty();
    }

    [Fact]
    public void Waits_for_a_lower_fee_and_puts_that_on_record_once()
    {
        TransferWorld world = new(1);
        world.Policy = world.Policy with
        {
            Transfers = world.Policy.Transfers! with
            {
                FeeCeiling = new Money(0.5m),
                Deadline = Duration.FromMinutes(10),
            },
        };
        world.Live(int.MaxValue, TimeSpan.FromMinutes(8));
        world.Way.Sent.ShouldBeEmpty();
        world.Events.OfType<JournalEvent.TransferDeferred>().ShouldHaveSingleItem();
        world.View.WaitingTransfer.ShouldNotBeNull().WaitsUntil.ShouldNotBeNull();

        world.Live(int.MaxValue, Long, () => world.Way.Sent.Count > 0);
        world.Way.Sent.Count.ShouldBe(1, world.Story);
        world.Events.OfType<JournalEvent.TransferDeferred>().Count().ShouldBe(1, "the deadline is that of the first");
        world.View.WaitingTransfer.ShouldBeNull();
        world.Settle();
    }

    [Fact]
    public void Goes_as_soon_as_the_fee_is_at_the_ceiling()
    {
        TransferWorld world = new(1);
        world.Policy = world.Policy with
        {
            Transfers = world.Policy.Transfers! with { FeeCeiling = new Money(0.5m) },
        };
        world.Live(int.MaxValue, TimeSpan.FromMinutes(8));
        world.Way.Sent.ShouldBeEmpty();
        world.Way.Route = TransferWorld.Route with { FixedFee = new Quantity(0.4m) };
        world.Live(int.MaxValue, TimeSpan.FromMinutes(5), () => world.Way.Sent.Count > 0);

        world.Way.Sent.Count.ShouldBe(1, world.Story);
        world.Settle();
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("returned")]
    public void Lets_a_way_rest_on_which_nothing_arrived_and_says_so_also_after_a_restart(string fault)
    {
        bool isRefused = fault == "refused";
        TransferWorld world = new(1);
        world.Way.Faults = new TransferFaults { Refused = isRefused ? 1000 : 0, Returned = isRefused ? 0 : 1000 };
        world.Live(int.MaxValue, Long, () => world.Ends.Length > 0);
        Instant ended = world.Book.Transfers[0].EndedAt!.Value;
        world.Live(int.MaxValue, TimeSpan.FromMinutes(7));
        world.Live(int.MaxValue, TimeSpan.FromMinutes(7));

        world.Intents.Length.ShouldBe(1, world.Story);
        int decisions = world.Events.OfType<JournalEvent.Decided>().Count(decided => decided.Decision.At > ended);
        decisions.ShouldBeLessThanOrEqualTo(16, "a check a minute, and no more for what was refused");
        world.Events.OfType<JournalEvent.Decided>().SelectMany(decided => decided.Decision.NonOrders)
            .ShouldContain(missing => missing.Why.Sentence.Contains("Ballast sends no USDC from here to there before")
                && missing.Why.Sentence.Contains("by hand"));

        // A quarter of an hour after the first failure the next one goes, and half an hour after that the third.
        world.Live(int.MaxValue, TimeSpan.FromMinutes(60), () => world.Ends.Length > 1);
        (world.Intents[1].At - ended).ShouldBeGreaterThanOrEqualTo(Duration.FromMinutes(15));
        world.Live(int.MaxValue, TimeSpan.FromMinutes(90), () => world.Intents.Length > 2);
        (world.Intents[2].At - world.Ends[1].At).ShouldBeGreaterThanOrEqualTo(Duration.FromMinutes(30));
    }

    [Fact]
    public void Transfers_nothing_in_mode_live_and_says_why()
    {
        TransferWorld world = new(1);
        world.Policy = world.Policy with { Mode = TradingMode.Live };
        world.Live(int.MaxValue, TimeSpan.FromMinutes(5));

        world.Intents.ShouldBeEmpty();
        world.Events.OfType<JournalEvent.Decided>().SelectMany(decided => decided.Decision.NonOrders)
            .ShouldContain(missing => missing.Why.Sentence.Contains("In mode live Ballast transfers nothing"));
    }

    [Fact]
    public void What_came_back_is_no_deposit_and_is_decided_upon_anew()
    {
        TransferWorld world = new(1);
        world.Way.Faults = new TransferFaults { Returned = 1000 };
        world.Live(int.MaxValue, Long, () => world.HasTold("transfer-came-back"));

        world.Events.OfType<JournalEvent.TransferEnded>().First().End.ShouldBe(TransferState.Returned);
        world.Settle();
    }

    [Fact]
    public void A_request_that_is_lost_is_proven_absent_and_only_then_is_another_one_sent()
    {
        TransferWorld world = new(1);
        world.Way.Faults = new TransferFaults { RequestLost = 1000 };
        world.Live(int.MaxValue, Long, () => world.HasTold("transfer-absent"));

        world.Events.OfType<JournalEvent.TransferEnded>().First().End.ShouldBe(TransferState.Absent);
        world.Owner.Told.Select(told => told.Code).ShouldContain("transfer-unknown");
        world.Settle();
    }

    [Fact]
    public async Task A_transfer_on_its_way_is_not_called_over_before_it_is_late()
    {
        TransferWorld world = new(1);
        Task<ChangeOutcome>? asked = null;
        world.Live(int.MaxValue, Long, () =>
        {
            if (asked is null && world.Disk.Entries.Count > 0
                && world.Book.OpenTransfer is { State: TransferState.Underway } open)
            {
                asked = world.ResolveAsync(open.Ticket.Id);
            }

            return asked is { IsCompleted: true };
        });

        (await asked.ShouldNotBeNull(world.Story)).ShouldBeOfType<ChangeOutcome.Refused>()
            .Why.Sentence.ShouldContain("it can be called over after");
        world.Settle();
        world.Ends[0].Event.ShouldBeOfType<JournalEvent.TransferEnded>().End.ShouldBe(TransferState.Arrived);
    }

    [Fact]
    public async Task A_transfer_that_is_late_ends_with_a_persons_word()
    {
        TransferWorld world = new(1);
        world.Way.Faults = new TransferFaults { Stuck = 1000 };
        Task<ChangeOutcome>? asked = null;
        world.Live(int.MaxValue, TimeSpan.FromHours(2), () =>
        {
            if (asked is null && world.HasTold("transfer-late"))
            {
                asked = world.ResolveAsync(world.Book.OpenTransfer!.Ticket.Id);
            }

            return asked is { IsCompleted: true };
        });

        (await asked.ShouldNotBeNull(world.Story)).ShouldBeOfType<ChangeOutcome.Done>();
        world.Ends[0].Event.ShouldBeOfType<JournalEvent.TransferEnded>().End.ShouldBe(TransferState.Resolved);
    }

    [Fact]
    public void Refuses_to_go_on_without_its_gateway_while_a_transfer_is_open()
    {
        TransferWorld world = new(1);
        world.Live(int.MaxValue, Long, () => world.Way.InTransit > 0m);
        world.HasGateway = false;
        world.Live(int.MaxValue, TimeSpan.FromMinutes(2));

        world.View.Status.ShouldBe(PortfolioStatus.RefusedToStart);
        world.View.StatusWhy!.Code.ShouldBe("no-transfer-gateway");
        world.HasGateway = true;
        world.Settle();
    }
}
