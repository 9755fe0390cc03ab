using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Across;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Server.Features.Transfers;
using NodaTime;

namespace Ballast.Server.Features.Plans;

/// <summary>A plan as it leaves the server, and as <c>plan --json</c> prints it.</summary>
public sealed record PlanItem
{
    private const int IdDigits = 16;

    /// <summary>Its short name; starting it takes this and the hash.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the plan.</summary>
    public required string Hash { get; init; }

    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>SHA-256 of the policy it follows.</summary>
    public required string PolicyHash { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant At { get; init; }

    /// <summary>After this it may not be started.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>What made it necessary.</summary>
    public required Reason Why { get; init; }

    /// <summary>Where drifts are taken to.</summary>
    public required Destination Destination { get; init; }

    /// <summary>V before.</summary>
    public required Money ValueBefore { get; init; }

    /// <summary>V after, at plan prices and expected costs.</summary>
    public required Money ValueAfter { get; init; }

    /// <summary>Expected cost of all orders.</summary>
    public required Money Cost { get; init; }

    /// <summary>Weights before and after.</summary>
    public required ImmutableArray<PlanLine> Lines { get; init; }

    /// <summary>Sells first, then buys, each with its reason.</summary>
    public required IReadOnlyList<PlannedOrderItem> Orders { get; init; }

    /// <summary>Orders that were not made, and why.</summary>
    public required ImmutableArray<NonOrder> NonOrders { get; init; }

    /// <summary>Where each asset that several accounts could trade goes and why, and why nowhere else; empty where
    /// there was nothing to choose.</summary>
    public required ImmutableArray<VenueChoice> Venues { get; init; }

    /// <summary>What its owner would have to move between accounts by hand, so that missing orders can be
    /// made.</summary>
    public required ImmutableArray<HandMove> Moves { get; init; }

    /// <summary>Transfers between accounts that were considered, and what becomes of each.</summary>
    public required IReadOnlyList<PlannedTransferItem> Transfers { get; init; }

    /// <summary>What to know before taking the plan for the best there is; mostly empty.</summary>
    public required ImmutableArray<Reason> Cautions { get; init; }

    /// <summary>The short name of the plan with this hash.</summary>
    public static string IdOf(string hash) => "plan-" + hash[..Math.Min(IdDigits, hash.Length)];

    /// <summary>Shows a plan.</summary>
    public static PlanItem Of(Plan plan) => new()
    {
        Id = IdOf(plan.Hash),
        Hash = plan.Hash,
        Portfolio = plan.Portfolio,
        PolicyHash = plan.PolicyHash,
        At = plan.At,
        ExpiresAt = plan.ExpiresAt,
        Why = plan.Why,
        Destination = plan.Destination,
        ValueBefore = plan.ValueBefore,
        ValueAfter = plan.ValueAfter,
        Cost = plan.Cost,
        Lines = plan.Lines,
        Orders = [.. plan.Orders.Select(PlannedOrderItem.Of)],
        NonOrders = plan.NonOrders,
        Venues = plan.Venues,
        Moves = plan.Moves,
        Transfers = [.. plan.Transfers.Select(PlannedTransferItem.Of)],
        Cautions = plan.Cautions,
    };
}
