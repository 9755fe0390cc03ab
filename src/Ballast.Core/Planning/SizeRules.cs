using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;

namespace Ballast.Core.Planning;

/// <summary>
/// The sizes one order may have on a market in a given style: the lot filter, and for orders that take also the
/// market-lot filter; the stricter holds.
/// </summary>
internal sealed class SizeRules
{
    private const int MaxMultiple = 10_000;

    private SizeRules(decimal min, decimal max, decimal step)
    {
        Min = min;
        Max = max;
        Step = step;
    }

    /// <summary>No rule.</summary>
    public static SizeRules None { get; } = new(0m, decimal.MaxValue, 0m);

    /// <summary>Smallest size in base units.</summary>
    public decimal Min { get; }

    /// <summary>Largest size in base units.</summary>
    public decimal Max { get; }

    /// <summary>Sizes are multiples of this; zero means no step.</summary>
    public decimal Step { get; }

    /// <summary>The rules of an instrument for a style.</summary>
    public static SizeRules Of(Instrument instrument, ExecutionStyle style)
    {
        LotFilter lot = instrument.Lot;
        if (style == ExecutionStyle.Limit)
        {
            return new SizeRules(lot.Min, lot.Max, lot.Step);
        }

        LotFilter market = instrument.MarketLot;
        return new SizeRules(
            Math.Max(lot.Min, market.Min), Math.Min(lot.Max, market.Max), CommonStep(lot.Step, market.Step));
    }

    /// <summary>The smallest size that is worth at least so much at a price, on the step.</summary>
    public decimal SmallestWorth(decimal worth, decimal price)
    {
        decimal units = Math.Max(Math.Max(Min, Step), worth / price);
        decimal size = Rounding.Up(units, Step);

        // The quotient is rounded and may lie a digit below what the product needs.
        while (size * price < worth)
        {
            size += Step == 0m ? Math.Max(size * 1e-20m, 1e-27m) : Step;
        }

        return size;
    }

    // The smallest step that both grids share; a pair with no small common multiple falls back on the coarser one.
    private static decimal CommonStep(decimal left, decimal right)
    {
        (decimal fine, decimal coarse) = left <= right ? (left, right) : (right, left);
        if (fine == 0m)
        {
            return coarse;
        }

        for (int multiple = 1; multiple <= MaxMultiple; multiple++)
        {
            if (coarse * multiple % fine == 0m)
            {
                return coarse * multiple;
            }
        }

        return coarse;
    }
}
