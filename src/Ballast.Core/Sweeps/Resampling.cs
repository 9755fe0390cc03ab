using Ballast.Numerics.Measures;

namespace Ballast.Core.Sweeps;

/// <summary>The conventions of all resampling in a sweep: seeds, numbers of samples, lengths of blocks.</summary>
internal static class Resampling
{
    /// <summary>The chance taken that the best setting is struck out, and that an interval misses.</summary>
    public const double Size = 0.1;

    /// <summary>Samples of a confidence set.</summary>
    public const int SetSamples = 500;

    private const int Seed = 1;
    private const int IntervalSamples = 1_000;

    // Long histories are known well enough from fewer samples, and would take long.
    private const long MostDraws = 20_000_000;

    /// <summary>Blocks of random length, on average twice the cube root of the periods: what follows what is kept over
    /// about a month of days.</summary>
    public static BlockBootstrap Draws(int periods) =>
        new(BlockKind.Stationary, Math.Max(2.0 * Math.Cbrt(periods), 1.0), Seed);

    /// <summary>The interval of a yearly Sharpe ratio.</summary>
    public static (double Low, double High) SharpeInterval(double[] returns, double periods) => returns.Length < 2
        ? (double.NaN, double.NaN)
        : Draws(returns.Length).Interval(
            returns,
            drawn => PerformanceRatios.Sharpe(drawn, 0.0, periods),
            (int)Math.Clamp(MostDraws / returns.Length, 50, IntervalSamples),
            1.0 - Size);
}
