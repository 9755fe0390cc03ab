using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>How a REST answer reads on the WebSocket API.</summary>
internal static class ApiReply
{
    private const string UsedWeight = "X-MBX-USED-WEIGHT-1M";
    private const int WeightLimit = 6000;
    private const string Unknown =
        """{"code":-1000,"msg":"An unknown error occurred while processing the request."}""";

    /// <summary>A successful answer of the session's own.</summary>
    public static string Done(string id, JsonNode result) =>
        $$"""{"id":{{id}},"status":200,"result":{{result.ToJsonString()}}}""";

    /// <summary>A REST answer in the envelope; what is not JSON stays what it is.</summary>
    /// <param name="id">The request's id.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="nowMs">The exchange's time, told with a wish to wait.</param>
    /// <param name="withLimits">Whether the limits are told.</param>
    public static string Of(string id, FaceAnswer.Reply reply, long nowMs, bool withLimits)
    {
        bool isJson = IsJson(reply.Body);
        if (reply.Status == 200 && !isJson)
        {
            return reply.Body;
        }

        string status = reply.Status.ToString(CultureInfo.InvariantCulture);
        string content = reply.Status == 200
            ? $"\"result\":{reply.Body}"
            : $"\"error\":{ErrorOf(isJson ? reply.Body : Unknown, reply.RetryAfterSeconds, nowMs)}";
        string limits = withLimits ? $",\"rateLimits\":{Limits(reply).ToJsonString()}" : "";
        return $$"""{"id":{{id}},"status":{{status}},{{content}}{{limits}}}""";
    }

    private static string ErrorOf(string body, int? retryAfterSeconds, long nowMs)
    {
        if (retryAfterSeconds is not { } seconds)
        {
            return body;
        }

        JsonNode error = JsonNode.Parse(body)!;
        error["data"] = new JsonObject { ["serverTime"] = nowMs, ["retryAfter"] = nowMs + (seconds * 1000L) };
        return error.ToJsonString(JsonText.Plain);
    }

    private static JsonArray Limits(FaceAnswer.Reply reply) =>
        reply.Headers.TryGetValue(UsedWeight, out string? used)
            ? new JsonArray(new JsonObject
            {
                ["rateLimitType"] = "REQUEST_WEIGHT",
                ["interval"] = "MINUTE",
                ["intervalNum"] = 1,
                ["limit"] = WeightLimit,
                ["count"] = long.Parse(used, CultureInfo.InvariantCulture),
            })
            : [];

    private static bool IsJson(string text)
    {
        try
        {
            JsonElement.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
