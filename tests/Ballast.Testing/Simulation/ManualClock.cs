namespace Ballast.Testing.Simulation;

/// <summary>
/// A clock that moves only when told. Timers fire in order of their time, then of their making, on the caller's thread.
/// </summary>
public sealed class ManualClock : TimeProvider
{
    private readonly SortedDictionary<(long Ticks, long Number), ManualTimer> timers = [];
    private long ticks;
    private long made;

    /// <summary>A clock that shows the given instant.</summary>
    public ManualClock(DateTimeOffset start) => ticks = start.UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(ticks, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves to the next timer and fires it.</summary>
    /// <returns>Whether there was one.</returns>
    public bool FireNext()
    {
        if (timers.Count == 0)
        {
            return false;
        }

        ((long Ticks, long Number) key, ManualTimer timer) = timers.First();
        timers.Remove(key);
        ticks = Math.Max(ticks, key.Ticks);
        timer.Fire();
        return true;
    }

    /// <summary>Forgets all timers, as when the process that set them dies.</summary>
    public void DropTimers() => timers.Clear();

    /// <summary>Moves the clock, firing what falls due.</summary>
    public void Advance(TimeSpan by)
    {
        long until = ticks + by.Ticks;
        while (timers.Count > 0 && timers.First().Key.Ticks <= until)
        {
            FireNext();
        }

        ticks = until;
    }

    private sealed class ManualTimer : ITimer
    {
        private readonly ManualClock clock;
        private readonly Action fire;
        private (long Ticks, long Number)? key;

        public ManualTimer(ManualClock clock, Action fire)
        {
            this.clock = clock;
            this.fire = fire;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                key = (clock.ticks + dueTime.Ticks, clock.made++);
                clock.timers.Add(key.Value, this);
            }

            return true;
        }

        public void Fire()
        {
            key = null;
            fire();
        }

        public void Dispose()
        {
            if (key is { } set)
            {
                clock.timers.Remove(set);
                key = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
