namespace Ballast.Numerics.Sweeps;

/// <summary>How settings are computed. Closed: <see cref="Coalesced"/> or <see cref="Walked"/>.</summary>
public abstract record SweepEngine
{
    /// <summary>
    /// After a run that goes all the way to target, drifts depend on its bar alone: all bands, fees and windows that
    /// reset on one bar share one scan, and a fee costs one multiplication a run. Exact, not an approximation.
    /// </summary>
    /// <param name="Why">What allows it.</param>
    public sealed record Coalesced(string Why) : SweepEngine;

    /// <summary>Each setting is walked on its own, many bars at once.</summary>
    /// <param name="Why">What forbids to share.</param>
    public sealed record Walked(string Why) : SweepEngine;
}
