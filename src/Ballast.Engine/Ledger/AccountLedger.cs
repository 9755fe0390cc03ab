using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>What an account must hold, to the last unit: its opening balances and every posting since.</summary>
public sealed record AccountLedger
{
    private const int MostFeeAssets = 64;

    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>When the ledger began.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>Units per asset, free and locked together; assets with nothing are left out.</summary>
    public required ImmutableSortedDictionary<Asset, Quantity> Balances { get; init; }

    /// <summary>Per market, how far its trades have been read; and how far the venue's log of changes has.</summary>
    public ImmutableSortedDictionary<string, string> Watermarks { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Assets in which this account has been charged fees: an order may touch them too. Bounded, by what is held.
    /// </summary>
    public ImmutableSortedSet<Asset> FeeAssets { get; init; } = [];

    /// <summary>
    /// The last postings of fills, oldest first: balances that lack exactly the newest of them are stale.
    /// </summary>
    public ImmutableArray<FillPosting> RecentFills { get; init; } = [];

    /// <summary>
    /// Orders in a row that were proven to have had no effect, none that the venue was seen to have between them: the
    /// more there are, the likelier its records and balances lag together and the proofs are wrong.
    /// </summary>
    public int AbsencesInARow { get; init; }

    /// <summary>The ledger after a fee in an asset.</summary>
    public AccountLedger ChargedIn(Asset asset)
    {
        // Only what is held can fall by a fee. An asset of which nothing is left is as one in which no fee was charged
        // yet, and the next fee in it brings it back.
        ImmutableSortedSet<Asset> charged = FeeAssets.Add(asset);
        return this with
        {
            FeeAssets = charged.Count <= MostFeeAssets
                ? charged
                : charged.Intersect(Balances.Keys).Add(asset),
        };
    }

    /// <summary>Units of one asset.</summary>
    public Quantity Of(Asset asset) => Balances.GetValueOrDefault(asset);

    /// <summary>The ledger after one change of one asset.</summary>
    public AccountLedger Post(Asset asset, Quantity change)
    {
        Quantity after = Of(asset) + change;
        return this with { Balances = after.IsZero ? Balances.Remove(asset) : Balances.SetItem(asset, after) };
    }
}
