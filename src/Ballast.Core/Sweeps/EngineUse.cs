namespace Ballast.Core.Sweeps;

/// <summary>What one engine did.</summary>
/// <param name="Engine"><c>coalesced</c> or <c>walked</c>.</param>
/// <param name="Backtests">How many.</param>
/// <param name="Why">What allowed or forced it.</param>
public sealed record EngineUse(string Engine, long Backtests, string Why);
