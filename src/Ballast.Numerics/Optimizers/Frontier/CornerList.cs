using System.Collections.Immutable;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>Turning points as they are met. A portfolio that stays the best over a stretch of lambda is one
/// point.</summary>
internal sealed class CornerList
{
    // Weights are kept in blocks that the collector moves about no more than it must and nobody copies when they grow.
    private const int BlockEntries = 8_000;

    private const double SameWeight = 1e-14;
    private const double SameLambda = 1e-15;
    private const double SameMean = 1e-13;

    private readonly int n;
    private readonly ImmutableArray<double> means;
    private readonly double largestMean;
    private readonly List<double[]> blocks = [];
    private readonly int perBlock;
    private double[] pointMeans = new double[16];
    private double[] variances = new double[16];
    private double[] entered = new double[16];
    private double[] left = new double[16];
    private int count;

    public CornerList(ImmutableArray<double> means)
    {
        n = means.Length;
        this.means = means;
        largestMean = Vectors.LargestMagnitude(means.AsSpan());
        perBlock = Math.Clamp(BlockEntries / n, 1, 16);
    }

    public void Clear() => count = 0;

    public void Add(ReadOnlySpan<double> point, ReadOnlySpan<double> gradient, double lambda)
    {
        // Another portfolio of the same lambda and return differs by a mix without risk: every portfolio between this
        // and the turning point before is as good as the one it stands for.
        double mean = Vectors.Dot(means.AsSpan(), point);
        bool isSameMean = count > 0 && Math.Abs(mean - pointMeans[count - 1]) <= SameMean * largestMean;
        bool isSameLambda = count > 0 && left[count - 1] - lambda <= SameLambda * left[0];
        if (count > 0 && (IsLast(point) || (isSameLambda && isSameMean)))
        {
            point.CopyTo(WeightsOf(count - 1));
            pointMeans[count - 1] = mean;
            variances[count - 1] = Math.Max(Vectors.Dot(point, gradient), 0.0);
            left[count - 1] = lambda;
            return;
        }

        if (count == left.Length)
        {
            Array.Resize(ref pointMeans, 2 * count);
            Array.Resize(ref variances, 2 * count);
            Array.Resize(ref entered, 2 * count);
            Array.Resize(ref left, 2 * count);
        }

        if (count == blocks.Count * perBlock)
        {
            blocks.Add(new double[perBlock * n]);
        }

        point.CopyTo(WeightsOf(count));
        pointMeans[count] = mean;
        variances[count] = Math.Max(Vectors.Dot(point, gradient), 0.0);
        entered[count] = count == 0 ? double.PositiveInfinity : lambda;
        left[count] = lambda;
        count++;
    }

    /// <summary>Whether a turning point that will not change any more lies beyond the best Sharpe ratio, so that
    /// nothing after it is asked for; see <see cref="EfficientFrontier.MaximumSharpe"/>. False where the rate is NaN,
    /// and where the point has less variance than rounding: a portfolio without risk is for the end of the walk to
    /// judge.</summary>
    public bool IsPastTangency(double riskFree, double leastVariance)
    {
        int settled = count - 2;
        return settled > 0
            && variances[settled] > leastVariance
            && (pointMeans[settled] - riskFree) * entered[settled] <= variances[settled];
    }

    public EfficientFrontier Build(MeanVarianceProblem problem, int steps)
    {
        TurningPoints points = new()
        {
            Blocks = blocks,
            PerBlock = perBlock,
            Count = count,
            Means = pointMeans,
            Variances = variances,
            Entered = entered,
            Left = left,
        };
        return new EfficientFrontier(problem, points, steps);
    }

    private Span<double> WeightsOf(int k) => blocks[k / perBlock].AsSpan(k % perBlock * n, n);

    private bool IsLast(ReadOnlySpan<double> point)
    {
        ReadOnlySpan<double> last = WeightsOf(count - 1);
        for (int i = 0; i < n; i++)
        {
            if (Math.Abs(point[i] - last[i]) > SameWeight)
            {
                return false;
            }
        }

        return true;
    }
}
