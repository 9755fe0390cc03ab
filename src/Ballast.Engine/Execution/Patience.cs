using Ballast.Engine.Ports;

namespace Ballast.Engine.Execution;

/// <summary>
/// Whether someone outside has asked to be left alone for a while. Counted in elapsed time: a clock that is set forward
/// does not shorten the while, one that is set back does not lengthen it.
/// </summary>
internal sealed class Patience
{
    /// <summary>For someone who says too many requests and not how long to wait.</summary>
    public static readonly TimeSpan Unnamed = TimeSpan.FromSeconds(5);

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private long since;
    private TimeSpan length;

    public Patience(TimeProvider time)
    {
        this.time = time;
        since = time.GetTimestamp();
    }

    /// <summary>How much of it is left; zero when they may be asked.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (gate)
            {
                TimeSpan left = length - time.GetElapsedTime(since);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Whether they may not be asked now.</summary>
    public bool IsAsked => Left > TimeSpan.Zero;

    /// <summary>Takes note of what an error asks for; a shorter while does not end a longer one.</summary>
    public void Heed(VenueError error)
    {
        TimeSpan? named = error.Kind == VenueErrorKind.RateLimited ? error.RetryAfter ?? Unnamed : error.RetryAfter;
        if (named is not { } wish)
        {
            return;
        }

        lock (gate)
        {
            TimeSpan left = length - time.GetElapsedTime(since);
            since = time.GetTimestamp();
            length = wish > left ? wish : left;
        }
    }
}
