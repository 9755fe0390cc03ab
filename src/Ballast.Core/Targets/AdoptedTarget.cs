using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets;

/// <summary>A target made of what is held: nothing has to be traded to be on it.</summary>
public static class AdoptedTarget
{
    /// <summary>Places of a weight; what rounding leaves goes to the quote.</summary>
    private const int Places = 4;

    /// <summary>The weights of holdings, rounded toward zero at four places; they sum to exactly one.</summary>
    /// <param name="values">Value of each asset in the quote currency, zero or more; at least one above zero.</param>
    /// <param name="quote">Takes what rounding leaves.</param>
    /// <returns>Every asset whose weight is not zero, and the quote.</returns>
    /// <exception cref="ArgumentException">Nothing has a value.</exception>
    public static ImmutableSortedDictionary<Asset, Weight> Of(
        ImmutableSortedDictionary<Asset, Money> values, Asset quote)
    {
        decimal total = values.Values.Sum(value => value.Value);
        if (total <= 0m)
        {
            throw new ArgumentException("nothing that is held has a value", nameof(values));
        }

        ImmutableSortedDictionary<Asset, Weight> weights = values
            .Where(pair => pair.Key != quote)
            .Select(pair => KeyValuePair.Create(
                pair.Key,
                new Weight(decimal.Round(pair.Value.Value / total, Places, MidpointRounding.ToZero))))
            .Where(pair => pair.Value > Weight.Zero)
            .ToImmutableSortedDictionary();
        return weights.SetItem(quote, new Weight(1m - weights.Values.Sum(weight => weight.Value)));
    }
}
