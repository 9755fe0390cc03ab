using Ballast.Core.Markets;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;

namespace Ballast.PaperExchange.Tests.Matching;

/// <summary>Orders that wait for a price, on a market at 50,000; fills by hand from the book around it.</summary>
public sealed class StopOrderTests : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [InlineData(OrderKind.StopLoss, TradeSide.Sell, 48_000, 47_999, 48_001)]
    [InlineData(OrderKind.StopLoss, TradeSide.Buy, 52_000, 52_001, 51_999)]
    [InlineData(OrderKind.TakeProfit, TradeSide.Sell, 52_000, 52_001, 51_999)]
    [InlineData(OrderKind.TakeProfit, TradeSide.Buy, 48_000, 47_999, 48_001)]
    public void A_stop_takes_at_any_price_once_its_price_has_come_and_not_before(
        OrderKind kind, TradeSide side, int stop, int fires, int doesNot)
    {
        long id = rig.Accept(Stop(kind, side, stop)).Order.Id;
        rig.Order(id).IsWaiting.ShouldBeTrue();

        rig.Move(doesNot);
        rig.Order(id).State.ShouldBe(OrderState.New);
        rig.Venue.Trades(Rig.Account, Rig.Symbol, 0).ShouldBeEmpty();

        rig.Move(fires);
        rig.Order(id).State.ShouldBe(OrderState.Filled);
        rig.Order(id).IsWaiting.ShouldBeFalse();
        rig.Venue.Trades(Rig.Account, Rig.Symbol, 0)[0].Price.ShouldBeInRange(fires * 0.999m, fires * 1.001m);
        rig.Locked(Rig.Usdc).ShouldBe(0m);
        rig.Locked(Rig.Btc).ShouldBe(0m);
    }

    [Fact]
    public void A_stop_limit_becomes_a_limit_order_that_rests_where_nobody_meets_it()
    {
        long id = rig.Accept(
            Stop(OrderKind.StopLossLimit, TradeSide.Sell, 48_000m) with { Price = 49_000m }).Order.Id;

        rig.Move(47_000m);
        rig.Order(id).State.ShouldBe(OrderState.New);
        rig.Order(id).IsWaiting.ShouldBeFalse();
        rig.Locked(Rig.Btc).ShouldBe(0.1m);

        rig.Move(49_500m);
        rig.Order(id).State.ShouldBe(OrderState.Filled);
        rig.Venue.Trades(Rig.Account, Rig.Symbol, 0).ShouldAllBe(trade => trade.Price == 49_000m);
    }

    // A purchase locks its limit, or its stop price, times its size: 52,000 x 0.1.
    [Fact]
    public void What_it_may_give_is_locked_while_it_waits_and_a_cancel_gives_it_back()
    {
        long id = rig.Accept(Stop(OrderKind.StopLoss, TradeSide.Buy, 52_000m)).Order.Id;
        rig.Locked(Rig.Usdc).ShouldBe(5_200m);

        rig.Venue.Cancel(Rig.Account, Rig.Symbol, new OrderKey.ByNumber(id)).ShouldBeOfType<OrderAnswer.Accepted>();

        rig.Locked(Rig.Usdc).ShouldBe(0m);
        rig.Move(53_000m);
        rig.Venue.Trades(Rig.Account, Rig.Symbol, 0).ShouldBeEmpty();
    }

    // All cash but a little is locked at 52,000; at 60,000 a tenth of a coin costs 800 more than that.
    [Fact]
    public void What_it_can_no_longer_pay_expires_and_nothing_is_owed()
    {
        long id = rig.Accept(Stop(OrderKind.StopLoss, TradeSide.Buy, 52_000m)).Order.Id;
        rig.Venue.Transfer(Rig.Account, Rig.Usdc, -(rig.Free(Rig.Usdc) - 100m)).ShouldBeNull();

        rig.Move(60_000m);

        rig.Order(id).State.ShouldBe(OrderState.Expired);
        rig.Free(Rig.Usdc).ShouldBe(5_300m);
        rig.Locked(Rig.Usdc).ShouldBe(0m);
    }

    [Fact]
    public void Refusals_are_Binances()
    {
        rig.Refuse(Stop(OrderKind.StopLoss, TradeSide.Sell, 51_000m)).ShouldBe(Refusal.WouldTrigger);
        rig.Refuse(Stop(OrderKind.TakeProfit, TradeSide.Buy, 51_000m)).ShouldBe(Refusal.WouldTrigger);
        rig.Refuse(Stop(OrderKind.StopLoss, TradeSide.Sell, 48_000.001m))
            .ShouldBe(Refusal.Filter("PRICE_FILTER"));
        rig.Refuse(Stop(OrderKind.StopLoss, TradeSide.Sell, 48_000m) with { Size = 3m })
            .ShouldBe(Refusal.InsufficientBalance);
        for (int i = 0; i < 5; i++)
        {
            rig.Accept(Stop(OrderKind.StopLoss, TradeSide.Sell, 48_000m));
        }

        rig.Refuse(Stop(OrderKind.StopLoss, TradeSide.Sell, 48_000m))
            .ShouldBe(Refusal.Filter("MAX_NUM_ALGO_ORDERS"));
    }

    [Fact]
    public void A_restart_forgets_no_order_that_waits()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("ballast-stops-").FullName, "exchange.db");
        try
        {
            PaperVenueOptions options = new() { Accounts = [Rig.Customer(FeeTerms.Default)] };
            using (Rig before = new(options, SqliteExchangeStore.Open(file)))
            {
                before.Accept(Stop(OrderKind.StopLoss, TradeSide.Sell, 48_000m));
            }

            using Rig after = new(options, SqliteExchangeStore.Open(file));
            after.Order(1).IsWaiting.ShouldBeTrue();
            after.Order(1).StopPrice.ShouldBe(48_000m);
            after.Move(47_000m);
            after.Order(1).State.ShouldBe(OrderState.Filled);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    private static NewOrder Stop(OrderKind kind, TradeSide side, decimal stop) =>
        Rig.Limit(side, 0.1m, 1m) with { Kind = kind, Price = null, StopPrice = stop };
}
