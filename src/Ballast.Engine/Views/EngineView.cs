using System.Collections.Immutable;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Views;

/// <summary>The whole engine at one moment.</summary>
public sealed record EngineView
{
    private readonly Lazy<string> stateHash;

    /// <summary>The view of a state.</summary>
    internal EngineView(EngineState state) => stateHash = new Lazy<string>(() => state.Hash);

    /// <summary>How many times it has started.</summary>
    public required int Epoch { get; init; }

    /// <summary>The last entry of the journal.</summary>
    public required long JournalSequence { get; init; }

    /// <summary>Hash of the state that the journal folds to; worked out when asked for.</summary>
    public string StateHash => stateHash.Value;

    /// <summary>Set while everything is halted.</summary>
    public required HaltMark? Halt { get; init; }

    /// <summary>All portfolios in ordinal order.</summary>
    public required ImmutableArray<PortfolioView> Portfolios { get; init; }
}
