using Ballast.Numerics.Sweeps.Simd;

namespace Ballast.Numerics.Sweeps;

/// <summary>
/// One backtest in doubles with its measures. It agrees with the exact simulator that trades at the close it decided
/// on, has no lots and no other guards, to 1e-9 of the final value; it works eight bars and more at once, because units
/// do not change between two rebalances.
/// </summary>
public static class SingleBacktest
{
    /// <summary>Walks one window with one setting.</summary>
    /// <param name="panel">Prices.</param>
    /// <param name="mix">Weights wanted, one per asset of the panel.</param>
    /// <param name="point">Band, fee, window and the rest.</param>
    /// <param name="scale">Capital and periods a year.</param>
    public static SingleBacktestOutcome Run(PricePanel panel, TargetMix mix, SweepPoint point, SweepScale scale)
    {
        SweepRefusal? why = PointCheck.Scale(scale) ?? PointCheck.Mix(panel, mix) ?? PointCheck.Point(panel, point);
        return why is not null
            ? new SingleBacktestOutcome.Refused(why)
            : new SingleBacktestOutcome.Completed(
                IPolicyWalk.For(panel, mix).Run(point, scale, SweepMeasures.Path));
    }
}

/// <summary>What a backtest gave. Closed: <see cref="Completed"/> or <see cref="Refused"/>.</summary>
public abstract record SingleBacktestOutcome
{
    /// <summary>The window was walked to its end.</summary>
    public sealed record Completed(BacktestFigures Figures) : SingleBacktestOutcome;

    /// <summary>Prices, weights and setting do not fit together.</summary>
    public sealed record Refused(SweepRefusal Why) : SingleBacktestOutcome;
}
