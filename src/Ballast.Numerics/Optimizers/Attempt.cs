namespace Ballast.Numerics.Optimizers;

/// <summary>How a solver's run ended.</summary>
public enum AttemptEnding
{
    /// <summary>It met its own accuracy.</summary>
    Solved,

    /// <summary>It proved that there is nothing to find.</summary>
    Infeasible,

    /// <summary>It met a matrix that it cannot work with.</summary>
    Singular,

    /// <summary>It used up its steps.</summary>
    OutOfSteps,

    /// <summary>It ended, but what it gave did not pass the check afterwards.</summary>
    Rejected,
}

/// <summary>One run of one solver, kept so that a fallback is seen and not guessed.</summary>
/// <param name="Solver">Its name as the field calls it, such as <c>critical line</c> or <c>Newton (Spinu)</c>.</param>
/// <param name="Ending">How it ended.</param>
/// <param name="Steps">Iterations, corners or sweeps it took; 0 for a closed form.</param>
public sealed record Attempt(string Solver, AttemptEnding Ending, int Steps);
