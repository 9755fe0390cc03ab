using System.Numerics;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// Looks along the bars after a run for the first drift beyond each of several ascending widths, and remembers how
/// things stood at the last bars of windows.
/// </summary>
internal sealed class RunScan<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly PricePanel panel;
    private readonly SweepRule rule;
    private readonly SweepMeasures measures;
    private readonly DriftFrame frame;
    private readonly DriftFrame plain;
    private readonly bool isFree;
    private readonly double[] values;
    private readonly double[] gaps = new double[DriftKernel.MostBars];
    private readonly double[] spare = new double[DriftKernel.MostBars];
    private readonly List<int> ends = [];
    private ScanEnd[] stands = new ScanEnd[8];
    private int stood;
    private int start;
    private int block;
    private uint left;
    private int found;
    private double worst;
    private int looked;
    private PathState path;
    private PathState before;
    private int followed;

    /// <summary>For one rule and one measure of widths.</summary>
    public RunScan(SweepRequest request, SweepRule rule, BandKind kind)
    {
        panel = request.Panel;
        this.rule = rule;
        measures = request.Measures;
        frame = new DriftFrame(request.Mix);
        plain = new DriftFrame(request.Mix);
        frame.SetShape(kind);
        plain.SetShape(BandKind.Absolute);
        isFree = rule.Checks.IsAlways && rule.Schedule.IsNever && panel.Complete.IsAlways;
        values = new double[panel.Bars + DriftKernel.MostBars + 1];
    }

    private static int Width => DriftKernel.Registers * TLanes.Width;

    /// <summary>The first purchase as an edge: from cash alone to target.</summary>
    public void Purchase(RunEdge<TLanes> edge)
    {
        edge.Solve(new double[frame.PaddedTargets.Length], frame.PaddedTargets, 1.0);
        edge.WorstDrift = 0.0;
    }

    /// <summary>Forgets the last bars of windows.</summary>
    public void ClearEnds() => ends.Clear();

    /// <summary>Remembers how things stand at a bar.</summary>
    public void AddEnd(int bar)
    {
        int at = ends.Count;
        while (at > 0 && ends[at - 1] > bar)
        {
            at--;
        }

        if (at == 0 || ends[at - 1] != bar)
        {
            ends.Insert(at, bar);
        }
    }

    /// <summary>How things stood at a bar that was added and passed.</summary>
    public ref readonly ScanEnd EndAt(int bar)
    {
        int at = 0;
        while (stands[at].Bar != bar)
        {
            at++;
        }

        return ref stands[at];
    }

    /// <summary>Everything is on target at a bar.</summary>
    public void Begin(int bar)
    {
        frame.HoldTargets<TLanes>(panel, bar, 1.0);
        if (!frame.IsUniform)
        {
            plain.HoldTargets<TLanes>(panel, bar, 1.0);
        }

        (start, block, left, found) = (bar, bar + 1 - Width, 0, bar);
        (worst, looked, path, followed) = (0.0, bar, PathState.Beginning(1.0), bar);
        values[0] = 1.0;
        stood = 0;
    }

    /// <summary>
    /// Goes on to the next bar at which a width is exceeded or a schedule fires; false where the last of the ends comes
    /// before.
    /// </summary>
    public bool Next(double width)
    {
        while (true)
        {
            uint asks = left == 0 ? 0 : Asking(width) & left;
            if (asks != 0)
            {
                int at = BitOperations.TrailingZeroCount(asks);
                found = block + at;
                left &= uint.MaxValue << at << 1;
                Arrive();
                return true;
            }

            Stand(Math.Min(block + Width - 1, ends[^1]));
            block += Width;
            if (block > ends[^1])
            {
                return false;
            }

            Load();
        }
    }

    /// <summary>Whether the bar found takes a width along.</summary>
    public bool Takes(double width) =>
        (!isFree && rule.Schedule.Contains(found))
        || gaps[found - block] > width * values[found - start];

    /// <summary>The edge from the run to the bar found.</summary>
    public void Solve(RunEdge<TLanes> edge)
    {
        edge.Solve(frame.ValuesAt<TLanes>(panel, found), frame.PaddedTargets, values[found - start]);
        edge.Bar = found;
        if (measures >= SweepMeasures.Costs)
        {
            See(found);
            edge.WorstDrift = worst;
        }

        if (measures >= SweepMeasures.Path)
        {
            edge.Path = before;
            edge.ValueBefore = values[found - 1 - start];
        }
    }

    // The path of an edge ends at the bar before its run; a window that ends at the run's bar goes one further.
    private void Arrive()
    {
        Stand(found - 1);
        if (measures >= SweepMeasures.Path)
        {
            Follow(found - 1);
            before = path;
        }

        Stand(found);
    }

    private void Load()
    {
        int last = Math.Min(ends[^1] - block, Width - 1);
        left = last >= 31 ? uint.MaxValue : (2u << last) - 1;
        DriftKernel.Block<TLanes>(panel, frame, block, ref values[block - start], ref gaps[0]);
        if (measures >= SweepMeasures.Costs && !frame.IsUniform)
        {
            DriftKernel.Block<TLanes>(panel, plain, block, ref values[block - start], ref spare[0]);
        }
    }

    private uint Asking(double width)
    {
        uint asks = DriftKernel.Wider<TLanes>(ref values[block - start], ref gaps[0], width);
        int quiet = start + rule.CooldownBars - block;
        if (quiet > 0)
        {
            asks &= quiet >= 32 ? 0 : uint.MaxValue << quiet;
        }

        return isFree
            ? asks
            : (asks | rule.Schedule.Window(block)) & rule.Checks.Window(block) & panel.Complete.Window(block);
    }

    // Windows that end at or before a bar: how things stand there without a run.
    private void Stand(int bar)
    {
        while (stood < ends.Count && ends[stood] <= bar)
        {
            int end = ends[stood];
            if (measures >= SweepMeasures.Costs)
            {
                See(end);
            }

            if (measures >= SweepMeasures.Path)
            {
                Follow(end);
            }

            if (stood == stands.Length)
            {
                Array.Resize(ref stands, 2 * stood);
            }

            stands[stood++] = new ScanEnd(end, values[end - start], worst, path);
        }

        if (measures >= SweepMeasures.Costs)
        {
            See(bar);
        }
    }

    private void See(int bar)
    {
        if (bar <= looked || bar < block)
        {
            return;
        }

        double[] drifts = frame.IsUniform ? gaps : spare;
        uint seen = DriftKernel.Wider<TLanes>(ref values[block - start], ref drifts[0], worst);
        int to = bar - block;
        seen &= to >= 31 ? uint.MaxValue : (2u << to) - 1;
        seen &= looked < block ? uint.MaxValue : uint.MaxValue << (looked - block) << 1;
        seen &= isFree ? uint.MaxValue : panel.Complete.Window(block);
        for (; seen != 0; seen &= seen - 1)
        {
            int at = BitOperations.TrailingZeroCount(seen);
            worst = Math.Max(worst, drifts[at] / values[block + at - start]);
        }

        looked = bar;
    }

    private void Follow(int bar)
    {
        if (bar > followed)
        {
            path.Add<TLanes>(values.AsSpan(followed - start, bar - followed + 1));
            followed = bar;
        }
    }
}
