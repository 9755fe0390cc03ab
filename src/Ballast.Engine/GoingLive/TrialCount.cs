using NodaTime;

namespace Ballast.Engine.GoingLive;

/// <summary>How long rules have run without real money.</summary>
/// <param name="RulesHash">Whose: SHA-256 of the policy without its mode and what it says of real money.</param>
/// <param name="Ran">Time between valued decisions that followed each other as they should.</param>
/// <param name="LastAt">The last such decision; <see langword="null"/> before the first.</param>
public sealed record TrialCount(string RulesHash, Duration Ran, Instant? LastAt);
