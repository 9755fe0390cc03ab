using Ballast.Core.Amounts;
using Ballast.Core.Policies;

namespace Ballast.Core.Costs;

/// <summary>Cost as a function of the traded notional, for one asset, side and market: what the planner's solve
/// evaluates.</summary>
internal sealed class CostCurve
{
    private const int Chords = 8;

    private readonly decimal fee;
    private readonly decimal halfSpread;
    private readonly decimal impact;
    private readonly decimal dailyVolume;
    private readonly BookSide? depth;

    /// <summary>The cost of a resting order: its fee and the fixed part.</summary>
    public CostCurve(decimal fee, decimal fixedCost)
    {
        this.fee = fee;
        Rate = fee;
        Fixed = fixedCost;
    }

    /// <summary>The cost of an order that takes.</summary>
    public CostCurve(decimal fee, CostPolicy rates, BookSide? depth)
        : this(fee, rates.Fixed.Value)
    {
        this.depth = depth;
        halfSpread = depth?.HasSpread == true ? 0m : rates.SpreadBps / 20_000m;
        Rate = fee + halfSpread;
        if (depth is null)
        {
            impact = rates.ImpactBps / 10_000m;
            dailyVolume = rates.DailyVolume.Value;
        }
    }

    /// <summary>What one order costs whatever its size.</summary>
    public decimal Fixed { get; }

    /// <summary>The fee as a fraction of the notional.</summary>
    public decimal FeeRate => fee;

    /// <summary>Fee and half spread as a fraction of the notional, without what grows faster than the
    /// notional.</summary>
    public decimal Rate { get; }

    /// <summary>Whether there is nothing but a fee in it.</summary>
    public bool IsFeeAlone => Rate == fee && Fixed == 0m && depth is null && impact == 0m;

    /// <summary>The whole cost of a notional above zero.</summary>
    public decimal Total(decimal notional)
    {
        decimal linear = Fixed == 0m ? notional * Rate : (notional * Rate) + Fixed;
        return depth is null && impact == 0m ? linear : linear + Curved(notional);
    }

    /// <summary>The cost of a notional above zero, by kind.</summary>
    public TradeCost Of(decimal notional)
    {
        BookCost walked = depth?.Walk(notional) ?? default;
        return new TradeCost(
            new Money(notional * fee),
            new Money((notional * halfSpread) + walked.Spread),
            new Money(walked.Impact + SquareRootImpact(notional)),
            new Money(Fixed));
    }

    /// <summary>The sum of <see cref="Of"/>, kind by kind, to its last digit.</summary>
    public decimal Charged(decimal notional) =>
        IsFeeAlone ? notional * fee : Of(notional).Total.Value;

    /// <summary>
    /// The cost but for its fixed part as straight pieces, each with its width and its cost per notional, as far as a
    /// notional above zero reaches. Exact for fees and books; the square-root law is followed by eight chords, which
    /// lie above it.
    /// </summary>
    public List<(decimal Width, decimal Rate)> Parts(decimal most)
    {
        if (depth is not null)
        {
            return [.. depth.Parts(most).Select(part => (part.Width, part.Rate + Rate))];
        }

        if (impact == 0m)
        {
            return [(most, Rate)];
        }

        decimal width = most / Chords;
        List<(decimal Width, decimal Rate)> parts = [];
        decimal before = 0m;
        for (int i = 1; i <= Chords; i++)
        {
            decimal reached = SquareRootImpact(width * i);
            parts.Add((width, Rate + ((reached - before) / width)));
            before = reached;
        }

        return parts;
    }

    private decimal Curved(decimal notional)
    {
        BookCost walked = depth?.Walk(notional) ?? default;
        return walked.Spread + walked.Impact + SquareRootImpact(notional);
    }

    private decimal SquareRootImpact(decimal notional) =>
        impact == 0m ? 0m : notional * impact * SquareRoot.Of(notional / dailyVolume);
}
