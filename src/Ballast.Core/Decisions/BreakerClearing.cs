using NodaTime;

namespace Ballast.Core.Decisions;

/// <summary>A person's clearing of the session-loss breaker.</summary>
/// <param name="Actor">Who.</param>
/// <param name="At">When.</param>
/// <param name="Cleared">What had latched it.</param>
public sealed record BreakerClearing(string Actor, Instant At, Reason Cleared);
