namespace Ballast.Core.Planning.Across;

/// <summary>
/// The least cost of a small linear program: minimise <c>c x</c> over <c>A x = b</c>, <c>0 &lt;= x &lt;= u</c>, by the
/// bounded simplex method (Dantzig 1955) on a dense table. Every row names the column that serves it at first, which
/// stands in that row alone with a coefficient of one, so that the start is feasible and no first phase is needed.
/// Amounts are fractions of one unit, and less than 1e-12 is nothing. After a while without progress the lowest index
/// enters and leaves (Bland 1977), so that it ends.
/// </summary>
internal sealed class LinearProgram
{
    private const double Negligible = 1e-12;
    private const int Patience = 200;
    private const int MostSteps = 5_000;

    private readonly int rows;
    private readonly int columns;
    private readonly double[] table;
    private readonly double[] bounds;
    private readonly double[] reduced;
    private readonly double[] level;
    private readonly int[] basis;
    private readonly bool[] isBasic;
    private readonly bool[] isAtBound;

    /// <summary>Room for a program; costs, bounds and coefficients are zero until they are set.</summary>
    /// <param name="rows">Equations.</param>
    /// <param name="columns">Variables.</param>
    public LinearProgram(int rows, int columns)
    {
        this.rows = rows;
        this.columns = columns;
        table = new double[rows * columns];
        bounds = new double[columns];
        Costs = new double[columns];
        reduced = new double[columns];
        level = new double[rows];
        basis = new int[rows];
        isBasic = new bool[columns];
        isAtBound = new bool[columns];
    }

    /// <summary>c.</summary>
    public double[] Costs { get; }

    /// <summary>x of the last solution.</summary>
    /// <param name="column">Which.</param>
    public double this[int column]
    {
        get
        {
            if (!isBasic[column])
            {
                return isAtBound[column] ? bounds[column] : 0d;
            }

            return Math.Max(0d, level[Array.IndexOf(basis, column)]);
        }
    }

    /// <summary>Sets u of a column, <see cref="double.PositiveInfinity"/> for none.</summary>
    public void Bound(int column, double most) => bounds[column] = most;

    /// <summary>Sets a coefficient of A.</summary>
    public void Set(int row, int column, double coefficient) => table[(row * columns) + column] = coefficient;

    /// <summary>Turns the sign of all coefficients of a row.</summary>
    public void Negate(int row)
    {
        foreach (ref double coefficient in table.AsSpan(row * columns, columns))
        {
            coefficient = -coefficient;
        }
    }

    /// <summary>Sets b of a row, zero or more, and the column that serves it at first.</summary>
    public void Serve(int row, int column, double amount)
    {
        basis[row] = column;
        isBasic[column] = true;
        level[row] = amount;
    }

    /// <summary>Solves.</summary>
    /// <returns>The least cost.</returns>
    public double Solve()
    {
        PriceOut();
        for (int step = 0; step < MostSteps && Entering(step > Patience) is var entering && entering >= 0; step++)
        {
            Enter(entering);
        }

        double cost = 0d;
        for (int j = 0; j < columns; j++)
        {
            cost += Costs[j] == 0d ? 0d : Costs[j] * this[j];
        }

        return cost;
    }

    private void PriceOut()
    {
        Array.Copy(Costs, reduced, columns);
        for (int i = 0; i < rows; i++)
        {
            double price = Costs[basis[i]];
            for (int j = 0; price != 0d && j < columns; j++)
            {
                reduced[j] -= price * table[(i * columns) + j];
            }
        }
    }

    private int Entering(bool isPatienceOver)
    {
        int best = -1;
        double most = Negligible;
        for (int j = 0; j < columns; j++)
        {
            double gain = isBasic[j] || bounds[j] <= 0d ? 0d : isAtBound[j] ? reduced[j] : -reduced[j];
            if (gain > most)
            {
                (best, most) = (j, gain);
                if (isPatienceOver)
                {
                    return best;
                }
            }
        }

        return best;
    }

    // The column moves away from the bound it stands at until a basic one meets its own, or to its other bound.
    private void Enter(int entering)
    {
        double sign = isAtBound[entering] ? -1d : 1d;
        double reach = bounds[entering];
        int leaving = -1;
        bool leavesAtBound = false;
        for (int i = 0; i < rows; i++)
        {
            double slope = sign * table[(i * columns) + entering];
            if (Math.Abs(slope) <= Negligible || (slope < 0d && bounds[basis[i]] == double.PositiveInfinity))
            {
                continue;
            }

            double room = slope > 0d ? level[i] : bounds[basis[i]] - level[i];
            double step = Math.Max(0d, room) / Math.Abs(slope);
            if (step < reach || (step == reach && leaving >= 0 && basis[i] < basis[leaving]))
            {
                (reach, leaving, leavesAtBound) = (step, i, slope < 0d);
            }
        }

        Move(entering, sign * reach);
        if (leaving < 0)
        {
            isAtBound[entering] = !isAtBound[entering];
            return;
        }

        double start = isAtBound[entering] ? bounds[entering] : 0d;
        isBasic[basis[leaving]] = false;
        isAtBound[basis[leaving]] = leavesAtBound;
        basis[leaving] = entering;
        isBasic[entering] = true;
        isAtBound[entering] = false;
        level[leaving] = start + (sign * reach);
        Pivot(leaving, entering);
    }

    private void Move(int column, double change)
    {
        for (int i = 0; i < rows && change != 0d; i++)
        {
            level[i] -= table[(i * columns) + column] * change;
            level[i] = Math.Abs(level[i]) <= Negligible ? 0d : level[i];
        }
    }

    private void Pivot(int row, int column)
    {
        Span<double> own = table.AsSpan(row * columns, columns);
        double pivot = own[column];
        for (int j = 0; j < columns; j++)
        {
            own[j] = own[j] == 0d ? 0d : own[j] / pivot;
        }

        for (int i = 0; i < rows; i++)
        {
            if (i != row)
            {
                Subtract(table.AsSpan(i * columns, columns), own, column);
            }
        }

        Subtract(reduced, own, column);
    }

    private static void Subtract(Span<double> from, ReadOnlySpan<double> pivot, int column)
    {
        double factor = from[column];
        for (int j = 0; factor != 0d && j < pivot.Length; j++)
        {
            if (pivot[j] != 0d)
            {
                from[j] -= factor * pivot[j];
            }
        }

        from[column] = 0d;
    }
}
