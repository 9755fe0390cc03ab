using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Portfolios;

/// <summary>What one managed asset amounts to, its equivalents included.</summary>
public sealed record Position
{
    /// <summary>The asset the target names.</summary>
    public required Asset Asset { get; init; }

    /// <summary>The price of that asset itself.</summary>
    public required Price Price { get; init; }

    /// <summary>The sum of the lines' values, each at its own price.</summary>
    public required Money Value { get; init; }

    /// <summary>The value that may be sold now: free, on tradable accounts, beyond what the owner locked.</summary>
    public required Money SellableValue { get; init; }

    /// <summary>Where it is held, ordered by account and asset.</summary>
    public required ImmutableArray<HoldingLine> Lines { get; init; }
}
