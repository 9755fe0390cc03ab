using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Hedging;

/// <summary>
/// Decides what is to be done about a hedge: one order at most, which leaves a smaller gap than it found. The same case
/// gives the same answer.
/// </summary>
public static class HedgePlanner
{
    // A reduction that leaves less than this could end on the other side if the price falls on its way.
    private const decimal MostAtOnce = 0.9m;

    private const decimal Cent = 0.01m;

    // Two prices of one asset further apart than this cannot both be true.
    private const decimal Apart = 0.05m;

    /// <summary>Decides.</summary>
    public static HedgeAdvice Of(HedgeCase seen)
    {
        ImmutableArray<PerpetualPosition> own = HedgeNames.Own(seen.Positions, seen.Market, seen.Purpose);
        if (own.Length > 1)
        {
            return new HedgeAdvice.Refuse(new Reason(
                "hedge-ambiguous",
                $"{own.Length} positions in {seen.Market} are tagged {seen.Purpose}: close all but one by hand"));
        }

        PerpetualPosition? position = own.FirstOrDefault();
        Money held = position is null ? Money.Zero : NotionalOf(position, seen.Mark);
        Money wanted = WantedIn(seen, held);
        HedgeAdvice advice = (position is null ? null : Ending(seen, position, (held, wanted)))
            ?? (PricesDisagree(seen) is { } apart ? new HedgeAdvice.Refuse(apart)
            : wanted - held is { Sign: < 0 } gap ? Reduced(seen, held, -gap)
            : Grown(seen, position, (held, wanted)));
        return advice with { Wanted = wanted, Held = held };
    }

    // Once only the overweight is hedged, and it is hedged, it stays so until nothing of it is left.
    private static Money WantedIn(HedgeCase seen, Money held)
    {
        if (seen.Hedge.Overweight is not { } least)
        {
            return seen.Value * seen.Hedge.Ratio;
        }

        Money above = Money.Max(Money.Zero, seen.Value - seen.Target);
        bool isHedged = !held.IsZero || above > seen.PortfolioValue * least.Value;
        return isHedged ? above * seen.Hedge.Ratio : Money.Zero;
    }

    private static Money NotionalOf(PerpetualPosition position, Price mark) =>
        position.Notional ?? position.Size * (position.MarkPrice ?? mark);

    // What closes a position makes it safer whatever prices say. One that is larger than the largest order, and in no
    // danger, is bought back in parts first.
    private static HedgeAdvice.Trade? Ending(
        HedgeCase seen, PerpetualPosition position, (Money Held, Money Wanted) sum)
    {
        Reason? why = position.Side == PositionSide.Long
            ? new Reason("hedge-reversed", $"{seen.Purpose} is long and has to be short: it is closed")
            : sum.Wanted < seen.MinNotional && !(sum.Held > seen.MaxNotional)
            ? new Reason(
                "hedge-not-needed",
                $"nothing of {seen.Asset} is left to hedge: {Amount(sum.Held)} short in {seen.Market} are closed")
            : position.Distance is { } distance && distance.Value < seen.Hedge.MinDistance
            ? new Reason(
                "hedge-near-liquidation",
                $"{seen.Purpose} is {Phrase.Percent(distance)} from liquidation, less than "
                + $"{Phrase.Percent(seen.Hedge.MinDistance)}: it is closed, and opened anew with the next check")
            : null;
        return why is null || position.Id is null ? null : new HedgeAdvice.Trade(
            new HedgeOrder
            {
                Step = HedgeStep.Close,
                Notional = sum.Held,
                Margin = Money.Zero,
                Fee = sum.Held * seen.FeeRate,
                PositionId = position.Id,
            },
            why);
    }

    private static HedgeAdvice Reduced(HedgeCase seen, Money held, Money gap)
    {
        Money wanted = held - gap;
        Money size = Capped(seen, Money.Min(gap, held * MostAtOnce));
        return IsInside(seen, gap, wanted) || size < seen.MinNotional
            ? Kept(seen, held, wanted)
            : new HedgeAdvice.Trade(
                Order(seen, HedgeStep.Reduce, size),
                new Reason("hedge-too-large", Sentence(
                    seen, held, wanted, $"{Amount(size)} are bought back{Source(seen)}")));
    }

