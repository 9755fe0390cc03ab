using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>Tells a calm market from a stressed one by the volatility of one asset, with two limits so that a value
/// between them changes nothing.</summary>
public sealed record RegimeSignalPolicy
{
    /// <summary>The asset that is looked at.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Daily returns that volatility is taken over. Default 20.</summary>
    public int Window { get; init; } = 20;

    /// <summary>Volatility a year above which the market is stressed.</summary>
    public required decimal StressedAbove { get; init; }

    /// <summary>Volatility a year below which it is calm again.</summary>
    public required decimal CalmBelow { get; init; }
}
