namespace Ballast.Testing.Simulation;

/// <summary>How often a simulated disk fails, in parts of a thousand commits.</summary>
public sealed record DiskFaults
{
    /// <summary>A disk that does what it should.</summary>
    public static DiskFaults None { get; } = new();

    /// <summary>No space is left (ENOSPC): nothing of the commit is kept.</summary>
    public int NoSpace { get; init; }

    /// <summary>The flush fails (EIO): the commit may be kept or lost, and only a restart can tell.</summary>
    public int FlushFails { get; init; }

    /// <summary>It does what it should until it holds so many commits.</summary>
    public int FromCommit { get; init; }
}
