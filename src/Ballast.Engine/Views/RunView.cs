using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Views;

/// <summary>One run with every order, fill, refusal and reason.</summary>
public sealed record RunView
{
    /// <summary>Its name.</summary>
    public required RunId Id { get; init; }

    /// <summary>Whose.</summary>
    public required PortfolioId Portfolio { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it ended as it did; <see langword="null"/> while it runs.</summary>
    public required Reason? Why { get; init; }

    /// <summary>By whose word.</summary>
    public required string Actor { get; init; }

    /// <summary>The key of the request that started it.</summary>
    public required string? IdempotencyKey { get; init; }

    /// <summary>What it carries out.</summary>
    public required Plan Plan { get; init; }

    /// <summary>When it began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public required Instant? EndedAt { get; init; }

    /// <summary>Its orders, in order of issue.</summary>
    public required ImmutableArray<OrderView> Orders { get; init; }

    /// <summary>The transfer that it sent after its orders; <see langword="null"/> where it sent none, or where it is
    /// older than the transfers that are kept.</summary>
    public TransferView? Transfer { get; init; }

    /// <summary>Orders of the plan that were not sent, or not whole.</summary>
    public required ImmutableArray<DroppedLeg> Dropped { get; init; }
}
