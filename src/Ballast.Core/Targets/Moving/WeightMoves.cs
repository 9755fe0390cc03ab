using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Targets.Methods;

namespace Ballast.Core.Targets.Moving;

/// <summary>How one target becomes the next: blending, and the largest move of a day.</summary>
internal static class WeightMoves
{
    /// <summary>A mix of two targets.</summary>
    /// <param name="before">The one that held; not empty.</param>
    /// <param name="after">The new one.</param>
    /// <param name="share">The new one's share, above 0 and up to 1.</param>
    /// <param name="quote">Takes what rounding leaves.</param>
    public static ImmutableSortedDictionary<Asset, Weight> Blend(
        ImmutableSortedDictionary<Asset, Weight> before,
        ImmutableSortedDictionary<Asset, Weight> after,
        decimal share,
        Asset quote) => share == 1m
            ? after
            : Rounded(
                before.Keys.Concat(after.Keys),
                asset => (before.GetValueOrDefault(asset).Value * (1m - share))
                    + (after.GetValueOrDefault(asset).Value * share),
                quote);

    /// <summary>How far two targets are apart: half the sum of their differences, which is the part of the portfolio
    /// that
    /// would have to be exchanged.</summary>
    public static Weight Distance(
        ImmutableSortedDictionary<Asset, Weight> left, ImmutableSortedDictionary<Asset, Weight> right) =>
        new(left.Keys.Union(right.Keys).Sum(asset =>
            (left.GetValueOrDefault(asset) - right.GetValueOrDefault(asset)).Magnitude.Value) / 2m);

    /// <summary>Cuts a move to what a day allows, on the straight line from the day's first target.</summary>
    /// <param name="day">The target that the day began with.</param>
    /// <param name="wanted">The new target.</param>
    /// <param name="most">The largest distance.</param>
    /// <param name="quote">Takes what rounding leaves.</param>
    /// <returns>The target, and what was done where something was.</returns>
    public static (ImmutableSortedDictionary<Asset, Weight> Weights, ImmutableArray<Reason> Remarks) Cut(
        DayTarget day, ImmutableSortedDictionary<Asset, Weight> wanted, Weight most, Asset quote)
    {
        Weight distance = Distance(day.Weights, wanted);
        if (distance <= most)
        {
            return (wanted, []);
        }

        decimal part = most.Value / distance.Value;
        var remark = new Reason(
            "move-cut",
            $"{Phrase.Percent(distance)} of the portfolio would move against the target of the day's beginning; cut to "
                + $"the {Phrase.Percent(most)} that a day allows");
        return (Blend(day.Weights, wanted, part, quote), [remark]);
    }

    /// <summary>Weights on the step, rounded toward zero; the quote takes the rest, so that they sum to exactly
    /// one.</summary>
    public static ImmutableSortedDictionary<Asset, Weight> Rounded(
        ImmutableSortedDictionary<Asset, Weight> weights, Func<Asset, decimal> weightOf, Asset quote) =>
        Rounded(weights.Keys, weightOf, quote);

    private static ImmutableSortedDictionary<Asset, Weight> Rounded(
        IEnumerable<Asset> assets, Func<Asset, decimal> weightOf, Asset quote)
    {
        var rounded = assets.Where(asset => asset != quote).Distinct().ToImmutableSortedDictionary(
            asset => asset, asset => new Weight(Rounding.Down(weightOf(asset), TargetWeights.Step)));
        return rounded.SetItem(quote, new Weight(1m - rounded.Values.Sum(weight => weight.Value)));
    }
}
