using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Reports.Shadows;

/// <summary>What the live portfolio's owner would hold now under another rule, from the same holdings on.</summary>
public sealed record ShadowBook
{
    /// <summary>What it does.</summary>
    public required ShadowRule Rule { get; init; }

    /// <summary>Units per asset as the venues name it, exact and on no lot step.</summary>
    public required ImmutableSortedDictionary<Asset, Quantity> Units { get; init; }

    /// <summary>Its value at the last valuation, flows put to use and costs paid.</summary>
    public required Money Value { get; init; }

    /// <summary>What one unit put in at the start has become, flows left out, costs paid; one at the start.</summary>
    public decimal Growth { get; init; } = 1m;

    /// <summary>What its trades have cost by the policy's cost model.</summary>
    public Money Cost { get; init; }

    /// <summary>How often it went to the targets; putting flows to use is not counted.</summary>
    public int Runs { get; init; }
}
