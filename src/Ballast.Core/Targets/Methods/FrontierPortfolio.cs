using System.Collections.Immutable;

namespace Ballast.Core.Targets.Methods;

/// <summary>One portfolio of a frontier. Compared by reference of its list.</summary>
/// <param name="Weights">In the order of the frontier's assets, fractions of the whole portfolio.</param>
/// <param name="Measures">Expected return, volatility and Sharpe ratio of the whole.</param>
public sealed record FrontierPortfolio(ImmutableArray<double> Weights, AllocationMeasures Measures);
