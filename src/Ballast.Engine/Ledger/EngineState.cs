using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ballast.Core.Canonical;
using Ballast.Core.Portfolios;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Lots;

namespace Ballast.Engine.Ledger;

/// <summary>
/// Everything the engine knows: the fold of its journal and of nothing else. Replaying twice gives the same
/// <see cref="Hash"/>.
/// </summary>
public sealed record EngineState
{
    /// <summary>Before the first entry.</summary>
    public static EngineState Empty { get; } = new();

    /// <summary>The last entry that was folded in.</summary>
    public long JournalSequence { get; init; }

    /// <summary>How many times the engine has started.</summary>
    public int Epoch { get; init; }

    /// <summary>The installation's number in client ids; zero before the first start.</summary>
    public uint Installation { get; init; }

    /// <summary>The highest run number ever used, over all accounts.</summary>
    public long LastSequence { get; init; }

    /// <summary>Set while everything is halted.</summary>
    public HaltMark? Halt { get; init; }

    /// <summary>Each account's number in client ids; a number is never given twice.</summary>
    public ImmutableSortedDictionary<AccountId, int> Accounts { get; init; } =
        ImmutableSortedDictionary<AccountId, int>.Empty;

    /// <summary>The portfolios under management.</summary>
    public ImmutableSortedDictionary<PortfolioId, PortfolioBook> Portfolios { get; init; } =
        ImmutableSortedDictionary<PortfolioId, PortfolioBook>.Empty;

    /// <summary>What portfolios that were removed left on their accounts: whoever manages such an account next begins
    /// with it.</summary>
    public ImmutableSortedDictionary<AccountId, AccountLegacy> Legacies { get; init; } =
        ImmutableSortedDictionary<AccountId, AccountLegacy>.Empty;

    /// <summary>The last inspection of each account that was inspected.</summary>
    public ImmutableSortedDictionary<AccountId, AccountProof> Proofs { get; init; } =
        ImmutableSortedDictionary<AccountId, AccountProof>.Empty;

    /// <summary>The last test message that reached the owner; <see langword="null"/> before the first.</summary>
    public ReachedOwner? Reached { get; init; }

    /// <summary>Every trade that is known of each account, its own orders' and what was imported.</summary>
    public ImmutableSortedDictionary<AccountId, TradeHistory> Trades { get; init; } =
        ImmutableSortedDictionary<AccountId, TradeHistory>.Empty;

    /// <summary>SHA-256 of the state's canonical JSON.</summary>
    [JsonIgnore]
    public string Hash => CanonicalJson.Hash(JsonSerializer.SerializeToElement(this, JournalJson.Default.EngineState));
}
