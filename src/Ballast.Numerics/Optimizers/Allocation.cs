using System.Collections.Immutable;

namespace Ballast.Numerics.Optimizers;

/// <summary>What an optimizer answers. Closed: <see cref="Solved"/> or <see cref="Refused"/>. There is no third answer:
/// no equal weights where a solver failed, no NaN, no exception for what a user may ask. Compared by reference of its
/// lists.</summary>
public abstract record Allocation
{
    private Allocation(ImmutableArray<Attempt> attempts)
    {
        Attempts = attempts;
    }

    /// <summary>Every solver that was tried, in order; the last one gave the answer. Empty where the question was
    /// refused before any solver ran.</summary>
    public ImmutableArray<Attempt> Attempts { get; }

    /// <summary>The weights that were asked for.</summary>
    public sealed record Solved : Allocation
    {
        /// <summary>An answer with its evidence.</summary>
        /// <param name="weights">Shape (N), finite.</param>
        /// <param name="attempts">At least one, the last being <see cref="AttemptEnding.Solved"/>.</param>
        /// <param name="residuals">How far the weights are from the optimality conditions.</param>
        public Solved(ImmutableArray<double> weights, ImmutableArray<Attempt> attempts, Residuals residuals)
            : base(attempts)
        {
            Weights = weights;
            Residuals = residuals;
        }

        /// <summary>Shape (N), in the order of the inputs, as fractions; finite.</summary>
        public ImmutableArray<double> Weights { get; }

        /// <summary>How far the weights are from the optimality conditions, measured afterwards on the problem as it
        /// was given.</summary>
        public Residuals Residuals { get; }
    }

    /// <summary>There is no such portfolio, or it was not found.</summary>
    public sealed record Refused : Allocation
    {
        /// <summary>A refusal with its reason.</summary>
        /// <param name="why">The reason.</param>
        /// <param name="attempts">What was tried; may be empty.</param>
        public Refused(Refusal why, ImmutableArray<Attempt> attempts)
            : base(attempts)
        {
            Why = why;
        }

        /// <summary>The reason, with the numbers that a person needs to mend the question.</summary>
        public Refusal Why { get; }
    }

    /// <summary>A refusal before any solver ran.</summary>
    /// <param name="why">The reason.</param>
    public static Allocation Refuse(Refusal why) => new Refused(why, []);
}
