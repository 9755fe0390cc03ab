using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>What a warm start may keep.</summary>
internal enum ActiveStart
{
    /// <summary>Hessian and factors are the same objects as before.</summary>
    SameMatrix,

    /// <summary>Only the shape is the same.</summary>
    SameShape,
}

/// <summary>
/// Where the dual method stands: weights, multipliers, and which assets are pinned to a point of their piecewise terms.
/// A free asset lies on a segment and feels its slope as a force; at a pinned one the force is whatever keeps it there.
/// With g the gradient of the smooth part and y the multipliers of constraints, <c>g + forces + A'y = 0</c> throughout.
/// </summary>
internal sealed class DualIterate
{
    private const double Dependent = 1e-11;

    private readonly int n;
    private readonly int m;
    private readonly double[] gradient;
    private readonly double[] right;
    private double[] linear = [];

    public DualIterate(int n, int m)
    {
        this.n = n;
        this.m = m;
        System = new ActiveSystem(n, m);
        Terms = new PiecewiseTerms(n);
        Weights = new double[n];
        Forces = new double[n];
        Segments = new int[n];
        Pinned = new int[n];
        Multipliers = new double[m];
        Sides = new int[m];
        Response = new double[n];
        Least = new double[m];
        Most = new double[m];
        Direction = new double[n + m];
        gradient = new double[n];
        right = new double[n + m];
    }

    public ActiveSystem System { get; }

    public PiecewiseTerms Terms { get; }

    public double[] Weights { get; }

    public double[] Forces { get; }

    /// <summary>The segment of a free asset.</summary>
    public int[] Segments { get; }

    /// <summary>The point of a pinned asset; -1 for a free one.</summary>
    public int[] Pinned { get; }

    public double[] Multipliers { get; }

    /// <summary>At which end an active constraint holds: above zero for its most, else its least.</summary>
    public int[] Sides { get; }

    /// <summary>Room for a solution of the active system.</summary>
    public double[] Direction { get; }

    /// <summary>Room for what all assets feel of it.</summary>
    public double[] Response { get; }

    public double[] Least { get; }

    public double[] Most { get; }

    public double Tolerance { get; private set; }

    /// <summary>Takes a problem of the same shape. What is active stays as it was until a start.</summary>
    public void Load(QuadraticProblem problem, double[] linearTerms)
    {
        linear = linearTerms;
        Terms.Set(problem.Bounds, problem.Costs);
        for (int row = 0; row < m; row++)
        {
            Least[row] = problem.Constraints[row].Least;
            Most[row] = problem.Constraints[row].Most;
        }

        double size = 1.0;
        foreach (double bound in problem.Bounds.Lower.AsSpan())
        {
            size = double.IsFinite(bound) ? Math.Max(size, Math.Abs(bound)) : size;
        }

        Tolerance = 1e-13 * size;
    }

    /// <summary>Starts with every asset free that can move, and no constraint active.</summary>
    public bool StartCold()
    {
        Array.Clear(Multipliers);
        for (int i = 0; i < n; i++)
        {
            Segments[i] = Terms.SegmentOf(i, 0.0);
            Pinned[i] = Segments[i] < 0 ? 0 : -1;
        }

        return Form([]);
    }

    /// <summary>Starts with what was active last time, and lets go of what pulls the wrong way.</summary>
    public bool StartWarm(ActiveStart start)
    {
        List<int> rows = [];
        foreach (int member in System.Members)
        {
            if (member >= n)
            {
                rows.Add(member - n);
            }
        }

        for (int i = 0; i < n; i++)
        {
            int home = Terms.SegmentOf(i, Weights[i]);
            bool stays = Pinned[i] >= 0 && Pinned[i] < Terms.Count(i);
            Pinned[i] = home < 0 ? 0 : stays ? Pinned[i] : -1;
            Segments[i] = home;
        }

        bool isFormed = start == ActiveStart.SameMatrix ? Recentre() : Form([.. rows]);
        return isFormed && LetGo();
    }

    private bool Form(int[] rows)
    {
        int[] free = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++)
        {
            if (Pinned[i] < 0)
            {
                free[count++] = i;
                Forces[i] = Terms.Slope(i, Segments[i]);
            }
            else
            {
                Weights[i] = Terms.End(i, Pinned[i]);
            }
        }

        if (!System.Begin(free.AsSpan(0, count)))
        {
            return false;
        }

        foreach (int row in rows)
        {
            double size = RowSize(row);
            double pivot = System.Solve(n + row, Direction);
            if (-pivot > Dependent * size && double.IsFinite(TargetOf(row)))
            {
                System.Append(n + row, Direction, pivot);
            }
            else
            {
                Multipliers[row] = 0.0;
            }
        }

