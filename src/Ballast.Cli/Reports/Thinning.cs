namespace Ballast.Cli.Reports;

/// <summary>
/// Fewer points for a chart than a long history has bars, without losing a peak or a trough: neighbouring bars share
/// two points, and each series shows its lowest and its highest value of those bars there, in the order they came.
/// </summary>
internal sealed class Thinning
{
    /// <summary>Most points of a chart.</summary>
    public const int MostPoints = 2_000;

    private readonly int bars;

    /// <summary>For a number of bars, at least one.</summary>
    public Thinning(int bars)
    {
        this.bars = bars;
        Share = bars <= MostPoints ? 1 : ((2 * bars) + MostPoints - 1) / MostPoints;
    }

    /// <summary>How many bars share two points; one where every bar has its own.</summary>
    public int Share { get; }

    /// <summary>The bars at whose times the points stand, rising.</summary>
    public IEnumerable<int> Positions()
    {
        for (int first = 0; first < bars; first += Share)
        {
            yield return first;
            if (Share > 1 && first + (Share / 2) < bars)
            {
                yield return first + (Share / 2);
            }
        }
    }

    /// <summary>The values of one series at those points.</summary>
    public IEnumerable<double> Of(Func<int, double> series)
    {
        for (int first = 0; first < bars; first += Share)
        {
            if (Share == 1)
            {
                yield return series(first);
                continue;
            }

            (double early, double late) = Extremes(series, first, Math.Min(first + Share, bars));
            yield return early;
            if (first + (Share / 2) < bars)
            {
                yield return late;
            }
        }
    }

    private static (double Early, double Late) Extremes(Func<int, double> series, int first, int end)
    {
        (int lowest, int highest) = (first, first);
        for (int bar = first + 1; bar < end; bar++)
        {
            lowest = series(bar) < series(lowest) ? bar : lowest;
            highest = series(bar) > series(highest) ? bar : highest;
        }

        return (series(Math.Min(lowest, highest)), series(Math.Max(lowest, highest)));
    }
}
