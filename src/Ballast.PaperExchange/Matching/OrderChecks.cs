using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Matching;

/// <summary>The filters of a market, in Binance's order and words.</summary>
internal static class OrderChecks
{
    /// <summary>The first filter that refuses, or <see langword="null"/>.</summary>
    public static Refusal? Check(NewOrder order, OrderSurroundings around) =>
        FailedFilter(order, around) is { } name ? Refusal.Filter(name) : null;

    private static string? FailedFilter(NewOrder order, OrderSurroundings around)
    {
        Instrument instrument = around.Instrument;
        if ((order.Price is { } price && Fails(price, instrument.Tick))
            || (order.StopPrice is { } stop && Fails(stop, instrument.Tick)))
        {
            return "PRICE_FILTER";
        }

        if (order.Size is { } size && Fails(size, instrument.Lot))
        {
            return "LOT_SIZE";
        }

        if (order.Kind.TakesAnyPrice() && order.Size is { } marketSize && Fails(marketSize, instrument.MarketLot))
        {
            return "MARKET_LOT_SIZE";
        }

        if (order.Price is { } limit && IsFar(order.Side, limit, around))
        {
            return "PERCENT_PRICE_BY_SIDE";
        }

        decimal notional = order.QuoteSize ?? ((order.Price ?? order.StopPrice ?? around.Mid) * (order.Size ?? 0m));
        if (notional < instrument.MinNotional || notional > instrument.MaxNotional)
        {
            return "NOTIONAL";
        }

        if (around.OpenOrders >= around.Limits.MaxOpenOrders)
        {
            return "MAX_NUM_ORDERS";
        }

        return order.Kind.IsStop() && around.WaitingOrders >= around.Limits.MaxWaitingOrders
            ? "MAX_NUM_ALGO_ORDERS"
            : null;
    }

    private static bool IsFar(TradeSide side, decimal price, OrderSurroundings around)
    {
        (decimal down, decimal up) = side == TradeSide.Buy
            ? (around.Limits.BidMultiplierDown, around.Limits.BidMultiplierUp)
            : (around.Limits.AskMultiplierDown, around.Limits.AskMultiplierUp);
        return price < around.Mid * down || price > around.Mid * up;
    }

    private static bool Fails(decimal price, TickFilter tick) =>
        price < tick.Min || price > tick.Max || (tick.Step > 0m && price % tick.Step != 0m);

    private static bool Fails(decimal size, LotFilter lot) =>
        size < lot.Min || size > lot.Max || (lot.Step > 0m && size % lot.Step != 0m);
}
