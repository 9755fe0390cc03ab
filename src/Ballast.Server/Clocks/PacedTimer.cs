namespace Ballast.Server.Clocks;

/// <summary>One timer of a <see cref="PacedClock"/>.</summary>
internal sealed class PacedTimer : ITimer
{
    private readonly PacedClock clock;
    private readonly TimerCallback callback;
    private readonly object? state;
    private TimeSpan period;
    private bool stopped;

    public PacedTimer(PacedClock clock, TimerCallback callback, object? state)
    {
        this.clock = clock;
        this.callback = callback;
        this.state = state;
    }

    /// <summary>Simulated ticks at which it fires; set by the clock.</summary>
    public long Due { get; set; }

    /// <summary>Tells this setting from earlier ones that are still queued; set by the clock.</summary>
    public long Number { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        this.period = period;
        Number = 0;
        if (stopped || dueTime == Timeout.InfiniteTimeSpan)
        {
            return !stopped;
        }

        clock.Schedule(this, dueTime);
        return true;
    }

    public void Fire()
    {
        if (stopped)
        {
            return;
        }

        if (period > TimeSpan.Zero)
        {
            clock.Schedule(this, period);
        }

        ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.callback(timer.state), this, preferLocal: false);
    }

    public void Dispose() => stopped = true;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
