using Ballast.Core.Markets;

namespace Ballast.Core.Simulation;

/// <summary>One simulated fill in plain numbers, in the quote currency.</summary>
/// <param name="Side">Buy or sell.</param>
/// <param name="Size">Units, above zero.</param>
/// <param name="Price">What was had.</param>
/// <param name="Decided">What the plan expected.</param>
/// <param name="Cost">What it cost beside.</param>
internal readonly record struct Fill(TradeSide Side, decimal Size, decimal Price, decimal Decided, decimal Cost)
{
    /// <summary>Size at the price that was had.</summary>
    public decimal Notional { get; init; } = Size * Price;

    /// <summary>What the price moved against the order since the decision; below zero in its favour.</summary>
    public decimal Delay => Price == Decided ? 0m
        : Side == TradeSide.Buy ? Size * (Price - Decided) : Size * (Decided - Price);
}
