using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Reports;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Linear;

namespace Ballast.Core.Targets.Moving;

/// <summary>Scales a target down to a volatility: what is not the quote is multiplied by the limit over the estimate,
/// the
/// quote takes the rest. Never up, because that would be leverage (Moreira and Muir 2017 scale both ways).</summary>
internal static class VolatilityScale
{
    /// <summary>Scales where it has to be.</summary>
    /// <param name="weights">Sum to one.</param>
    /// <param name="quote">Has no risk.</param>
    /// <param name="moments">Covariance a year; assets it does not know count as without risk.</param>
    /// <param name="most">The volatility a year that is allowed.</param>
    /// <returns>The weights, and what was done where something was.</returns>
    public static (ImmutableSortedDictionary<Asset, Weight> Weights, ImmutableArray<Reason> Remarks) Apply(
        ImmutableSortedDictionary<Asset, Weight> weights, Asset quote, AssetMoments moments, decimal most)
    {
        double volatility = Volatility(weights, quote, moments);
        if (!(volatility > (double)most))
        {
            return (weights, []);
        }

        decimal factor = (decimal)((double)most / volatility);
        var remark = new Reason(
            "scaled-to-volatility",
            $"scaled to {Phrase.Percent(factor)}: {Phrase.Percent((decimal)volatility)} volatility a year, "
                + $"{Phrase.Percent(most)} allowed");
        return (WeightMoves.Rounded(weights, asset => weights[asset].Value * factor, quote), [remark]);
    }

    private static double Volatility(
        ImmutableSortedDictionary<Asset, Weight> weights, Asset quote, AssetMoments moments)
    {
        Matrix covariance = moments.Covariance.Matrix;
        double[] held = [.. moments.Assets.Select(asset =>
            asset == quote ? 0.0 : Statistic.Of(weights.GetValueOrDefault(asset)))];
        double variance = 0.0;
        for (int i = 0; i < held.Length; i++)
        {
            for (int j = 0; j < held.Length; j++)
            {
                variance += held[i] * covariance[i, j] * held[j];
            }
        }

        return Math.Sqrt(variance);
    }
}
