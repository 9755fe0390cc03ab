using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>How a run of the dual method ended.</summary>
internal enum DualEnding
{
    Optimal,
    Infeasible,
    OutOfSteps,
    Singular,
}

/// <summary>
/// The dual active-set method (Goldfarb and Idnani 1983) for a strictly convex quadratic with convex kinks: every
/// iterate is the optimum of a problem with fewer constraints, and the most violated one is added until none is. Assets
/// at a bound are eliminated, so that work grows with the number of free assets. A kink is a constraint whose
/// multiplier may not leave an interval; where it reaches the end, the asset goes on along the next slope.
/// </summary>
internal sealed class DualActiveSet
{
    private const double Dependent = 1e-11;
    private const double RateNoise = 1e-12;
    private const int RebuildEvery = 100;
    private const int MostDoubts = 5;

    // A violation this small may be the rounding of an ill-conditioned inverse, and no proof of anything.
    private const double Doubtful = 1e-9;

    private readonly int n;
    private readonly int m;
    private readonly DualIterate at;
    private double sign;

    public DualActiveSet(DualIterate iterate, int n, int m)
    {
        this.n = n;
        this.m = m;
        at = iterate;
    }

    public int Steps { get; private set; }

    /// <summary>Where constraints contradict each other: factors of a proof, positive for upper ends.</summary>
    public double[] ConstraintProof { get; private set; } = [];

    public double[] AssetProof { get; private set; } = [];

    /// <summary>Adds the most violated constraint until none is.</summary>
    public DualEnding Run()
    {
        Steps = 0;
        int limit = 100 + (20 * (n + m));
        int sinceRebuild = 0;
        int checks = 0;
        int doubts = 0;
        while (Steps < limit)
        {
            if (++sinceRebuild > RebuildEvery)
            {
                sinceRebuild = 0;
                if (!at.Rebuild())
                {
                    return DualEnding.Singular;
                }
            }

            int worst = at.MostViolated();
            if (worst < 0)
            {
                // Rounding may have hidden something: look once more from fresh residuals.
                at.Refresh();
                if (checks++ > 3 || (at.MostViolated() < 0 && at.LetGo() && at.MostViolated() < 0))
                {
                    return DualEnding.Optimal;
                }

                continue;
            }

            DualEnding ending = worst < n ? PinAsset(worst) : ActivateRow(worst - n);
            bool isDoubtful = ending == DualEnding.Infeasible && doubts++ < MostDoubts && at.Rebuild();
            if (isDoubtful && at.LargestViolation() < Doubtful)
            {
                continue;
            }

            if (ending != DualEnding.Optimal)
            {
                return ending;
            }
        }

        return DualEnding.OutOfSteps;
    }

    private DualEnding PinAsset(int asset)
    {
        sign = at.Weights[asset] > at.Terms.End(asset, at.Segments[asset]) ? 1.0 : -1.0;
        int point = sign > 0.0 ? at.Segments[asset] : at.Segments[asset] - 1;
        double target = at.Terms.End(asset, point);
        int next = sign > 0.0 ? at.Segments[asset] + 1 : at.Segments[asset] - 1;
        for (int turn = 0; turn <= n + m; turn++)
        {
            Steps++;
            ReadOnlySpan<double> column = at.System.ColumnOfInverse(asset);
            column.CopyTo(at.Direction);
            at.System.Spread(at.Direction.AsSpan(0, at.System.Size), at.Response);
            double stiffness = at.Direction[at.System.Position(asset)];
            double diagonal = at.System.Hessian[asset, asset] + at.System.Ridge;
            double full = stiffness * diagonal > Dependent
                ? Math.Max(sign * (at.Weights[asset] - target) / stiffness, 0.0)
                : double.PositiveInfinity;
            double cap = Math.Max(sign * (at.Terms.Slope(asset, next) - at.Forces[asset]), 0.0);
            Block block = FirstBlock(-1);
            double step = Math.Min(Math.Min(full, cap), block.Step);
            if (double.IsPositiveInfinity(step))
            {
                Prove(asset);
                return DualEnding.Infeasible;
            }

            Advance(step, -1);
            at.Forces[asset] += sign * step;
            if (step == full)
            {
                at.System.Remove(asset);
                at.Pinned[asset] = point;
                at.Weights[asset] = target;
                return DualEnding.Optimal;
            }

            if (step == cap)
            {
                at.Segments[asset] = next;
                at.Forces[asset] = at.Terms.Slope(asset, next);
                return DualEnding.Optimal;
            }

            if (!Release(block))
            {
                return DualEnding.Singular;
            }
        }

        return DualEnding.OutOfSteps;
    }

