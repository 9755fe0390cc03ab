using System.Collections.Immutable;
using Ballast.Core.Simulation;

namespace Ballast.Core.Reports;

/// <summary>One row of a comparison.</summary>
public sealed record BacktestResult
{
    /// <summary>
    /// The portfolio's name for the policy under test, the name given with another policy, otherwise <c>hold</c>,
    /// <c>daily</c>, <c>monthly</c>, <c>band-5-points</c> or <c>constant-mix</c>.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>What the row is there for.</summary>
    public required ResultRole Role { get; init; }

    /// <summary>What happened.</summary>
    public required BacktestRun Run { get; init; }

    /// <summary>The same in numbers.</summary>
    public required BacktestMeasures Measures { get; init; }

    /// <summary>
    /// Ranges that experience suggests and this run leaves, each with the setting that would move it; never a command.
    /// </summary>
    public required ImmutableArray<Reason> Advice { get; init; }
}

/// <summary>What a row of a comparison is there for.</summary>
public enum ResultRole
{
    /// <summary>The policy under test; always the first row.</summary>
    Tested = 0,

    /// <summary>Another policy that somebody wants to compare.</summary>
    Other = 1,

    /// <summary>A plain alternative with the tested policy's targets and costs.</summary>
    Benchmark = 2,

    /// <summary>The costless constant mix: a yardstick that nobody can hold.</summary>
    Yardstick = 3,
}
