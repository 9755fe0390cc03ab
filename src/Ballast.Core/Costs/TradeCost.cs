using Ballast.Core.Amounts;

namespace Ballast.Core.Costs;

/// <summary>The cost of one trade by kind, in quote currency; each zero or more, but for a maker's rebate.</summary>
public sealed record TradeCost(Money Fee, Money Spread, Money Impact, Money Fixed)
{
    /// <summary>Nothing.</summary>
    public static TradeCost None { get; } = new(default, default, default, default);

    /// <summary>All kinds together.</summary>
    public Money Total => Fee + Spread + Impact + Fixed;
}
