using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Server.Features.Journal;

/// <summary>One journal entry as it leaves the server.</summary>
public sealed record JournalItem
{
    /// <summary>Its sequence number, as text.</summary>
    public required string Id { get; init; }

    /// <summary>Whose stream; empty for the installation's own events.</summary>
    public required string Portfolio { get; init; }

    /// <summary>What happened.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the payload.</summary>
    public required int Version { get; init; }

    /// <summary>Journaled time.</summary>
    public required Instant At { get; init; }

    /// <summary>The event.</summary>
    public required JsonNode? Payload { get; init; }

    /// <summary>SHA-256 over the previous entry's hash and this entry.</summary>
    public required string ChainHash { get; init; }

    /// <summary>Shows an entry.</summary>
    public static JournalItem Of(StoredEntry stored) => new()
    {
        Id = stored.Sequence.ToString(CultureInfo.InvariantCulture),
        Portfolio = stored.Entry.Portfolio,
        Kind = stored.Entry.Kind,
        Version = stored.Entry.Version,
        At = stored.Entry.At,
        Payload = JsonNode.Parse(stored.Entry.Payload),
        ChainHash = stored.ChainHash,
    };
}
