using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Frontier;

/// <summary>How an asset's entry into the working system went.</summary>
internal enum Entry
{
    /// <summary>It is free now.</summary>
    Entered,

    /// <summary>The system would be singular with it: some mix with it has no risk.</summary>
    Singular,

    /// <summary>Some mix with it has a negative variance.</summary>
    Negative,
}

/// <summary>The equations of the free assets, <c>[0 1'; 1 V_FF] [nu; w_F] = right-hand side</c>, kept as an
/// inverse.</summary>
internal sealed class WorkingSystem
{
    private const double PivotNoise = 1e-13;
    private const double CorrectionNoise = 1e-14;

    // What ten roundings leave need not be put right.
    private const double LeastCorrection = 2e-15;

    private readonly Matrix v;
    private readonly BorderedInverse inverse;
    private readonly int[] free;
    private readonly int[] position;
    private readonly double[] right;
    private readonly double[] solved;

    public WorkingSystem(Matrix v)
    {
        this.v = v;
        int n = v.Rows;
        inverse = new BorderedInverse(n + 1);
        free = new int[n];
        position = new int[n];
        Places = new Place[n];
        right = new double[n + 1];
        solved = new double[n + 1];
    }

    public Place[] Places { get; }

    public int FreeCount { get; private set; }

    public ReadOnlySpan<int> Free => free.AsSpan(0, FreeCount);

    /// <summary>The multiplier of the budget after <see cref="Correct"/>.</summary>
    public double Nu { get; private set; }

    /// <summary>How fast nu grows with lambda, after <see cref="Slope"/>.</summary>
    public double NuSlope { get; private set; }

    /// <summary>How fast the weights of <see cref="Free"/> grow with lambda, after <see cref="Slope"/>; and the
    /// direction of <see cref="Solve"/>.</summary>
    public ReadOnlySpan<double> WeightSlopes => solved.AsSpan(1, FreeCount);

    public void Begin(int asset)
    {
        FreeCount = 1;
        free[0] = asset;
        position[asset] = 0;
        Places[asset] = Place.Free;
        inverse.SetBudgetAndAsset(v[asset, asset]);
    }

    /// <summary>Forms the inverse anew, which sheds the rounding of many updates.</summary>
    public void Rebuild()
    {
        int count = FreeCount;
        Begin(free[0]);
        for (int i = 1; i < count; i++)
        {
            double pivot = Solve(free[i]);
            inverse.Append(solved, pivot);
            FreeCount++;
        }
    }

    /// <summary>Puts budget and gradient equations right by one step of iterative refinement. The gradient follows, or
    /// the next step would make the same correction again, and again.</summary>
    public void Correct(Span<double> weights, Span<double> gradient, ReadOnlySpan<double> mean, Target target)
    {
        right[0] = target.Budget - Vectors.Sum(weights);
        double nu = (target.Lambda * mean[free[0]]) - gradient[free[0]];
        double off = 0.0;
        double size = 0.0;
        for (int i = 0; i < FreeCount; i++)
        {
            double entry = gradient[free[i]];
            right[i + 1] = (target.Lambda * mean[free[i]]) - entry - nu;
            off = Math.Max(off, Math.Abs(right[i + 1]));
            size = Math.Max(size, Math.Abs(entry));
        }

        Nu = nu;
        if (off <= LeastCorrection * size && Math.Abs(right[0]) <= LeastCorrection)
        {
            return;
        }

        inverse.Multiply(right, solved);
        Nu = nu + solved[0];
        for (int i = 0; i < FreeCount; i++)
        {
            weights[free[i]] += solved[i + 1];
        }

        Follow(gradient, off <= CorrectionNoise * size);
    }

    /// <summary>The direction in which weights move with lambda, and with them the gradient of every asset.</summary>
    public void Slope(ReadOnlySpan<double> mean, Span<double> gradientSlope)
    {
        // Taking one mean from all of them moves nothing but nu, and equal means then give exactly no direction.
        double level = mean[free[0]];
        right[0] = 0.0;
        for (int i = 0; i < FreeCount; i++)
        {
            right[i + 1] = mean[free[i]] - level;
        }

        inverse.Multiply(right, solved);
        NuSlope = solved[0] + level;
        RowMix.Of(v.Values, v.Columns, Free, WeightSlopes, gradientSlope);
    }

    /// <summary>Frees an asset, unless that would make the system singular; then the direction without risk, in which
    /// one unit of it is bought, is left in <see cref="WeightSlopes"/> with its sign turned.</summary>
    public Entry Enter(int asset)
    {
        double pivot = Solve(asset);
        double size = v[asset, asset];
        for (int i = 0; i <= FreeCount; i++)
        {
            size += Math.Abs(right[i] * solved[i]);
        }

        if (pivot <= PivotNoise * size)
        {
            return pivot < -1e5 * PivotNoise * size ? Entry.Negative : Entry.Singular;
        }

        inverse.Append(solved, pivot);
        position[asset] = FreeCount;
        free[FreeCount++] = asset;
        Places[asset] = Place.Free;
        return Entry.Entered;
    }

    public void Leave(int asset, Place to)
    {
        int at = position[asset];
        inverse.Remove(at + 1);
        FreeCount--;
        free[at] = free[FreeCount];
        position[free[at]] = at;
        Places[asset] = to;
    }

    // Adds V times the correction. Where only rounding was put right, the equations say what that is for the free
    // assets and it is nothing for the others; where the inverse may have lost digits it is worked out.
    private void Follow(Span<double> gradient, bool isRounding)
    {
        for (int i = 0; i < FreeCount; i++)
        {
            if (isRounding)
            {
                gradient[free[i]] += right[i + 1] - solved[0];
            }
            else
            {
                Vectors.AddScaled(solved[i + 1], v.Row(free[i]), gradient);
            }
        }
    }

    // H k for the column k of an asset outside, and the Schur complement.
    private double Solve(int asset)
    {
        ReadOnlySpan<double> row = v.Row(asset);
        right[0] = 1.0;
        for (int i = 0; i < FreeCount; i++)
        {
            right[i + 1] = row[free[i]];
        }

        inverse.Multiply(right, solved);
        return row[asset] - Vectors.Dot(right.AsSpan(0, FreeCount + 1), solved.AsSpan(0, FreeCount + 1));
    }
}

/// <summary>What the equations are to meet.</summary>
internal readonly record struct Target(double Budget, double Lambda);
