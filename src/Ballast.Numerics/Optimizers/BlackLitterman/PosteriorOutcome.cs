using System.Collections.Immutable;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Optimizers.BlackLitterman;

/// <summary>What views and prior come to. Closed: <see cref="Formed"/> or <see cref="Refused"/>.</summary>
public abstract record PosteriorOutcome
{
    /// <summary>Expected returns and their covariance. Compared by reference of its lists.</summary>
    /// <param name="Mean">Shape (N), in the prior's units.</param>
    /// <param name="Covariance">Shape (N, N): of returns around a mean that is itself uncertain, <c>V + M</c>; exactly
    /// symmetric.</param>
    public sealed record Formed(ImmutableArray<double> Mean, Matrix Covariance) : PosteriorOutcome;

    /// <summary>There is no posterior.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(Refusal Why) : PosteriorOutcome;
}
