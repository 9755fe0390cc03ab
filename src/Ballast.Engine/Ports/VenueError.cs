namespace Ballast.Engine.Ports;

/// <summary>What the outside world answered instead of what was asked.</summary>
/// <param name="Kind">What it means for us.</param>
/// <param name="Code">The venue's own code, or the transport's (<c>timeout</c>, <c>reset</c>, <c>http-503</c>).</param>
/// <param name="Message">The venue's own words, free of secrets.</param>
/// <param name="RetryAfter">Earliest next request to this venue, where it said so; never more than
/// <see cref="LongestWait"/>.</param>
public sealed record VenueError(VenueErrorKind Kind, string Code, string Message, TimeSpan? RetryAfter = null)
{
    /// <summary>
    /// The longest wish to wait that is believed. Exchanges ban for three days at most where they say (Binance); a
    /// longer wish is a slip of theirs or of a clock, and would leave an account alone for years.
    /// </summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromDays(7);

    /// <inheritdoc cref="VenueError(VenueErrorKind, string, string, TimeSpan?)"/>
    public TimeSpan? RetryAfter
    {
        get;
        init => field = value is { } wait ? Believed(wait) : null;
    }
    = RetryAfter is { } asked ? Believed(asked) : null;

    /// <summary>As much of a wish to wait as is believed.</summary>
    public static TimeSpan Believed(TimeSpan wait) => wait < LongestWait ? wait : LongestWait;
}

/// <summary>What an error means for us.</summary>
public enum VenueErrorKind
{
    /// <summary>The venue refused for good: the same request will be refused again, and it had no effect.</summary>
    Rejected = 0,

    /// <summary>Not executed, may be tried later (reads only; orders are re-planned).</summary>
    Unavailable = 1,

    /// <summary>Too many requests; not executed.</summary>
    RateLimited = 2,

    /// <summary>The key is wrong, revoked or lacks a permission; not executed.</summary>
    NotAuthorized = 3,

    /// <summary>The venue's clock and ours disagree, or the request's own expiry had passed; not executed.</summary>
    ClockSkew = 4,

    /// <summary>It may or may not have been executed. Never "failed".</summary>
    OutcomeUnknown = 5,
}

/// <summary>The answer to a read. Closed: <see cref="Known"/> or <see cref="Failed"/>.</summary>
public abstract record Reading<T>
{
    /// <summary>The venue answered.</summary>
    public sealed record Known(T Value) : Reading<T>;

    /// <summary>It did not; what was asked for is unknown.</summary>
    public sealed record Failed(VenueError Error) : Reading<T>;
}
