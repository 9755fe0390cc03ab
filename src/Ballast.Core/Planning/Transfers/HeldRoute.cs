using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Planning.Transfers;

/// <summary>A way between two accounts that rests for a while, because what was sent there did not arrive.</summary>
public sealed record HeldRoute
{
    /// <summary>Where it leaves.</summary>
    public required AccountId From { get; init; }

    /// <summary>Where it arrives.</summary>
    public required AccountId To { get; init; }

    /// <summary>What is not moved.</summary>
    public required Asset Asset { get; init; }

    /// <summary>From when on it may be used again.</summary>
    public required Instant Until { get; init; }

    /// <summary>What became of the last transfer there, and until when nothing follows it.</summary>
    public required Reason Why { get; init; }

    /// <summary>Whether a transfer would go this way.</summary>
    /// <param name="from">Where it leaves.</param>
    /// <param name="to">Where it arrives.</param>
    /// <param name="asset">What is moved.</param>
    public bool Joins(AccountId from, AccountId to, Asset asset) => (From, To, Asset) == (from, to, asset);
}
