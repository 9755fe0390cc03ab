using Ballast.Core.Simulation;

namespace Ballast.Core.Reports;

/// <summary>Series of a run, one number per bar, for charts and tables.</summary>
public static class BacktestSeries
{
    /// <summary>
    /// How far below its highest value so far a run stands at each bar, zero or negative; flows left out, so that a
    /// withdrawal is no fall.
    /// </summary>
    /// <param name="run">The run.</param>
    public static double[] DrawdownOf(BacktestRun run)
    {
        double[] index = new ValueSeries(run).Index;
        var falls = new double[index.Length];
        double peak = index[0];
        for (int bar = 0; bar < falls.Length; bar++)
        {
            peak = Math.Max(peak, index[bar]);
            falls[bar] = peak > 0.0 ? (index[bar] / peak) - 1.0 : 0.0;
        }

        return falls;
    }
}
