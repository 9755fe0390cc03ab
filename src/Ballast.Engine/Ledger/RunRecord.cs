using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Planning;
using Ballast.Engine.Journal;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>One carrying-out of a plan.</summary>
public sealed record RunRecord
{
    /// <summary>Its name.</summary>
    public required RunId Run { get; init; }

    /// <summary>Its number in client ids.</summary>
    public required long Sequence { get; init; }

    /// <summary>What it carries out.</summary>
    public required Plan Plan { get; init; }

    /// <summary>The decision before it.</summary>
    public required long Decision { get; init; }

    /// <summary>By whose word.</summary>
    public required string Actor { get; init; }

    /// <summary>The key of the request that started it.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>How far it is.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why it ended as it did.</summary>
    public Reason? Why { get; init; }

    /// <summary>When it began.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>
    /// What its end took from memory, where it ended before all its orders did; <see langword="null"/> otherwise.
    /// </summary>
    public RunToll? Toll { get; init; }

    /// <summary>Orders of the plan that were not sent, or not whole.</summary>
    public ImmutableArray<DroppedLeg> Dropped { get; init; } = [];
}
