using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning.Across;

/// <summary>
/// What its owner would have to move between two accounts, so that a trade can be made that the plan had to leave out.
/// Ballast moves nothing: what arrives is found by the balances, and planned with.
/// </summary>
public sealed record HandMove
{
    /// <summary>Where it lies.</summary>
    public required AccountId From { get; init; }

    /// <summary>Where it is needed.</summary>
    public required AccountId To { get; init; }

    /// <summary>The managed asset whose trade it is for.</summary>
    public required Asset Serves { get; init; }

    /// <summary>Cash, or an asset that cannot be sold where it lies.</summary>
    public required Asset Asset { get; init; }

    /// <summary>How much of it, above zero; what the network charges comes on top.</summary>
    public required Quantity Units { get; init; }

    /// <summary>What that is worth, in the portfolio's quote currency.</summary>
    public required Money Value { get; init; }

    /// <summary>What it is for: <c>cash-needed</c> or <c>no-market-here</c>.</summary>
    public required Reason Why { get; init; }

    /// <summary>Why Ballast does not move it itself although the policy lets it; <see langword="null"/> where the
    /// policy wants no transfers, or nothing stands against one.</summary>
    public Reason? Held { get; init; }
}
