using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>across</c>.</summary>
internal static class AcrossTable
{
    private static readonly Kind<DownAccount> WhenDown = new ChoiceKind<DownAccount>(
        (DownAccount.Pause, "pause"), (DownAccount.Count, "count"));

    private static readonly Kind<ImmutableSortedDictionary<Asset, ImmutableArray<AccountId>>> TradedAt =
        new MapKind<ImmutableArray<AccountId>>(
            new ListKind<AccountId>(PolicyKinds.Account, 1, 64), 1, PolicyKinds.MostAssets);

    /// <summary>How several accounts are kept together.</summary>
    public static Block<AcrossPolicy> Across { get; } = new(
        new AcrossPolicy(),
        new Binding<AcrossPolicy, DownAccount>(WhenDown, (across, down) => across with { WhenDown = down })
            .Always(
                "whenDown",
                "While one of several accounts does not answer: pause plans nothing at all, count goes on at the "
                + "others and counts what it held when ledger and venue last agreed.",
                across => across.WhenDown),
        new Binding<AcrossPolicy, ImmutableSortedDictionary<Asset, ImmutableArray<AccountId>>>(
            TradedAt, (across, accounts) => across with { TradedAt = accounts })
            .Sometimes(
                "tradedAt",
                "The accounts at which an asset is traded, and nowhere else. An asset left out is traded wherever it "
                + "has a market.",
                across => across.TradedAt.IsEmpty ? [] : [across.TradedAt]));
}
