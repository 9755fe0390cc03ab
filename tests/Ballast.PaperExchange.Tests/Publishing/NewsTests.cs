using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Publishing;

namespace Ballast.PaperExchange.Tests.Publishing;

/// <summary>What listeners are told of committed requests.</summary>
public sealed class NewsTests : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    public void An_order_that_takes_is_told_with_its_trades_and_balances()
    {
        using NewsListener listener = rig.Venue.Listen(16);
        OrderAnswer.Accepted answer = rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.5m));

        VenueNews news = Single(listener);
        OrderNews order = news.Orders.ShouldHaveSingleItem();
        order.IsPlaced.ShouldBeTrue();
        order.Order.ShouldBe(answer.Order);
        order.Trades.ShouldBe(answer.Trades);
        news.Trades.ShouldBe(answer.Trades);
        news.Balances.Select(balance => (balance.Account, balance.Asset, balance.Free)).ShouldBe(
        [
            (Rig.Account, "BTC", rig.Free(Rig.Btc)),
            (Rig.Account, "USDC", rig.Free(Rig.Usdc)),
        ]);
        news.Moved.ShouldContain(Rig.Symbol);
    }

    [Fact]
    public void An_order_that_fills_later_is_not_told_as_placed_again()
    {
        ExchangeOrder order = rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 49_000m)).Order;
        using NewsListener listener = rig.Venue.Listen(16);

        rig.Move(48_000m);

        VenueNews news = Single(listener);
        OrderNews told = news.Orders.ShouldHaveSingleItem();
        (told.Order.Id, told.IsPlaced, told.Order.State).ShouldBe((order.Id, false, OrderState.Filled));
        told.Trades.Sum(trade => trade.Size).ShouldBe(0.1m);
    }

    [Fact]
    public void A_cancel_is_told_by_the_name_the_customer_gave_it()
    {
        ExchangeOrder order = rig.Accept(Rig.Limit(TradeSide.Buy, 0.1m, 49_000m)).Order;
        using NewsListener listener = rig.Venue.Listen(16);

        rig.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByNumber(order.Id), "my-cancel");

        OrderNews told = Single(listener).Orders.ShouldHaveSingleItem();
        (told.Order.State, told.CancelId).ShouldBe((OrderState.Canceled, "my-cancel"));
    }

    [Fact]
    public void A_deposit_is_told_as_a_flow()
    {
        using NewsListener listener = rig.Venue.Listen(16);

        rig.Venue.Transfer(Rig.Account, Rig.Btc, 0.25m).ShouldBeNull();

        VenueNews news = Single(listener);
        (news.Flows.Single().Asset, news.Flows.Single().Amount).ShouldBe(("BTC", 0.25m));
        news.Balances.Single().Free.ShouldBe(2.25m);
    }

    [Fact]
    public void What_changes_nothing_is_no_news()
    {
        using NewsListener listener = rig.Venue.Listen(16);
        rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.5m));
        Single(listener);

        rig.Venue.Balances(Rig.Account);
        rig.Refuse(Rig.Limit(TradeSide.Buy, 100m, 49_000m)).ShouldBe(Refusal.InsufficientBalance);

        listener.News.TryRead(out _).ShouldBeFalse();
    }

    [Fact]
    public void A_listener_that_falls_behind_is_cut_off_and_holds_nobody_up()
    {
        using NewsListener slow = rig.Venue.Listen(2);
        using NewsListener quick = rig.Venue.Listen(16);
        for (int i = 0; i < 5; i++)
        {
            rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.01m));
        }

        (slow.IsCutOff, quick.IsCutOff).ShouldBe((true, false));
        slow.News.Count.ShouldBe(2);
        quick.News.Count.ShouldBe(5);
    }

    [Fact]
    public void Who_has_left_is_told_nothing()
    {
        NewsListener listener = rig.Venue.Listen(16);
        listener.Dispose();

        rig.Accept(Rig.MarketOrder(TradeSide.Buy, 0.5m));

        listener.News.TryRead(out _).ShouldBeFalse();
    }

    private static VenueNews Single(NewsListener listener)
    {
        listener.News.TryRead(out VenueNews? news).ShouldBeTrue();
        listener.News.TryRead(out _).ShouldBeFalse();
        return news!;
    }
}
