using System.Collections.Immutable;
using Ballast.Core.Costs;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Planning;

/// <summary>Everything a plan depends on. Equal requests give equal plans with equal hashes.</summary>
public sealed record PlanRequest
{
    /// <summary>The policy: scope, flows, reserves, filters of the owner, caps, execution.</summary>
    public required Policy Policy { get; init; }

    /// <summary>SHA-256 of the policy's canonical JSON, lower-case hex.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>The portfolio.</summary>
    public required Snapshot Snapshot { get; init; }

    /// <summary>Target and band of every position of the snapshot, in the same order.</summary>
    public required ImmutableArray<TargetLine> Targets { get; init; }

    /// <summary>Where drifts are taken to.</summary>
    public required Destination Destination { get; init; }

    /// <summary>What made it necessary; goes into the plan's and the orders' reasons.</summary>
    public required Reason Why { get; init; }

    /// <summary>Costs used in the solve.</summary>
    public required CostModel Costs { get; init; }

    /// <summary>Deposits less withdrawals (and income) not yet put to use, in quote currency.</summary>
    public required Money NetFlow { get; init; }

    /// <summary>
    /// Sum of notionals, sells and buys together, that may still be traded today under the turnover cap;
    /// <see langword="null"/> means no
    /// cap.
    /// </summary>
    public required Money? TurnoverLeft { get; init; }

    /// <summary>The instant after which the plan may not be started.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>The policy's markets without a catalogue, where somebody has made them before.</summary>
    internal FreeMarkets? Free { get; init; }
}
