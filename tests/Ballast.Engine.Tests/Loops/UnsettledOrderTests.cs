using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Loops;

/// <summary>
/// One order whose fate is not known, and everything else going on. The account has too much of AAA and BBB and hardly
/// any CCC: two sales pay for one purchase.
/// </summary>
public sealed class UnsettledOrderTests
{
    // A seed under which the venue charges the first order in its own quote asset, not in a third one.
    private const int FeesInQuote = 6;

    private static readonly AccountId Alpha = new("alpha");

    private readonly EngineWorld world = new();
    private readonly ScriptedVenue venue;

    public UnsettledOrderTests()
    {
        venue = new ScriptedVenue(world.Clock, FeesInQuote);
        TwoSales(world, venue);
        world.Start();
    }

    private PortfolioView Core => world.Find("core");

    [Fact]
    public void Lets_the_other_orders_of_a_run_end_within_a_tick_of_their_time_while_one_is_in_doubt()
    {
        EngineWorld healthy = new();
        TwoSales(healthy, new ScriptedVenue(healthy.Clock, FeesInQuote));
        healthy.Start();
        RunView whole = FirstRun(healthy);
        Lose("AAA");
        RunView run = FirstRun(world);

        Order(run, "AAA").State.ShouldBe("unknown");
        OrderView sale = Order(run, "BBB");
        sale.State.ShouldBeOneOf("filled", "expired");
        (sale.ChangedAt - run.StartedAt).TotalSeconds.ShouldBeInRange(
            0, (Order(whole, "BBB").ChangedAt - whole.StartedAt).TotalSeconds + 1, "I10");
        (run.EndedAt!.Value - run.StartedAt).TotalSeconds.ShouldBeLessThan(10, "the run does not wait for proof");
        run.Status.ShouldBe(RunStatus.Quarantined);
        run.Why!.Code.ShouldBe("unsettled");
    }

    [Fact]
    public void Buys_with_what_is_settled_and_leaves_what_the_sale_in_doubt_would_fund_with_that_reason()
    {
        Lose("AAA");
        RunView run = FirstRun(world);

        OrderView purchase = Order(run, "CCC");
        purchase.State.ShouldBeOneOf("filled", "expired");
        purchase.Ticket.Size.ShouldBeLessThan(
            run.Plan.Orders.Single(order => order.Asset.Symbol == "CCC").Size, "the rest has no funds yet");
        run.Dropped.ShouldContain(leg => leg.Why.Code == "sale-unsettled"
            && leg.Why.Sentence.Contains("left for the next pass: the sale that funds it is not settled"));
    }

    [Fact]
    public void Plans_and_trades_other_assets_while_one_order_is_in_doubt_and_touches_its_asset_only_after_proof()
    {
        Lose("AAA");
        RunView first = FirstRun(world);
        venue.Totals[new("BBB")] += 3m; // a deposit of about 4 %, booked: no open order touches it
        RunView second = Asked();

        Order(Core.Runs[^1], "AAA").State.ShouldBe("unknown", "it is still being settled");
        second.Status.ShouldBe(RunStatus.Completed);
        second.Orders.ShouldNotBeEmpty();
        second.Plan.Orders.ShouldAllBe(order => order.Asset.Symbol != "AAA");

        world.Until(() => Order(Core.Runs[^1], "AAA").State != "unknown", "the doubt ends");
        Order(Core.Runs[^1], "AAA").State.ShouldBe("not-placed");
        Core.Runs[^1].EndedAt.ShouldBe(first.EndedAt);
        Core.Runs[^1].Why!.Code.ShouldBe("completed");
        world.Until(
            () => venue.Orders.Any(order => order.Market.Base.Symbol == "AAA"), "what is left of it is planned anew");
        CheckTruth();
    }

    [Fact]
    public void Books_an_order_that_the_venue_had_all_the_time_once_it_is_seen_and_decides_again_at_once()
    {
        Hide("AAA", TimeSpan.FromSeconds(30));
        RunView first = FirstRun(world);
        Order(first, "AAA").Fills.ShouldBeEmpty();
        venue.Totals[new("BBB")] += 3m;
        Asked().Status.ShouldBe(
            RunStatus.Completed, "balances are ahead of the ledger by what the order may have done");

        long decision = Core.LastDecision!.Number;
        world.Until(() => Order(Core.Runs[^1], "AAA").State == "filled", "the order is seen and booked");
        Order(Core.Runs[^1], "AAA").Filled.ShouldBe(Order(first, "AAA").Ticket.Size);
        Core.Runs[^1].Why!.Code.ShouldBe("completed");
        world.Pass(TimeSpan.FromSeconds(8));
        Core.LastDecision!.Number.ShouldBeGreaterThan(decision, "the check is due at once");
        CheckTruth();
    }

