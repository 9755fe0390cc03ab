using System.Collections.Immutable;

namespace Ballast.Core.Targets.Methods;

/// <summary>What came of a blend of market and views. Closed: <see cref="Formed"/> or <see cref="Refused"/>.</summary>
internal abstract record BlendOutcome
{
    /// <summary>There is a posterior.</summary>
    /// <param name="Question">The question with the posterior's expected returns and covariance.</param>
    /// <param name="Excess">Shape (N): expected returns above the risk-free rate.</param>
    public sealed record Formed(MethodQuestion Question, ImmutableArray<double> Excess) : BlendOutcome;

    /// <summary>Views and market do not fit together.</summary>
    public sealed record Refused(Reason Why) : BlendOutcome;
}
