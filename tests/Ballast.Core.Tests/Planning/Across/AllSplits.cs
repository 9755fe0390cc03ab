using Ballast.Core.Markets;
using Ballast.Core.Planning.Across;

namespace Ballast.Core.Tests.Planning.Across;

/// <summary>
/// Every split of a small problem, one whole lot at a time, with a price of its own: costs of what is traded; what is
/// left within one lot at the dearest rate, beyond it at its value; a millionth of the unit for every order.
/// </summary>
internal sealed class AllSplits
{
    private readonly SplitProblem problem;
    private readonly decimal[] taken;
    private decimal least = decimal.MaxValue;
    private decimal[] best = [];

    public AllSplits(SplitProblem problem)
    {
        this.problem = problem;
        taken = new decimal[problem.Lanes.Count];
    }

    public (decimal Cost, IReadOnlyList<decimal> Taken) Best()
    {
        Try(0);
        return (least, best);
    }

    /// <summary>The price of one split, or the largest decimal where cash does not suffice.</summary>
    public static decimal CostOf(SplitProblem problem, IReadOnlyList<decimal> taken)
    {
        decimal cost = 0m;
        for (int pool = 0; pool < problem.Cash.Count; pool++)
        {
            decimal cash = problem.Cash[pool];
            for (int i = 0; i < taken.Count; i++)
            {
                if (problem.Lanes[i].Pool == pool && taken[i] > 0m)
                {
                    (decimal own, decimal moved) = Walk(problem.Lanes[i], taken[i]);
                    bool isSale = problem.Legs[problem.Lanes[i].Leg].Side == TradeSide.Sell;
                    cash += (isSale ? moved : -moved) - problem.Lanes[i].Fixed;
                    cost += own + problem.Lanes[i].Fixed + (problem.Unit / 1_000_000m);
                }
            }

            if (cash < -1e-15m)
            {
                return decimal.MaxValue;
            }
        }

        for (int leg = 0; leg < problem.Legs.Count; leg++)
        {
            SplitLane[] own = [.. problem.Lanes.Where(lane => lane.Leg == leg)];
            decimal rest = problem.Legs[leg].Wanted - taken.Where((_, i) => problem.Lanes[i].Leg == leg).Sum();
            decimal lot = own.Length == 0 ? 0m : own.Max(lane => lane.Lot);
            decimal dearest = own.Length == 0 ? 0m : own.Max(lane => lane.Steps.Max(step => step.Rate));
            cost += rest < -1e-15m ? 1_000_000m : Math.Max(0m, rest - lot) + (Math.Min(rest, lot) * dearest);
        }

        return cost;
    }

    private static (decimal Cost, decimal Cash) Walk(SplitLane lane, decimal value)
    {
        decimal cost = 0m;
        decimal cash = 0m;
        decimal from = 0m;
        foreach (SplitStep step in lane.Steps)
        {
            decimal part = Math.Clamp(value - from, 0m, step.Width);
            cost += part * step.Rate;
            cash += part * step.Cash;
            from += step.Width;
        }

        return (cost, cash);
    }

    private void Try(int number)
    {
        if (number == taken.Length)
        {
            decimal cost = CostOf(problem, taken);
            if (cost < least)
            {
                (least, best) = (cost, [.. taken]);
            }

            return;
        }

        SplitLane lane = problem.Lanes[number];
        for (int lots = 0; lots * lane.Lot <= lane.Most; lots++)
        {
            decimal value = lots * lane.Lot;
            if (value > 0m && value < lane.Least)
            {
                continue;
            }

            taken[number] = value;
            Try(number + 1);
        }

        taken[number] = 0m;
    }
}
