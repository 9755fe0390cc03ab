namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>
/// Bounds and proportional costs of each asset as one convex function with kinks. Asset i has points
/// <c>t_0 &lt; t_1 &lt; ...</c> (lower bound, current weight, upper bound) and slopes <c>s_0 &lt;= s_1 &lt;= ...</c>,
/// one more; slope k holds between points k - 1 and k, and is infinite beyond a bound. At point k any force from s_k to
/// s_(k+1) is allowed.
/// </summary>
internal sealed class PiecewiseTerms
{
    private const int MostPoints = 3;

    private readonly int[] counts;
    private readonly double[] points;
    private readonly double[] slopes;

    public PiecewiseTerms(int n)
    {
        counts = new int[n];
        points = new double[n * MostPoints];
        slopes = new double[n * (MostPoints + 1)];
    }

    public void Set(Bounds bounds, TradeCosts costs)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            double current = costs.IsNone ? double.NegativeInfinity : costs.Current[i];
            double buy = costs.IsNone ? 0.0 : costs.Buy[i];
            double sell = costs.IsNone ? 0.0 : costs.Sell[i];
            double lower = bounds.Lower[i];
            double upper = bounds.Upper[i];
            counts[i] = 0;
            Begin(i, double.IsFinite(lower) ? double.NegativeInfinity : current > lower ? -sell : buy);
            if (lower == upper)
            {
                Add(i, lower, double.PositiveInfinity);
                continue;
            }

            if (double.IsFinite(lower))
            {
                Add(i, lower, current > lower ? -sell : buy);
            }

            if (current > lower && current < upper && buy + sell > 0.0)
            {
                Add(i, current, buy);
            }

            if (double.IsFinite(upper))
            {
                Add(i, upper, double.PositiveInfinity);
            }
        }
    }

    public int Count(int i) => counts[i];

    /// <summary>Where segment k ends; infinity for the last.</summary>
    public double End(int i, int k) => k < counts[i] ? points[(i * MostPoints) + k] : double.PositiveInfinity;

    /// <summary>Where segment k begins; negative infinity for the first.</summary>
    public double Start(int i, int k) => k > 0 ? points[(i * MostPoints) + k - 1] : double.NegativeInfinity;

    public double Slope(int i, int k) => slopes[(i * (MostPoints + 1)) + k];

    /// <summary>A segment of finite slope, the one that holds a weight where there is one; -1 for an asset that cannot
    /// move.</summary>
    public int SegmentOf(int i, double weight)
    {
        int found = -1;
        for (int k = 0; k <= counts[i]; k++)
        {
            bool isFinite = double.IsFinite(Slope(i, k));
            bool isBetter = found < 0 || weight > Start(i, k);
            found = isFinite && isBetter ? k : found;
        }

        return found;
    }

    /// <summary>How far a force is from what the function allows at a weight; zero where it is allowed.</summary>
    public double Distance(int i, double weight, double force, double tolerance)
    {
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        for (int k = 0; k <= counts[i]; k++)
        {
            if (weight >= Start(i, k) - tolerance && weight <= End(i, k) + tolerance)
            {
                least = Math.Min(least, Slope(i, k));
                most = Math.Max(most, Slope(i, k));
            }
        }

        return Math.Max(0.0, Math.Max(least - force, force - most));
    }

    private void Begin(int i, double slope) => slopes[i * (MostPoints + 1)] = slope;

    private void Add(int i, double point, double slope)
    {
        points[(i * MostPoints) + counts[i]] = point;
        counts[i]++;
        slopes[(i * (MostPoints + 1)) + counts[i]] = slope;
    }
}
