using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.PaperExchange.Markets;

/// <summary>One simulated asset.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="StartPrice">In the market's quote, above zero.</param>
/// <param name="Volatility">Standard deviation of a year's log return in the calm regime; 0.6 is 60 %.</param>
/// <param name="Beta">How much of the common factor it carries, -1 to 1: the correlation of two assets is the product
/// of theirs.</param>
public sealed record AssetSpec(Asset Asset, decimal StartPrice, double Volatility, double Beta)
{
    /// <summary>Coins with prices and volatilities of the order seen in 2024.</summary>
    public static ImmutableArray<AssetSpec> Usual { get; } =
    [
        new(new Asset("ADA"), 0.45m, 0.85, 0.80),
        new(new Asset("BNB"), 580m, 0.60, 0.75),
        new(new Asset("BTC"), 64_000m, 0.55, 0.90),
        new(new Asset("ETH"), 3_100m, 0.70, 0.88),
        new(new Asset("LINK"), 14m, 0.90, 0.78),
        new(new Asset("SOL"), 145m, 0.95, 0.80),
        new(new Asset("XRP"), 0.55m, 0.80, 0.65),
    ];
}
