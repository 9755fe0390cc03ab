using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Reports.Shadows;
using NodaTime;

namespace Ballast.Core.Tests.Reports.Shadows;

/// <summary>All by hand: one BTC at 100 and 100 USDC, half and half the target, so that numbers stay short. Where
/// costs matter, a trade costs a tenth of its notional.</summary>
public sealed class ShadowWalkTests
{
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Usdc = new("USDC");
    private static readonly Asset Usdt = new("USDT");
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 5, 12, 0);

    private static readonly Policy Free = new()
    {
        Portfolio = new PortfolioId("core"),
        Quote = Usdc,
        Accounts = [new AccountId("paper")],
        Target = Map((Btc, new Weight(0.5m)), (Usdc, new Weight(0.5m))),
        Equivalents = Map((Usdc, ImmutableArray.Create(Usdt))),
        Costs = new CostPolicy { TakerFeeBps = 0m },
    };

    private static readonly Policy Dear = Free with { Costs = new CostPolicy { TakerFeeBps = 1_000m } };

    [Fact]
    public void All_books_begin_with_the_live_holdings_and_a_growth_of_one()
    {
        ShadowBooks books = Begun(Dear);
        books.Books.Select(book => book.Rule).ShouldBe(ShadowRules.All);
        books.Books.ShouldAllBe(book => book.Value == new Money(200m) && book.Growth == 1m && book.Runs == 0);
        books.Of(ShadowRule.Hold).Units.ShouldBe(Holdings());
    }

    /// <summary>Prices 100, 120, 60. Hold: 200, 220, 160. Mix: 1 + 0.5 x 0.2 = 1.1, then x (1 - 0.5 x 0.5) =
    /// 0.825. Live, as stated: 200, 220, 162, so 0.81.</summary>
    [Fact]
    public void Holding_and_the_costless_mix_are_valued_at_the_prices_of_the_live_book()
    {
        ShadowBooks books = Marked(Begun(Dear), Dear, 1, 120m, 220m);
        books = Marked(books, Dear, 2, 60m, 162m);
        books.LiveGrowth.ShouldBe(0.81m);
        books.Of(ShadowRule.Hold).Growth.ShouldBe(0.8m);
        books.Of(ShadowRule.Hold).Value.ShouldBe(new Money(160m));
        books.Ahead(ShadowRule.Hold).ShouldBe(0.01m);
        books.Of(ShadowRule.ConstantMix).Growth.ShouldBe(0.825m, 1e-20m);
        books.Of(ShadowRule.ConstantMix).Cost.IsZero.ShouldBeTrue();
    }

    /// <summary>At 120 the book is worth 220, of which 120 cost a tenth to trade: R = 12. 232 paid in buy another 220
    /// for 12; the return of the step is (440 - 232) / 200 - 1.</summary>
    [Fact]
    public void A_deposit_is_put_to_use_in_proportion_at_its_cost_and_is_no_return()
    {
        ShadowBooks books = ShadowWalk.Flowed(Begun(Dear), new Money(232m));
        books = Marked(books, Dear, 1, 120m, 452m);
        ShadowBook hold = books.Of(ShadowRule.Hold);
        hold.Units.ShouldBe(Map((Btc, new Quantity(2m)), (Usdc, new Quantity(200m))));
        hold.Value.ShouldBe(new Money(440m));
        hold.Cost.ShouldBe(new Money(12m));
        hold.Growth.ShouldBe(1.04m);
        books.LiveGrowth.ShouldBe(1.1m, "(452 - 232) / 200");
        books.Flow.IsZero.ShouldBeTrue();
    }

    /// <summary>104 taken out at 120: half of everything brings 110, of which 6 are costs.</summary>
    [Fact]
    public void A_withdrawal_is_raised_in_proportion_and_pays_its_costs()
    {
        ShadowBooks books = ShadowWalk.Flowed(Begun(Dear), new Money(-104m));
        ShadowBook hold = Marked(books, Dear, 1, 120m, 116m).Of(ShadowRule.Hold);
        hold.Units.ShouldBe(Map((Btc, new Quantity(0.5m)), (Usdc, new Quantity(50m))));
        hold.Growth.ShouldBe(1.07m, "(110 + 104) / 200");
    }

    [Fact]
    public void Without_costs_no_flow_changes_any_return()
    {
        ShadowBooks still = Marked(Marked(Begun(Free), Free, 1, 120m, 220m), Free, 2, 60m, 160m);
        ShadowBooks flowing = Marked(ShadowWalk.Flowed(Begun(Free), new Money(1_000m)), Free, 1, 120m, 1_220m);
        flowing = Marked(ShadowWalk.Flowed(flowing, new Money(-300m)), Free, 2, 60m, 587.27m);
        foreach (ShadowRule rule in ShadowRules.All)
        {
            flowing.Of(rule).Growth.ShouldBe(still.Of(rule).Growth, 1e-20m, rule.ToString());
        }
    }

    /// <summary>x sold at 120: 120 - x = (220 - x / 10) / 2, so x = 200 / 19 and 220 - 20 / 19 is left.</summary>
    [Fact]
    public void The_daily_book_goes_to_target_at_the_first_valuation_of_a_day_and_pays_for_it()
    {
        ShadowBooks books = Marked(Begun(Dear), Dear, 1, 120m, 220m);
        books.Of(ShadowRule.Daily).Runs.ShouldBe(0, "the day is the same");
        ShadowBook daily = Marked(books, Dear, 13, 120m, 220m).Of(ShadowRule.Daily);
        daily.Runs.ShouldBe(1);
        daily.Value.Value.ShouldBe(4_160m / 19m, 1e-9m);
        daily.Growth.ShouldBe(4_160m / 19m / 200m, 1e-9m);
        (daily.Units[Btc].Value * 120m).ShouldBe(daily.Units[Usdc].Value, 1e-9m);
    }

    [Fact]
    public void The_monthly_book_waits_for_the_month_and_the_band_book_for_its_band()
    {
        ShadowBooks books = Marked(Begun(Free), Free, 24, 120m, 220m);
        books.Of(ShadowRule.FivePointBand).Runs.ShouldBe(0, "120 of 220 is 4.5 points above the half");
        books = Marked(books, Free, 48, 130m, 230m);
        books.Of(ShadowRule.FivePointBand).Runs.ShouldBe(1, "130 of 230 is 6.5 points above");
        books.Of(ShadowRule.Monthly).Runs.ShouldBe(0);
        Marked(books, Free, 27 * 24, 130m, 230m).Of(ShadowRule.Monthly).Runs.ShouldBe(1, "it is the first of February");
    }

    [Fact]
    public void What_the_owner_has_locked_no_book_sells()
    {
        Policy locked = Free with { Locked = Map((Btc, new Quantity(1m))) };
        ShadowBook daily = Marked(Begun(locked), locked, 24, 120m, 220m).Of(ShadowRule.Daily);
        daily.Units[Btc].ShouldBe(new Quantity(1m));
    }

    [Fact]
    public void An_equivalent_is_held_at_its_own_price()
    {
        ImmutableSortedDictionary<Asset, Quantity> holdings =
            Map((Btc, new Quantity(1m)), (Usdc, new Quantity(50m)), (Usdt, new Quantity(50m)));
        ShadowBooks books = ShadowWalk.Begin(Free, holdings, Sight(0, 100m, 200m)).ShouldNotBeNull();
        ShadowSight broken = Sight(1, 100m, 175m) with
        {
            Prices = Sight(1, 100m, 175m).Prices.SetItem(Usdt, new Price(0.5m)),
        };
        books = ShadowWalk.Mark(books, Free, broken).ShouldNotBeNull();
        books.Of(ShadowRule.Hold).Value.ShouldBe(new Money(175m), "50 USDT lost half");
    }

    [Fact]
    public void A_gain_grows_what_each_book_holds_of_it_and_income_the_whole_book()
    {
        ShadowBooks gained = ShadowWalk.Gained(Begun(Free), Btc, 0.1m);
        gained.Of(ShadowRule.Hold).Units[Btc].ShouldBe(new Quantity(1.1m));
        Marked(gained, Free, 1, 100m, 210m).Of(ShadowRule.Hold).Growth.ShouldBe(1.05m);

        ShadowBooks earned = ShadowWalk.Earned(Begun(Free), new Money(20m));
        Marked(earned, Free, 1, 100m, 220m).Ahead(ShadowRule.Hold).ShouldBe(0m, "both earned a tenth");
    }

    [Fact]
    public void The_comparison_ends_where_everything_is_taken_out_or_a_value_makes_no_sense()
    {
        ShadowBooks books = Begun(Free);
        ShadowWalk.Mark(ShadowWalk.Flowed(books, new Money(-200m)), Free, Sight(1, 100m, 1m)).ShouldBeNull();
        ShadowWalk.Mark(books, Free, Sight(1, 100m, 1_000_000_000_000m)).ShouldBeNull("nobody booked that");
        ShadowWalk.Mark(books, Free, Sight(1, 1e27m, 200m)).ShouldBeNull("no price is that high");
    }

    [Fact]
    public void Nothing_begins_without_a_price_of_everything_or_without_value()
    {
        ShadowSight unpriced = Sight(0, 100m, 200m) with { Prices = Map((Usdc, Price.One)) };
        ShadowWalk.Begin(Free, Holdings(), unpriced).ShouldBeNull();
        ShadowWalk.Begin(Free, Map((Usdc, new Quantity(0m))), Sight(0, 100m, 0.001m)).ShouldBeNull();
    }

    /// <summary>All in cash: BTC half too low and cash half too high, so half would have to be exchanged.</summary>
    [Fact]
    public void The_distance_is_the_part_that_would_have_to_be_exchanged()
    {
        ShadowWalk.Distance(Free, Map((Usdc, new Quantity(200m))), Sight(0, 100m, 200m)).ShouldBe(0.5m);
        ShadowWalk.Distance(Free, Holdings(), Sight(0, 100m, 200m)).ShouldBe(0m);
    }

    [Fact]
    public void Every_rule_is_found_by_its_name_and_nothing_else_is()
    {
        ShadowRules.All.ShouldBe(Enum.GetValues<ShadowRule>());
        ShadowRules.All.ShouldAllBe(rule => ShadowRules.Find(ShadowRules.NameOf(rule)) == rule);
        ShadowRules.Find("weekly").ShouldBeNull();
    }

    private static ShadowBooks Begun(Policy policy) =>
        ShadowWalk.Begin(policy, Holdings(), Sight(0, 100m, 200m)).ShouldNotBeNull();

    private static ShadowBooks Marked(ShadowBooks books, Policy policy, int hours, decimal btc, decimal live) =>
        ShadowWalk.Mark(books, policy, Sight(hours, btc, live)).ShouldNotBeNull();

    private static ImmutableSortedDictionary<Asset, Quantity> Holdings() =>
        Map((Btc, new Quantity(1m)), (Usdc, new Quantity(100m)));

    private static ShadowSight Sight(int hours, decimal btc, decimal live) => new(
        Noon + Duration.FromHours(hours),
        new Money(live),
        Map((Btc, new Price(btc)), (Usdc, Price.One), (Usdt, Price.One)));

    private static ImmutableSortedDictionary<Asset, T> Map<T>(params IEnumerable<(Asset Key, T Value)> pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value);
}
