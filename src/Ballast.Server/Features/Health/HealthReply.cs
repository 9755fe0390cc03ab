namespace Ballast.Server.Features.Health;

/// <summary>A health answer.</summary>
/// <param name="Status">In a word.</param>
/// <param name="Reasons">What is missing.</param>
/// <param name="ProcessId">Which process answers, so that a client can tell it from another on the same port.</param>
public sealed record HealthReply(string Status, IReadOnlyList<string> Reasons, int ProcessId);
