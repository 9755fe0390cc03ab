namespace Ballast.Server.Installations;

/// <summary>
/// A clock that begins at an instant and goes on at the pace of another: journaled time continues where it stopped,
/// whatever the
/// machine's clock says.
/// </summary>
public sealed class SteadyClock : TimeProvider
{
    private readonly TimeProvider real;
    private readonly DateTimeOffset origin;
    private readonly long started;

    /// <summary>Begins now.</summary>
    public SteadyClock(TimeProvider real, DateTimeOffset origin)
    {
        this.real = real;
        this.origin = origin;
        started = real.GetTimestamp();
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => origin + real.GetElapsedTime(started);

    /// <inheritdoc/>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        real.CreateTimer(callback, state, dueTime, period);
}
