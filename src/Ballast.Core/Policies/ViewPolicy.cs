using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Policies;

/// <summary>An opinion: these holdings together return so much a year.</summary>
/// <param name="Factors">How much of each asset: 1 alone for one asset, 1 and -1 for one against another.</param>
/// <param name="Return">Total return a year, as a fraction.</param>
/// <param name="Confidence">0 (not held) to 1 (certain).</param>
public sealed record ViewPolicy(ImmutableSortedDictionary<Asset, decimal> Factors, decimal Return, decimal Confidence);
