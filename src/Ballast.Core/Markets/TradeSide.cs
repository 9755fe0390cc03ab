namespace Ballast.Core.Markets;

/// <summary>The side of a trade, seen from the base asset.</summary>
public enum TradeSide
{
    /// <summary>Base asset out, quote asset in.</summary>
    Sell = 0,

    /// <summary>Quote asset out, base asset in.</summary>
    Buy = 1,
}
