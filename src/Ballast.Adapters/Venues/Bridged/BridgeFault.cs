using System.Globalization;
using System.Text.Json;
using Ballast.Adapters.Secrets;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>An error as the bridge states it.</summary>
internal sealed record BridgeFault
{
    /// <summary>The protocol's number of the error.</summary>
    public required int Code { get; init; }

    /// <summary>In words, free of secrets.</summary>
    public required string Message { get; init; }

    /// <summary>ccxt's class of the error; empty where the bridge itself refused.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The exchange's HTTP status; null where it did not answer.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The exchange's own code; empty where it gave none.</summary>
    public string ExchangeCode { get; init; } = "";

    /// <summary>Whether what was asked for may have been done; null where the bridge does not say.</summary>
    public bool? IsOutcomeUnknown { get; init; }

    /// <summary>How long the exchange wants to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Reads the protocol's <c>error</c>; whatever of it is not as agreed is left out.</summary>
    public static BridgeFault Read(JsonElement error, SecretScreen screen)
    {
        JsonElement data = Member(error, "data");
        string said = Text(Member(data, "exchangeMessage"));
        return new BridgeFault
        {
            Code = Whole(Member(error, "code")) ?? 0,
            Message = screen.Clean(said.Length > 0 ? said : Text(Member(error, "message"))),
            Kind = Text(Member(data, "kind")),
            HttpStatus = Whole(Member(data, "httpStatus")),
            ExchangeCode = screen.Clean(Text(Member(data, "exchangeCode"))),
            IsOutcomeUnknown = Member(data, "outcomeUnknown").ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            },
            RetryAfter = Whole(Member(data, "retryAfter")) is { } wait and > 0 ? TimeSpan.FromSeconds(wait) : null,
        };
    }

    private static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement member) ? member : default;

    private static string Text(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => json.GetRawText(),
        _ => "",
    };

    private static int? Whole(JsonElement json) =>
        int.TryParse(Text(json), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
}
