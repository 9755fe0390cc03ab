using System.Collections.Immutable;
using Ballast.Core.Simulation;
using Ballast.Numerics.Measures;

namespace Ballast.Core.Reports;

/// <summary>
/// The values of a run as plain numbers, and what they would have been without flows: where there are flows, an index
/// that starts at the first value and grows by the flow-neutral returns; otherwise the values themselves.
/// </summary>
internal sealed class ValueSeries
{
    /// <summary>Of a run.</summary>
    public ValueSeries(BacktestRun run)
    {
        Values = Statistic.Of(run.Values);
        Returns = new double[Values.Length - 1];
        if (run.Flows.IsEmpty)
        {
            Index = Values;
            Numerics.Measures.Returns.Simple(Values, Returns);
            return;
        }

        Numerics.Measures.Returns.FlowNeutral(Values, FlowsOf(run), Returns);
        Index = new double[Values.Length];
        Index[0] = Values[0];
        for (int t = 1; t < Index.Length; t++)
        {
            Index[t] = Index[t - 1] * (1.0 + Returns[t - 1]);
        }
    }

    /// <summary>V, shape (T).</summary>
    public double[] Values { get; }

    /// <summary>V without flows, shape (T).</summary>
    public double[] Index { get; }

    /// <summary>Flow-neutral returns, shape (T - 1).</summary>
    public double[] Returns { get; }

    /// <summary>What the owner's own money earned a year: the first value and the flows go in, the last value is what
    /// is left.</summary>
    public static double MoneyWeightedPerYear(BacktestRun run)
    {
        double[] amounts =
        [
            -Statistic.Of(run.Values[0]),
            .. run.Flows.Select(flow => -Statistic.Of(flow.Amount)),
            Statistic.Of(run.Values[^1]),
        ];
        double[] years =
        [
            0.0,
            .. run.Flows.Select(flow => (flow.At - run.Instants[0]).TotalDays / 365.0),
            (run.Instants[^1] - run.Instants[0]).TotalDays / 365.0,
        ];
        return MoneyWeighted.PerYear(amounts, years);
    }

    private static double[] FlowsOf(BacktestRun run)
    {
        var flows = new double[run.Values.Length];
        foreach (OwnerFlow flow in run.Flows)
        {
            flows[run.Instants.BinarySearch(flow.At)] = Statistic.Of(flow.Amount);
        }

        return flows;
    }
}