    [Fact]
    public void Settles_and_books_it_after_a_restart_in_the_middle_and_never_sends_it_again()
    {
        Hide("AAA", TimeSpan.FromSeconds(30));
        RunView first = FirstRun(world);
        int posted = world.Lines[Alpha].Sent;
        world.Restart();
        world.Until(() => Order(Core.Runs[^1], "AAA").State == "filled", "the order is seen and booked");

        Core.Runs[^1].Id.ShouldBe(first.Id);
        world.Until(() => Core.Runs[^1].Why!.Code == "completed", "the run is closed anew");
        posted.ShouldBeGreaterThan(0);
        venue.Orders.Select(order => order.ClientId).ShouldBeUnique();
        CheckTruth();
    }

    [Fact]
    public void Counts_what_was_traded_in_doubt_once_when_it_is_known()
    {
        Hide("AAA", TimeSpan.FromSeconds(30));
        FirstRun(world);
        world.Until(() => Core.Runs[^1].Why!.Code == "completed", "the run is closed anew");
        world.Pass(TimeSpan.FromMinutes(2));

        // Turnover is half of what was traded, each order at its plan's price and to the part that was filled.
        PortfolioBook book = Folded();
        decimal traded = book.Orders.Values.Sum(order =>
            order.Reservation.Notional.Value * order.Order.Filled.Value / order.Order.Ticket.Size.Value);
        book.LiveOrders.ShouldBeEmpty();
        book.Memory.TurnoverToday.Value.ShouldBe(traded / 2m, 0.000001m);
    }

    [Fact]
    public void Lets_an_order_go_that_the_venue_answers_slowly_and_takes_its_answer_when_it_comes()
    {
        int asked = 0;
        world.Lines[Alpha].BeforeSend = _ => asked++ == 0
            ? Task.Delay(TimeSpan.FromSeconds(13), world.Clock)
            : Task.CompletedTask;
        RunView run = FirstRun(world);

        (run.EndedAt!.Value - run.StartedAt).TotalSeconds.ShouldBeLessThan(12);
        run.Why!.Code.ShouldBe("unsettled");
        world.Until(() => Core.Runs[^1].Why!.Code != "unsettled", "its end is known");
        Core.OpenOrders.ShouldBeEmpty();
        CheckTruth();
    }

    private static void TwoSales(EngineWorld world, ScriptedVenue venue)
    {
        venue.Totals[new("AAA")] = 40m;
        venue.Totals[new("BBB")] = 33m;
        world.Open("alpha", venue);
    }

    // The request of a coin's sale never arrives, and nobody hears of that.
    private void Lose(string coin)
    {
        bool isLost = false;
        world.Lines[Alpha].InsteadOfSending = request =>
        {
            if (isLost || !request.Body.Contains(coin))
            {
                return null;
            }

            isLost = true;
            return Lost();
        };
    }

    // A coin's sale is carried out, the answer is lost and the venue's list of orders lags.
    private void Hide(string coin, TimeSpan lag)
    {
        world.Lines[Alpha].Hears = (request, outcome) =>
        {
            if (!request.Body.Contains(coin))
            {
                return outcome;
            }

            ScriptedOrder order = venue.Orders.Last(arrived => arrived.Market.Base.Symbol == coin);
            order.VisibleFrom = world.Clock.GetUtcNow() + lag;
            return Lost();
        };
    }

    private static SendOutcome.Unknown Lost() =>
        new(new VenueError(VenueErrorKind.OutcomeUnknown, "timeout", "no answer"));

    private RunView Asked()
    {
        string hash = world.Plan("core").Plan.Hash;
        world.Run("core", hash, $"key-{hash}").ShouldBeOfType<RunAnswer.Started>();
        world.Until(() => Core.Runs[0] is { EndedAt: not null } run && run.Plan.Hash == hash, "the run ends");
        return Core.Runs[0];
    }

    private static RunView FirstRun(EngineWorld world)
    {
        world.Manage(EngineWorld.PolicyOf("core", "alpha"));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }], "the first run ends");
        return world.Find("core").Runs[0];
    }

    private static OrderView Order(RunView run, string coin) =>
        run.Orders.Last(order => order.Ticket.Instrument.Base.Symbol == coin);

    // The ledger is the venue's truth to the last unit, and every trade is in it once.
    private void CheckTruth()
    {
        world.Until(
            () => venue.Totals.All(pair => LedgerOf(pair.Key) == pair.Value), "ledger and venue agree");
        world.Events<JournalEvent.OrderFilled>().Select(filled => filled.Trade.TradeId).ShouldBeUnique();
    }

    private decimal LedgerOf(Asset asset) => Folded().Ledgers[Alpha].Of(asset).Value;

    private PortfolioBook Folded() =>
        world.Journal.Aggregate(EngineState.Empty, EngineFold.Apply).Portfolios[new("core")];
}
