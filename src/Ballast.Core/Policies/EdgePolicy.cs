namespace Ballast.Core.Policies;

/// <summary>A bet with an edge.</summary>
/// <param name="WinProbability">0 to 1.</param>
/// <param name="Odds">What a won stake of one earns, above zero; a lost stake is gone.</param>
public sealed record EdgePolicy(decimal WinProbability, decimal Odds);
