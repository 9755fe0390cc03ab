using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Tests.Planning;

/// <summary>Filters, funds, locks and caps; every number is calculated by hand.</summary>
public sealed class FilterTests
{
    private static readonly LotFilter Cents = new(0.01m, decimal.MaxValue, 0.01m);

    /// <summary>
    /// A is worth 402 of 1000 with a target of 40 %: 2 should go, the venue takes 10 or more, so 8 are missing.
    /// </summary>
    [Fact]
    public void Says_how_much_more_it_needs_before_it_can_move()
    {
        NonOrder dust = new PlanCase()
            .Holds("A", 402m, 1m, 0.4m).Holds("USDC", 598m, 1m, 0.6m)
            .Trades(PlanCase.Market("A", Cents, 0m, 10m))
            .Nothing().ShouldHaveSingleItem();

        dust.Why.Code.ShouldBe("below-min-notional");
        dust.Gap.Value.ShouldBe(-2m);

        // 50 bp of slippage: the venue may judge the notional at 0.995, and 10.06 units are the first that are worth 10
        // there.
        dust.Missing.Value.ShouldBe(8.06m);
        dust.Why.Sentence.ShouldContain("needs 8.06 USDC more before it can move");
    }

    /// <summary>
    /// All of A should go, but the venue lists no market: that is no licence to trade without filters.
    /// </summary>
    [Fact]
    public void Trades_nothing_where_a_venue_lists_no_market()
    {
        PlanCase portfolio = new PlanCase().Holds("A", 402m, 1m, 0m).Holds("USDC", 598m, 1m, 1m);
        portfolio.Planned().Orders.ShouldHaveSingleItem().Size.Value.ShouldBe(402m, "from files anything goes");

        NonOrder kept = portfolio.AtAVenue().Nothing().First(missing => missing.Asset.Symbol == "A");

        (kept.Why.Code, kept.Gap.Value).ShouldBe(("no-market", -402m));
    }

    /// <summary>
    /// 5 of A with a target of zero stay: a whole position is not sold because what differs is too small.
    /// </summary>
    [Fact]
    public void Keeps_a_position_that_is_too_small_to_sell()
    {
        NonOrder dust = new PlanCase()
            .With(policy => policy with { Trade = new TradePolicy { MinNotional = new Money(20m) } })
            .Holds("A", 5m, 1m, 0m).Holds("USDC", 995m, 1m, 1m)
            .Nothing().ShouldHaveSingleItem();

        (dust.Why.Code, dust.Missing.Value).ShouldBe(("below-owners-min", 15m));
    }

    /// <summary>
    /// 3.337 lots of 0.1 should go: 3.3 go. B's 4 are under the venue's 10 and stay, and the solve then leaves them
    /// with the quote.
    /// </summary>
    [Fact]
    public void Rounds_toward_zero_and_solves_again_without_what_was_refused()
    {
        Plan plan = new PlanCase()
            .Holds("A", 7.337m, 100m, 0.4m).Holds("B", 196m, 1m, 0.2m).Holds("USDC", 70.3m, 1m, 0.4m)
            .Trades(PlanCase.Market("A", new LotFilter(0.1m, 1_000m, 0.1m), 0m, 10m))
            .Trades(PlanCase.Market("B", Cents, 0m, 10m))
            .Planned();

        plan.Orders.ShouldHaveSingleItem().Size.Value.ShouldBe(3.3m);
        plan.NonOrders.ShouldHaveSingleItem().Asset.Symbol.ShouldBe("B");
        plan.Lines.Single(line => line.Asset.Symbol == "USDC").ValueAfter.Value.ShouldBe(400.3m);
    }

    /// <summary>
    /// Collars at 50 bp of 100 on a grid of 0.4: a buyer's 100.5 becomes 100.4, a seller's 99.5 becomes 99.6.
    /// </summary>
    [Theory]
    [InlineData(2, 100.4)]
    [InlineData(8, 99.6)]
    public void Rounds_the_collar_to_the_side_that_allows_less_slippage(int units, double limit) =>
        new PlanCase()
            .Holds("A", units, 100m, 0.5m).Holds("USDC", 1000m - (100m * units), 1m, 0.5m)
            .Trades(PlanCase.Market("A", Cents, 0.4m, 0m))
            .Planned().Orders.ShouldHaveSingleItem().LimitPrice.Value.ShouldBe((decimal)limit);

    /// <summary>
    /// Asks 100 x 10, 100.2 x 10, 101 x 1000; 50 bp reach to 100.5 and so 20 units, of which a tenth are 2; 4 were
    /// wanted.
    /// </summary>
    [Fact]
    public void Takes_its_share_of_the_visible_depth_and_leaves_the_rest()
    {
        OrderBook book = new(
            [Level(99.9m, 10m)], [Level(100m, 10m), Level(100.2m, 10m), Level(101m, 1000m)], Instant.MinValue);
        Plan plan = new PlanCase()
            .With(policy => policy with { Execution = new ExecutionPolicy { MaxDepthShare = 0.1m } })
            .Holds("A", 1m, 100m, 0.5m).Holds("USDC", 900m, 1m, 0.5m)
            .Trades(PlanCase.Market("A", Cents, 0.01m, 0m), book: book)
            .Planned();

        plan.Orders.ShouldHaveSingleItem().Size.Value.ShouldBe(2m);
        plan.NonOrders.Select(missing => missing.Why.Code).ShouldBe(["depth-share", "left-over"]);
    }

