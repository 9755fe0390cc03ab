using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Hedging;

/// <summary>What hedges are called at venues.</summary>
public static class HedgeNames
{
    private const string Tag = "hedge:";
    private const string Ending = "-PERP";

    /// <summary>The tag of an asset's hedge, such as <c>hedge:BTC</c>: positions with another are never touched.
    /// </summary>
    public static string PurposeOf(Asset asset) => Tag + asset.Symbol;

    /// <summary>The market that is sold short.</summary>
    public static string MarketOf(Asset asset, HedgePolicy hedge) => hedge.Market ?? asset.Symbol + Ending;

    /// <summary>The asset that a market is about: its name without <c>-PERP</c>, or what stands before the first slash,
    /// as in <c>BTC/USDT:USDT</c>.</summary>
    /// <exception cref="ArgumentException">What is left is no asset's name.</exception>
    public static Asset AssetOf(string market) =>
        new(market.EndsWith(Ending, StringComparison.Ordinal) ? market[..^Ending.Length] : market.Split('/')[0]);

    /// <summary>The positions that are a hedge's own; more than one where its venue does not join them.</summary>
    public static ImmutableArray<PerpetualPosition> Own(
        ImmutableArray<PerpetualPosition> positions, string market, string purpose) =>
        [.. positions.Where(position => position.Symbol == market && position.Purpose == purpose)];

    /// <summary>Units that positions come to together: above zero where they are long.</summary>
    public static Quantity SizeOf(ImmutableArray<PerpetualPosition> positions) => new(positions.Sum(position =>
        position.Side == PositionSide.Long ? position.Size.Value : -position.Size.Value));
}
