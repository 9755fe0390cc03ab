namespace Ballast.Server.Features.Health;

/// <summary>A health answer.</summary>
/// <param name="Status">In a word.</param>
/// <param name="Reasons">What is missing.</param>
public sealed record HealthReply(string Status, IReadOnlyList<string> Reasons);
