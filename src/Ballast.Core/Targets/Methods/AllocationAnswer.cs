using System.Collections.Immutable;

namespace Ballast.Core.Targets.Methods;

/// <summary>What <see cref="AllocationSolver"/> answers. Closed: <see cref="Solved"/> or <see cref="Refused"/>; there
/// are no equal weights where a solver failed. Compared by reference of its lists.</summary>
public abstract record AllocationAnswer
{
    /// <summary>Every method that was tried, in order, with the reason of each that refused; empty where the problem
    /// was refused before any was.</summary>
    public required ImmutableArray<MethodAttempt> Attempts { get; init; }

    /// <summary>The weights that were asked for. Doubles: <see cref="TargetWeights"/> makes targets of them.</summary>
    public sealed record Solved : AllocationAnswer
    {
        /// <summary>The method that answered.</summary>
        public required AllocationMethod Method { get; init; }

        /// <summary>Each asset's weight and share of the risk, in the problem's order; fixed ones that the problem does
        /// not list come last.</summary>
        public required ImmutableArray<AllocatedAsset> Assets { get; init; }

        /// <summary>Expected return, volatility and Sharpe ratio of the whole.</summary>
        public required AllocationMeasures Measures { get; init; }

        /// <summary>What is in no asset: above zero only where the method leaves cash, as Kelly does.</summary>
        public required double Cash { get; init; }
    }

    /// <summary>No method answered.</summary>
    public sealed record Refused : AllocationAnswer
    {
        /// <summary>Why: the reason of the only method, or that of each.</summary>
        public required Reason Why { get; init; }
    }
}
