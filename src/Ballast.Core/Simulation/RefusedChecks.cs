using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>Checks that ended in a refusal with one code.</summary>
/// <param name="Why">The first such refusal.</param>
/// <param name="Count">How many.</param>
/// <param name="Last">When the last one was.</param>
public sealed record RefusedChecks(Reason Why, int Count, Instant Last);
