using System.Net;

namespace Ballast.Adapters.Venues;

/// <summary>An HTTP answer, or what happened instead of one.</summary>
internal abstract record WireAnswer
{
    private WireAnswer()
    {
    }

    /// <summary>The exchange (or something before it) answered.</summary>
    public sealed record Answered(HttpStatusCode Status, string Body, TimeSpan? RetryAfter) : WireAnswer;

    /// <summary>No answer; the request may have arrived.</summary>
    public sealed record Unanswered(string Code, string What) : WireAnswer;

    /// <summary>The request was held back here and never left.</summary>
    /// <param name="Wait">For how long.</param>
    /// <param name="Why">What for, for people.</param>
    public sealed record HeldBack(TimeSpan Wait, string Why) : WireAnswer;
}
