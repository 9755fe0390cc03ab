using System.Text.Json.Nodes;

namespace Ballast.PaperExchange.Faces.PurpleFlea;

/// <summary>A request that is refused before it has any effect.</summary>
internal sealed class FleaRefusalException : Exception
{
    private FleaRefusalException(int status, JsonObject body)
        : base(body["error"]!.GetValue<string>())
    {
        Status = status;
        Body = body;
    }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>A sentence under <c>error</c>, and what an agent needs to mend it.</summary>
    public JsonObject Body { get; }

    /// <summary>A field that is missing, of the wrong type or out of its range.</summary>
    public static FleaRefusalException Invalid(string field, string why) =>
        new(422, new JsonObject { ["error"] = $"{field}: {why}", ["field"] = field });

    /// <summary>A source that holds too little.</summary>
    public static FleaRefusalException Short(decimal available, string asset, string why) => new(409, new JsonObject
    {
        ["error"] = why,
        ["available"] = FleaJson.Number(available),
        ["asset"] = asset,
    });

    /// <summary>A thing that is not there, or not this agent's.</summary>
    public static FleaRefusalException Missing(string why) => new(404, new JsonObject { ["error"] = why });

    /// <summary>A key that is missing or wrong.</summary>
    public static FleaRefusalException Stranger() => new(401, new JsonObject
    {
        ["error"] = "send the agent's own key as 'Authorization: Bearer <key>'",
    });
}
