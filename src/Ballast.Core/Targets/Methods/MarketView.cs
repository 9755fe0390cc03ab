using System.Collections.Immutable;
using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>An opinion for <see cref="AllocationMethod.BlackLitterman"/>: these holdings together return so much a
/// year. Compared by reference of its list.</summary>
/// <param name="Factors">How much of each asset: 1 for an absolute view; 1 and -1 for one asset against
/// another.</param>
/// <param name="Return">The return a year, as a fraction: in total, not above the risk-free rate.</param>
/// <param name="Confidence">0 (not held) to 1 (certain), in Idzorek's sense (2005).</param>
public sealed record MarketView(ImmutableSortedDictionary<Asset, double> Factors, double Return, double Confidence);
