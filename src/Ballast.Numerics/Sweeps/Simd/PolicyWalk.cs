using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// One backtest after the other over the same prices and targets, any policy a sweep can hold. Keeps its scratch
/// memory; one per thread.
/// </summary>
/// <typeparam name="TLanes">The register to work with.</typeparam>
internal sealed class PolicyWalk<TLanes> : IPolicyWalk
    where TLanes : struct, ILanes<TLanes>
{
    private const int Chunk = 1024;

    // What is traded below this part of V came from rounding and is no run.
    private const double Noise = 1e-15;

    private readonly PricePanel panel;
    private readonly TargetMix mix;
    private readonly DriftFrame frame;
    private readonly DriftFrame plain;
    private readonly BarScan<TLanes> scan;
    private readonly double[] path = GC.AllocateUninitializedArray<double>(Chunk + 1 + DriftKernel.MostBars);
    private readonly double[] bands;
    private readonly double[] row;
    private BookSolver? solver;
    private PathState state;
    private double costs;
    private double turnover;
    private int runs;
    private int lastRun;
    private bool isDivisible;

    /// <summary>For one panel and its targets.</summary>
    public PolicyWalk(PricePanel panel, TargetMix mix)
    {
        this.panel = panel;
        this.mix = mix;
        frame = new DriftFrame(mix);
        plain = new DriftFrame(mix);
        scan = new BarScan<TLanes>(panel, frame, plain);
        bands = new double[mix.Weights.Length + 1];
        row = new double[mix.Weights.Length];
        plain.SetBands(bands);
    }

    /// <inheritdoc/>
    public BacktestFigures Run(SweepPoint point, SweepScale scale, SweepMeasures measures) =>
        Walk(point, scale, measures, []);

    /// <inheritdoc/>
    public void Follow(SweepPoint point, SweepScale scale, Span<double> values)
    {
        values.Clear();
        Walk(point, scale, SweepMeasures.Value, values);
    }

    private BacktestFigures Walk(SweepPoint point, SweepScale scale, SweepMeasures measures, Span<double> kept)
    {
        Begin(point, measures);
        path[0] = Start(point, scale.Capital);
        Keep(kept, 0, path.AsSpan(0, 1));
        state = PathState.Beginning(path[0]);
        int end = point.Window.End;
        int flow = FlowAfter(point.Rule, point.Window.Start);
        for (int from = point.Window.Start + 1; from <= end && path[0] > 0.0;)
        {
            int due = flow < point.Rule.Flows.Length ? point.Rule.Flows[flow].Bar : int.MaxValue;
            if (from == due)
            {
                AtFlow(point, ref flow);
                Keep(kept, from - point.Window.Start, path.AsSpan(0, 1));
                from++;
                continue;
            }

            int to = Math.Min(Math.Min(end, from + Chunk - 1), due - 1);
            int hit = scan.Next(from, to, lastRun + point.Rule.CooldownBars, path.AsSpan(1));
            int last = Math.Min(hit, to);
            if (hit <= to)
            {
                path[1 + hit - from] = Rebalance(point, hit, path[1 + hit - from]);
            }

            if (measures >= SweepMeasures.Path)
            {
                state.Add<TLanes>(path.AsSpan(0, last - from + 2));
            }

            Keep(kept, from - point.Window.Start, path.AsSpan(1, last - from + 1));
            path[0] = path[last - from + 1];
            from = last + 1;
        }

        return Figures(scale.PeriodsPerYear);
    }

    private static void Keep(Span<double> kept, int at, ReadOnlySpan<double> values)
    {
        if (!kept.IsEmpty)
        {
            values.CopyTo(kept[at..]);
        }
    }

    private BacktestFigures Figures(double periodsPerYear)
    {
        (double volatility, double sharpe) = state.PerYear(periodsPerYear);
        return new BacktestFigures
        {
            FinalValue = path[0],
            Rebalances = runs,
            Turnover = turnover,
            Costs = costs,
            WorstDrift = scan.WorstDrift,
            MaxDrawdown = state.Depth,
            Volatility = volatility,
            Sharpe = sharpe,
        };
    }

    private void Begin(SweepPoint point, SweepMeasures measures)
    {
        (costs, turnover, runs, lastRun) = (0.0, 0.0, 0, point.Window.Start);
        for (int i = 0; i < mix.Weights.Length; i++)
        {
            bands[i] = point.Band.Of(mix.Weights[i]);
        }

        bands[^1] = point.Band.Of(mix.Cash);
        frame.SetBands(bands);
        scan.Begin(point.Rule, measures);
        isDivisible = point.Rule.MinTrade <= 0.0 && point.Rule.Lots.IsEmpty;
        if (!isDivisible || point.Rule.Destination != SweepDestination.Target)
        {
            solver ??= new BookSolver(mix);
            solver.Begin(point, bands);
        }
    }

    private double Start(SweepPoint point, double capital)
    {
        Hold([], capital);
        return Trade(point, SweepDestination.Target, point.Window.Start, capital);
    }

    // A flow multiplies the value, but is no return: the bar's return is the market's and the run's together.
    private void AtFlow(SweepPoint point, ref int flow)
    {
        int bar = point.Rule.Flows[flow].Bar;
        double before = ValueAt(bar);
        double amount = 0.0;
        for (; flow < point.Rule.Flows.Length && point.Rule.Flows[flow].Bar == bar; flow++)
        {
            amount += point.Rule.Flows[flow].Amount;
        }

        double funded = Math.Max(before + amount, 0.0);
        Hold(frame.Units, frame.Cash + funded - before);
        double after = funded;
        if (funded > 0.0 && scan.Next(bar, bar, lastRun + point.Rule.CooldownBars, path.AsSpan(1)) == bar)
        {
            after = Rebalance(point, bar, funded);
        }

        path[1] = funded > 0.0 ? before * after / funded : before;
        state.Add<TLanes>(path.AsSpan(0, 2));
        state.Rescale(after / path[1]);
        path[0] = after;
    }

    private double Rebalance(SweepPoint point, int bar, double value)
    {
        bool scheduled = point.Rule.Schedule.Contains(bar);
        SweepDestination destination = scheduled ? SweepDestination.Target : point.Rule.Destination;
        return Trade(point, destination, bar, value);
    }

    private double Trade(SweepPoint point, SweepDestination destination, int bar, double value)
    {
        if (destination == SweepDestination.Target && isDivisible)
        {
            return Reset(point.FeeRate, bar, value);
        }

        panel.Row(bar, row);
        solver!.Read(row, frame.Units, frame.Cash);
        if (!solver.Solve(destination))
        {
            // Nothing traded is no run: the next bar asks again.
            return value;
        }

        Hold(solver.Units, solver.Cash);
        Count(bar, solver.Cost, solver.Traded / solver.Wealth);
        return ValueAt(bar);
    }

    private double Reset(double fee, int bar, double value)
    {
        (double left, double traded) = frame.Reset<TLanes>(panel, bar, value, fee);
        if (!frame.IsUniform)
        {
            plain.Hold(frame.Units, frame.Cash);
        }

        if (traded > Noise)
        {
            Count(bar, fee * traded * value, traded);
        }

        return left * value;
    }

    private void Count(int bar, double cost, double traded)
    {
        costs += cost;
        turnover += traded / 2.0;
        runs++;
        lastRun = bar;
    }

    private void Hold(ReadOnlySpan<double> units, double cash)
    {
        frame.Hold(units, cash);
        if (!frame.IsUniform)
        {
            plain.Hold(frame.Units, cash);
        }
    }

    private double ValueAt(int bar)
    {
        panel.Row(bar, row);
        ReadOnlySpan<double> units = frame.Units;
        double whole = frame.Cash;
        for (int i = 0; i < units.Length; i++)
        {
            whole = Math.FusedMultiplyAdd(units[i], row[i], whole);
        }

        return whole;
    }

    private static int FlowAfter(SweepRule rule, int bar)
    {
        int flow = 0;
        while (flow < rule.Flows.Length && rule.Flows[flow].Bar <= bar)
        {
            flow++;
        }

        return flow;
    }
}
