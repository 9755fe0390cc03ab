namespace Ballast.Numerics.Sweeps;

/// <summary>A stretch of bars that is simulated on its own: bought at its first bar, valued at its last.</summary>
/// <param name="Start">The bar of the first purchase.</param>
/// <param name="Length">How many bars, the first and the last among them; at least two.</param>
public readonly record struct SweepWindow(int Start, int Length)
{
    /// <summary>The last bar.</summary>
    public int End => Start + Length - 1;

    /// <summary>Windows of one length whose starts are so many bars apart, as long as they fit.</summary>
    /// <param name="bars">Bars there are.</param>
    /// <param name="length">Bars of each window, at least two.</param>
    /// <param name="step">Bars from one start to the next, at least one.</param>
    /// <returns>Ascending by start; empty where not one fits.</returns>
    public static IReadOnlyList<SweepWindow> Rolling(int bars, int length, int step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        var windows = new List<SweepWindow>();
        for (int start = 0; start + length <= bars; start += step)
        {
            windows.Add(new SweepWindow(start, length));
        }

        return windows;
    }
}
