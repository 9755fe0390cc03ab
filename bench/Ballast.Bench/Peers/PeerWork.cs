namespace Ballast.Bench.Peers;

/// <summary>One thing that is timed beside somebody else's.</summary>
/// <param name="Run">Does it once; what it gives keeps the work from being left out.</param>
/// <param name="Answer">The numbers that both sides must agree on.</param>
internal sealed record PeerWork(Func<object?> Run, Func<double[]> Answer)
{
    /// <summary>How many of what is timed one run does.</summary>
    public int Parts { get; init; } = 1;
}
