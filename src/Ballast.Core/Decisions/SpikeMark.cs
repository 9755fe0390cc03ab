using NodaTime;

namespace Ballast.Core.Decisions;

/// <summary>The volatility-spike mode.</summary>
/// <param name="Since">When it began.</param>
/// <param name="CalmSince">Since when volatility has been below the multiple, or <see langword="null"/> while it is
/// above.</param>
public sealed record SpikeMark(Instant Since, Instant? CalmSince);
