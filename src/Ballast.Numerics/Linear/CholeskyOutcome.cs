namespace Ballast.Numerics.Linear;

/// <summary>What a factorisation came to. Closed: <see cref="Factored"/> or
/// <see cref="NotPositiveDefinite"/>.</summary>
public abstract record CholeskyOutcome
{
    /// <summary>The matrix is positive definite, as far as double precision can tell.</summary>
    /// <param name="Factor">Its lower triangular factor.</param>
    public sealed record Factored(Cholesky Factor) : CholeskyOutcome;

    /// <summary>The elimination stopped.</summary>
    /// <param name="Pivot">Index of the row where it stopped.</param>
    /// <param name="Size">What was left of its diagonal: zero, negative or NaN.</param>
    public sealed record NotPositiveDefinite(int Pivot, double Size) : CholeskyOutcome;
}
