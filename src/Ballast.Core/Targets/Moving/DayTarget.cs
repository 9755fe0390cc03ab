using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Targets.Moving;

/// <summary>The target with which a UTC day began.</summary>
/// <param name="Day">The day.</param>
/// <param name="Weights">Its weights; not empty.</param>
public sealed record DayTarget(LocalDate Day, ImmutableSortedDictionary<Asset, Weight> Weights);
