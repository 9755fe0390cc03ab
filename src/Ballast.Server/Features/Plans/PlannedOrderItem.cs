using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Server.Features.Plans;

/// <summary>One order of a plan as it leaves the server.</summary>
public sealed record PlannedOrderItem
{
    /// <summary>Where it would go.</summary>
    public required AccountId Account { get; init; }

    /// <summary>The market.</summary>
    public required string Symbol { get; init; }

    /// <summary>The managed asset it serves.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units.</summary>
    public required Quantity Size { get; init; }

    /// <summary>Expected fill price.</summary>
    public required Price ExpectedPrice { get; init; }

    /// <summary>Never worse than this.</summary>
    public required Price LimitPrice { get; init; }

    /// <summary>How it meets the market.</summary>
    public required ExecutionStyle Style { get; init; }

    /// <summary>Size at the expected price.</summary>
    public required Money Notional { get; init; }

    /// <summary>Expected cost.</summary>
    public required Money Cost { get; init; }

    /// <summary>What it costs if all of it fills at the limit.</summary>
    public required Money WorstCost { get; init; }

    /// <summary>Why this order.</summary>
    public required Reason Why { get; init; }

    /// <summary>Shows an order of a plan.</summary>
    public static PlannedOrderItem Of(PlannedOrder order) => new()
    {
        Account = order.Account,
        Symbol = order.Instrument.Symbol,
        Asset = order.Asset,
        Side = order.Side,
        Size = order.Size,
        ExpectedPrice = order.ExpectedPrice,
        LimitPrice = order.LimitPrice,
        Style = order.Style,
        Notional = order.Notional,
        Cost = order.Cost,
        WorstCost = order.WorstCost,
        Why = order.Why,
    };
}
