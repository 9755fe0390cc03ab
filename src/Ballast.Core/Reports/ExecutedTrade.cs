using Ballast.Core.Amounts;
using Ballast.Core.Markets;

namespace Ballast.Core.Reports;

/// <summary>One trade as its tally sees it, in the portfolio's quote currency.</summary>
public sealed record ExecutedTrade
{
    /// <summary>Buy or sell.</summary>
    public required TradeSide Side { get; init; }

    /// <summary>Units of the base asset.</summary>
    public required Quantity Size { get; init; }

    /// <summary>What was paid or got per unit.</summary>
    public required Price Price { get; init; }

    /// <summary>What the plan expected per unit.</summary>
    public required Price Expected { get; init; }

    /// <summary>What was charged; below zero a rebate, <see langword="null"/> where the asset it was charged in has no
    /// price.</summary>
    public required Money? Fee { get; init; }
}
