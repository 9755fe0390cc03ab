namespace Ballast.Server.Clocks;

/// <summary>
/// The time of a simulated or replayed market: fast while nothing goes on, real time while something does. An order's
/// signature, its
/// flush to the disk and its way to the venue take real milliseconds; at an hour a second they would otherwise take
/// simulated
/// minutes, and every request would arrive expired and every price stale. So whoever talks to a port holds the clock
/// (<see cref="Hold"/>), and a stall of the machine never counts as more than one beat.
/// </summary>
public sealed class PacedClock : TimeProvider, IAsyncDisposable
{
    /// <summary>How often time moves.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// How long time stays slow after the last use of a port: between two uses there is arithmetic, on a machine that
    /// may be busy.
    /// <see cref="Relax"/> ends it early.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>How long at most the first pass is waited for, see <see cref="StartsSlow"/>.</summary>
    public static readonly TimeSpan LongestStart = TimeSpan.FromMinutes(1);

    // A venue that delays an answer by simulated minutes must not hold the whole market for as many real ones.
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(5);

    private readonly TimeProvider real;
    private readonly ITimer heart;
    private readonly long started;
    private readonly Lock gate = new();
    private readonly PriorityQueue<PacedTimer, (long Due, long Number)> queue = new();

    private DateTimeOffset now;
    private long lastBeat;
    private long quietSince;
    private long busySince;
    private int holders;
    private bool isRelaxed;
    private bool hasRelaxed;
    private long timers;

    /// <summary>Starts at once.</summary>
    /// <param name="real">The machine's clock.</param>
    /// <param name="start">Simulated time at the start.</param>
    /// <param name="speed">Simulated seconds per real second, above zero.</param>
    public PacedClock(TimeProvider real, DateTimeOffset start, double speed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        this.real = real;
        now = start;
        Speed = speed;
        started = real.GetTimestamp();
        lastBeat = started;
        quietSince = started;
        heart = real.CreateTimer(static clock => ((PacedClock)clock!).Advance(), this, Beat, Beat);
    }

    /// <summary>Simulated seconds per real second while nothing goes on.</summary>
    public double Speed { get; }

    /// <summary>From here on time is never faster than real: a recording has ended, and hurrying on leads nowhere.
    /// Never, by default.</summary>
    public DateTimeOffset FastUntil { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>Whether time is slow until the first <see cref="Relax"/>: what a market does while the program starts
    /// would never be seen. Not by default.</summary>
    public bool StartsSlow { get; init; }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        PacedTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Slows time down until the answer is disposed, and a moment longer.</summary>
    public IDisposable Hold()
    {
        lock (gate)
        {
            isRelaxed = false;
            if (holders++ == 0)
            {
                busySince = real.GetTimestamp();
            }
        }

        return new Holding(this);
    }

    /// <summary>Says that what was going on is over: unless somebody holds the clock, time runs fast again at
    /// once.</summary>
    public void Relax()
    {
        lock (gate)
        {
            isRelaxed = true;
            hasRelaxed = true;
        }
    }

    /// <summary>Stops time.</summary>
    public ValueTask DisposeAsync() => heart.DisposeAsync();

    internal void Schedule(PacedTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            timer.Due = now.UtcTicks + dueTime.Ticks;
            timer.Number = ++timers;
            queue.Enqueue(timer, (timer.Due, timer.Number));
        }
    }

    private void Advance()
    {
        List<PacedTimer> due = [];
        lock (gate)
        {
            long beat = real.GetTimestamp();
            TimeSpan elapsed = real.GetElapsedTime(lastBeat, beat);
            lastBeat = beat;
            bool isSlow = IsHeld(beat) || IsStarting(beat) || now >= FastUntil;
            TimeSpan step = (elapsed < Beat * 2 ? elapsed : Beat * 2) * (isSlow ? Math.Min(1d, Speed) : Speed);
            DateTimeOffset target = now + step;
            MoveTo(now < FastUntil && target > FastUntil ? FastUntil : target, due);
        }

        foreach (PacedTimer timer in due)
        {
            timer.Fire();
        }
    }

    // Time never passes a timer without stopping at it: whoever waited sees the instant it waited for.
    private void MoveTo(DateTimeOffset target, List<PacedTimer> due)
    {
        while (queue.TryPeek(out PacedTimer? timer, out (long Due, long Number) key) && key.Due <= target.UtcTicks)
        {
            bool isCurrent = key.Number == timer.Number;
            if (isCurrent && due.Count > 0 && key.Due > now.UtcTicks)
            {
                return;
            }

            queue.Dequeue();
            if (isCurrent)
            {
                now = key.Due > now.UtcTicks ? new DateTimeOffset(key.Due, TimeSpan.Zero) : now;
                due.Add(timer);
            }
        }

        now = due.Count > 0 ? now : target;
    }

    private bool IsHeld(long beat) => holders > 0
        ? real.GetElapsedTime(busySince, beat) < LongestHold
        : !isRelaxed && real.GetElapsedTime(quietSince, beat) < Grace;

    private bool IsStarting(long beat) =>
        StartsSlow && !hasRelaxed && real.GetElapsedTime(started, beat) < LongestStart;

    private void Release()
    {
        lock (gate)
        {
            holders--;
            quietSince = real.GetTimestamp();
        }
    }

    private sealed class Holding(PacedClock clock) : IDisposable
    {
        private PacedClock? clock = clock;

        public void Dispose() => Interlocked.Exchange(ref clock, null)?.Release();
    }
}
