using System.Collections.Immutable;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>
/// Rebalancing with costs (Perold 1984; Grinold and Kahn 2000, chapter 14). A limit on turnover is met by a price for
/// it: the turnover of the best portfolio falls, piece by piece linearly, as each unit traded is made dearer, so the
/// price at which it is just met is found exactly by regula falsi (Illinois variant, Dowell and Jarratt 1971), each
/// program starting from the active set of the one before.
/// </summary>
public static class Rebalancing
{
    private const double TurnoverTolerance = 1e-12;
    private const int MostTries = 200;

    /// <summary>Finds the weights to go to.</summary>
    /// <param name="problem">Covariance, costs, limits and where the portfolio is.</param>
    /// <returns>The weights, or the reason: among others the least turnover that bounds and constraints ask
    /// for.</returns>
    public static Allocation Solve(RebalanceProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ImmutableArray<Refusal> faults = problem.Faults();
        if (faults.Length > 0)
        {
            return Allocation.Refuse(faults[0]);
        }

        QuadraticProblem program = problem.ToQuadratic();
        QuadraticSolver solver = new(problem.Count, problem.Constraints.Length);
        Allocation free = solver.Solve(program);
        return free is Allocation.Solved solved && Turnover(problem, solved) > problem.MaximumTurnover
            ? Priced(problem, program, solver, solved)
            : free;
    }

    /// <summary><c>sum(|w - x|)</c>: what is bought and sold together.</summary>
    /// <param name="problem">Where the portfolio is.</param>
    /// <param name="solved">Where it goes.</param>
    public static double Turnover(RebalanceProblem problem, Allocation.Solved solved)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(solved);
        double sum = 0.0;
        for (int i = 0; i < problem.Count; i++)
        {
            sum += Math.Abs(solved.Weights[i] - problem.Current[i]);
        }

        return sum;
    }

    private static Allocation Priced(
        RebalanceProblem problem, QuadraticProblem program, QuadraticSolver solver, Allocation.Solved free)
    {
        double limit = problem.MaximumTurnover;
        double freeTurnover = Turnover(problem, free);
        PricedTurnover low = new(0.0, freeTurnover - limit, free);
        PricedTurnover high = low;
        for (double price = StartingPrice(program, free); high.Excess > TurnoverTolerance; price *= 8.0)
        {
            if (!(price < 1e9 * (1.0 + StartingPrice(program, free))))
            {
                double least = limit + high.Excess;
                return new Allocation.Refused(
                    new Refusal.TargetOutOfReach("turnover", limit, least, freeTurnover), free.Attempts);
            }

            low = high;
            if (solver.SolveWarm(program with { Costs = program.Costs.Plus(price) }) is not Allocation.Solved dear)
            {
                return new Allocation.Refused(new Refusal.NotConverged(double.PositiveInfinity), free.Attempts);
            }

            high = new PricedTurnover(price, Turnover(problem, dear) - limit, dear);
        }

        return Close(problem, program, solver, low, high);
    }

    private static Allocation.Solved Close(
        RebalanceProblem problem,
        QuadraticProblem program,
        QuadraticSolver solver,
        PricedTurnover low,
        PricedTurnover high)
    {
        // Illinois: an end that stays twice counts half, so that both ends move. high always meets the limit.
        double lowWeight = low.Excess;
        double highWeight = high.Excess;
        for (int turn = 0; turn < MostTries && high.Excess < -TurnoverTolerance; turn++)
        {
            double price = ((low.Price * highWeight) - (high.Price * lowWeight)) / (highWeight - lowWeight);
            if (!(price > low.Price && price < high.Price)
                || solver.SolveWarm(program with { Costs = program.Costs.Plus(price) }) is not Allocation.Solved next)
            {
                break;
            }

            double excess = Turnover(problem, next) - problem.MaximumTurnover;
            if (excess > TurnoverTolerance)
            {
                low = new PricedTurnover(price, excess, next);
                lowWeight = excess;
                highWeight *= 0.5;
            }
            else
            {
                high = new PricedTurnover(price, excess, next);
                highWeight = excess;
                lowWeight *= 0.5;
            }
        }

        return high.Answer;
    }

    // A price of the gradient's size stops all trading that nothing enforces.
    private static double StartingPrice(QuadraticProblem program, Allocation.Solved free)
    {
        double largest = Linear.Vectors.LargestMagnitude(program.Linear.AsSpan());
        foreach (double weight in free.Weights)
        {
            largest += Math.Abs(weight) * Linear.Vectors.LargestMagnitude(program.Hessian.Values);
        }

        return Math.Max(1e-3 * largest, 1e-300);
    }

    private readonly record struct PricedTurnover(double Price, double Excess, Allocation.Solved Answer);
}
