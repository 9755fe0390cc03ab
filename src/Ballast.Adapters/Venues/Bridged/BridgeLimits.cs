namespace Ballast.Adapters.Venues.Bridged;

/// <summary>How patient one is with the bridge, in the machine's time.</summary>
public sealed record BridgeLimits
{
    /// <summary>How long an answer is waited for; exchanges behind it may take their time. Default 30 s.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process that left a call unanswered may take to give a sign. Default 5 s.</summary>
    public TimeSpan Sign { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause before it is started again, doubled with every short life in a row. Default 0.25 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(0.25);

    /// <summary>The longest of these pauses. Default 30 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A life of this length is not a short one. Default 60 s.</summary>
    public TimeSpan WholeLife { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the process may take to end once its input has ended. Default 2 s.</summary>
    public TimeSpan Farewell { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest answer in bytes; a longer one is garbage. Default 64 MiB.</summary>
    public int LongestAnswer { get; init; } = 64 << 20;
}
