using Ballast.Core.Amounts;

namespace Ballast.Core.Portfolios;

/// <summary>One balance behind a position.</summary>
public sealed record HoldingLine
{
    /// <summary>Where.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Whether it may be traded there.</summary>
    public required AccountAccess Access { get; init; }

    /// <summary>The asset as the venue names it: the managed asset or one of its equivalents.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Units that an order may use.</summary>
    public required Quantity Free { get; init; }

    /// <summary>Units held by the venue or by open orders.</summary>
    public required Quantity Locked { get; init; }

    /// <summary>This asset's own price, so that a lost peg shows.</summary>
    public required Price Price { get; init; }
}
