using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Tests.Hedging;

/// <summary>
/// Half of 200 held is to be short, at twice its margin, of which 60 may be used; fees are 0.1 %. All numbers by hand.
/// </summary>
public sealed class HedgePlannerTests
{
    private static readonly HedgePolicy Half = new()
    {
        Account = new AccountId("flea"),
        Ratio = 0.5m,
        Band = 0.1m,
        Leverage = 2m,
        MaxMargin = new Money(60m),
        MinDistance = 0.15m,
    };

    [Fact]
    public void What_is_not_hedged_is_sold_short_with_margin_fee_and_the_reason()
    {
        HedgeAdvice.Trade trade = HedgePlanner.Of(Case(Half)).ShouldBeOfType<HedgeAdvice.Trade>();

        (trade.Wanted.Value, trade.Held.Value).ShouldBe((100m, 0m));
        (trade.Order.Step, trade.Order.Side).ShouldBe((HedgeStep.Open, PositionSide.Short));
        (trade.Order.Notional.Value, trade.Order.Margin.Value, trade.Order.Fee.Value).ShouldBe((100m, 50m, 0.1m));
        trade.Why.Code.ShouldBe("hedge-too-small");
        trade.Why.Sentence.ShouldContain("100 of BTC should be short in BTC-PERP and 0 are");
        trade.Why.Sentence.ShouldContain("that costs 0.1 and as much again when it is closed");
    }

