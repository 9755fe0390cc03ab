using System.Collections.Immutable;

namespace Ballast.PaperExchange.Faces;

/// <summary>
/// What the transport does with it. Closed: <see cref="Reply"/>, <see cref="Silence"/>, <see cref="Reset"/>.
/// </summary>
public abstract record FaceAnswer
{
    private FaceAnswer()
    {
    }

    /// <summary>An HTTP answer.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Body">JSON, unless a fault says otherwise.</param>
    /// <param name="RetryAfterSeconds">The Retry-After header, where there is one.</param>
    /// <param name="Delay">How long the answer is on its way.</param>
    public sealed record Reply(int Status, string Body, int? RetryAfterSeconds, TimeSpan Delay) : FaceAnswer
    {
        /// <summary>An answer at once.</summary>
        public Reply(int status, string body)
            : this(status, body, null, TimeSpan.Zero)
        {
        }

        /// <summary>Further headers by name.</summary>
        public ImmutableSortedDictionary<string, string> Headers { get; init; } =
            ImmutableSortedDictionary<string, string>.Empty;
    }

    /// <summary>Nothing ever comes.</summary>
    public sealed record Silence : FaceAnswer;

    /// <summary>The connection breaks.</summary>
    public sealed record Reset : FaceAnswer;
}
