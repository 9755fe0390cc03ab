namespace Ballast.Core.Targets.Methods;

/// <summary>A bet with an edge, for <see cref="AllocationMethod.Kelly"/>.</summary>
/// <param name="WinProbability">0 to 1.</param>
/// <param name="Odds">What a won stake of one earns, above zero; a lost one is gone.</param>
public sealed record BetEdge(double WinProbability, double Odds);
