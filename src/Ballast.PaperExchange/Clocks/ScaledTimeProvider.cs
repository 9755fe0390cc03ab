namespace Ballast.PaperExchange.Clocks;

/// <summary>
/// A clock that runs faster or slower than another one, and its timers with it. Two processes that are given the same
/// origins and the same speed read the same time.
/// </summary>
public sealed class ScaledTimeProvider : TimeProvider
{
    private readonly TimeProvider real;
    private readonly long startStamp;

    /// <summary>Makes a clock.</summary>
    /// <param name="real">The clock it is derived from.</param>
    /// <param name="realOrigin">The instant of the real clock at which this one shows <paramref
    /// name="origin"/>.</param>
    /// <param name="origin">What this clock shows then.</param>
    /// <param name="speed">Seconds of this clock in a real second, above zero.</param>
    public ScaledTimeProvider(TimeProvider real, DateTimeOffset realOrigin, DateTimeOffset origin, double speed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        this.real = real;
        startStamp = real.GetTimestamp();
        RealOrigin = realOrigin;
        Origin = origin;
        Speed = speed;
    }

    /// <summary>The instant of the real clock at which this one shows <see cref="Origin"/>.</summary>
    public DateTimeOffset RealOrigin { get; }

    /// <summary>What this clock shows at <see cref="RealOrigin"/>.</summary>
    public DateTimeOffset Origin { get; }

    /// <summary>Seconds of this clock in a real second.</summary>
    public double Speed { get; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Origin + ((real.GetUtcNow() - RealOrigin) * Speed);

    /// <summary>Steady ticks, scaled like the time of day and unmoved by changes of the system's clock.</summary>
    public override long GetTimestamp() => (long)(real.GetElapsedTime(startStamp).Ticks * Speed);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real.CreateTimer(callback, state, ToReal(dueTime), ToReal(period)), this);

    private TimeSpan ToReal(TimeSpan scaled)
    {
        if (scaled <= TimeSpan.Zero)
        {
            return scaled;
        }

        // Timers count whole milliseconds; a wait that scales to less than one must not become "at once, again and
        // again".
        TimeSpan due = scaled / Speed;
        return due < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : due;
    }

    private sealed class ScaledTimer(ITimer inner, ScaledTimeProvider clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) =>
            inner.Change(clock.ToReal(dueTime), clock.ToReal(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
