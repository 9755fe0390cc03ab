using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;

namespace Ballast.Core.Tests.Orders;

public sealed class CashTradeTests
{
    // By hand: 20 / 3 is 6.666... A buyer's price goes down and a seller's up, by less than a step.
    [Theory]
    [InlineData(TradeSide.Buy, "3", "20", "6.66666666", "0.00000002")]
    [InlineData(TradeSide.Sell, "3", "20", "6.66666667", "0.00000001")]
    [InlineData(TradeSide.Buy, "0.0004", "20.002", "50005", "0")]
    [InlineData(TradeSide.Sell, "0.0004", "19.998", "49995", "0")]
    public void A_price_on_the_grid_and_the_rest_are_the_cash(
        TradeSide side, string size, string cash, string price, string rest)
    {
        CashTrade trade = CashTrade.Of(side, Units(size), Units(cash));

        (trade.Price.Value, trade.Rest).ShouldBe((Units(price).Value, Units(rest)));
    }

    [Fact]
    public void Nothing_of_the_cash_is_lost_whatever_size_and_cash()
    {
        Random random = new(1);
        for (int i = 0; i < 5000; i++)
        {
            decimal size = random.NextInt64(1, 100_000_000_000) / 100_000_000m;
            decimal cash = random.NextInt64(1, 100_000_000_000_000) / 100_000_000m;
            TradeSide side = i % 2 == 0 ? TradeSide.Buy : TradeSide.Sell;

            CashTrade trade = CashTrade.Of(side, new Quantity(size), new Quantity(cash));

            decimal whole = size * trade.Price.Value;
            (side == TradeSide.Buy ? whole + trade.Rest.Value : whole - trade.Rest.Value).ShouldBe(cash);
            trade.Rest.Value.ShouldBeInRange(0m, size * 0.00000001m);
        }
    }

    [Fact]
    public void A_trade_of_nothing_is_none() => Should.Throw<ArgumentOutOfRangeException>(
        () => CashTrade.Of(TradeSide.Buy, Quantity.Zero, new Quantity(1m)));

    private static Quantity Units(string text) =>
        CanonicalDecimal.TryParse(text, out decimal value) ? new Quantity(value) : throw new FormatException(text);
}
