using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.RiskBudgeting;

/// <summary>Constrained risk budgeting (Richard and Roncalli 2019): within bounds, coordinate descent gives the best
/// weights x(k) for a factor k of the logarithmic term, and k is searched until they sum to the budget. What lies
/// between its bounds then shares its risk exactly in the given proportions. The search is the Illinois form of the
/// false position (Dowell and Jarratt 1971) on ln k, each descent starting where the last one ended.</summary>
internal sealed class BoundedDescent
{
    public const string Name = "coordinate descent in bounds (Richard and Roncalli)";

    private const int MostSweeps = 20_000;

    // A weight's relative change per sweep, near what doubles can hold.
    private const double Still = 2e-15;

    private const double FactorRange = 80.0;

    private readonly CoordinateDescent descent;
    private readonly double[] lower;
    private readonly double[] upper;
    private readonly double budget;

    public BoundedDescent(CoordinateDescent descent, Bounds bounds, double budget)
    {
        this.descent = descent;
        lower = [.. bounds.Lower];
        upper = [.. bounds.Upper];
        this.budget = budget;
    }

    public int Sweeps { get; private set; }

    /// <summary>The least sum of weights that was seen; where it is above the budget, there is no answer: the bounds
    /// ask for a hedge that reduces risk the more the larger it is.</summary>
    public double LeastSum { get; private set; } = double.PositiveInfinity;

    /// <summary>Searches from a factor near the answer; the weights are then the descent's.</summary>
    public AttemptEnding Run(double variance)
    {
        if (Ends(lower) || Ends(upper))
        {
            return AttemptEnding.Solved;
        }

        double low = Math.Log(variance);
        double high = low;
        double atLow = Excess(low);
        double atHigh = atLow;
        for (double reach = 0.5; atLow > 0.0 && reach < FactorRange; reach *= 2.0)
        {
            (high, atHigh) = (low, atLow);
            low -= reach;
            atLow = Excess(low);
        }

        for (double reach = 0.5; atHigh < 0.0 && reach < FactorRange; reach *= 2.0)
        {
            (low, atLow) = (high, atHigh);
            high += reach;
            atHigh = Excess(high);
        }

        if (atLow > 0.0 || atHigh < 0.0)
        {
            return AttemptEnding.Infeasible;
        }

        return Search((low, atLow), (high, atHigh));
    }

    private AttemptEnding Search((double At, double Excess) low, (double At, double Excess) high)
    {
        double enough = 1e-15 * budget * Math.Sqrt(lower.Length);
        double excess = high.Excess;
        double last = double.NaN;
        for (int turn = 0; turn < 200 && Sweeps < MostSweeps; turn++)
        {
            double width = high.At - low.At;
            double at = high.Excess > low.Excess
                ? low.At - (low.Excess * width / (high.Excess - low.Excess))
                : low.At + (0.5 * width);
            if (at == last || !(at >= low.At && at <= high.At))
            {
                at = low.At + (0.5 * width);
            }

            last = at;
            excess = Excess(at);
            if (Math.Abs(excess) <= enough || width <= 1e-16 * Math.Abs(at))
            {
                break;
            }

            (low, high) = excess < 0.0
                ? ((at, excess), (high.At, low.Excess < 0.0 && turn > 0 ? 0.5 * high.Excess : high.Excess))
                : ((low.At, high.Excess > 0.0 && turn > 0 ? 0.5 * low.Excess : low.Excess), (at, excess));
        }

        return Math.Abs(excess) <= 1e-12 * budget ? AttemptEnding.Solved : AttemptEnding.OutOfSteps;
    }

    // Bounds that sum to the budget leave no choice.
    private bool Ends(double[] bounds)
    {
        if (!(Math.Abs(Vectors.Sum(bounds) - budget) <= 1e-12 * budget))
        {
            return false;
        }

        bounds.CopyTo(descent.Weights);
        return true;
    }

    private double Excess(double logarithm)
    {
        double k = Math.Exp(logarithm);
        double change = double.PositiveInfinity;
        double before;
        do
        {
            before = change;
            change = descent.Sweep(k, lower, upper);
            Sweeps++;
        }
        while (change > Still && (change > 1e-13 || change < before) && Sweeps < MostSweeps);

        double sum = Vectors.Sum(descent.Weights);
        LeastSum = Math.Min(LeastSum, sum);
        return sum - budget;
    }
}
