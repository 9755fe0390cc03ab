using Ballast.Core.Markets;

namespace Ballast.Core.Planning;

/// <summary>Sized trades of one asset on one route, one or several equal orders, in portfolio quote.</summary>
internal sealed class RoutedOrder
{
    /// <summary>Prices a sizing.</summary>
    public RoutedOrder(int asset, TradeRoute route, Sizing sizing)
    {
        Asset = asset;
        Route = route;
        Sizing = sizing;
        Worth = sizing.Total * route.BasePrice;
        Cost = route.Curve.Total(Worth);
        if (sizing.Pieces > 1)
        {
            Cost += (sizing.Pieces - 1) * route.Curve.Fixed;
        }

        bool buys = route.Side == TradeSide.Buy;
        WorstPayment = buys ? Worth + Cost : 0m;
        WorstProceeds = buys ? 0m : Worth - Cost;
        if (route.HasVenue)
        {
            decimal atLimit = sizing.Total * sizing.Limit * route.CashPrice;
            decimal fees = (atLimit * route.WorstFee) + (sizing.Pieces * route.Curve.Fixed);
            WorstPayment = buys ? Math.Max(atLimit + fees, WorstPayment) : 0m;
            WorstProceeds = buys ? 0m : Math.Min(atLimit - fees, WorstProceeds);
        }
    }

    /// <summary>Index of the asset.</summary>
    public int Asset { get; }

    /// <summary>Where.</summary>
    public TradeRoute Route { get; }

    /// <summary>Sizes and prices.</summary>
    public Sizing Sizing { get; }

    /// <summary>Value at plan prices.</summary>
    public decimal Worth { get; }

    /// <summary>Expected cost of all its orders.</summary>
    public decimal Cost { get; }

    /// <summary>The most a purchase can take from cash: all at the collar, with fees; zero for a sale.</summary>
    public decimal WorstPayment { get; }

    /// <summary>The least a sale can bring: all at the collar, after fees; zero for a purchase.</summary>
    public decimal WorstProceeds { get; }

    /// <summary>What the worst case costs against plan prices.</summary>
    public decimal WorstCost => Route.Side == TradeSide.Buy ? WorstPayment - Worth : Worth - WorstProceeds;

    /// <summary>One order's value at its expected price.</summary>
    public decimal PieceNotional => Sizing.Pieces == 1 && Sizing.Expected == Route.BasePrice && Route.CashPrice == 1m
        ? Worth
        : Sizing.Piece * Sizing.Expected * Route.CashPrice;
}
