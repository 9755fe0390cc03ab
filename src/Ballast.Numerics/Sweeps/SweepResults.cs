using System.Collections.Immutable;

namespace Ballast.Numerics.Sweeps;

/// <summary>
/// What came of each setting, one array per measure, by the setting's number. Arrays of measures that nobody asked for
/// are empty. <see cref="BacktestFigures"/> says what each is.
/// </summary>
public sealed class SweepResults
{
    private readonly double[] finalValues;
    private readonly int[] rebalances;
    private readonly double[] turnovers;
    private readonly double[] costs;
    private readonly double[] worstDrifts;
    private readonly double[] drawdowns;
    private readonly double[] volatilities;
    private readonly double[] sharpes;

    internal SweepResults(SweepGrid grid, SweepMeasures measures)
    {
        Grid = grid;
        Measures = measures;
        int count = (int)grid.Count;
        int costly = measures >= SweepMeasures.Costs ? count : 0;
        int pathed = measures >= SweepMeasures.Path ? count : 0;

        // Every engine writes these without reading them before; the others are summed up in place.
        finalValues = GC.AllocateUninitializedArray<double>(count);
        rebalances = GC.AllocateUninitializedArray<int>(count);
        turnovers = new double[costly];
        costs = new double[costly];
        worstDrifts = new double[costly];
        drawdowns = new double[pathed];
        volatilities = new double[pathed];
        sharpes = new double[pathed];
    }

    /// <summary>The settings.</summary>
    public SweepGrid Grid { get; }

    /// <summary>What was kept.</summary>
    public SweepMeasures Measures { get; }

    /// <summary>Which engine took which settings, and why.</summary>
    public ImmutableArray<SweepPart> Parts { get; internal set; } = [];

    /// <summary>V at the last bar.</summary>
    public ReadOnlySpan<double> FinalValues => finalValues;

    /// <summary>Runs that traded.</summary>
    public ReadOnlySpan<int> Rebalances => rebalances;

    /// <summary>Notional over twice the value, summed over runs.</summary>
    public ReadOnlySpan<double> Turnovers => turnovers;

    /// <summary>Fees paid.</summary>
    public ReadOnlySpan<double> Costs => costs;

    /// <summary>Largest drifts.</summary>
    public ReadOnlySpan<double> WorstDrifts => worstDrifts;

    /// <summary>Deepest falls.</summary>
    public ReadOnlySpan<double> MaxDrawdowns => drawdowns;

    /// <summary>Scatter of returns a year.</summary>
    public ReadOnlySpan<double> Volatilities => volatilities;

    /// <summary>Return over scatter a year.</summary>
    public ReadOnlySpan<double> Sharpes => sharpes;

    /// <summary>All that is kept of one setting; zeros where nothing was asked for.</summary>
    /// <param name="index">Its number.</param>
    public BacktestFigures this[int index] => new()
    {
        FinalValue = finalValues[index],
        Rebalances = rebalances[index],
        Turnover = At(turnovers, index),
        Costs = At(costs, index),
        WorstDrift = At(worstDrifts, index),
        MaxDrawdown = At(drawdowns, index),
        Volatility = At(volatilities, index),
        Sharpe = At(sharpes, index),
    };

    internal double[] FinalValuesInPlace => finalValues;

    internal int[] RebalancesInPlace => rebalances;

    internal double[] TurnoversInPlace => turnovers;

    internal double[] CostsInPlace => costs;

    internal double[] WorstDriftsInPlace => worstDrifts;

    internal double[] DrawdownsInPlace => drawdowns;

    internal double[] VolatilitiesInPlace => volatilities;

    internal double[] SharpesInPlace => sharpes;

    /// <summary>Keeps one backtest.</summary>
    internal void Keep(int index, in BacktestFigures figures)
    {
        finalValues[index] = figures.FinalValue;
        rebalances[index] = figures.Rebalances;
        if (Measures >= SweepMeasures.Costs)
        {
            turnovers[index] = figures.Turnover;
            costs[index] = figures.Costs;
            worstDrifts[index] = figures.WorstDrift;
        }

        if (Measures >= SweepMeasures.Path)
        {
            drawdowns[index] = figures.MaxDrawdown;
            volatilities[index] = figures.Volatility;
            sharpes[index] = figures.Sharpe;
        }
    }

    private static double At(double[] kept, int index) => kept.Length == 0 ? 0.0 : kept[index];
}