    /// <summary>
    /// A share of a depth that nobody showed is nothing: the policy's cap is not lifted by a book that is missing.
    /// </summary>
    [Fact]
    public void Takes_nothing_where_the_depth_to_share_was_not_shown()
    {
        PlanCase portfolio = new PlanCase()
            .Holds("A", 1m, 100m, 0.5m).Holds("USDC", 900m, 1m, 0.5m)
            .Trades(PlanCase.Market("A", Cents, 0.01m, 0m));
        portfolio.Planned().Orders.ShouldHaveSingleItem().Size.Value.ShouldBe(4m, "uncapped");

        NonOrder missing = portfolio
            .With(policy => policy with { Execution = new ExecutionPolicy { MaxDepthShare = 0.1m } })
            .Nothing().First(order => order.Asset.Symbol == "A");

        missing.Why.Code.ShouldBe("no-book");
        missing.Why.Sentence.ShouldContain("share of the visible depth");
    }

    /// <summary>
    /// The accepted price is 100, 50 bp reach from 99.5 to 100.5: where the best ask is 101 or the best bid 99, no
    /// limit inside that meets the market. Where it is 100.3, the collar stays at 100.5, not 100.8.
    /// </summary>
    [Theory]
    [InlineData(1, 100.3, null, 100.5)]
    [InlineData(1, 101, "beyond-slippage", 0)]
    [InlineData(9, 99.7, null, 99.5)]
    [InlineData(9, 99, "beyond-slippage", 0)]
    public void Never_reaches_further_from_the_accepted_price_than_the_slippage_allowed(
        int units, double best, string? refusal, double limit)
    {
        decimal touch = (decimal)best;
        (decimal bid, decimal ask) = units > 5 ? (touch, touch + 0.1m) : (touch - 0.1m, touch);
        PlanOutcome outcome = new PlanCase()
            .Holds("A", units, 100m, 0.5m).Holds("USDC", 1000m - (100m * units), 1m, 0.5m)
            .Trades(
                PlanCase.Market("A", Cents, 0.01m, 0m),
                book: new OrderBook([Level(bid, 100m)], [Level(ask, 100m)], Instant.MinValue))
            .Run();

        (string? Code, decimal Limit) found = outcome switch
        {
            PlanOutcome.Planned planned => (null, planned.Plan.Orders.Single().LimitPrice.Value),
            PlanOutcome.NothingToTrade nothing => (nothing.NonOrders[0].Why.Code, 0m),
            PlanOutcome.Refused refused => (refused.Why.Code, 0m),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        found.ShouldBe((refusal, (decimal)limit));
    }

    /// <summary>A book that the guard refused is no reason to trade without one; its own words say why.</summary>
    [Fact]
    public void Trades_nothing_on_a_market_whose_book_is_not_to_be_used()
    {
        NonOrder missing = new PlanCase()
            .Holds("A", 1m, 100m, 0.5m).Holds("USDC", 900m, 1m, 0.5m)
            .Trades(PlanCase.Market("A", Cents, 0.01m, 0m))
            .Doubts("A", new Reason("book-crossed", "the book of AUSDC is crossed"))
            .Nothing().First(order => order.Asset.Symbol == "A");

        missing.Why.Code.ShouldBe("book-crossed");
        missing.Why.Sentence.ShouldContain("the book of AUSDC is crossed");
    }

    /// <summary>400 to sell at 1 with orders of at most 150: three of 133.33.</summary>
    [Fact]
    public void Splits_what_is_too_large_for_one_order()
    {
        Plan plan = new PlanCase()
            .Holds("A", 900m, 1m, 0.5m).Holds("USDC", 100m, 1m, 0.5m)
            .Trades(PlanCase.Market("A", new LotFilter(0.01m, 150m, 0.01m), 0m, 0m))
            .Planned();

        plan.Orders.Select(order => order.Size.Value).ShouldBe([133.33m, 133.33m, 133.33m]);
    }

    /// <summary>
    /// B should get 300 and C 100; the cap of 150 scales both by a half, and the sale of A with them.
    /// </summary>
    [Fact]
    public void Scales_the_whole_plan_under_the_largest_order()
    {
        Plan plan = new PlanCase()
            .With(policy => policy with { Guards = new GuardPolicy { MaxOrderNotional = new Money(150m) } })
            .Holds("A", 400m, 1m, 0.3m).Holds("B", 0m, 1m, 0.3m).Holds("C", 0m, 1m, 0.1m).Holds("USDC", 600m, 1m, 0.3m)
            .Planned();

        plan.Orders.Select(order => (order.Asset.Symbol, order.Size.Value))
            .ShouldBe([("A", 50m), ("B", 150m), ("C", 50m)]);
    }

    /// <summary>Cash cannot move: of 400 wanted, paper pays 350, all it has, and second the rest.</summary>
    [Fact]
    public void Buys_where_the_cash_is()
    {
        Plan plan = new PlanCase()
            .Holds("A", 1m, 0.4m, 0.05m, (0m, 0m, "paper"))
            .Holds("B", 1m, 0.4m, 0.05m, (400m, 0m, "ro-cold"))
            .Holds("USDC", 1m, 0.2m, 0.05m, (350m, 0m, "paper"), (250m, 0m, "second"))
            .Planned();

        plan.Orders.Select(order => (order.Account.Value, order.Size.Value))
            .ShouldBe([("paper", 350m), ("second", 50m)]);
    }

    /// <summary>6 BTC at 100 and 2 WBTC at 95 make 790; a target of 590 means selling 200 of the larger line.</summary>
    [Fact]
    public void Values_an_equivalent_at_its_own_price_and_sells_the_larger_line()
    {
        Plan plan = new PlanCase()
            .Holds("BTC", 6m, 100m, 0.59m).Also("BTC", "WBTC", 2m, 95m).Holds("USDC", 210m, 1m, 0.41m)
            .Planned();

        plan.ValueBefore.Value.ShouldBe(1000m);
        plan.Orders.ShouldHaveSingleItem().Instrument.Base.Symbol.ShouldBe("BTC");
        plan.Orders[0].Size.Value.ShouldBe(2m);
    }

    /// <summary>
    /// A, never to be sold, is 20 points over; B and C share what is missing in proportion to their bands: 5 to 3.
    /// </summary>
    [Fact]
    public void Spreads_what_a_locked_overweight_leaves_in_proportion_to_bands()
    {
        Plan plan = new PlanCase()
            .With(policy => policy with { NoSell = policy.NoSell.Add(new Asset("A")) })
            .Holds("A", 400m, 1m, 0.2m, 0.04m).Holds("B", 250m, 1m, 0.5m, 0.10m)
            .Holds("C", 350m, 1m, 0.3m, 0.06m).Holds("USDC", 0m, 1m, 0m, 0m)
            .Planned();

        plan.Lines.Select(line => line.ValueAfter.Value).ShouldBe([400m, 375m, 225m, 0m]);
        plan.NonOrders.First().Why.Code.ShouldBe("no-sell");
    }

    /// <summary>
    /// 100 came in: A at 250 of 500 wanted takes it all; only flows are used, so B is not sold although it is over.
    /// </summary>
    [Fact]
    public void Spends_only_the_flow_on_the_most_underweight()
    {
        PlanCase written = new PlanCase { NetFlow = 100m }
            .With(policy => policy with { Trade = new TradePolicy { Flows = FlowUse.Only } })
            .Holds("A", 250m, 1m, 0.5m).Holds("B", 600m, 1m, 0.4m).Holds("USDC", 150m, 1m, 0.1m);

        PlannedOrder bought = written.Planned().Orders.ShouldHaveSingleItem();

        (bought.Asset.Symbol, bought.Side, bought.Size.Value).ShouldBe(("A", TradeSide.Buy, 100m));
    }

    /// <summary>
    /// 300 went out of cash: it is raised from A, the only one over its target after that, and nothing is bought.
    /// </summary>
    [Fact]
    public void Raises_what_went_out_from_the_most_overweight()
    {
        PlanCase written = new PlanCase { NetFlow = -300m }
            .With(policy => policy with { Trade = new TradePolicy { Flows = FlowUse.Only } })
            .Holds("A", 700m, 1m, 0.4m).Holds("B", 300m, 1m, 0.3m).Holds("USDC", 0m, 1m, 0.3m);

        PlannedOrder sold = written.Planned().Orders.ShouldHaveSingleItem();

        (sold.Asset.Symbol, sold.Side, sold.Size.Value).ShouldBe(("A", TradeSide.Sell, 300m));
    }

    /// <summary>A lacks 200, cash holds 200, 150 of it in reserve: 50 are spent.</summary>
    [Fact]
    public void Keeps_the_reserve_in_cash()
    {
        Plan plan = new PlanCase()
            .With(policy => policy with
            {
                Trade = new TradePolicy { Reserve = policy.Locked.Add(new Asset("USDC"), new Quantity(150m)) },
            })
            .Holds("A", 800m, 1m, 1m).Holds("USDC", 200m, 1m, 0m)
            .Planned();

        plan.Orders.ShouldHaveSingleItem().Size.Value.ShouldBe(50m);
        plan.NonOrders.Select(missing => missing.Why.Code).ShouldBe(["no-counterpart", "reserve"]);
    }

    private static BookLevel Level(decimal price, decimal size) => new(new Price(price), new Quantity(size));
}
