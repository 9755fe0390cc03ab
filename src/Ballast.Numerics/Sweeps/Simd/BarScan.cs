using System.Numerics;
using System.Runtime.CompilerServices;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>Walks along bars while nothing is traded, and stops at the first that asks for a run.</summary>
/// <typeparam name="TLanes">The register to work with.</typeparam>
internal sealed class BarScan<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly PricePanel panel;
    private readonly DriftFrame frame;
    private readonly DriftFrame plain;
    private readonly double[] gaps = new double[DriftKernel.MostBars];
    private readonly double[] spare = new double[DriftKernel.MostBars];
    private BarCalendar checks = BarCalendar.Always;
    private BarCalendar schedule = BarCalendar.Never;
    private bool isPlain;
    private bool isWatching;

    /// <summary>For one panel and what is held of it.</summary>
    /// <param name="panel">Prices.</param>
    /// <param name="frame">Holdings and bands, changed from outside between scans.</param>
    /// <param name="plain">The same holdings without any pull; used where bands differ.</param>
    public BarScan(PricePanel panel, DriftFrame frame, DriftFrame plain)
    {
        this.panel = panel;
        this.frame = frame;
        this.plain = plain;
    }

    /// <summary>The largest plain drift at complete bars so far, as a part of V.</summary>
    public double WorstDrift { get; private set; }

    /// <summary>Begins anew with the bars of a rule, looking at drifts only where somebody asked.</summary>
    public void Begin(SweepRule rule, SweepMeasures measures)
    {
        isWatching = measures >= SweepMeasures.Costs;
        checks = rule.Checks;
        schedule = rule.Schedule;
        isPlain = checks.IsAlways && schedule.IsNever && panel.Complete.IsAlways;
        WorstDrift = 0.0;
    }

    /// <summary>Looks at bars in turn.</summary>
    /// <param name="from">The first bar.</param>
    /// <param name="to">The last bar.</param>
    /// <param name="quietUntil">Before this bar a breach does not count.</param>
    /// <param name="values">V of each bar from the first on; a block longer than the bars.</param>
    /// <returns>The first bar that asks for a run, or the one after the last where none does.</returns>
    public int Next(int from, int to, int quietUntil, Span<double> values)
    {
        int width = DriftKernel.Registers * TLanes.Width;
        ref double gap = ref gaps[0];
        for (int bar = from; bar <= to; bar += width)
        {
            ref double value = ref values[bar - from];
            DriftKernel.Block<TLanes>(panel, frame, bar, ref value, ref gap);
            int last = Math.Min(to - bar, width - 1);
            uint valid = last >= 31 ? uint.MaxValue : (2u << last) - 1;
            uint asks = DriftKernel.Wider<TLanes>(ref value, ref gap, frame.Band);
            asks = Asking(bar, asks, quietUntil) & valid;

            if (isWatching)
            {
                // Bars up to the first that asks, and that one.
                See(bar, asks == 0 ? valid : valid & (asks ^ (asks - 1)), ref value);
            }

            if (asks != 0)
            {
                return bar + BitOperations.TrailingZeroCount(asks);
            }
        }

        return to + 1;
    }

    private uint Asking(int bar, uint breaches, int quietUntil)
    {
        if (quietUntil > bar)
        {
            breaches &= quietUntil - bar >= 32 ? 0 : uint.MaxValue << (quietUntil - bar);
        }

        return isPlain
            ? breaches
            : (breaches | schedule.Window(bar)) & checks.Window(bar) & panel.Complete.Window(bar);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void See(int bar, uint seen, ref double value)
    {
        uint higher = DriftKernel.Wider<TLanes>(ref value, ref gaps[0], WorstDrift * frame.LeastPull) & seen;
        if (higher != 0)
        {
            Remember(bar, higher, ref value);
        }
    }

    private void Remember(int bar, uint higher, ref double value)
    {
        if (!panel.Complete.IsAlways)
        {
            higher &= panel.Complete.Window(bar);
        }

        double[] plainGaps = gaps;
        if (!frame.IsUniform && higher != 0)
        {
            plainGaps = spare;
            DriftKernel.Block<TLanes>(panel, plain, bar, ref value, ref spare[0]);
        }

        for (uint left = higher; left != 0; left &= left - 1)
        {
            int at = BitOperations.TrailingZeroCount(left);
            double whole = Unsafe.Add(ref value, at);
            if (plainGaps[at] > WorstDrift * whole)
            {
                WorstDrift = plainGaps[at] / whole;
            }
        }
    }
}
