namespace Ballast.Testing.Simulation;

/// <summary>What decides an arriving order's effect beside the order itself.</summary>
/// <param name="ExpiresAt">The request is inert from then on.</param>
/// <param name="IsResting">Whether it rests.</param>
public sealed record ScriptedArrival(DateTimeOffset ExpiresAt, bool IsResting);