    // A tenth of 100 either way is inside the band.
    [Theory]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(110)]
    public void Within_its_band_a_hedge_is_left_alone(decimal notional) =>
        HedgePlanner.Of(Case(Half, Short(notional))).ShouldBeOfType<HedgeAdvice.Keep>().Why.Code
            .ShouldBe("hedge-in-band");

    [Theory]
    [InlineData(80, HedgeStep.Add, 20)]
    [InlineData(125, HedgeStep.Reduce, 25)]
    public void Outside_its_band_it_is_brought_to_what_it_should_be(decimal notional, HedgeStep step, decimal order)
    {
        HedgeOrder made = HedgePlanner.Of(Case(Half, Short(notional))).ShouldBeOfType<HedgeAdvice.Trade>().Order;

        (made.Step, made.Notional.Value, made.Margin.Value)
            .ShouldBe((step, order, step == HedgeStep.Add ? order / 2m : 0m));
    }

    // 60 of margin carries 120; 45 are used by the 90 that are short, so that 15 carry 30 more of the 110 missing.
    [Fact]
    public void Margin_bounds_what_is_sold_and_where_none_is_left_it_is_refused()
    {
        HedgeCase rich = Case(Half, Short(90m)) with { Value = new Money(400m) };
        HedgePlanner.Of(rich).ShouldBeOfType<HedgeAdvice.Trade>().Order.Notional.Value.ShouldBe(30m);

        HedgePlanner.Of(rich with { Positions = [Short(120m)] }).ShouldBeOfType<HedgeAdvice.Refuse>().Why.Sentence
            .ShouldContain("60 of 60 margin are used");
    }

    [Fact]
    public void What_is_no_longer_needed_and_larger_than_the_cap_is_bought_back_in_parts_unless_it_is_in_danger()
    {
        HedgeCase capped = Case(Half with { Ratio = 0m }, Short(100m)) with { MaxNotional = new Money(40m) };
        HedgeOrder part = HedgePlanner.Of(capped).ShouldBeOfType<HedgeAdvice.Trade>().Order;
        (part.Step, part.Notional.Value).ShouldBe((HedgeStep.Reduce, 40m));

        HedgePlanner.Of(capped with { Positions = [Short(40m)] }).ShouldBeOfType<HedgeAdvice.Trade>().Order.Step
            .ShouldBe(HedgeStep.Close);
    }

    [Fact]
    public void A_cap_below_the_smallest_order_is_named_as_the_cause() =>
        HedgePlanner.Of(Case(Half) with { MaxNotional = new Money(5m), MinNotional = new Money(10m) })
            .ShouldBeOfType<HedgeAdvice.Refuse>().Why.Sentence
            .ShouldContain("the smallest order is 10, and the policy allows 5 at most");

    [Fact]
    public void A_price_that_nothing_else_bears_out_is_named_as_one()
    {
        HedgePlanner.Of(Case(Half) with { OwnPrice = null }).Why.Sentence.ShouldContain("is the venue's alone");
        HedgePlanner.Of(Case(Half) with { OwnPrice = Case(Half).Mark }).Why.Sentence.ShouldNotContain("alone");
    }

    [Fact]
    public void An_order_is_never_larger_than_the_cap_nor_smaller_than_the_least()
    {
        HedgePlanner.Of(Case(Half) with { MaxNotional = new Money(35m) })
            .ShouldBeOfType<HedgeAdvice.Trade>().Order.Notional.Value.ShouldBe(35m);
        HedgePlanner.Of(Case(Half, Short(80m)) with { MinNotional = new Money(21m) })
            .ShouldBeOfType<HedgeAdvice.Keep>();
    }

    [Fact]
    public void Nothing_left_to_hedge_closes_the_position_by_its_name()
    {
        HedgeOrder order = HedgePlanner.Of(Case(Half with { Ratio = 0m }, Short(100m)))
            .ShouldBeOfType<HedgeAdvice.Trade>().Order;

        (order.Step, order.Side, order.PositionId, order.Notional.Value)
            .ShouldBe((HedgeStep.Close, PositionSide.Long, "pos-1", 100m));
    }

    // 12 % of 50,000 are 6,000: liquidation at 56,000 is nearer than the 15 % that are wanted.
    [Fact]
    public void A_position_too_near_to_liquidation_is_closed_though_its_size_is_right()
    {
        HedgeAdvice.Trade trade = HedgePlanner.Of(
            Case(Half, Short(100m) with { LiquidationPrice = new Price(56_000m) })).ShouldBeOfType<HedgeAdvice.Trade>();

        (trade.Order.Step, trade.Why.Code).ShouldBe((HedgeStep.Close, "hedge-near-liquidation"));
        trade.Why.Sentence.ShouldContain("12 % from liquidation, less than 15 %");
    }

    // A tenth stays, so that a falling price cannot turn it round on its way; the next check does the rest.
    [Fact]
    public void A_reduction_leaves_a_tenth() => HedgePlanner.Of(Case(Half with { Ratio = 0.01m }, Short(100m)))
        .ShouldBeOfType<HedgeAdvice.Trade>().Order.Notional.Value.ShouldBe(90m);

    [Fact]
    public void A_position_of_its_tag_on_the_wrong_side_is_closed_and_others_are_not_its_business()
    {
        PerpetualPosition signal = Short(500m) with { Id = "pos-2", Purpose = "signal" };
        PerpetualPosition untagged = Short(500m) with { Id = "pos-3", Purpose = null };
        HedgePlanner.Of(Case(Half, Short(100m), signal, untagged)).ShouldBeOfType<HedgeAdvice.Keep>();

        HedgePlanner.Of(Case(Half, Short(100m) with { Side = PositionSide.Long }, signal))
            .ShouldBeOfType<HedgeAdvice.Trade>().Order.PositionId.ShouldBe("pos-1");
    }

    [Fact]
    public void Two_positions_of_its_tag_are_left_to_a_person() =>
        HedgePlanner.Of(Case(Half, Short(50m), Short(50m))).ShouldBeOfType<HedgeAdvice.Refuse>().Why.Code
            .ShouldBe("hedge-ambiguous");

    // 50,000 against 53,000 is 5.7 % apart.
    [Fact]
    public void Prices_that_disagree_stop_trading_but_not_closing()
    {
        HedgeCase doubtful = Case(Half) with { OwnPrice = new Price(53_000m) };
        HedgePlanner.Of(doubtful).ShouldBeOfType<HedgeAdvice.Refuse>().Why.Code.ShouldBe("hedge-price");
        HedgePlanner.Of(doubtful with { Hedge = Half with { Ratio = 0m }, Positions = [Short(100m)] })
            .ShouldBeOfType<HedgeAdvice.Trade>().Order.Step.ShouldBe(HedgeStep.Close);
        HedgePlanner.Of(doubtful with { OwnPrice = new Price(51_000m) }).ShouldBeOfType<HedgeAdvice.Trade>();
    }

    // 200 held of 1,000 with a target of 80: 12 points above it. A tenth is the least; once hedged, all above it is.
    [Theory]
    [InlineData(0.10, 80, 0, 120)]
    [InlineData(0.15, 80, 0, 0)]
    [InlineData(0.15, 80, 120, 120)]
    [InlineData(0.10, 200, 0, 0)]
    public void Only_what_is_above_the_target_is_hedged_where_that_is_wanted(
        decimal overweight, decimal target, decimal held, decimal wanted)
    {
        HedgePolicy above = Half with { Ratio = 1m, Overweight = new Weight(overweight) };
        HedgeCase seen = Case(above, held == 0m ? [] : [Short(held)]) with { Target = new Money(target) };

        HedgePlanner.Of(seen).Wanted.Value.ShouldBe(wanted);
    }

    // A hedge at rest stays at rest, and every order leaves less to do: whatever is held, in a few steps it is done.
    [Fact]
    public void A_few_orders_bring_any_hedge_to_rest()
    {
        Random random = new(11);
        for (int i = 0; i < 2_000; i++)
        {
            HedgePolicy wide = Half with { Ratio = random.Next(0, 101) / 100m, MaxMargin = new Money(1_000m) };
            HedgeCase seen = Case(wide) with { Value = new Money(random.Next(0, 1_000)) };
            decimal held = random.Next(0, 1_000);
            int orders = 0;
            while (HedgePlanner.Of(seen with { Positions = held == 0m ? [] : [Short(held)] })
                is HedgeAdvice.Trade { Order: var order } advice)
            {
                decimal gap = Math.Abs(advice.Wanted.Value - held);
                held = order.Step switch
                {
                    HedgeStep.Open or HedgeStep.Add => held + order.Notional.Value,
                    HedgeStep.Reduce => held - order.Notional.Value,
                    HedgeStep.Close => 0m,
                    _ => throw new System.Diagnostics.UnreachableException(),
                };
                held.ShouldBeGreaterThanOrEqualTo(0m);
                Math.Abs(advice.Wanted.Value - held).ShouldBeLessThan(gap);
                (++orders).ShouldBeLessThan(6);
            }
        }
    }

    private static HedgeCase Case(HedgePolicy hedge, params ImmutableArray<PerpetualPosition> positions) => new()
    {
        Asset = new Asset("BTC"),
        Hedge = hedge,
        Value = new Money(200m),
        Target = new Money(200m),
        PortfolioValue = new Money(1_000m),
        Positions = positions,
        Mark = new Price(50_000m),
        OwnPrice = null,
        MinNotional = new Money(1m),
        MaxNotional = null,
        FeeRate = 0.001m,
    };

    private static PerpetualPosition Short(decimal notional) => new()
    {
        Id = "pos-1",
        Symbol = "BTC-PERP",
        Side = PositionSide.Short,
        Size = new Quantity(notional / 50_000m),
        Notional = new Money(notional),
        MarkPrice = new Price(50_000m),
        LiquidationPrice = new Price(74_000m),
        Margin = new Money(notional / 2m),
        Leverage = 2m,
        Purpose = "hedge:BTC",
    };
}
