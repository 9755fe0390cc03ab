namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>Where a scan stood at the last bar of a window. The default is right after a run.</summary>
/// <param name="Bar">The bar.</param>
/// <param name="Growth">V over V after the run before.</param>
/// <param name="WorstDrift">Largest plain drift since the run.</param>
/// <param name="Path">The path since the run.</param>
internal readonly record struct ScanEnd(int Bar, double Growth, double WorstDrift, PathState Path);
