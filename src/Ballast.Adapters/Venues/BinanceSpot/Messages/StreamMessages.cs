using System.Text.Json.Serialization;

namespace Ballast.Adapters.Venues.BinanceSpot.Messages;

/// <summary>An event of a market stream, or the answer to a subscription; the letters are the exchange's own.</summary>
internal sealed record StreamMessage
{
    /// <summary>Which event; nothing in an answer.</summary>
    [JsonPropertyName("e")]
    public string? Event { get; init; }

    /// <summary>When it was sent.</summary>
    [JsonPropertyName("E")]
    public long? SentAt { get; init; }

    [JsonPropertyName("s")]
    public string? Symbol { get; init; }

    /// <summary>A book's change: its first number.</summary>
    [JsonPropertyName("U")]
    public long? FirstId { get; init; }

    /// <summary>A book's change: its last number.</summary>
    [JsonPropertyName("u")]
    public long? LastId { get; init; }

    /// <summary>A book's change: bids with their new sizes.</summary>
    [JsonPropertyName("b")]
    public decimal[][]? Bids { get; init; }

    /// <summary>A book's change: asks with their new sizes.</summary>
    [JsonPropertyName("a")]
    public decimal[][]? Asks { get; init; }

    /// <summary>A trade's price.</summary>
    [JsonPropertyName("p")]
    public decimal? Price { get; init; }

    /// <summary>When it was traded.</summary>
    [JsonPropertyName("T")]
    public long? TradedAt { get; init; }

    /// <summary>Which request this answers.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>What was wrong with that request.</summary>
    [JsonPropertyName("error")]
    public StreamError? Error { get; init; }
}

/// <summary>A refusal on a stream.</summary>
internal sealed record StreamError
{
    [JsonPropertyName("code")]
    public int Code { get; init; }

    [JsonPropertyName("msg")]
    public string Message { get; init; } = "";
}

/// <summary>A message of the WebSocket API: an answer, or an event of an account.</summary>
internal sealed record ApiMessage
{
    [JsonPropertyName("status")]
    public int? Status { get; init; }

    [JsonPropertyName("error")]
    public StreamError? Error { get; init; }

    [JsonPropertyName("event")]
    public AccountEvent? Event { get; init; }
}

/// <summary>That something happened to an account. What it was is asked by REST, which alone is believed.</summary>
internal sealed record AccountEvent
{
    [JsonPropertyName("e")]
    public required string Event { get; init; }

    [JsonPropertyName("E")]
    public long? SentAt { get; init; }
}
