using System.Collections.Immutable;

namespace Ballast.Numerics.Drift;

/// <summary>Portfolios that share a universe.</summary>
/// <param name="Assets">Which price each asset of the book has; an asset stands there once.</param>
/// <param name="Book">The portfolios.</param>
public sealed record DriftGroup(ImmutableArray<int> Assets, DriftBook Book);
