namespace Ballast.Core.Planning.Across;

/// <summary>
/// Finds the cheapest split of all legs over their lanes, exactly: branch and bound (Land and Doig 1960). Where a lane
/// takes less than its least size or half a lot, both ways of mending that are tried, and a branch is left once its
/// linear relaxation is less than a ten-millionth of the unit cheaper than the best split found. Deterministic.
/// </summary>
internal sealed class SplitSearch
{
    private const int MostNodes = 400;
    private const decimal Tolerance = 1e-7m;
    private const decimal Digits = 1e-9m;

    private readonly SplitProblem problem;
    private readonly SplitRelaxation relaxation;
    private readonly SplitPrice price;
    private readonly decimal[] best;
    private readonly decimal noise;
    private decimal bestCost;
    private int nodes;

    private SplitSearch(SplitProblem problem)
    {
        this.problem = problem;
        price = new SplitPrice(problem);
        relaxation = new SplitRelaxation(problem, price);
        best = new decimal[problem.Lanes.Count];
        bestCost = price.Of(best) ?? decimal.MaxValue;
        noise = problem.Unit * Digits;
    }

    /// <summary>The cheapest split, or the best that was found before the search grew too large.</summary>
    public static SplitAnswer Solve(SplitProblem problem)
    {
        SplitSearch search = new(problem);
        search.Explore([.. problem.Lanes.Select(LaneRange.Of)]);
        return new SplitAnswer(search.best, search.bestCost, search.nodes < MostNodes);
    }

    private void Explore(LaneRange[] ranges)
    {
        if (nodes >= MostNodes)
        {
            return;
        }

        nodes++;
        if (relaxation.Solve(ranges) is not { } relaxed || !IsPromising(relaxed.Cost))
        {
            return;
        }

        Offer(relaxed.Taken);
        if (!IsPromising(relaxed.Cost))
        {
            return;
        }

        int lane = Undecided(ranges, relaxed.Taken);
        if (lane >= 0)
        {
            Branch(ranges, lane, relaxed.Taken[lane]);
        }
    }

    private bool IsPromising(decimal bound) => bound < bestCost - (problem.Unit * Tolerance);

    // What a relaxation takes, in whole lots and without what is too small, is a split as well.
    private void Offer(decimal[] taken)
    {
        decimal[] whole = new decimal[taken.Length];
        for (int i = 0; i < taken.Length; i++)
        {
            SplitLane lane = problem.Lanes[i];
            decimal value = Math.Min(lane.Most, InLots(lane, taken[i]));
            bool isAll = lane.Lot == 0m && lane.Most - value < noise;
            whole[i] = value < lane.Least - noise ? 0m : isAll ? lane.Most : value;
        }

        price.Mend(whole, noise * 10m);
        if (price.Of(whole) is { } cost && cost < bestCost)
        {
            bestCost = cost;
            whole.CopyTo(best, 0);
        }
    }

    private decimal InLots(SplitLane lane, decimal value) =>
        lane.Lot == 0m ? value : decimal.Floor((value + noise) / lane.Lot) * lane.Lot;

    // First lanes that take too little, then the widest broken lot, then orders that are not paid for whole.
    private int Undecided(LaneRange[] ranges, decimal[] taken)
    {
        int found = -1;
        decimal most = 0m;
        for (int i = 0; i < taken.Length; i++)
        {
            SplitLane lane = problem.Lanes[i];
            decimal value = taken[i];
            if (value <= noise)
            {
                continue;
            }

            decimal broken = value - InLots(lane, value);
            decimal doubt = ranges[i].Use == LaneUse.Open && value < lane.Least - noise ? 4m - (value / lane.Least)
                : broken > noise ? 1m + (broken / lane.Lot)
                : ranges[i].Use == LaneUse.Open ? 1m - (value / lane.Most)
                : 0m;
            if (doubt > most)
            {
                (found, most) = (i, doubt);
            }
        }

        return found;
    }

    private void Branch(LaneRange[] ranges, int lane, decimal value)
    {
        SplitLane own = problem.Lanes[lane];
        LaneRange range = ranges[lane];
        LaneRange[] first = [.. ranges];
        LaneRange[] second = [.. ranges];
        decimal whole = InLots(own, value);
        if (range.Use == LaneUse.Used || (value >= own.Least - noise && value - whole > noise))
        {
            first[lane] = range with { Most = whole };
            second[lane] = range with { Least = whole + own.Lot };
            if (whole < own.Least - noise)
            {
                first[lane] = LaneRange.Closed;
            }

            if (range.Use == LaneUse.Open)
            {
                second[lane] = second[lane] with { Use = LaneUse.Used };
            }
        }
        else
        {
            first[lane] = range with { Use = LaneUse.Used, Least = SplitPrice.LeastInLots(own) };
            second[lane] = LaneRange.Closed;
            if (value * 2m < own.Least)
            {
                (first, second) = (second, first);
            }
        }

        Explore(first);
        Explore(second);
    }
}

/// <summary>What a branch has decided of a lane.</summary>
/// <param name="Use">Whether it is used.</param>
/// <param name="Least">The least it takes here; zero while that is open.</param>
/// <param name="Most">The most it takes here.</param>
internal readonly record struct LaneRange(LaneUse Use, decimal Least, decimal Most)
{
    /// <summary>Not used.</summary>
    public static LaneRange Closed { get; } = new(LaneUse.Unused, 0m, 0m);

    /// <summary>Nothing decided, in whole lots.</summary>
    public static LaneRange Of(SplitLane lane)
    {
        decimal most = lane.Lot == 0m ? lane.Most : decimal.Floor(lane.Most / lane.Lot) * lane.Lot;
        return most <= 0m || most < lane.Least ? Closed : new LaneRange(LaneUse.Open, 0m, most);
    }
}

/// <summary>Whether a lane is used.</summary>
internal enum LaneUse
{
    /// <summary>Not decided.</summary>
    Open = 0,

    /// <summary>It takes its least size or more.</summary>
    Used = 1,

    /// <summary>It takes nothing.</summary>
    Unused = 2,
}
