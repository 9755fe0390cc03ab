namespace Ballast.Testing.Simulation;

/// <summary>
/// A computer's clock that people and daemons set forward and back, over the true time. Timers and timestamps do not
/// care, as on a real machine.
/// </summary>
public sealed class OffsetClock : TimeProvider
{
    private readonly ManualClock truth;

    /// <summary>A clock that is right until it is set.</summary>
    public OffsetClock(ManualClock truth) => this.truth = truth;

    /// <summary>How far ahead of the true time it is.</summary>
    public TimeSpan Offset { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => truth.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => truth.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => truth.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        truth.CreateTimer(callback, state, dueTime, period);
}
