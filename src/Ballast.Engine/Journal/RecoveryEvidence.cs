using System.Collections.Immutable;
using NodaTime;

namespace Ballast.Engine.Journal;

/// <summary>What a start found, in the order it was found.</summary>
public sealed record RecoveryEvidence
{
    /// <summary>The start it belongs to.</summary>
    public required int Epoch { get; init; }

    /// <summary>The last entry of the journal that was there.</summary>
    public required long JournalSequence { get; init; }

    /// <summary>When trading was allowed again.</summary>
    public required Instant At { get; init; }

    /// <summary>Each order that was open, and what became of it: <c>id state</c>.</summary>
    public required ImmutableArray<string> Orders { get; init; }

    /// <summary>How many orders with our prefix the sweep saw.</summary>
    public required int OrdersSwept { get; init; }

    /// <summary>Orders with our prefix and no intent.</summary>
    public required ImmutableArray<string> Orphans { get; init; }

    /// <summary>Accounts whose balances equal the ledger.</summary>
    public required ImmutableArray<string> AccountsEqual { get; init; }
}