        Refresh();
        Refresh();
        return true;
    }

    public bool Rebuild()
    {
        List<int> rows = [];
        foreach (int member in System.Members)
        {
            if (member >= n)
            {
                rows.Add(member - n);
            }
        }

        return Form([.. rows]);
    }

    private bool Recentre()
    {
        for (int i = 0; i < n; i++)
        {
            if (Pinned[i] >= 0 && !System.Holds(i))
            {
                Weights[i] = Terms.End(i, Pinned[i]);
            }
            else if (Pinned[i] < 0 && System.Holds(i))
            {
                Forces[i] = Terms.Slope(i, Segments[i]);
            }
            else
            {
                return Rebuild();
            }
        }

        Refresh();
        Refresh();
        return true;
    }

    public double TargetOf(int row) => Sides[row] > 0 ? Most[row] : Least[row];

    public double RowSize(int row)
    {
        double size = 0.0;
        ReadOnlySpan<double> factors = System.Factors.Row(row);
        for (int i = 0; i < n; i++)
        {
            double diagonal = System.Hessian[i, i] + System.Ridge;
            size += factors[i] * factors[i] / diagonal;
        }

        return size;
    }

    // Solves the equations of the active set by their residual, and takes the Forces of Pinned assets from it.
    public void Refresh()
    {
        Vectors.Scale(0.0, gradient);
        linear.CopyTo(gradient.AsSpan());
        for (int i = 0; i < n; i++)
        {
            if (Weights[i] != 0.0)
            {
                Vectors.AddScaled(Weights[i], System.Hessian.Row(i), gradient);
                gradient[i] += System.Ridge * Weights[i];
            }
        }

        for (int row = 0; row < m; row++)
        {
            if (Multipliers[row] != 0.0)
            {
                Vectors.AddScaled(Multipliers[row], System.Factors.Row(row), gradient);
            }
        }

        ReadOnlySpan<int> members = System.Members;
        for (int k = 0; k < members.Length; k++)
        {
            int member = members[k];
            right[k] = member < n
                ? -(gradient[member] + Forces[member])
                : TargetOf(member - n) - Vectors.Dot(System.Factors.Row(member - n), Weights);
        }

        System.Multiply(right, Direction);
        System.Spread(Direction.AsSpan(0, System.Size), Response);
        for (int k = 0; k < members.Length; k++)
        {
            int member = members[k];
            if (member < n)
            {
                Weights[member] += Direction[k];
            }
            else
            {
                Multipliers[member - n] += Direction[k];
            }
        }

        for (int i = 0; i < n; i++)
        {
            Forces[i] = Pinned[i] >= 0 ? -(gradient[i] + Response[i]) : Forces[i];
        }
    }

    // Frees assets and drops constraints whose Forces lie outside of what their points allow, the worst first.
    public bool LetGo()
    {
        for (int turn = 0; turn <= n + m; turn++)
        {
            int worst = WorstForce();
            if (worst < 0)
            {
                return true;
            }

            if (worst >= n)
            {
                Multipliers[worst - n] = 0.0;
                System.Remove(worst);
            }
            else
            {
                double above = Terms.Slope(worst, Pinned[worst] + 1);
                Segments[worst] = Forces[worst] > above ? Pinned[worst] + 1 : Pinned[worst];
                if (!Free(worst))
                {
                    return false;
                }
            }

            Refresh();
        }

        return true;
    }

    private int WorstForce()
    {
        int worst = -1;
        double excess = 1e-14 * (1e-300 + Vectors.LargestMagnitude(gradient));
        for (int i = 0; i < n; i++)
        {
            double over = Pinned[i] < 0 ? 0.0 : OutsideOfPoint(i);
            (worst, excess) = over > excess ? (i, over) : (worst, excess);
        }

        foreach (int member in System.Members)
        {
            int row = member - n;
            double over = row < 0 || Least[row] == Most[row] ? 0.0 : -Multipliers[row] * Sides[row];
            (worst, excess) = over > excess ? (member, over) : (worst, excess);
        }

        return worst;
    }

    private double OutsideOfPoint(int i) => Math.Max(
        Terms.Slope(i, Pinned[i]) - Forces[i], Forces[i] - Terms.Slope(i, Pinned[i] + 1));

    public bool Free(int asset)
    {
        double pivot = System.Solve(asset, Direction);
        if (!(pivot > 0.0))
        {
            return false;
        }

        System.Append(asset, Direction, pivot);
        Pinned[asset] = -1;
        Forces[asset] = Terms.Slope(asset, Segments[asset]);
        return true;
    }

    public int MostViolated() => Violation(out _);

    public double LargestViolation()
    {
        Violation(out double largest);
        return largest;
    }

    private int Violation(out double largest)
    {
        int worst = -1;
        largest = Tolerance;
        for (int i = 0; i < n; i++)
        {
            double over = Pinned[i] >= 0
                ? 0.0
                : Math.Max(Terms.Start(i, Segments[i]) - Weights[i], Weights[i] - Terms.End(i, Segments[i]));
            (worst, largest) = over > largest ? (i, over) : (worst, largest);
        }

        for (int row = 0; row < m; row++)
        {
            if (!System.Holds(n + row))
            {
                double value = Vectors.Dot(System.Factors.Row(row), Weights);
                double over = Math.Max(Least[row] - value, value - Most[row]);
                (worst, largest) = over > largest ? (n + row, over) : (worst, largest);
            }
        }

        return worst;
    }
}
