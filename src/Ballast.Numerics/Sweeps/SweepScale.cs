namespace Ballast.Numerics.Sweeps;

/// <summary>What numbers are scaled by.</summary>
/// <param name="Capital">Quote currency at the start of every window, above zero.</param>
/// <param name="PeriodsPerYear">Bars in a year, above zero: 365 for days, 8,760 for hours.</param>
public sealed record SweepScale(double Capital, double PeriodsPerYear);
