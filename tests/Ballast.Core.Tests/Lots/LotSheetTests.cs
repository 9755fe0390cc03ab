using Ballast.Core.Lots;
using static Ballast.Core.Tests.Lots.Trades;

namespace Ballast.Core.Tests.Lots;

/// <summary>Lots by hand calculation; every asset but BNB is worth 200 USDC now.</summary>
public sealed class LotSheetTests
{
    // Bought 1 at 100, 1 at 300, 1 at 200; sold 1.5 at 400 = 600.
    // FIFO: gives 1 at 100 and half of that at 300 = 250; left 150 + 200 = 350.
    // LIFO: 1 at 200 and half of that at 300 = 350; left 100 + 150 = 250.
    // HIFO: 1 at 300 and half of that at 200 = 400; left 100 + 100 = 200.
    [Theory]
    [InlineData(LotMethod.Fifo, 350, 350)]
    [InlineData(LotMethod.Lifo, 250, 250)]
    [InlineData(LotMethod.Hifo, 200, 200)]
    public void Each_method_takes_its_own_lots(LotMethod method, decimal realised, decimal cost)
    {
        LotLine line = new Trades().Buy(Btc, 1m, 100m).Buy(Btc, 1m, 300m).Buy(Btc, 1m, 200m).Sell(Btc, 1.5m, 400m)
            .Held(method, (Btc, 1.5m)).Lines.ShouldHaveSingleItem();

        line.Realised.Value.ShouldBe(realised);
        line.Cost.Value.ShouldBe(cost);
        line.Covered.Value.ShouldBe(1.5m);
        line.Uncovered.Value.ShouldBe(0m);
        line.Unrealised!.Value.Value.ShouldBe(300m - cost);
        line.Lots.Sum(lot => lot.Units.Value).ShouldBe(1.5m);
    }

    // 1 BTC at 100 with 0.001 BTC charged: 0.999 BTC for 100. 2 BTC at 100 with 1 USDC charged: 201 for 2.
    // Sold 0.999 at 200 with 2 USDC charged: 199.8 - 2 - 100 = 97.8.
    [Fact]
    public void A_fee_is_cost_when_bought_and_less_proceeds_when_sold()
    {
        LotLine line = new Trades()
            .Buy(Btc, 1m, 100m).Charged(0.001m, Btc)
            .Buy(Btc, 2m, 100m).Charged(1m, Usdc)
            .Sell(Btc, 0.999m, 200m).Charged(2m, Usdc)
            .Held(LotMethod.Fifo, (Btc, 2m)).Lines.ShouldHaveSingleItem();

        line.Realised.Value.ShouldBe(97.8m);
        line.Cost.Value.ShouldBe(201m);
        line.UncountedFees.ShouldBe(0);
    }

    // 10 BNB for 50 each; 0.1 BNB pays the fee: its 5 USDC are part of what the bitcoin cost.
    [Fact]
    public void A_fee_in_a_third_asset_costs_what_that_had_cost()
    {
        LotSheet sheet = new Trades().Buy(Bnb, 10m, 50m).Buy(Btc, 1m, 100m).Charged(0.1m, Bnb)
            .Held(LotMethod.Fifo, (Btc, 1m), (Bnb, 9.9m));

        sheet.Lines.Single(line => line.Asset.Equals(Btc)).Cost.Value.ShouldBe(105m);
        LotLine bnb = sheet.Lines.Single(line => line.Asset.Equals(Bnb));
        bnb.Cost.Value.ShouldBe(495m);
        bnb.Covered.Value.ShouldBe(9.9m);
        bnb.Unrealised.ShouldBeNull("nobody has a price of it");
    }

    [Fact]
    public void A_fee_that_no_lot_pays_is_counted_and_not_guessed()
    {
        LotSheet sheet = new Trades().Buy(Btc, 1m, 100m).Charged(0.1m, Bnb).Held(LotMethod.Fifo, (Btc, 1m));

        LotLine btc = sheet.Lines.Single(line => line.Asset.Equals(Btc));
        btc.Cost.Value.ShouldBe(100m);
        btc.UncountedFees.ShouldBe(1);
    }

    [Fact]
    public void A_fee_that_nobody_said_is_counted_and_not_taken_for_nothing() =>
        new Trades().Buy(Btc, 1m, 100m).FeeUntold().Held(LotMethod.Fifo, (Btc, 1m)).Lines.ShouldHaveSingleItem()
            .UncountedFees.ShouldBe(1);

