namespace Ballast.Server.Tests.Clocks;

/// <summary>The machine's clock as far as a paced clock needs it: the test makes it beat.</summary>
internal sealed class BeatingClock : TimeProvider
{
    private TimerCallback? heart;
    private object? owner;
    private long now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (heart, owner) = (callback, state);
        return new Silent();
    }

    public void Beat(TimeSpan elapsed)
    {
        now += elapsed.Ticks;
        heart!(owner);
    }

    public void Beat(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Beat(Server.Clocks.PacedClock.Beat);
        }
    }

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // Nothing is held.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
