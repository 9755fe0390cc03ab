using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Crashes;

/// <summary>What goes wrong around a life of the engine.</summary>
internal sealed record Trouble
{
    /// <summary>Nothing goes wrong but the kill.</summary>
    public static Trouble None { get; } = new();

    /// <summary>The venue, the line to it, the disk and the clock misbehave together.</summary>
    public static Trouble All { get; } = new()
    {
        Venue = VenueFaults.All,
        Disk = new DiskFaults { NoSpace = 3, FlushFails = 6 },
        ClockJumps = 6,
    };

    public VenueFaults Venue { get; init; } = VenueFaults.None;

    public DiskFaults Disk { get; init; } = DiskFaults.None;

    /// <summary>The computer's clock is set, in parts of a thousand requests.</summary>
    public int ClockJumps { get; init; }
}