    private static HedgeAdvice Grown(
        HedgeCase seen, PerpetualPosition? position, (Money Held, Money Wanted) sum)
    {
        Money gap = sum.Wanted - sum.Held;
        if (IsInside(seen, gap, sum.Wanted) || gap < seen.MinNotional)
        {
            return Kept(seen, sum.Held, sum.Wanted);
        }

        if (seen.NoGrowth is { } standing)
        {
            return new HedgeAdvice.Refuse(standing);
        }

        Money bound = position?.Margin ?? sum.Held * (1m / seen.Hedge.Leverage);
        Money room = Money.Max(Money.Zero, seen.Hedge.MaxMargin - bound) * seen.Hedge.Leverage;
        Money size = Capped(seen, Money.Min(gap, room));
        if (seen.MaxNotional < seen.MinNotional)
        {
            return new HedgeAdvice.Refuse(new Reason("hedge-cap", Sentence(
                seen,
                sum.Held,
                sum.Wanted,
                $"the smallest order is {Amount(seen.MinNotional)}, and the policy allows {Amount(size)} at most")));
        }

        if (size < seen.MinNotional)
        {
            return new HedgeAdvice.Refuse(new Reason("hedge-margin", Sentence(
                seen,
                sum.Held,
                sum.Wanted,
                $"{Amount(bound)} of {Amount(seen.Hedge.MaxMargin)} margin are used, and there is no room for more")));
        }

        HedgeOrder order = Order(seen, position is null ? HedgeStep.Open : HedgeStep.Add, size);
        return new HedgeAdvice.Trade(order, new Reason("hedge-too-small", Sentence(
            seen,
            sum.Held,
            sum.Wanted,
            $"{Amount(size)} are sold short with {Amount(order.Margin)} margin; that costs {Amount(order.Fee)} and as "
            + $"much again when it is closed{Source(seen)}")));
    }

    private static HedgeOrder Order(HedgeCase seen, HedgeStep step, Money size) => new()
    {
        Step = step,
        Notional = Cut(size),
        Margin = step is HedgeStep.Reduce ? Money.Zero : Cut(size) * (1m / seen.Hedge.Leverage),
        Fee = Cut(size) * seen.FeeRate,
    };

    private static Money Cut(Money size) => new(Rounding.Down(size.Value, Cent));

    private static Money Capped(HedgeCase seen, Money size) =>
        seen.MaxNotional is { } most ? Money.Min(size, most) : size;

    private static bool IsInside(HedgeCase seen, Money gap, Money wanted) => gap <= wanted * seen.Hedge.Band;

    private static HedgeAdvice.Keep Kept(HedgeCase seen, Money held, Money wanted) => new(new Reason(
        "hedge-in-band",
        Sentence(seen, held, wanted, $"that is within {Phrase.Percent(seen.Hedge.Band)}, or too little to trade")));

    private static Reason? PricesDisagree(HedgeCase seen) =>
        seen.OwnPrice is { Value: > 0m } own && Math.Abs((seen.Mark.Value / own.Value) - 1m) > Apart
            ? new Reason(
                "hedge-price",
                $"{seen.Market} is at {seen.Mark} and the portfolio's own price at {own}: more than "
                + $"{Phrase.Percent(Apart)} apart, so that neither is traded on")
            : null;

    private static string Sentence(HedgeCase seen, Money held, Money wanted, string what) =>
        $"{Amount(wanted)} of {seen.Asset} should be short in {seen.Market} and {Amount(held)} are: {what}";

    // A price that nothing else bears out must be known for one.
    private static string Source(HedgeCase seen) =>
        seen.OwnPrice is null ? $"; the price {seen.Mark} is the venue's alone" : "";

    private static string Amount(Money money) => Phrase.Amount(money);
}
