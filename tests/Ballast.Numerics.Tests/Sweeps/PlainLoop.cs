using Ballast.Numerics.Measures;
using Ballast.Numerics.Sweeps;

namespace Ballast.Numerics.Tests.Sweeps;

/// <summary>
/// A backtest to target, one bar and one asset after the other, written as one would say it: what the kernels must
/// agree with. Costs are found by bisection; nothing is shared with the kernels.
/// </summary>
internal static class PlainLoop
{
    public static BacktestFigures Run(double[][] rows, double[] targets, SweepPoint point, SweepScale scale)
    {
        int n = targets.Length;
        double cashTarget = Math.Max(1.0 - targets.Sum(), 0.0);
        cashTarget = cashTarget < 1e-9 ? 0.0 : cashTarget;
        double[] units = new double[n];
        double cash = scale.Capital;
        double costs = 0.0, turnover = 0.0, worst = 0.0;
        int runs = 0, lastRun = point.Window.Start;
        var path = new List<double>();
        for (int bar = point.Window.Start; bar <= point.Window.End; bar++)
        {
            double[] values = [.. units.Zip(rows[bar], (held, price) => held * price)];
            double whole = cash + values.Sum();
            double[] drifts = [.. values.Select((value, i) => Math.Abs((value / whole) - targets[i]))];
            double cashDrift = Math.Abs((cash / whole) - cashTarget);
            bool first = bar == point.Window.Start;
            bool breached = cashDrift > point.Band.Of(cashTarget)
                || drifts.Where((drift, i) => drift > point.Band.Of(targets[i])).Any();
            worst = first ? 0.0 : Math.Max(worst, Math.Max(cashDrift, drifts.Max()));
            bool isDue = (breached && bar >= lastRun + point.Rule.CooldownBars) || point.Rule.Schedule.Contains(bar);
            if (first || (isDue && point.Rule.Checks.Contains(bar)))
            {
                double left = Left(values, targets, whole, point.FeeRate);
                double traded = values.Select((value, i) => Math.Abs((targets[i] * left) - value)).Sum();
                costs += point.FeeRate * traded;
                turnover += traded / (2 * whole);
                units = [.. targets.Select((target, i) => target * left / rows[bar][i])];
                cash = cashTarget * left;
                whole = left;
                runs++;
                lastRun = bar;
            }

            path.Add(whole);
        }

        return Figures([.. path], scale) with
        {
            Rebalances = runs,
            Turnover = turnover,
            Costs = costs,
            WorstDrift = worst,
        };
    }

    private static BacktestFigures Figures(double[] path, SweepScale scale)
    {
        var returns = new double[path.Length - 1];
        Returns.Simple(path, returns);
        return new BacktestFigures
        {
            FinalValue = path[^1],
            MaxDrawdown = Drawdown.Deepest(path).Depth,
            Volatility = Dispersion.PerYear(returns, scale.PeriodsPerYear),
            Sharpe = PerformanceRatios.Sharpe(returns, 0.0, scale.PeriodsPerYear),
        };
    }

    // The value after costs: what is left when the fee on everything that must be traded to get there is paid.
    private static double Left(double[] values, double[] targets, double whole, double fee)
    {
        double low = 0.0, high = whole;
        for (int step = 0; step < 200; step++)
        {
            double middle = (low + high) / 2;
            double cost = fee * values.Select((value, i) => Math.Abs((targets[i] * middle) - value)).Sum();
            (low, high) = middle + cost > whole ? (low, middle) : (middle, high);
        }

        return (low + high) / 2;
    }
}
