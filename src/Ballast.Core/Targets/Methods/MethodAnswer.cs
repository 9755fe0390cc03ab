using System.Collections.Immutable;
using Ballast.Numerics.Optimizers;

namespace Ballast.Core.Targets.Methods;

/// <summary>What came of one method. Closed: <see cref="Found"/> or <see cref="Declined"/>.</summary>
internal abstract record MethodAnswer
{
    /// <summary>Weights of the free assets.</summary>
    /// <param name="Allocation">The solver's answer.</param>
    public sealed record Found(Allocation.Solved Allocation) : MethodAnswer
    {
        /// <summary>The question with moments that the method made itself, as Black and Litterman's;
        /// <see langword="null"/> where those of the question hold.</summary>
        public MethodQuestion? Blended { get; init; }

        /// <summary>What was done with assets that the method is not defined for.</summary>
        public ImmutableArray<Reason> Remarks { get; init; } = [];
    }

    /// <summary>No weights.</summary>
    /// <param name="Why">The reason.</param>
    /// <param name="Solvers">What ran all the same.</param>
    public sealed record Declined(Reason Why, ImmutableArray<Attempt> Solvers) : MethodAnswer;
}
