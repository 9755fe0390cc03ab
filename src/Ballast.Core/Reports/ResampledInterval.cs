namespace Ballast.Core.Reports;

/// <summary>What a measure comes to in the given share of resampled histories.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public sealed record ResampledInterval(double Low, double High);
