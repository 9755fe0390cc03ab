namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>A request as it came over whatever transport.</summary>
/// <param name="Method">GET, POST or DELETE.</param>
/// <param name="Path">Such as <c>/api/v3/order</c>.</param>
/// <param name="Query">Everything after the question mark, still encoded; empty when none.</param>
/// <param name="Body">The form body, still encoded; empty when none.</param>
/// <param name="ApiKey">The key header; empty when none.</param>
public sealed record FaceRequest(string Method, string Path, string Query, string Body, string ApiKey);

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
    }

    /// <summary>Nothing ever comes.</summary>
    public sealed record Silence : FaceAnswer;

    /// <summary>The connection breaks.</summary>
    public sealed record Reset : FaceAnswer;
}

/// <summary>Carries a refusal out of parameter parsing; never leaves the face.</summary>
internal class FaceRefusalException(Orders.Refusal refusal) : Exception(refusal.Message)
{
    public Orders.Refusal Refusal { get; } = refusal;
}

/// <summary>A refusal by the order desk, which has noted the arrival itself.</summary>
internal sealed class DeskRefusalException(Orders.Refusal refusal) : FaceRefusalException(refusal);
