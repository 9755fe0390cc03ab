using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>The equations of free assets F and active constraints A, <c>[H_FF A_F'; A_F 0]</c>, kept as an inverse.
/// Members are numbered 0 to N - 1 for assets and from N on for constraints.</summary>
internal sealed class ActiveSystem
{
    private readonly int n;
    private readonly BorderedInverse inverse;
    private readonly int[] members;
    private readonly int[] position;
    private readonly double[] column;

    public ActiveSystem(int n, int constraints)
    {
        this.n = n;
        inverse = new BorderedInverse(n + constraints);
        members = new int[n + constraints];
        position = new int[n + constraints];
        column = new double[n + constraints];
        Array.Fill(position, -1);
    }

    public Matrix Hessian { get; set; } = new(0, 0);

    /// <summary>What is added to the Hessian's diagonal.</summary>
    public double Ridge { get; set; }

    /// <summary>Shape (M, N).</summary>
    public Matrix Factors { get; set; } = new(0, 0);

    public int Size { get; private set; }

    public ReadOnlySpan<int> Members => members.AsSpan(0, Size);

    public bool Holds(int member) => position[member] >= 0;

    public int Position(int member) => position[member];

    public ReadOnlySpan<double> ColumnOfInverse(int member) => inverse.Row(position[member]);

    public void Multiply(ReadOnlySpan<double> right, Span<double> solved) => inverse.Multiply(right, solved);

    public void Clear()
    {
        Size = 0;
        inverse.Clear();
        Array.Fill(position, -1);
    }

    /// <summary>Starts with free assets alone, by a Cholesky factor.</summary>
    /// <returns>Whether the Hessian is positive definite among them.</returns>
    public bool Begin(ReadOnlySpan<int> assets)
    {
        Clear();
        Matrix block = new(assets.Length, assets.Length);
        for (int a = 0; a < assets.Length; a++)
        {
            ReadOnlySpan<double> row = Hessian.Row(assets[a]);
            for (int b = 0; b < assets.Length; b++)
            {
                block[a, b] = row[assets[b]];
            }

            block[a, a] += Ridge;
        }

        if (Cholesky.Of(block) is not CholeskyOutcome.Factored { Factor: { } factor })
        {
            return false;
        }

        inverse.Set(factor.Inverse());
        foreach (int asset in assets)
        {
            position[asset] = Size;
            members[Size++] = asset;
        }

        return true;
    }

    /// <summary>The inverse times the column of a member outside.</summary>
    /// <returns>The Schur complement: the diagonal less the column times the solution.</returns>
    public double Solve(int member, Span<double> solved)
    {
        ReadOnlySpan<double> row = member < n ? Hessian.Row(member) : Factors.Row(member - n);
        for (int k = 0; k < Size; k++)
        {
            int other = members[k];
            bool isAsset = other < n;
            column[k] = isAsset ? row[other] : member < n ? Factors[other - n, member] : 0.0;
        }

        inverse.Multiply(column, solved);
        double diagonal = member < n ? row[member] + Ridge : 0.0;
        return diagonal - Vectors.Dot(column.AsSpan(0, Size), solved[..Size]);
    }

    public void Append(int member, ReadOnlySpan<double> solved, double pivot)
    {
        inverse.Append(solved[..Size], pivot);
        position[member] = Size;
        members[Size++] = member;
    }

    public void Remove(int member)
    {
        int at = position[member];
        inverse.Remove(at);
        Size--;
        members[at] = members[Size];
        position[members[at]] = at;
        position[member] = -1;
    }

    /// <summary>Sums rows of Hessian and constraints with one factor a member: what all assets feel of a
    /// solution.</summary>
    public void Spread(ReadOnlySpan<double> solved, Span<double> into)
    {
        into.Clear();
        for (int k = 0; k < Size; k++)
        {
            int member = members[k];
            Vectors.AddScaled(solved[k], member < n ? Hessian.Row(member) : Factors.Row(member - n), into);
        }
    }
}
