using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;

namespace Ballast.Core.Lots;

/// <summary>The lots of one asset while trades are walked through. Cost is neither made nor lost: what a part takes and
/// what stays add up to what was there.</summary>
internal sealed class LotPool(LotMethod method)
{
    // A part's cost is rounded toward zero here; the rest stays with what is left.
    private const int CostDigits = 12;

    private readonly List<Lot> lots = [];

    /// <summary>Gains of what was sold, as far as both its cost and its proceeds are known.</summary>
    public Money Realised { get; set; }

    /// <summary>Units that were sold and whose cost or proceeds are not known.</summary>
    public Quantity SoldWithoutCost { get; set; }

    /// <summary>Trades whose fee is not, or not whole, in cost or gain.</summary>
    public int UncountedFees { get; set; }

    /// <summary>What is there, oldest first.</summary>
    public ImmutableArray<Lot> Lots => [.. lots];

    /// <summary>Units there.</summary>
    public Quantity Units => new(lots.Sum(lot => lot.Units.Value));

    /// <summary>Takes in a lot that is newer than all there.</summary>
    public void Add(Lot lot) => lots.Add(lot);

    /// <summary>Takes units out by the method.</summary>
    /// <param name="units">Zero or more.</param>
    /// <returns>How many of them had a known cost, and which; fewer than asked for where there are not
    /// enough.</returns>
    public TakenUnits Take(Quantity units)
    {
        TakenUnits taken = new(Quantity.Zero, Money.Zero);
        Quantity left = units;
        while (left.Sign > 0 && lots.Count > 0)
        {
            int next = Next();
            Lot lot = lots[next];
            Quantity part = Quantity.Min(left, lot.Units);
            Money? cost = lot.Cost * Fraction(part, lot.Units);
            if (part == lot.Units)
            {
                lots.RemoveAt(next);
            }
            else
            {
                cost = cost is { } exact
                    ? new Money(decimal.Round(exact.Value, CostDigits, MidpointRounding.ToZero))
                    : null;
                lots[next] = lot with { Units = lot.Units - part, Cost = lot.Cost - cost };
            }

            taken = cost is { } known ? new TakenUnits(taken.Known + part, taken.Cost + known) : taken;
            left -= part;
        }

        return taken;
    }

    /// <summary>A part of a whole, 0 to 1, to 28 digits; exactly one for all of it.</summary>
    public static decimal Fraction(Quantity part, Quantity whole) =>
        part == whole ? 1m : part.Value / whole.Value;

    private int Next() => method switch
    {
        LotMethod.Fifo => 0,
        LotMethod.Lifo => lots.Count - 1,
        LotMethod.Hifo => Dearest(),
        _ => throw new UnreachableException(),
    };

    private int Dearest()
    {
        int dearest = 0;
        for (int i = 1; i < lots.Count; i++)
        {
            bool isDearer = lots[i].UnitCost is { } cost && (lots[dearest].UnitCost is not { } best || cost > best);
            dearest = isDearer ? i : dearest;
        }

        return dearest;
    }
}

/// <summary>What was taken out of lots.</summary>
/// <param name="Known">Units whose cost is known.</param>
/// <param name="Cost">What those cost.</param>
internal readonly record struct TakenUnits(Quantity Known, Money Cost);
