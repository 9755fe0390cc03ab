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
        decimal more = (sizing.Pieces - 1) * route.Curve.Fixed;
        Cost = route.Curve.Total(Worth) + more;
        decimal atLimit = route.HasVenue ? sizing.Total * sizing.Limit * route.CashPrice : Worth;
        decimal fees = (atLimit * route.WorstFee) + (sizing.Pieces * route.Curve.Fixed);
        WorstPayment = route.HasVenue ? Math.Max(atLimit + fees, Worth + Cost) : Worth + Cost;
        WorstProceeds = route.HasVenue ? Math.Min(atLimit - fees, Worth - Cost) : Worth - Cost;
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

    /// <summary>The most a purchase can take from cash: all at the collar, with fees.</summary>
    public decimal WorstPayment { get; }

    /// <summary>The least a sale can bring: all at the collar, after fees.</summary>
    public decimal WorstProceeds { get; }

    /// <summary>What the worst case costs against plan prices.</summary>
    public decimal WorstCost => Route.Side == TradeSide.Buy ? WorstPayment - Worth : Worth - WorstProceeds;

    /// <summary>One order's value at its expected price.</summary>
    public decimal PieceNotional => Sizing.Piece * Sizing.Expected * Route.CashPrice;
}
