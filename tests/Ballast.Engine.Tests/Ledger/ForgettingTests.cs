using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Execution;
using Ballast.Engine.Tests.Worlds;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Ledger;

/// <summary>The folded state stays small however long the journal is, and forgets nothing that could still
/// matter.</summary>
public sealed class ForgettingTests
{
    private const int MostRuns = 100;
    private const int ManyRuns = 150;

    private static readonly AccountId Paper = new("paper");
    private static readonly Lazy<Plan> SomePlan = new(() =>
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Events<JournalEvent.PlanAccepted>().Count > 0, "it plans");
        return world.Events<JournalEvent.PlanAccepted>()[0].Plan;
    });

    [Fact]
    public void A_run_with_an_open_order_is_kept_and_the_runs_after_it_are_forgotten_all_the_same()
    {
        PortfolioBook book = After(ManyRuns, Stuck());
        IEnumerable<int> newest = Enumerable.Range(ManyRuns - MostRuns + 2, MostRuns - 1);
        book.Runs.Keys.ShouldBe([1L, .. newest.Select(run => (long)run)]);
        book.Orders.Keys.ShouldBe(Stuck().Orders.Keys);

        book.IsForgotten(1).ShouldBeFalse("its order is open");
        book.IsForgotten(2).ShouldBeTrue("it is between the oldest that is kept and those that are forgotten");
        book.IsForgotten(ManyRuns - MostRuns + 1).ShouldBeTrue();
        book.IsForgotten(ManyRuns - MostRuns + 2).ShouldBeFalse();
        book.IsForgotten(ManyRuns).ShouldBeFalse();
        book.IsForgotten(ManyRuns + 1).ShouldBeFalse("it was never begun");
    }

    [Fact]
    public void What_was_kept_for_an_open_order_is_forgotten_once_the_order_has_ended()
    {
        PortfolioBook book = After(ManyRuns, Stuck());
        PortfolioBook settled = OrderFold.Step(
            book, book.Orders.Keys.Single(), new OrderEvent.Resolve("ann", EngineWorld.Word), BookSketch.Noon);
        PortfolioBook next = WithRun(settled, ManyRuns + 1);
        next.Runs.Count.ShouldBe(MostRuns);
        next.Runs.ShouldNotContainKey(1);
        next.Orders.ShouldBeEmpty();
        next.IsForgotten(1).ShouldBeTrue();
    }

    [Fact]
    public void An_orphan_is_forgotten_with_the_runs_of_its_time()
    {
        PortfolioBook found = WithOrphan(After(3, BookSketch.Of("paper")));
        After(MostRuns, found, from: 4).Orphans.Keys.ShouldBe(["orphan"], "the third run is kept");
        After(MostRuns + 4, found, from: 4).Orphans.ShouldBeEmpty("the fourth run is forgotten");
        After(MostRuns + 3, found, from: 4).Orphans.ShouldNotBeEmpty();
    }

    /// <summary>Its trades may not have been read: an order that has no number yet holds the watermark.</summary>
    [Fact]
    public void An_orphan_is_not_forgotten_while_an_order_is_open() =>
        After(ManyRuns, WithOrphan(After(3, Stuck())), from: 4).Orphans.Keys.ShouldBe(["orphan"]);

    /// <summary>Fees in a hundred assets, one of which is held.</summary>
    [Fact]
    public void Fee_assets_of_which_nothing_is_held_are_forgotten_when_there_are_many()
    {
        AccountLedger ledger = BookSketch.Of("paper").Holding("paper", (BookSketch.Aaa, 1m)).Ledgers[Paper]
            .ChargedIn(BookSketch.Aaa);
        for (int i = 0; i < 100; i++)
        {
            Asset charged = new($"F{i}");
            ledger = ledger.ChargedIn(charged);
            ledger.FeeAssets.ShouldContain(charged);
            ledger.FeeAssets.ShouldContain(BookSketch.Aaa);
            ledger.FeeAssets.Count.ShouldBeLessThanOrEqualTo(64);
        }
    }

    /// <summary>
    /// What the venue tells with its answer to an order leaves the watermark where it is. A deposit makes the engine
    /// read the trades of runs that it has forgotten: they are in the ledger already.
    /// </summary>
    [Fact]
    public void Trades_of_forgotten_runs_are_not_booked_again_when_they_are_read_again()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Lines[Paper].AreTradesHidden = true;
        world.Lines[Paper].Hears = (_, outcome) => WithTrades(venue, outcome);
        Core.Policies.Policy policy = EngineWorld.PolicyOf("core", "paper");
        world.Manage(policy with { Trigger = policy.Trigger with { Band = new() { Absolute = new(0.0005m) } } });
        world.Until(() => world.Events<JournalEvent.RunStarted>().Count > 0, "it trades");
        for (int i = 0; i < 40 && world.Events<JournalEvent.RunStarted>().Count < MostRuns + 10; i++)
        {
            world.Pass(TimeSpan.FromMinutes(10));
        }

        world.Events<JournalEvent.RunStarted>().Count.ShouldBeGreaterThanOrEqualTo(MostRuns + 10);
        int read = world.Events<JournalEvent.TradesRead>().Count;
        world.Lines[Paper].AreTradesHidden = false;
        venue.Totals[ScriptedVenue.Quote] += 7m;
        world.Until(() => world.Events<JournalEvent.TradesRead>().Count > read, "they are read");
        world.Pass(TimeSpan.FromMinutes(3));
        world.Events<JournalEvent.OrphanFound>().ShouldBeEmpty();
        JournalEvent.BalanceBooked deposit = world.Events<JournalEvent.BalanceBooked>().ShouldHaveSingleItem();
        deposit.Postings.ShouldHaveSingleItem().Change.ShouldBe(new Quantity(7m));
    }

    private static SendOutcome WithTrades(ScriptedVenue venue, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted accepted => accepted with
        {
            Fills = [.. venue.Trades.Where(trade => trade.Order == accepted.Order.VenueId).Select(trade => trade.Fill)],
        },
        _ => outcome,
    };

    // The sketch's orders belong to the first run.
    private static PortfolioBook Stuck() => BookSketch.Of("paper").Holding("paper", (BookSketch.Usdc, 10_000m))
        .Ordering("paper", (TradeSide.Buy, BookSketch.Aaa, 10m), BookSketch.Stuck);

    private static PortfolioBook WithOrphan(PortfolioBook book) => BookFold.Apply(book, Stamped(
        new JournalEvent.OrphanFound(
            Paper,
            new VenueOrder
            {
                VenueId = "orphan",
                ClientId = "",
                Symbol = "AAAUSDC",
                Size = new Quantity(1m),
                Filled = Quantity.Zero,
                Status = VenueOrderStatus.Open,
            },
            EngineWorld.Word)));

    private static PortfolioBook After(int last, PortfolioBook book, int from = 1) =>
        Enumerable.Range(from, last - from + 1).Aggregate(book, WithRun);

    private static PortfolioBook WithRun(PortfolioBook book, int number)
    {
        Plan plan = SomePlan.Value with { Hash = $"plan-{number}" };
        RunId run = new($"core-{number}");
        PortfolioBook accepted = BookFold.Apply(book, Stamped(new JournalEvent.PlanAccepted(plan, "ann", null)));
        PortfolioBook started =
            BookFold.Apply(accepted, Stamped(new JournalEvent.RunStarted(run, plan.Hash, number)));
        return BookFold.Apply(started, Stamped(
            new JournalEvent.RunEnded(run, RunStatus.Completed, EngineWorld.Word)));
    }

    private static StampedEvent Stamped(JournalEvent happened) =>
        new(1, new PortfolioId("core"), SomePlan.Value.At, happened);
}
