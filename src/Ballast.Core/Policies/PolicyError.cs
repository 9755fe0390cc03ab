namespace Ballast.Core.Policies;

/// <summary>Why a policy file was refused: one of possibly many reasons.</summary>
public sealed record PolicyError
{
    /// <summary>Where, as a JSON path: <c>$.trigger.band.relative</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What stands there, shortened where it is long.</summary>
    public required string Found { get; init; }

    /// <summary>What may stand there.</summary>
    public required string Allowed { get; init; }

    /// <summary>The line in the file, from one; of what should hold the value where the value is missing.</summary>
    public int Line { get; init; } = 1;

    /// <summary>All of it in one line.</summary>
    public override string ToString() => $"line {Line}, {Path}: found {Found}; allowed: {Allowed}";
}
