using System.Collections.Immutable;

namespace Ballast.Numerics.Optimizers;

/// <summary>A sum of weights with fixed factors that must lie between two numbers: <c>least &lt;= a'w &lt;= most</c>.
/// Equal ends make an equation, an infinite end leaves a side open. Compared by reference of its list.</summary>
public sealed record LinearConstraint
{
    private LinearConstraint(ImmutableArray<double> factors, double least, double most)
    {
        Factors = factors;
        Least = least;
        Most = most;
    }

    /// <summary>a, shape (N).</summary>
    public ImmutableArray<double> Factors { get; }

    /// <summary>The least value of the sum; negative infinity where there is none.</summary>
    public double Least { get; }

    /// <summary>The most; infinity where there is none.</summary>
    public double Most { get; }

    /// <summary>A constraint with factors of its own. Whether it makes sense is the optimizer's to say.</summary>
    /// <param name="factors">a, shape (N).</param>
    /// <param name="least">The least value.</param>
    /// <param name="most">The most.</param>
    public static LinearConstraint Between(ReadOnlySpan<double> factors, double least, double most) =>
        new([.. factors], least, most);

    /// <summary>An equation: <c>a'w = value</c>.</summary>
    /// <param name="factors">a, shape (N).</param>
    /// <param name="value">What the sum must be.</param>
    public static LinearConstraint Equal(ReadOnlySpan<double> factors, double value) =>
        Between(factors, value, value);

    /// <summary>All weights sum to a budget, 1 for a portfolio that is fully invested.</summary>
    /// <param name="count">N.</param>
    /// <param name="budget">What they sum to.</param>
    public static LinearConstraint Budget(int count, double budget) =>
        new(ImmutableArray.CreateRange(Enumerable.Repeat(1.0, count)), budget, budget);

    /// <summary>A group limit: the weights of some assets together.</summary>
    /// <param name="count">N.</param>
    /// <param name="members">Indices of the group's assets; an index out of range is a bug and throws.</param>
    /// <param name="least">The least they hold together.</param>
    /// <param name="most">The most.</param>
    /// <exception cref="IndexOutOfRangeException">A member is not among the assets.</exception>
    public static LinearConstraint Group(int count, ReadOnlySpan<int> members, double least, double most)
    {
        double[] factors = new double[count];
        foreach (int member in members)
        {
            factors[member] = 1.0;
        }

        return new LinearConstraint([.. factors], least, most);
    }
}
