namespace Ballast.Core.Planning.Transfers;

/// <summary>Purchases of a plan that a transfer has to arrive for.</summary>
/// <param name="Later">What is bought when it has arrived: whole orders, and the rests of those that begin now.</param>
/// <param name="Waiting">Orders of the plan of which nothing is bought now.</param>
/// <param name="Begun">Orders of the plan with the part of each that the cash at hand pays for.</param>
internal sealed record AwaitedPurchases(
    IReadOnlyList<RoutedOrder> Later,
    IReadOnlyList<RoutedOrder> Waiting,
    IReadOnlyList<(RoutedOrder Whole, RoutedOrder Now)> Begun)
{
    /// <summary>What buying in two parts costs more than in one.</summary>
    public decimal CostOfParts => Later.Sum(order => order.Cost) + Begun.Sum(part => part.Now.Cost - part.Whole.Cost)
        - Waiting.Sum(order => order.Cost);

    /// <summary>Splits purchases by what cash pays for at worst, in their order.</summary>
    /// <param name="purchases">Orders of the plan in which the transfer has arrived.</param>
    /// <param name="cash">What is there without it, in portfolio quote.</param>
    /// <param name="sizer">The rules by which each part has to be an order of its own: lots and least sizes of the
    /// market, and the owner's minimum.</param>
    public static AwaitedPurchases Of(IEnumerable<RoutedOrder> purchases, decimal cash, OrderSizer sizer)
    {
        decimal left = cash;
        List<RoutedOrder> later = [];
        List<RoutedOrder> waiting = [];
        List<(RoutedOrder Whole, RoutedOrder Now)> begun = [];
        foreach (RoutedOrder order in purchases)
        {
            if (order.WorstPayment <= left)
            {
                left -= order.WorstPayment;
            }
            else if (Parted(order, left, sizer) is { } parts)
            {
                left -= parts.Now.WorstPayment;
                begun.Add((order, parts.Now));
                later.Add(parts.After);
            }
            else
            {
                waiting.Add(order);
                later.Add(order);
            }
        }

        return new AwaitedPurchases(later, waiting, begun);
    }

    // Null where one of the two would be no order: then the whole waits, so that its rest is not left over for good.
    private static (RoutedOrder Now, RoutedOrder After)? Parted(RoutedOrder order, decimal cash, OrderSizer sizer)
    {
        TradeRoute route = order.Route;
        decimal value = OrderSizer.Affordable(route, (order.Worth, order.WorstPayment), cash);
        if (value <= 0m || sizer.Size(route, value) is not { Refusal: null } sizing)
        {
            return null;
        }

        RoutedOrder now = new(order.Asset, route, sizing);
        decimal rest = order.Worth - now.Worth;
        return now.WorstPayment <= cash && rest > 0m && sizer.Size(route, rest) is { Refusal: null } other
            ? (now, new RoutedOrder(order.Asset, route, other))
            : null;
    }
}
