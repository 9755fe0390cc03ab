using Ballast.Core;
using Ballast.Core.Portfolios;

namespace Ballast.Engine;

/// <summary>A person's word on a balance change that no record explains and that is too large to book
/// unasked.</summary>
public sealed record ChangeExplanation
{
    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>What it was.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>Who says so.</summary>
    public required string Actor { get; init; }

    /// <summary>On what ground.</summary>
    public required Reason Why { get; init; }
}

/// <summary>What a change was.</summary>
public enum ChangeKind
{
    /// <summary>A deposit or withdrawal by the owner: no performance.</summary>
    Flow = 0,

    /// <summary>A holding's own return: performance.</summary>
    Gain = 1,

    /// <summary>Funding, yield, staking, an airdrop: performance that waits to be put to use.</summary>
    Income = 2,
}
