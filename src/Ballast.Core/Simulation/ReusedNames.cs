using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>
/// Leaves out what a venue lists under the name of a dead coin. A name that was gone and comes back at more than ten
/// times its last price, or less than a tenth, carries another coin: whoever held the old one did not get rich on it.
/// </summary>
internal sealed class ReusedNames(int count, Instant from)
{
    private const decimal LargestFactor = 10m;

    private readonly decimal[] last = new decimal[count];
    private readonly bool[] gone = new bool[count];
    private readonly bool[] replaced = new bool[count];

    /// <summary>Whether another coin has come under the asset's name.</summary>
    public bool IsReplaced(int asset) => replaced[asset];

    /// <summary>The price of a row as it may be used; rows come in order.</summary>
    public decimal Admit(int asset, decimal price, Instant at)
    {
        if (at < from || replaced[asset])
        {
            return at < from ? price : PriceGrid.Gap;
        }

        if (decimal.Sign(price) < 0)
        {
            gone[asset] = true;
            return price;
        }

        if (gone[asset] && last[asset] > 0m && IsAbsurd(price, last[asset]))
        {
            replaced[asset] = true;
            return PriceGrid.Gap;
        }

        gone[asset] = false;
        last[asset] = price;
        return price;
    }

    private static bool IsAbsurd(decimal price, decimal before) =>
        price > before * LargestFactor || price * LargestFactor < before;
}
