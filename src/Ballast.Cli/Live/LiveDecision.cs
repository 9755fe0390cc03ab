using NodaTime;

namespace Ballast.Cli.Live;

/// <summary>One decision.</summary>
/// <param name="At">When.</param>
/// <param name="What">hold, rebalance or refuse.</param>
/// <param name="Why">The sentence.</param>
public sealed record LiveDecision(Instant At, string What, string Why);
