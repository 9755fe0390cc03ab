using Ballast.Core.Markets;
using Ballast.PaperExchange.Orders;

namespace Ballast.PaperExchange.Matching;

/// <summary>The filters of a market, in Binance's order and words.</summary>
internal static class OrderChecks
{
    /// <summary>The first filter that refuses, or <see langword="null"/>.</summary>
    /// <param name="order">The order; its market is <paramref name="instrument"/>.</param>
    /// <param name="instrument">The market.</param>
    /// <param name="mid">The market's price, for the notional of market orders.</param>
    public static Refusal? Check(NewOrder order, Instrument instrument, decimal mid)
    {
        if (order.Price is { } price && Fails(price, instrument.Tick))
        {
            return Refusal.Filter("PRICE_FILTER");
        }

        if (order.Size is { } size && Fails(size, instrument.Lot))
        {
            return Refusal.Filter("LOT_SIZE");
        }

        if (order.Kind == OrderKind.Market && order.Size is { } marketSize && Fails(marketSize, instrument.MarketLot))
        {
            return Refusal.Filter("MARKET_LOT_SIZE");
        }

        decimal notional = order.QuoteSize ?? ((order.Price ?? mid) * (order.Size ?? 0m));
        return notional < instrument.MinNotional || notional > instrument.MaxNotional
            ? Refusal.Filter("NOTIONAL")
            : null;
    }

    private static bool Fails(decimal price, TickFilter tick) =>
        price < tick.Min || price > tick.Max || (tick.Step > 0m && price % tick.Step != 0m);

    private static bool Fails(decimal size, LotFilter lot) =>
        size < lot.Min || size > lot.Max || (lot.Step > 0m && size % lot.Step != 0m);
}
