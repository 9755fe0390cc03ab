using System.Collections.Immutable;
using Ballast.Numerics.Optimizers;

namespace Ballast.Core.Targets.Methods;

/// <summary>One method of a chain and what came of it. Compared by reference of its list.</summary>
public sealed record MethodAttempt
{
    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>Why it gave no weights; <see langword="null"/> where it did.</summary>
    public Reason? Refusal { get; init; }

    /// <summary>The numerical solvers that ran, in order; empty where none did.</summary>
    public required ImmutableArray<Attempt> Solvers { get; init; }

    /// <summary>What was done with assets that the method is not defined for, and what a mean of draws is made of;
    /// empty where there is nothing to say.</summary>
    public ImmutableArray<Reason> Remarks { get; init; } = [];

    /// <summary>How far the weights are from optimality, measured on the problem; zero where it refused, NaN
    /// for a mean of draws.</summary>
    public Residuals Residuals { get; init; }
}
