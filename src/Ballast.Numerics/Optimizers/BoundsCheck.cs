namespace Ballast.Numerics.Optimizers;

/// <summary>Whether bounds leave anything to choose. Closed: <see cref="Possible"/> or
/// <see cref="Impossible"/>.</summary>
public abstract record BoundsCheck
{
    /// <summary>Weights within the bounds can meet the budget.</summary>
    /// <param name="Least">Sum of the lower bounds, negative infinity where one is missing.</param>
    /// <param name="Most">Sum of the upper bounds, infinity where one is missing.</param>
    public sealed record Possible(double Least, double Most) : BoundsCheck;

    /// <summary>They cannot.</summary>
    /// <param name="Why">The reason to refuse with.</param>
    public sealed record Impossible(Refusal Why) : BoundsCheck;
}
