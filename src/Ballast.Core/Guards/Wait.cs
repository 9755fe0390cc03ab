using NodaTime;

namespace Ballast.Core.Guards;

/// <summary>A waiting time that has not ended.</summary>
/// <param name="Code">Stable code: <c>cooldown</c> or <c>min-interval</c>.</param>
/// <param name="Name">The same in words.</param>
/// <param name="Until">When it ends.</param>
public sealed record Wait(string Code, string Name, Instant Until);
