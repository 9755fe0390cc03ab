using Ballast.Core.Markets;

namespace Ballast.Core.Planning.Across;

/// <summary>What a split costs, exactly as it is compared.</summary>
internal sealed class SplitPrice
{
    private const decimal LeftIsDearer = 1e-12m;
    private const decimal Digits = 1e-18m;

    private readonly SplitProblem problem;
    private readonly decimal[] ranks;

    /// <summary>For one problem.</summary>
    public SplitPrice(SplitProblem problem)
    {
        this.problem = problem;
        ranks = new decimal[problem.Lanes.Count];
        LotOf = new decimal[problem.Legs.Count];
        LeftRate = new decimal[problem.Legs.Count];
        int[] seen = new int[problem.Legs.Count];
        for (int i = 0; i < problem.Lanes.Count; i++)
        {
            SplitLane lane = problem.Lanes[i];
            ranks[i] = SplitProblem.LaterLane * seen[lane.Leg]++;
            LotOf[lane.Leg] = Math.Max(LotOf[lane.Leg], lane.Lot);
            LeftRate[lane.Leg] = Math.Max(LeftRate[lane.Leg], lane.Steps[^1].Rate + ranks[i] + LeftIsDearer);
        }
    }

    /// <summary>By leg, the value of the coarsest lot: so much may be left without harm.</summary>
    public decimal[] LotOf { get; }

    /// <summary>
    /// By leg, what leaving up to a lot costs per value: a trifle more than trading it the dearest way, so that what
    /// can be traded without one order more is. What is left beyond a lot costs its whole value.
    /// </summary>
    public decimal[] LeftRate { get; }

    /// <summary>What one order costs beside its trade.</summary>
    public decimal OrderCost(SplitLane lane) => lane.Fixed + (SplitProblem.OrderWorth * problem.Unit);

    /// <summary>The rate of a step, with the trifle for lanes that come later.</summary>
    public decimal RateOf(int lane, SplitStep step) => step.Rate + ranks[lane];

    /// <summary>The least whole number of lots that a lane takes.</summary>
    public static decimal LeastInLots(SplitLane lane) =>
        lane.Lot == 0m ? lane.Least : decimal.Ceiling(lane.Least / lane.Lot) * lane.Lot;

    /// <summary>
    /// Takes the last digits off a split that came from a relaxation: legs filled exactly and pools not overdrawn,
    /// where a lane without lots can give or take what little is missing.
    /// </summary>
    /// <param name="taken">Value by lane.</param>
    /// <param name="little">More than this is left as it is.</param>
    public void Mend(decimal[] taken, decimal little)
    {
        decimal[] left = [.. problem.Legs.Select(leg => leg.Wanted)];
        for (int i = 0; i < taken.Length; i++)
        {
            left[problem.Lanes[i].Leg] -= taken[i];
        }

        for (int i = 0; i < taken.Length; i++)
        {
            SplitLane lane = problem.Lanes[i];
            decimal rest = left[lane.Leg];
            if (lane.Lot == 0m && taken[i] > little && Math.Abs(rest) <= little)
            {
                decimal mended = Math.Min(lane.Most, taken[i] + rest);
                left[lane.Leg] -= mended - taken[i];
                taken[i] = mended;
            }
        }

        decimal[] cash = [.. problem.Cash];
        for (int i = 0; i < taken.Length; i++)
        {
            _ = taken[i] > 0m ? CostOf(i, taken[i], cash) : 0m;
        }

        for (int i = 0; i < taken.Length; i++)
        {
            SplitLane lane = problem.Lanes[i];
            decimal debt = -cash[lane.Pool];
            bool pays = lane.Lot == 0m && problem.Legs[lane.Leg].Side == TradeSide.Buy;
            if (pays && debt > 0m && debt <= little * 2m && taken[i] > debt)
            {
                taken[i] -= debt;
                cash[lane.Pool] = 0m;
            }
        }
    }

    /// <summary>
    /// The cost of a split, or <see langword="null"/> where a pool cannot pay or a leg is overfilled.
    /// </summary>
    /// <param name="taken">Value by lane.</param>
    public decimal? Of(IReadOnlyList<decimal> taken)
    {
        decimal[] left = [.. problem.Legs.Select(leg => leg.Wanted)];
        decimal[] cash = [.. problem.Cash];
        decimal cost = 0m;
        for (int i = 0; i < taken.Count; i++)
        {
            if (taken[i] > 0m)
            {
                cost += CostOf(i, taken[i], cash);
                left[problem.Lanes[i].Leg] -= taken[i];
            }
        }

        decimal noise = problem.Unit * Digits;
        return left.Any(rest => rest < -noise) || cash.Any(rest => rest < -noise) ? null : cost + CostOfRest(left);
    }

    private decimal CostOf(int number, decimal value, decimal[] cash)
    {
        SplitLane lane = problem.Lanes[number];
        decimal sign = problem.Legs[lane.Leg].Side == TradeSide.Buy ? -1m : 1m;
        decimal cost = OrderCost(lane);
        cash[lane.Pool] -= lane.Fixed;
        decimal left = value;
        foreach (SplitStep step in lane.Steps)
        {
            decimal part = Math.Min(left, step.Width);
            cost += part * RateOf(number, step);
            cash[lane.Pool] += sign * part * step.Cash;
            left -= part;
        }

        return cost;
    }

    private decimal CostOfRest(decimal[] left)
    {
        decimal cost = 0m;
        for (int i = 0; i < left.Length; i++)
        {
            decimal rest = Math.Max(0m, left[i]);
            cost += (Math.Min(rest, LotOf[i]) * LeftRate[i]) + Math.Max(0m, rest - LotOf[i]);
        }

        return cost;
    }
}
