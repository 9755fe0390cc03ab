using Ballast.Core.Markets;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;

namespace Ballast.PaperExchange.Tests.Matching;

public sealed class OrderMatchingTests
{
    [Fact]
    public void A_buyer_walks_the_asks_from_the_best_and_pays_each_level_its_own_price()
    {
        using var rig = new Rig();
        OrderBook book = rig.Venue.Book(Rig.Symbol, 2)!;
        decimal size = book.Asks[0].Size.Value + 0.1m;

        OrderAnswer.Accepted answer = rig.Accept(Rig.MarketOrder(TradeSide.Buy, size));

        book.Asks[0].Price.Value.ShouldBe(50_005m);
        answer.Trades.Select(trade => trade.Price).ShouldBe([50_005m, 50_010m]);
        answer.Order.State.ShouldBe(OrderState.Filled);
        decimal cost = (book.Asks[0].Size.Value * 50_005m) + (0.1m * 50_010m);
        rig.Free(Rig.Usdc).ShouldBe(100_000m - cost);
        rig.Free(Rig.Btc).ShouldBe(2m + size - answer.Trades.Sum(trade => trade.Fee));
    }

    [Fact]
    public void What_an_order_took_is_gone_until_the_next_price()
    {
        using var rig = new Rig();
        decimal before = rig.Venue.Book(Rig.Symbol, 1)!.Asks[0].Size.Value;
        rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.2m));

        rig.Venue.Book(Rig.Symbol, 1)!.Asks[0].Size.Value.ShouldBe(before - 0.2m);
        rig.Move(50_001m);
        rig.Venue.Book(Rig.Symbol, 1)!.Asks[0].Price.Value.ShouldBeGreaterThan(50_001m);
    }

    [Fact]
    public void An_immediate_or_cancel_order_takes_within_its_limit_and_expires_with_the_rest()
    {
        using var rig = new Rig();
        decimal best = rig.Venue.Book(Rig.Symbol, 1)!.Asks[0].Size.Value;

        ExchangeOrder order = rig.Accept(
            Rig.Limit(TradeSide.Buy, best + 0.1m, 50_005m) with { Lifetime = OrderLifetime.Ioc }).Order;

        order.State.ShouldBe(OrderState.Expired);
        order.Filled.ShouldBe(best);
        rig.Locked(Rig.Usdc).ShouldBe(0m);
    }

    [Fact]
    public void A_fill_or_kill_order_that_cannot_fill_whole_does_nothing()
    {
        using var rig = new Rig();
        decimal best = rig.Venue.Book(Rig.Symbol, 1)!.Asks[0].Size.Value;

        ExchangeOrder order = rig.Accept(
            Rig.Limit(TradeSide.Buy, best + 0.1m, 50_005m) with { Lifetime = OrderLifetime.Fok }).Order;

        (order.State, order.Filled).ShouldBe((OrderState.Expired, 0m));
        rig.Free(Rig.Usdc).ShouldBe(100_000m);
    }

    [Fact]
    public void A_resting_order_locks_its_worst_case_and_fills_at_its_own_price_when_the_market_comes()
    {
        using var rig =
            new Rig(new PaperVenueOptions { Accounts = [Rig.Customer(new(0.0002m, 0.001m, FeeCharge.Received, null))] },
            new MemoryExchangeStore());
        long id = rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 49_900m)).Order.Id;
        rig.Locked(Rig.Usdc).ShouldBe(4_990m);

        rig.Move(49_950m);
        rig.Order(id).State.ShouldBe(OrderState.New);
        rig.Move(49_800m);

        rig.Order(id).State.ShouldBe(OrderState.Filled);
        ExchangeTrade trade = rig.Venue.Trades(Rig.Account, Rig.Symbol, 0).ShouldHaveSingleItem();
        (trade.Price, trade.IsMaker, trade.Fee, trade.FeeAsset).ShouldBe((49_900m, true, 0.00002m, "BTC"));
        (rig.Locked(Rig.Usdc), rig.Free(Rig.Usdc)).ShouldBe((0m, 95_010m));
    }

    [Fact]
    public void A_part_taken_at_once_leaves_the_rest_resting()
    {
        using var rig = new Rig();
        decimal best = rig.Venue.Book(Rig.Symbol, 1)!.Asks[0].Size.Value;

        ExchangeOrder order = rig.Accept(Rig.Limit(TradeSide.Buy, best + 0.1m, 50_005m)).Order;

        order.State.ShouldBe(OrderState.PartiallyFilled);
        order.Locked.ShouldBe(5_000.5m);
        rig.Locked(Rig.Usdc).ShouldBe(5_000.5m);
    }

    [Fact]
    public void Of_two_resting_orders_the_better_price_fills_first_and_then_the_older()
    {
        using var rig = new Rig();
        long worse = rig.Accept(Rig.Limit(TradeSide.Sell, 0.5m, 50_200m)).Order.Id;
        long older = rig.Accept(Rig.Limit(TradeSide.Sell, 0.5m, 50_100m)).Order.Id;
        long newer = rig.Accept(Rig.Limit(TradeSide.Sell, 0.5m, 50_100m)).Order.Id;

        rig.Move(51_000m);

        rig.Venue.Trades(Rig.Account, Rig.Symbol, 0).Select(trade => trade.OrderId).Distinct()
            .ShouldBe([older, newer, worse]);
    }

    [Fact]
    public void A_post_only_order_is_refused_rather_than_take()
    {
        using var rig = new Rig();

        rig.Refuse(Rig.Limit(TradeSide.Buy, 0.1m, 50_005m) with { Kind = OrderKind.LimitMaker })
            .ShouldBe(Refusal.WouldTake);
        rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 50_000m) with { Kind = OrderKind.LimitMaker }).Order.State.ShouldBe(
            OrderState.New);
    }

    [Fact]
    public void A_market_order_by_value_spends_no_more_than_the_value()
    {
        using var rig = new Rig();

        ExchangeOrder order =
            rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0m) with { Size = null, QuoteSize = 1_000m }).Order;

        // 1,000 / 50,005 = 0.0199980..., cut to the step of 0.00001.
        order.Filled.ShouldBe(0.01999m);
        order.FilledQuote.ShouldBe(999.59995m);
        order.State.ShouldBe(OrderState.Filled);
    }

    [Fact]
    public void A_cancelled_order_gives_back_what_it_locked()
    {
        using var rig = new Rig();
        long id = rig.Accept(Rig.Limit(TradeSide.Sell, 0.5m, 60_000m)).Order.Id;
        rig.Locked(Rig.Btc).ShouldBe(0.5m);

        rig.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByNumber(id)).ShouldBeOfType<OrderAnswer.Accepted>();

        (rig.Free(Rig.Btc), rig.Locked(Rig.Btc)).ShouldBe((2m, 0m));
        rig.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByNumber(id))
            .ShouldBeOfType<OrderAnswer.Refused>().Why.ShouldBe(Refusal.UnknownOrder);
    }

    [Theory]
    [InlineData(FeeCharge.Received, "BTC", "0.0001")]
    [InlineData(FeeCharge.Base, "BTC", "0.0001")]
    [InlineData(FeeCharge.Quote, "USDC", "5.0005")]
    [InlineData(FeeCharge.Third, "BNB", "0.010001")]
    public void A_buyer_of_a_tenth_pays_ten_basis_points_in_the_asset_of_the_terms(
        FeeCharge charge, string asset, string fee)
    {
        // 0.1 BTC at 50,005: 10 bp are 0.0001 BTC, 5.0005 USDC, or 5.0005 / 500 BNB.
        var terms = new FeeTerms(0.001m, 0.001m, charge, Rig.Bnb);
        using var rig = new Rig(new PaperVenueOptions { Accounts = [Rig.Customer(terms)] }, new MemoryExchangeStore());

        ExchangeTrade trade = rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.1m)).Trades.ShouldHaveSingleItem();

        (trade.FeeAsset, trade.Fee.ToString(System.Globalization.CultureInfo.InvariantCulture).TrimEnd('0'))
            .ShouldBe((asset, fee));
    }

    [Fact]
    public void A_walk_that_spends_everything_pays_its_fees_from_what_it_brings()
    {
        var terms = new FeeTerms(0.001m, 0.001m, FeeCharge.Quote, null);
        using var rig = new Rig(new PaperVenueOptions { Accounts = [Rig.Customer(terms)] }, new MemoryExchangeStore());
        decimal cost = 0m;
        decimal size = 0m;
        foreach (BookLevel level in rig.Venue.Book(Rig.Symbol, 3)!.Asks)
        {
            size += level.Size.Value;
            cost += level.Size.Value * level.Price.Value;
        }

        rig.Venue.Transfer(Rig.Account, Rig.Usdc, cost - 100_000m);
        OrderAnswer.Accepted answer = rig.Accept(Rig.MarketOrder(TradeSide.Buy, size));

        answer.Order.State.ShouldBe(OrderState.Filled);
        answer.Trades.Select(trade => trade.FeeAsset).Distinct().ShouldBe(["BTC"]);
        rig.Free(Rig.Usdc).ShouldBe(0m);
    }

    [Fact]
    public void Every_unit_that_leaves_one_asset_is_in_a_trade_a_fee_or_a_flow()
    {
        using var rig = new Rig();
        rig.Venue.Faults.Add(new FaultRule { Kind = FaultKind.PartialFills, Number = 7m });
        rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.33333m));
        rig.Accept(Rig.Limit(TradeSide.Sell, 1.1m, 50_300m));
        rig.Venue.Transfer(Rig.Account, Rig.Usdc, -1_234.5m).ShouldBeNull();
        rig.Move(50_400m);

        StoredExchange record = rig.Venue.Record();
        foreach (StoredBalance balance in record.Balances)
        {
            decimal flows = record.Flows.Where(flow => flow.Asset == balance.Asset).Sum(flow => flow.Amount);
            decimal bases = balance.Asset == "BTC" ? record.Trades.Sum(trade => Sign(trade) * trade.Size) : 0m;
            decimal quotes =
                balance.Asset == "USDC" ? record.Trades.Sum(trade => -Sign(trade) * trade.Size * trade.Price) : 0m;
            decimal fees = record.Trades.Where(trade => trade.FeeAsset == balance.Asset).Sum(trade => trade.Fee);
            (balance.Free + balance.Locked).ShouldBe(flows + bases + quotes - fees, balance.Asset);
        }

        record.Trades.Length.ShouldBeGreaterThanOrEqualTo(14);
    }

    [Fact]
    public void A_market_whose_price_has_ended_is_closed()
    {
        using var rig = new Rig();
        rig.Market.Set(Rig.Symbol, rig.Now, 50_000m, rig.Now);
        rig.Clock.Advance(TimeSpan.FromSeconds(5));

        rig.Refuse(Rig.MarketOrder(TradeSide.Buy, 0.1m)).ShouldBe(Refusal.MarketClosed);
        rig.Venue.Quote(Rig.Symbol)!.At.ShouldBe(rig.Now - NodaTime.Duration.FromSeconds(5));
    }

    private static int Sign(ExchangeTrade trade) => trade.Side == TradeSide.Buy ? 1 : -1;
}
