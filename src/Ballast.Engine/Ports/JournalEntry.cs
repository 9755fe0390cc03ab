using NodaTime;

namespace Ballast.Engine.Ports;

/// <summary>One event to be stored.</summary>
/// <param name="Portfolio">Whose stream it is in; empty for the installation's own events.</param>
/// <param name="Kind">The event's kind, such as <c>order-signed</c>.</param>
/// <param name="Version">The version of that kind's payload; older ones are upgraded on reading.</param>
/// <param name="At">Journaled time.</param>
/// <param name="Payload">Canonical JSON.</param>
public sealed record JournalEntry(string Portfolio, string Kind, int Version, Instant At, string Payload);
