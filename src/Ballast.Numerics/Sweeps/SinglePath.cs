using Ballast.Numerics.Sweeps.Simd;

namespace Ballast.Numerics.Sweeps;

/// <summary>One backtest bar by bar, by the same walk as <see cref="SingleBacktest"/>.</summary>
public static class SinglePath
{
    /// <summary>Walks one window with one setting.</summary>
    /// <param name="panel">Prices.</param>
    /// <param name="mix">Weights wanted, one per asset of the panel.</param>
    /// <param name="point">Band, fee, window and the rest.</param>
    /// <param name="scale">Capital and periods a year.</param>
    public static SinglePathOutcome Run(PricePanel panel, TargetMix mix, SweepPoint point, SweepScale scale)
    {
        SweepRefusal? why = PointCheck.Scale(scale) ?? PointCheck.Mix(panel, mix) ?? PointCheck.Point(panel, point);
        if (why is not null)
        {
            return new SinglePathOutcome.Refused(why);
        }

        var values = new double[point.Window.Length];
        IPolicyWalk.For(panel, mix).Follow(point, scale, values);
        return new SinglePathOutcome.Completed(values);
    }
}

/// <summary>What a backtest went through. Closed: <see cref="Completed"/> or <see cref="Refused"/>.</summary>
public abstract record SinglePathOutcome
{
    /// <summary>The window was walked to its end.</summary>
    /// <param name="Values">
    /// V at each bar of the window, after trading there; the first one is after the first purchase was paid for.
    /// </param>
    public sealed record Completed(double[] Values) : SinglePathOutcome;

    /// <summary>Prices, weights and setting do not fit together.</summary>
    public sealed record Refused(SweepRefusal Why) : SinglePathOutcome;
}