    // 1 BTC for 100. 5 ETH at 0.1 BTC = 0.5 BTC, when a bitcoin was worth 300: 150 paid, so a gain of 100 on the half.
    [Fact]
    public void An_asset_paid_with_another_costs_what_that_was_worth_then()
    {
        LotSheet sheet = new Trades().Buy(Btc, 1m, 100m).Buy(Eth, 5m, 0.1m).Against(Btc, 300m)
            .Held(LotMethod.Fifo, (Btc, 0.5m), (Eth, 5m));

        LotLine btc = sheet.Lines.Single(line => line.Asset.Equals(Btc));
        btc.Realised.Value.ShouldBe(100m);
        btc.Cost.Value.ShouldBe(50m);
        sheet.Lines.Single(line => line.Asset.Equals(Eth)).Cost.Value.ShouldBe(150m);
    }

    [Fact]
    public void Where_nobody_knows_what_it_was_worth_units_are_covered_and_have_no_cost()
    {
        LotSheet sheet = new Trades().Buy(Btc, 1m, 100m).Buy(Eth, 5m, 0.1m).Against(Btc, null)
            .Held(LotMethod.Fifo, (Btc, 0.5m), (Eth, 5m));

        LotLine eth = sheet.Lines.Single(line => line.Asset.Equals(Eth));
        eth.Covered.Value.ShouldBe(5m);
        eth.WithoutCost.Value.ShouldBe(5m);
        eth.Cost.Value.ShouldBe(0m);
        eth.Unrealised!.Value.Value.ShouldBe(0m, "nothing is said of units without a cost");
        LotLine btc = sheet.Lines.Single(line => line.Asset.Equals(Btc));
        btc.Realised.Value.ShouldBe(0m);
        btc.SoldWithoutCost.Value.ShouldBe(0.5m);
    }

    [Fact]
    public void What_no_trade_brought_is_not_covered_and_what_left_without_a_sale_is_said()
    {
        LotLine more = new Trades().Buy(Btc, 1m, 100m).Held(LotMethod.Fifo, (Btc, 1.25m)).Lines[0];
        more.Covered.Value.ShouldBe(1m);
        more.Uncovered.Value.ShouldBe(0.25m);

        // Withdrawn first in, first out: the unit at 100 is gone.
        LotLine less = new Trades().Buy(Btc, 1m, 100m).Buy(Btc, 1m, 300m).Held(LotMethod.Fifo, (Btc, 1m)).Lines[0];
        less.MovedOut.Value.ShouldBe(1m);
        less.Cost.Value.ShouldBe(300m);
        less.Realised.Value.ShouldBe(0m);
        less.Uncovered.Value.ShouldBe(0m);
    }

    // The fee leaves 1e-28 BTC for 100 USDC: 1e30 USDC each, which no decimal holds. It goes first, then half a unit of
    // the one at 300: 100 + 150 of the cost, and 150 stays.
    [Fact]
    public void Dust_that_a_fee_left_is_the_dearest_lot_and_breaks_nothing()
    {
        const decimal dust = 0.0000000000000000000000000001m;
        LotLine line = new Trades().Buy(Btc, 1m, 300m).Buy(Btc, 1m, 100m).Charged(1m - dust, Btc).Sell(Btc, 0.5m, 400m)
            .Held(LotMethod.Hifo, (Btc, 0.5m + dust)).Lines.ShouldHaveSingleItem();

        line.Cost.Value.ShouldBe(150m, 0.00000001m);
        line.Lots.ShouldHaveSingleItem().TradeId.ShouldBe("1");
    }

    // Sold 3 at 10 = 30 with a lot of only 1 at 4: a third of the proceeds less 4.
    [Fact]
    public void A_sale_beyond_all_lots_gains_on_its_covered_part_alone()
    {
        LotLine line = new Trades().Buy(Btc, 1m, 4m).Sell(Btc, 3m, 10m).Held(LotMethod.Fifo).Lines[0];

        line.Realised.Value.ShouldBe(6m, 0.000000000001m);
        line.SoldWithoutCost.Value.ShouldBe(2m);
        line.Lots.ShouldBeEmpty();
    }

    [Fact]
    public void The_quote_currency_has_no_lots_and_order_is_by_time_not_by_hand()
    {
        Trades late = new Trades().Buy(Btc, 1m, 100m).Sell(Btc, 1m, 150m);

        late.Held(LotMethod.Fifo, (Usdc, 500m)).Lines.ShouldHaveSingleItem().Asset.ShouldBe(Btc);
    }
}
