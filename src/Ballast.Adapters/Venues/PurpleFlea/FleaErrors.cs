using System.Globalization;
using System.Text.Json;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.PurpleFlea;

/// <summary>
/// What an answer means. For a movement everything that does not prove "not executed" is unknown: no answer, an
/// unreadable one, a redirect, HTTP 408 and 5xx.
/// </summary>
internal static class FleaErrors
{
    private static readonly int[] Refusals = [400, 404, 405, 409, 410, 413, 415, 422];

    /// <summary>The meaning of whatever is not a success.</summary>
    public static VenueError Of(WireAnswer answer) => answer switch
    {
        WireAnswer.Answered answered => new VenueError(
            KindOf((int)answered.Status),
            string.Create(CultureInfo.InvariantCulture, $"http-{(int)answered.Status}"),
            SentenceOf(answered.Body),
            answered.RetryAfter),
        WireAnswer.Unanswered unanswered =>
            new VenueError(VenueErrorKind.OutcomeUnknown, unanswered.Code, unanswered.What),
        WireAnswer.HeldBack held =>
            new VenueError(VenueErrorKind.RateLimited, "held-back", held.Why, held.Wait),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A success that cannot be read.</summary>
    public static VenueError Unreadable(string what) => new(VenueErrorKind.OutcomeUnknown, "unreadable", what);

    /// <summary>The same error met by a request that changes nothing: it may simply be asked again.</summary>
    public static VenueError ForRead(VenueError error) =>
        error.Kind == VenueErrorKind.OutcomeUnknown ? error with { Kind = VenueErrorKind.Unavailable } : error;

    private static VenueErrorKind KindOf(int status) => status switch
    {
        401 => VenueErrorKind.NotAuthorized,
        403 or 418 or 429 => VenueErrorKind.RateLimited,
        _ => Refusals.Contains(status) ? VenueErrorKind.Rejected : VenueErrorKind.OutcomeUnknown,
    };

    private static string SentenceOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out JsonElement error)
                && error.ValueKind == JsonValueKind.String
                ? error.GetString()!
                : "an answer without a sentence";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return "an answer that is not JSON";
        }
    }
}
