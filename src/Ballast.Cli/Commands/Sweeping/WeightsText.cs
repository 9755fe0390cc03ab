using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;

namespace Ballast.Cli.Commands.Sweeping;

/// <summary>Targets on the command line, such as <c>BTC=0.4,ETH=0.3,USDC=0.3</c>, in place of a policy file.</summary>
internal static class WeightsText
{
    private const string Option = "--weights";

    // What the rest is held in where the weights name no currency of their own.
    private const string Cash = "CASH";

    /// <summary>
    /// The shipped default with other targets. The one name that the prices do not have is the quote currency; what the
    /// weights leave belongs to it.
    /// </summary>
    /// <exception cref="FormatException">The weights cannot be read, or cannot be met.</exception>
    public static Policy Read(string text, CandleTable prices)
    {
        var target = new Dictionary<Asset, Weight>();
        foreach (string item in text.Split(','))
        {
            (Asset asset, Weight weight) = One(text, item.Trim());
            if (!target.TryAdd(asset, weight))
            {
                throw new FormatException($"{Option} names {asset} twice");
            }
        }

        Asset[] unpriced = [.. target.Keys.Where(asset => prices.ColumnOf(asset) < 0).Order()];
        if (unpriced.Length > 1)
        {
            throw new FormatException(
                $"{Option} names {string.Join<Asset>(", ", unpriced)}, of which at most one may be without prices: the "
                + $"quote currency; there are prices of {string.Join(", ", prices.Assets)}");
        }

        Asset quote = unpriced.Length == 1 ? unpriced[0] : new Asset(Cash);
        decimal sum = target.Values.Sum(weight => weight.Value);
        if (sum > 1m || (unpriced.Length == 1 && sum != 1m))
        {
            throw new FormatException($"{Option} is '{text}', whose weights sum to {sum} and not to 1");
        }

        target.TryAdd(quote, new Weight(1m - sum));
        return DefaultPolicy.Policy with { Quote = quote, Target = target.ToImmutableSortedDictionary() };
    }

    private static (Asset Asset, Weight Weight) One(string text, string item)
    {
        string[] sides = item.Split('=');
        if (sides.Length != 2 || !Asset.IsValid(sides[0].Trim())
            || !CanonicalDecimal.TryParse(sides[1].Trim(), out decimal weight))
        {
            throw new FormatException(
                $"{Option} is '{text}', where '{item}' is not a name and a weight, such as BTC=0.4");
        }

        return weight is >= 0m and <= 1m
            ? (new Asset(sides[0].Trim()), new Weight(weight))
            : throw new FormatException($"{Option} gives {sides[0].Trim()} {weight}, a weight is from 0 to 1");
    }
}
