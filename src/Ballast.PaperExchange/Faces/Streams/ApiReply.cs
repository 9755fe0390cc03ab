using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>How a REST answer reads on the WebSocket API.</summary>
internal static class ApiReply
{
    private const string Unknown =
        """{"code":-1000,"msg":"An unknown error occurred while processing the request."}""";

    /// <summary>A successful answer of the session's own.</summary>
    public static string Done(string id, JsonNode result) =>
        $$"""{"id":{{id}},"status":200,"result":{{result.ToJsonString()}}}""";

    /// <summary>A REST answer in the envelope; what is not JSON stays what it is.</summary>
    /// <param name="id">The request's id.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="nowMs">The exchange's time, told with a wish to wait.</param>
    /// <param name="limits">The limits, where what is used of them is to be told.</param>
    public static string Of(string id, FaceAnswer.Reply reply, long nowMs, RateLimits? limits)
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
        string used = limits is null ? "" : $",\"rateLimits\":{UsedOf(reply, limits).ToJsonString()}";
        return $$"""{"id":{{id}},"status":{{status}},{{content}}{{used}}}""";
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

    // What REST tells in headers.
    private static JsonArray UsedOf(FaceAnswer.Reply reply, RateLimits limits)
    {
        var used = new JsonArray();
        Add("X-MBX-ORDER-COUNT-10S", "ORDERS", "SECOND", 10, limits.OrdersPerTenSeconds);
        Add("X-MBX-ORDER-COUNT-1D", "ORDERS", "DAY", 1, limits.OrdersPerDay);
        Add("X-MBX-USED-WEIGHT-1M", "REQUEST_WEIGHT", "MINUTE", 1, limits.WeightPerMinute);
        return used;

        void Add(string header, string type, string interval, int length, int limit)
        {
            if (reply.Headers.TryGetValue(header, out string? count))
            {
                used.Add(new JsonObject
                {
                    ["rateLimitType"] = type,
                    ["interval"] = interval,
                    ["intervalNum"] = length,
                    ["limit"] = limit,
                    ["count"] = long.Parse(count, CultureInfo.InvariantCulture),
                });
            }
        }
    }

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
