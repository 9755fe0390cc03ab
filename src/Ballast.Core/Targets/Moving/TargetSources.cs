using Ballast.Core.Markets;

namespace Ballast.Core.Targets.Moving;

/// <summary>What a target is worked out from.</summary>
/// <param name="Past">Bars that have ended; cannot hold a later one.</param>
/// <param name="Outside">What an external source said; <see langword="null"/> where the policy has none, or it was not
/// asked.</param>
public sealed record TargetSources(PastPrices Past, ExternalReading? Outside);
