using System.Collections.Immutable;
using Ballast.Core.Simulation;
using NodaTime;

namespace Ballast.Core.Reports;

/// <summary>
/// The rows of a comparison as flow-neutral returns from one UTC day's last bar to the next one's: finer bars say no
/// more about luck and take longer to resample. Bars of a day or longer are taken as they are.
/// </summary>
internal sealed class DailyReturns
{
    private DailyReturns(ImmutableArray<double[]> rows, double perYear)
    {
        Rows = rows;
        PerYear = perYear;
    }

    /// <summary>Shape (rows, T): simple returns; a row that has nothing left returns zero from then on.</summary>
    public ImmutableArray<double[]> Rows { get; }

    /// <summary>How many of them make a year of 365 days.</summary>
    public double PerYear { get; }

    /// <summary>T.</summary>
    public int Count => Rows[0].Length;

    /// <summary>Of results over the same bars.</summary>
    public static DailyReturns Of(ImmutableArray<BacktestResult> results)
    {
        BacktestRun first = results[0].Run;
        int[] ends = LastBars(first.Instants);
        var day = Duration.FromDays(1);
        Duration period = first.BarLength > day ? first.BarLength : day;
        return new DailyReturns(
            [.. results.Select(result => ReturnsOf(result.Run, ends))], Duration.FromDays(365) / period);
    }

    private static int[] LastBars(ImmutableArray<Instant> instants)
    {
        var ends = new List<int>();
        for (int bar = 0; bar < instants.Length; bar++)
        {
            bool isLast = bar == instants.Length - 1 || instants[bar].InUtc().Date != instants[bar + 1].InUtc().Date;
            if (isLast)
            {
                ends.Add(bar);
            }
        }

        return [.. ends];
    }

    private static double[] ReturnsOf(BacktestRun run, int[] ends)
    {
        double[] index = new ValueSeries(run).Index;
        var returns = new double[ends.Length - 1];
        for (int t = 0; t < returns.Length; t++)
        {
            double before = index[ends[t]];
            returns[t] = before > 0.0 ? (index[ends[t + 1]] / before) - 1.0 : 0.0;
        }

        return returns;
    }
}
