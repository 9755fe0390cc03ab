using Ballast.Core.Markets;

namespace Ballast.Core.Planning.Across;

/// <summary>
/// The linear program behind a branch: lots may be broken, and a lane whose use is open may take any part of its most,
/// paying that part of what an order costs. No split of the branch is cheaper. Solved in doubles, as fractions of the
/// unit: it only says where to look and where not to, and what is found is priced in decimals.
/// </summary>
internal sealed class SplitRelaxation
{
    private const double Debt = 1_000;
    private const double Digits = 1e-11;

    private readonly SplitProblem problem;
    private readonly SplitPrice price;
    private readonly int legs;
    private readonly int pools;
    private readonly int steps;
    private readonly double[] wanted;
    private readonly double[] paid;
    private readonly (double Width, double Rate, double Cash)[] written;

    /// <summary>For one problem.</summary>
    public SplitRelaxation(SplitProblem problem, SplitPrice price)
    {
        this.problem = problem;
        this.price = price;
        legs = problem.Legs.Count;
        pools = problem.Cash.Count;
        wanted = [.. problem.Legs.Select(leg => InUnits(leg.Wanted))];
        paid = [.. problem.Cash.Select(InUnits)];
        written = [.. problem.Lanes.SelectMany((lane, i) => lane.Steps.Select(step =>
            (InUnits(step.Width), (double)price.RateOf(i, step), (double)step.Cash)))];
        steps = written.Length;
    }

    /// <summary>Solves for a branch.</summary>
    /// <returns>Values by lane and their cost, or <see langword="null"/> where the branch holds no split.</returns>
    public (decimal[] Taken, decimal Cost)? Solve(LaneRange[] ranges)
    {
        LinearProgram program = new(legs + pools, steps + (2 * (legs + pools)));
        double[] left = [.. wanted];
        double[] cash = [.. paid];
        double cost = 0;
        for (int i = 0, column = 0; i < ranges.Length; column += problem.Lanes[i].Steps.Count, i++)
        {
            cost += Write(program, column, (i, ranges[i]), (left, cash));
        }

        for (int i = 0; i < legs; i++)
        {
            if (left[i] < -Digits)
            {
                return null;
            }

            Leave(program, i, Math.Max(0, left[i]));
        }

        Pay(program, cash);
        cost += program.Solve();
        return IsInDebt(program) ? null : (Read(program, ranges), (decimal)cost * problem.Unit);
    }

    private double Write(
        LinearProgram program, int first, (int Number, LaneRange Range) own, (double[] Left, double[] Cash) rows)
    {
        SplitLane lane = problem.Lanes[own.Number];
        double sign = problem.Legs[lane.Leg].Side == TradeSide.Buy ? 1 : -1;
        bool isUsed = own.Range.Use == LaneUse.Used;
        double part = own.Range.Use == LaneUse.Open ? 1 / InUnits(lane.Most) : 0;
        double order = InUnits(price.OrderCost(lane));
        double once = InUnits(lane.Fixed);
        double cost = isUsed ? order : 0;
        double taken = InUnits(own.Range.Least);
        double room = InUnits(own.Range.Most);
        rows.Cash[lane.Pool] -= isUsed ? once : 0;
        rows.Left[lane.Leg] -= taken;
        for (int k = 0; k < lane.Steps.Count; k++)
        {
            (double width, double rate, double cash) = written[first + k];
            double fill = Math.Min(taken, width);
            cost += fill * rate;
            rows.Cash[lane.Pool] -= sign * fill * cash;
            program.Bound(first + k, Math.Max(0, Math.Min(width, room) - fill));
            program.Costs[first + k] = rate + (part * order);
            program.Set(lane.Leg, first + k, 1);
            program.Set(legs + lane.Pool, first + k, (sign * cash) + (part * once));
            taken -= fill;
            room -= Math.Min(width, room);
        }

        return cost;
    }

    private double InUnits(decimal value) => (double)(value / problem.Unit);

    private void Leave(LinearProgram program, int leg, double amount)
    {
        int within = steps + (2 * leg);
        program.Bound(within, InUnits(price.LotOf[leg]));
        program.Costs[within] = (double)price.LeftRate[leg];
        program.Set(leg, within, 1);
        program.Bound(within + 1, double.PositiveInfinity);
        program.Costs[within + 1] = 1;
        program.Set(leg, within + 1, 1);
        program.Serve(leg, within + 1, amount);
    }

    // A pool that would begin in debt is written the other way round, so that what serves its row is not below zero.
    private void Pay(LinearProgram program, double[] cash)
    {
        for (int p = 0; p < pools; p++)
        {
            int row = legs + p;
            int rest = steps + (2 * row);
            double sign = cash[p] < 0 ? -1 : 1;
            if (sign < 0)
            {
                program.Negate(row);
            }

            program.Bound(rest, double.PositiveInfinity);
            program.Set(row, rest, sign);
            program.Bound(rest + 1, double.PositiveInfinity);
            program.Costs[rest + 1] = Debt;
            program.Set(row, rest + 1, -sign);
            program.Serve(row, sign > 0 ? rest : rest + 1, Math.Abs(cash[p]));
        }
    }

    private bool IsInDebt(LinearProgram program)
    {
        double debt = 0;
        for (int p = 0; p < pools; p++)
        {
            debt += program[steps + (2 * (legs + p)) + 1];
        }

        return debt > Digits;
    }

    private decimal[] Read(LinearProgram program, LaneRange[] ranges)
    {
        decimal[] taken = new decimal[ranges.Length];
        for (int i = 0, column = 0; i < taken.Length; i++)
        {
            taken[i] = ranges[i].Least;
            for (int k = 0; k < problem.Lanes[i].Steps.Count; k++, column++)
            {
                taken[i] += (decimal)program[column] * problem.Unit;
            }
        }

        return taken;
    }
}
