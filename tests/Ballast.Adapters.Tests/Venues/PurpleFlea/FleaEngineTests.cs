using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Services;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>
/// A portfolio of six services over a venue without client ids, expiry and lookup: one movement at a time, told from
/// balances where no answer comes, and never made twice.
/// </summary>
public sealed class FleaEngineTests : IDisposable
{
    private readonly FleaWorld world = new();

    public void Dispose() => world.Dispose();

    // Trading and the reserve begin ten and twenty points away; half the band is left of each drift.
    [Fact]
    public void Six_services_are_brought_to_their_targets_through_the_reserve()
    {
        world.Run(Duration.FromHours(1));

        world.Weights["trading"].ShouldBeInRange(0.275m, 0.30m);
        world.Weights["wallet"].ShouldBeInRange(0.125m, 0.15m);
        world.Weights["domains"].ShouldBeInRange(0.125m, 0.15m);
        world.Weights["USDC"].ShouldBeInRange(0.09m, 0.11m);
        world.View.Runs.ShouldHaveSingleItem().Status.ShouldBe(RunStatus.Completed);
        world.Movements.Length.ShouldBeGreaterThanOrEqualTo(3);
        world.ShouldBeInOrder();
    }

    [Fact]
    public void What_a_service_gains_is_performance_and_no_flow()
    {
        world.Run(Duration.FromHours(1));
        decimal casino = world.Exchange.Agents.Portfolio("demo")["casino"];
        world.Run(Duration.FromHours(16));

        decimal gain = world.Exchange.Agents.Portfolio("demo")["casino"] - casino;
        gain.ShouldNotBe(0m);
        JournalEvent.BalanceBooked booked = world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem();
        LedgerPosting posting = booked.Postings.Single(posting => posting.Asset.Symbol == "casino");
        (posting.Kind, posting.Change.Value, booked.Flow.Value).ShouldBe(("gain", gain, 0m));
    }

    [Fact]
    public void A_movement_whose_answer_is_lost_is_found_in_the_balances_and_not_made_again()
    {
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.AnswerTimeout });
        world.Run(Duration.FromHours(1));

        int sent = world.Events<JournalEvent.OrderSigned>().Count;
        world.Events<JournalEvent.OrderUnknown>().Count.ShouldBe(sent, "every answer was lost");
        world.Events<JournalEvent.OrderFound>().Count.ShouldBe(sent, "every movement was found");
        world.Movements.Length.ShouldBe(sent);
        world.Weights["trading"].ShouldBeInRange(0.275m, 0.30m);
        world.ShouldBeInOrder();
    }

    [Fact]
    public void A_movement_whose_request_is_lost_is_proven_absent_and_planned_anew()
    {
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.RequestLost, Times = 1 });
        world.Run(Duration.FromHours(1));

        JournalEvent.OrderNotPlaced absent = world.Events<JournalEvent.OrderNotPlaced>().ShouldHaveSingleItem();
        absent.Proof.Ground.ShouldBe(AbsenceGround.BalancesSettled);
        absent.Proof.BalancesEqualAt.Length.ShouldBeGreaterThanOrEqualTo(2);
        world.Weights["trading"].ShouldBeInRange(0.275m, 0.30m);
        world.ShouldBeInOrder();
    }

    [Fact]
    public void What_balances_neither_show_nor_exclude_waits_for_a_person()
    {
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.AnswerTimeout, Times = 1 });
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.LateAnswer, Seconds = 4, On = RequestScope.Orders });
        world.RunAndKill(0);
        world.Exchange.Agents.Move("demo", new MovementWish("escrow", MovementDirection.Decrease, 1m, "by hand"));
        world.Run(Duration.FromSeconds(20));
        world.Exchange.Agents.Move("demo", new MovementWish("trading", MovementDirection.Decrease, 1m, "by hand"));
        world.Exchange.Agents.Move("demo", new MovementWish("wallet", MovementDirection.Decrease, 1m, "by hand"));
        world.Exchange.Agents.Move("demo", new MovementWish("domains", MovementDirection.Decrease, 1m, "by hand"));
        world.Run(Duration.FromMinutes(3));

        world.Events<JournalEvent.OrderQuarantined>().ShouldNotBeEmpty();
        world.Owner.Told.Select(told => told.Code).ShouldContain("order-unknown");
    }

    // The wallet's coins change their prices while nobody knows whether the movement was made.
    [Theory]
    [InlineData(FaultKind.AnswerReset, 3)]
    [InlineData(FaultKind.RequestLost, 0)]
    public void A_sleeve_that_gains_while_its_movement_is_in_doubt_is_settled_by_the_cash(FaultKind fault, int found)
    {
        world.Exchange.Faults.Add(new FaultRule { Kind = fault, Times = 3 });
        for (int i = 1; i < 60; i++)
        {
            world.Market.Set("BTCUSDC", world.Now + Duration.FromMinutes(i), 50_000m + (10m * i));
        }

        world.Run(Duration.FromHours(1));

        world.Events<JournalEvent.OrderFound>().Count.ShouldBe(found);
        world.Events<JournalEvent.OrderQuarantined>().ShouldBeEmpty();
        world.Movements.ShouldContain(movement => movement.Service == "wallet");
        world.Movements.GroupBy(movement => movement.Reason).ShouldAllBe(twice => twice.Count() == 1);
    }

    // An answer that comes four seconds late leaves room for a kill between the movement and what is written of it.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_kill_between_a_movement_and_its_answer_neither_loses_nor_doubles_it(int movements)
    {
        world.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.LateAnswer, Seconds = 4 });
        world.RunAndKillAt(movements);
        world.Movements.Length.ShouldBe(movements);
        world.Run(Duration.FromHours(1));

        world.Events<JournalEvent.OrderUnknown>().ShouldContain(lost => lost.Why.Code == "restart");
        world.Events<JournalEvent.OrderFound>().Count.ShouldBeGreaterThan(0);
        world.Weights["trading"].ShouldBeInRange(0.275m, 0.30m);
        world.ShouldBeInOrder();
    }

    [Fact]
    public void No_kill_at_any_piece_of_work_loses_or_doubles_a_movement()
    {
        int killedInDoubt = 0;
        for (int pieces = 3; pieces < 200; pieces += 17)
        {
            using FleaWorld killed = new();
            killed.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.AnswerReset, Probability = 0.7 });
            killed.RunAndKill(pieces);
            killed.RunAndKill(pieces / 2);
            killed.Run(Duration.FromHours(1));

            killed.ShouldBeInOrder();
            killed.Weights["trading"].ShouldBeInRange(0.275m, 0.30m, $"killed after {pieces} pieces");
            killed.Events<JournalEvent.OrderQuarantined>().ShouldBeEmpty();
            killedInDoubt +=
                killed.Events<JournalEvent.Recovered>().Count(life => !life.Evidence.Orders.IsDefaultOrEmpty);
        }

        killedInDoubt.ShouldBeGreaterThan(0, "some kill must have met a movement under way");
    }
}
