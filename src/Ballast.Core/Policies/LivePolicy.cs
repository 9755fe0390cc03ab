using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>How far a policy may go with real money.</summary>
public sealed record LivePolicy
{
    /// <summary>The part of the holdings that it may move; above 0, at most 1.</summary>
    public required decimal Share { get; init; }

    /// <summary>The accounts it may trade on; some of the policy's.</summary>
    public required ImmutableArray<AccountId> Accounts { get; init; }

    /// <summary>How long its rules have to run without real money first. Default 14 days.</summary>
    public Duration Trial { get; init; } = Duration.FromDays(14);
}
