using Ballast.Core.Markets;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Matching;

/// <summary>
/// Codes and messages as Binance publishes them (errors.md, filters.md of its spot API documentation).
/// </summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("0.000001", "50000", "LOT_SIZE")]
    [InlineData("0.000015", "50000", "LOT_SIZE")]
    [InlineData("9001", "50000", "LOT_SIZE")]
    [InlineData("0.1", "50000.001", "PRICE_FILTER")]
    [InlineData("0.1", "20000000", "PRICE_FILTER")]
    [InlineData("0.00009", "50000", "NOTIONAL")]
    [InlineData("200", "50000", "NOTIONAL")]
    public void Each_filter_refuses_with_minus_1013_and_its_name(string size, string price, string filter) =>
        RefusalOf(Rig.Limit(TradeSide.Buy, Parse(size), Parse(price)))
            .ShouldBe(new Refusal(-1013, $"Filter failure: {filter}"));

    // At 50,000 a fifth is 10,000 and five times is 250,000; both bounds are still allowed.
    [Theory]
    [InlineData(TradeSide.Buy, "9999.99", true)]
    [InlineData(TradeSide.Buy, "10000", false)]
    [InlineData(TradeSide.Buy, "250000", false)]
    [InlineData(TradeSide.Buy, "250000.01", true)]
    [InlineData(TradeSide.Sell, "9999.99", true)]
    [InlineData(TradeSide.Sell, "10000", false)]
    [InlineData(TradeSide.Sell, "250000", false)]
    [InlineData(TradeSide.Sell, "250000.01", true)]
    public void A_price_far_from_the_market_is_refused_on_its_side(TradeSide side, string price, bool isRefused)
    {
        using var rig = new Rig();
        NewOrder order = Rig.Limit(side, 0.1m, Parse(price));

        if (isRefused)
        {
            rig.Refuse(order).ShouldBe(new Refusal(-1013, "Filter failure: PERCENT_PRICE_BY_SIDE"));
        }
        else
        {
            rig.Accept(order);
        }
    }

    [Fact]
    public void Each_side_has_price_limits_of_its_own()
    {
        using Rig rig = RigWith(new OrderLimits { BidMultiplierUp = 1.2m, AskMultiplierDown = 0.8m });

        rig.Refuse(Rig.Limit(TradeSide.Buy, 0.1m, 60_001m)).Message
            .ShouldBe("Filter failure: PERCENT_PRICE_BY_SIDE");
        rig.Accept(Rig.Limit(TradeSide.Sell, 0.1m, 60_001m));
        rig.Refuse(Rig.Limit(TradeSide.Sell, 0.1m, 39_999m)).Message
            .ShouldBe("Filter failure: PERCENT_PRICE_BY_SIDE");
        rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 39_999m));
    }

    [Fact]
    public void An_order_beyond_the_number_that_may_be_open_is_refused_until_one_of_them_ends()
    {
        using Rig rig = RigWith(new OrderLimits { MaxOpenOrders = 2 });
        NewOrder order = Rig.Limit(TradeSide.Buy, 0.1m, 40_000m);
        rig.Accept(order);
        long second = rig.Accept(order).Order.Id;

        rig.Refuse(order).ShouldBe(new Refusal(-1013, "Filter failure: MAX_NUM_ORDERS"));
        rig.Accept(Rig.Limit(TradeSide.Buy, 1m, 400m) with { Symbol = "BNBUSDC" });
        rig.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByNumber(second));
        rig.Accept(order);
    }

    [Fact]
    public void A_market_order_has_a_lot_of_its_own()
    {
        using var rig = new Rig();
        rig.Refuse(Rig.MarketOrder(TradeSide.Sell, 0.0000001m)).Message.ShouldBe("Filter failure: LOT_SIZE");
    }

    [Fact]
    public void More_than_is_free_is_refused_with_minus_2010()
    {
        var expected = new Refusal(-2010, "Account has insufficient balance for requested action.");
        RefusalOf(Rig.Limit(TradeSide.Buy, 3m, 40_000m)).ShouldBe(expected);
        RefusalOf(Rig.Limit(TradeSide.Sell, 2.1m, 60_000m)).ShouldBe(expected);
        RefusalOf(Rig.MarketOrder(TradeSide.Sell, 2.1m)).ShouldBe(expected);
    }

    [Fact]
    public void An_unknown_market_is_refused_with_minus_1121() =>
        RefusalOf(Rig.Limit(TradeSide.Buy, 1m, 1m) with { Symbol = "NOPE" })
            .ShouldBe(new Refusal(-1121, "Invalid symbol."));

    [Fact]
    public void A_request_past_its_expiry_is_refused_with_minus_1021_and_noted_as_received()
    {
        using var rig = new Rig();
        NewOrder order = Rig.Limit(TradeSide.Buy, 0.1m, 50_000m) with { RequestExpiresAt = rig.Now - Duration.Epsilon };

        rig.Refuse(order).ShouldBe(new Refusal(-1021, "Timestamp for this request is outside of the recvWindow."));
        rig.Venue.Record().Posts.ShouldHaveSingleItem().Outcome.ShouldBe("-1021");
    }

    [Fact]
    public void A_client_id_is_unique_among_open_orders_and_free_again_afterwards()
    {
        using var rig = new Rig();
        NewOrder order = Rig.Limit(TradeSide.Buy, 0.1m, 40_000m) with { ClientId = "once" };
        rig.Accept(order);

        rig.Refuse(order).ShouldBe(new Refusal(-2010, "Duplicate order sent."));
        rig.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByClientId("once"));
        rig.Accept(order).Order.Id.ShouldBe(2);
    }

    [Fact]
    public void A_venue_that_keeps_ids_for_ever_answers_with_the_order_it_has()
    {
        using var rig = RigWith(ClientIdRule.ExistingReturned);
        NewOrder order = Rig.MarketOrder(TradeSide.Buy, 0.1m) with { ClientId = "once" };
        OrderAnswer.Accepted first = rig.Accept(order);

        OrderAnswer.Accepted second = rig.Accept(order);

        second.Order.ShouldBe(first.Order);
        second.Trades.ShouldBe(first.Trades);
        rig.Venue.Record().Orders.Length.ShouldBe(1);
    }

    [Fact]
    public void A_venue_without_unique_ids_executes_each_repetition()
    {
        using var rig = RigWith(ClientIdRule.NotUnique);
        NewOrder order = Rig.Limit(TradeSide.Buy, 0.1m, 40_000m) with { ClientId = "twice" };

        (rig.Accept(order).Order.Id, rig.Accept(order).Order.Id).ShouldBe((1L, 2L));
    }

    private static Rig RigWith(ClientIdRule rule) => new(
        new PaperVenueOptions { Accounts = [Rig.Customer(Accounts.FeeTerms.Default)], ClientIds = rule },
            new MemoryExchangeStore());

    private static Rig RigWith(OrderLimits limits) => new(
        new PaperVenueOptions { Accounts = [Rig.Customer(Accounts.FeeTerms.Default)], Limits = limits },
            new MemoryExchangeStore());

    private static Refusal RefusalOf(NewOrder order)
    {
        using var rig = new Rig();
        return rig.Refuse(order);
    }

    private static decimal Parse(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
