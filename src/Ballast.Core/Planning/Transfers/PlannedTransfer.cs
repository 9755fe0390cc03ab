using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Planning.Transfers;

/// <summary>A transfer that a plan considered: what became of it, and why.</summary>
public sealed record PlannedTransfer
{
    /// <summary>Where it leaves.</summary>
    public required AccountId From { get; init; }

    /// <summary>Where it arrives.</summary>
    public required AccountId To { get; init; }

    /// <summary>What is moved.</summary>
    public required Asset Asset { get; init; }

    /// <summary>How much leaves.</summary>
    public required Quantity Units { get; init; }

    /// <summary>How much of that is kept on the way, as quoted.</summary>
    public required Quantity Fee { get; init; }

    /// <summary>What the fee is worth, in the portfolio's quote currency.</summary>
    public required Money FeeValue { get; init; }

    /// <summary>
    /// What the best plan without it comes to: trading costs and the charge for what stays out of place.
    /// </summary>
    public required Money CostWithout { get; init; }

    /// <summary>The same with it: trading costs, the fee, the charge for what stays out of place and for what is out
    /// of place until it arrives.</summary>
    public required Money CostWith { get; init; }

    /// <summary>The managed assets that are bought with it.</summary>
    public required ImmutableArray<Asset> Serves { get; init; }

    /// <summary>When it should have arrived, from when it was accepted.</summary>
    public required Duration Latest { get; init; }

    /// <summary>What becomes of it.</summary>
    public required TransferChoice Choice { get; init; }

    /// <summary>Until when it waits; <see langword="null"/> where it does not.</summary>
    public Instant? WaitsUntil { get; init; }

    /// <summary>The ground: <c>transfer-worth</c>, <c>transfer-deadline</c>, <c>fee-above-ceiling</c> or
    /// <c>transfer-not-worth</c>.</summary>
    public required Reason Why { get; init; }
}

/// <summary>What becomes of a transfer that was considered.</summary>
public enum TransferChoice
{
    /// <summary>It costs more than it saves.</summary>
    NotWorth = 0,

    /// <summary>It is worth it and waits for a lower fee, or for its deadline.</summary>
    Wait = 1,

    /// <summary>The run sends it once its sales have settled.</summary>
    Send = 2,
}
