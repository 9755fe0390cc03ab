using System.Globalization;
using System.Text.Json;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>
/// What an answer means. For an order everything that does not prove "not executed" is unknown: no answer, an
/// unreadable one, HTTP 5xx, -1000, -1001, -1004, -1006, -1007, -1008, and "Duplicate order sent.", which says that
/// an order of this name is there.
/// </summary>
internal static class BinanceErrors
{
    private static readonly int[] UnknownCodes = [-1000, -1001, -1004, -1006, -1007, -1008];

    /// <summary>The meaning of whatever is not a success.</summary>
    public static VenueError Of(WireAnswer answer) => answer switch
    {
        WireAnswer.Answered answered => Of(answered),
        WireAnswer.Unanswered unanswered =>
            new VenueError(VenueErrorKind.OutcomeUnknown, unanswered.Code, unanswered.What),
        WireAnswer.HeldBack held =>
            new VenueError(VenueErrorKind.RateLimited, "held-back", held.Why, held.Wait),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An answer that cannot be read.</summary>
    public static VenueError Unreadable(string what) => new(VenueErrorKind.OutcomeUnknown, "unreadable", what);

    /// <summary>The same error met by a request that changes nothing: it may simply be asked again.</summary>
    public static VenueError ForRead(VenueError error) =>
        error.Kind == VenueErrorKind.OutcomeUnknown ? error with { Kind = VenueErrorKind.Unavailable } : error;

    private static VenueError Of(WireAnswer.Answered answer)
    {
        int status = (int)answer.Status;
        (int? code, string message) = CodeOf(answer.Body);
        string name = code?.ToString(CultureInfo.InvariantCulture) ?? $"http-{status}";
        return new VenueError(KindOf(status, code, message), name, message, answer.RetryAfter);
    }

    private static VenueErrorKind KindOf(int status, int? code, string message)
    {
        // A 403 without a code is the word of something in between, which may have let the order through.
        if (status is 429 or 418 || (status == 403 && code is not null))
        {
            return VenueErrorKind.RateLimited;
        }

        bool isUnknown = status is < 400 or >= 500 || code is null || UnknownCodes.Contains(code.Value)
            || message.StartsWith("Duplicate order", StringComparison.Ordinal);
        return isUnknown ? VenueErrorKind.OutcomeUnknown : code switch
        {
            -1003 or -1015 => VenueErrorKind.RateLimited,
            -1021 => VenueErrorKind.ClockSkew,
            -1002 or -1022 or -2014 or -2015 => VenueErrorKind.NotAuthorized,
            _ => VenueErrorKind.Rejected,
        };
    }

    private static (int? Code, string Message) CodeOf(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("code", out JsonElement code)
                && code.ValueKind == JsonValueKind.Number
                && code.TryGetInt32(out int number)
                ? (number, json.RootElement.TryGetProperty("msg", out JsonElement text) ? text.ToString() : "")
                : (null, "an answer without a code");
        }
        catch (JsonException)
        {
            return (null, "an answer that is not JSON");
        }
    }
}
