using System.Collections.Immutable;
using Ballast.Core.Simulation;

namespace Ballast.Core.Reports;

/// <summary>One row of a comparison.</summary>
public sealed record BacktestResult
{
    /// <summary>
    /// The portfolio's name for the policy under test, otherwise <c>hold</c>, <c>daily</c>, <c>monthly</c> or
    /// <c>band-5-points</c>.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>What happened.</summary>
    public required BacktestRun Run { get; init; }

    /// <summary>The same in numbers.</summary>
    public required BacktestMeasures Measures { get; init; }

    /// <summary>
    /// Ranges that experience suggests and this run leaves, each with the setting that would move it; never a command.
    /// </summary>
    public required ImmutableArray<Reason> Advice { get; init; }
}