    private DualEnding ActivateRow(int row)
    {
        double value = Vectors.Dot(at.System.Factors.Row(row), at.Weights);
        sign = value > at.Most[row] ? 1.0 : -1.0;
        at.Sides[row] = sign > 0.0 ? 1 : -1;
        double target = at.TargetOf(row);
        double size = at.RowSize(row);
        for (int turn = 0; turn <= n + m; turn++)
        {
            Steps++;
            double pivot = at.System.Solve(n + row, at.Direction);
            at.System.Spread(at.Direction.AsSpan(0, at.System.Size), at.Response);
            value = Vectors.Dot(at.System.Factors.Row(row), at.Weights);
            double full = -pivot > Dependent * size
                ? Math.Max(sign * (value - target) / -pivot, 0.0)
                : double.PositiveInfinity;
            Block block = FirstBlock(row);
            double step = Math.Min(full, block.Step);
            if (double.IsPositiveInfinity(step))
            {
                Prove(n + row);
                return DualEnding.Infeasible;
            }

            Advance(step, row);
            at.Multipliers[row] += sign * step;
            if (step == full)
            {
                at.System.Append(n + row, at.Direction, pivot);
                return DualEnding.Optimal;
            }

            if (!Release(block))
            {
                return DualEnding.Singular;
            }
        }

        return DualEnding.OutOfSteps;
    }

    // How far the new force can grow before another force leaves what its point, or its constraint's at.Sides, allows.
    private Block FirstBlock(int row)
    {
        Block first = new(-1, double.PositiveInfinity);
        ReadOnlySpan<double> own = row < 0 ? default : at.System.Factors.Row(row);
        double size = row < 0 ? 1.0 : Vectors.LargestMagnitude(own);
        for (int i = 0; i < n; i++)
        {
            if (at.Pinned[i] < 0)
            {
                continue;
            }

            double rate = sign * (at.Response[i] - (row < 0 ? 0.0 : own[i]));
            double end = rate > 0.0 ? at.Terms.Slope(i, at.Pinned[i] + 1) : at.Terms.Slope(i, at.Pinned[i]);
            bool isStill = Math.Abs(rate) <= RateNoise * size;
            double reach = isStill ? double.PositiveInfinity : Math.Max((end - at.Forces[i]) / rate, 0.0);
            first = reach < first.Step ? new Block(i, reach) : first;
        }

        ReadOnlySpan<int> members = at.System.Members;
        for (int k = 0; k < members.Length; k++)
        {
            int other = members[k] - n;
            double rate = other < 0 ? 0.0 : -sign * at.Direction[k] * at.Sides[other];
            if (rate < -RateNoise && at.Least[other] < at.Most[other])
            {
                double reach = Math.Max(at.Multipliers[other] * at.Sides[other], 0.0) / -rate;
                first = reach < first.Step ? new Block(members[k], reach) : first;
            }
        }

        return first;
    }

    private void Advance(double step, int row)
    {
        double force = sign * step;
        ReadOnlySpan<int> members = at.System.Members;
        for (int k = 0; k < members.Length; k++)
        {
            int member = members[k];
            if (member < n)
            {
                at.Weights[member] -= force * at.Direction[k];
            }
            else
            {
                at.Multipliers[member - n] -= force * at.Direction[k];
            }
        }

        for (int i = 0; i < n; i++)
        {
            at.Forces[i] += at.Pinned[i] < 0 ? 0.0 : force * at.Response[i];
        }

        for (int i = 0; row >= 0 && i < n; i++)
        {
            at.Forces[i] -= at.Pinned[i] < 0 ? 0.0 : force * at.System.Factors[row, i];
        }
    }

    private bool Release(Block block)
    {
        if (block.Member >= n)
        {
            at.Multipliers[block.Member - n] = 0.0;
            at.System.Remove(block.Member);
            return true;
        }

        int asset = block.Member;
        double middle = at.Forces[asset] - at.Terms.Slope(asset, at.Pinned[asset]);
        double above = at.Terms.Slope(asset, at.Pinned[asset] + 1) - at.Forces[asset];
        at.Segments[asset] = above < middle ? at.Pinned[asset] + 1 : at.Pinned[asset];
        return at.Free(asset);
    }

    private void Prove(int member)
    {
        ConstraintProof = new double[m];
        AssetProof = new double[n];
        for (int k = 0; k < at.System.Size; k++)
        {
            if (at.System.Members[k] >= n)
            {
                ConstraintProof[at.System.Members[k] - n] = -sign * at.Direction[k];
            }
        }

        for (int i = 0; i < n; i++)
        {
            double own = member < n ? 0.0 : at.System.Factors[member - n, i];
            AssetProof[i] = at.Pinned[i] < 0 ? 0.0 : sign * (at.Response[i] - own);
        }

        if (member < n)
        {
            AssetProof[member] = sign;
        }
        else
        {
            ConstraintProof[member - n] = sign;
        }
    }
}

/// <summary>Whose force is first to reach the end of what it may be, and after what step.</summary>
internal readonly record struct Block(int Member, double Step);
