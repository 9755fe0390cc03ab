namespace Ballast.Numerics.Sweeps;

/// <summary>
/// One backtest in numbers. Returns start after the first purchase was paid for; costs, turnover and the count of
/// rebalances include it. The default is a backtest that never was.
/// </summary>
public readonly record struct BacktestFigures
{
    /// <summary>V at the last bar in quote currency; nothing is sold.</summary>
    public double FinalValue { get; init; }

    /// <summary>Runs that traded, the first purchase among them.</summary>
    public int Rebalances { get; init; }

    /// <summary>Sum over runs of traded notional over twice the value before; not per year.</summary>
    public double Turnover { get; init; }

    /// <summary>Sum of all fees, in quote currency.</summary>
    public double Costs { get; init; }

    /// <summary>The largest <c>abs(w_i - t_i)</c> at any complete bar after the first, before trading there.</summary>
    public double WorstDrift { get; init; }

    /// <summary>Deepest fall from a peak, zero or negative; flows taken out.</summary>
    public double MaxDrawdown { get; init; }

    /// <summary>
    /// Standard deviation of simple returns per bar, divisor n - 1, scaled to a year; 0 with fewer than two returns.
    /// </summary>
    public double Volatility { get; init; }

    /// <summary>
    /// Mean over standard deviation of returns per bar, scaled to a year; 0 where they do not scatter.
    /// </summary>
    public double Sharpe { get; init; }
}
