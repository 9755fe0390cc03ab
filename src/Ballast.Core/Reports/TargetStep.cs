using System.Collections.Immutable;

namespace Ballast.Core.Reports;

/// <summary>The targets and bands that weights are measured against from a bar on. Compared by reference of its
/// lists.</summary>
/// <param name="FirstBar">The first bar that is measured against them, from 0: the one after the close at which a
/// moving target was worked out.</param>
/// <param name="Targets">One fraction per asset of the track.</param>
/// <param name="Bands">Half-width of each asset's band; zero where there is none.</param>
public sealed record TargetStep(int FirstBar, ImmutableArray<double> Targets, ImmutableArray<double> Bands);
