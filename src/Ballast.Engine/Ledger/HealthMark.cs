using Ballast.Core;
using Ballast.Core.Markets.Health;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>How an account's venue was found to be.</summary>
/// <param name="Level">The level.</param>
/// <param name="Why">What made it so.</param>
/// <param name="Since">Journaled time of the change.</param>
public sealed record HealthMark(HealthLevel Level, Reason Why, Instant Since);
