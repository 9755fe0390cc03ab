using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Policies.Format;

/// <summary>The fields of <c>hedges</c>.</summary>
internal static class HedgeTable
{
    private const int MostHedges = 50;

    private static readonly Bounds Ratios = new(0m, 1m, "a fraction of the holding (half of it is 0.5)");

    private static readonly Bounds Bands =
        new(0m, 1m, "a fraction of the hedge (a tenth of it is 0.1)") { IsOpenBelow = true, IsOpenAbove = true };

    private static readonly Bounds Leverages = new(1m, 50m, "times its margin");

    private static readonly Bounds Distances =
        new(0m, 1m, "a fraction of the price (15 % is 0.15)") { IsOpenAbove = true };

    private static readonly Kind<string> Market = new TextKind<string>
    {
        IsValid = Asset.IsValid,
        Make = text => text,
        Text = text => text,
        Words = "a market's name, such as \"BTC-PERP\"",
        Pattern = PolicyKinds.AssetPattern,
    };

    /// <summary>A hedge per asset.</summary>
    public static Kind<ImmutableSortedDictionary<Asset, HedgePolicy>> Hedges { get; } = new MapKind<HedgePolicy>(
        new Block<HedgePolicy>(
            new HedgePolicy { Account = new AccountId("unnamed"), MaxMargin = Money.Zero },
            new Binding<HedgePolicy, AccountId>(
                PolicyKinds.Account, (hedge, account) => hedge with { Account = account })
                .Always("account", "The account whose perpetuals hedge the asset.", hedge => hedge.Account).Required(),
            new Binding<HedgePolicy, string>(Market, (hedge, market) => hedge with { Market = market })
                .Sometimes(
                    "market",
                    "The market that is sold short, in the venue's words; left out, the asset's own with -PERP.",
                    hedge => hedge.Market is { } market ? [market] : []),
            new Binding<HedgePolicy, decimal>(
                PolicyKinds.Numbers(Ratios), (hedge, ratio) => hedge with { Ratio = ratio })
                .Always("ratio", "How much of the holding is hedged; 0 closes the hedge.", hedge => hedge.Ratio),
            new Binding<HedgePolicy, Weight>(
                PolicyKinds.HalfWidth, (hedge, weight) => hedge with { Overweight = weight })
                .Sometimes(
                    "overweight",
                    "Hedge only what is held above the target, once that is more than this part of the portfolio; left "
                    + "out, the whole holding is hedged.",
                    hedge => hedge.Overweight is { } weight ? [weight] : []),
            new Binding<HedgePolicy, decimal>(PolicyKinds.Numbers(Bands), (hedge, band) => hedge with { Band = band })
                .Always(
                    "band",
                    "How far the hedge may be from what it should be before it is corrected.",
                    hedge => hedge.Band),
            new Binding<HedgePolicy, decimal>(
                PolicyKinds.Numbers(Leverages), (hedge, leverage) => hedge with { Leverage = leverage })
                .Always("leverage", "What a position may come to, times its margin.", hedge => hedge.Leverage),
            new Binding<HedgePolicy, Money>(
                PolicyKinds.SomeMoney, (hedge, margin) => hedge with { MaxMargin = margin })
                .Always(
                    "maxMargin",
                    "The most that may be set aside as margin, in the quote currency.",
                    hedge => hedge.MaxMargin).Required(),
            new Binding<HedgePolicy, decimal>(
                PolicyKinds.Numbers(Distances), (hedge, distance) => hedge with { MinDistance = distance })
                .Always(
                    "minDistance",
                    "How near the price may come to liquidation before the position is closed and opened anew; at "
                    + "most half of one part in leverage.",
                    hedge => hedge.MinDistance)),
        0,
        MostHedges);
}
