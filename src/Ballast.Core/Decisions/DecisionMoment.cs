using NodaTime;

namespace Ballast.Core.Decisions;

/// <summary>When a decision is made and who asked.</summary>
/// <param name="Now">The instant.</param>
/// <param name="Cause">A routine check, or a person's or agent's request.</param>
public sealed record DecisionMoment(Instant Now, DecisionCause Cause);
