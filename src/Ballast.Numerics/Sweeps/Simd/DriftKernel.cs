using System.Runtime.CompilerServices;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// Values and drifts of one portfolio over a block of successive bars. Units do not change between two rebalances, so
/// bars are independent of each other and share registers; four registers are worked on at once, because one sum after
/// the other would wait for itself.
/// </summary>
internal static class DriftKernel
{
    /// <summary>Registers in a block.</summary>
    public const int Registers = 4;

    /// <summary>The most bars a block has, whatever the register.</summary>
    public const int MostBars = 32;

    /// <summary>
    /// Writes V and the largest <c>abs(v_i - t_i V)</c>, weighed by <see cref="DriftFrame.Pulls"/>, for each bar of the
    /// block that begins at a bar.
    /// </summary>
    /// <param name="panel">Prices; loads beyond its last bar find padding.</param>
    /// <param name="frame">What is held and wanted.</param>
    /// <param name="bar">The first bar of the block.</param>
    /// <param name="values">Room for a block.</param>
    /// <param name="gaps">Room for a block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block<TLanes>(
        PricePanel panel, DriftFrame frame, int bar, ref double values, ref double gaps)
        where TLanes : struct, ILanes<TLanes>
    {
        int width = TLanes.Width;
        ref double first = ref Unsafe.Add(ref panel.Series, bar);
        nint stride = panel.BarStride;
        ReadOnlySpan<double> units = frame.Units;
        TLanes v0 = TLanes.All(frame.Cash), v1 = v0, v2 = v0, v3 = v0;
        ref double price = ref first;
        for (int i = 0; i < units.Length; i++)
        {
            TLanes held = TLanes.All(units[i]);
            v0 = TLanes.Accumulated(held, ref price, 0, v0);
            v1 = TLanes.Accumulated(held, ref price, width, v1);
            v2 = TLanes.Accumulated(held, ref price, 2 * width, v2);
            v3 = TLanes.Accumulated(held, ref price, 3 * width, v3);
            price = ref Unsafe.Add(ref price, stride);
        }

        TLanes.Store(v0, ref values, 0);
        TLanes.Store(v1, ref values, width);
        TLanes.Store(v2, ref values, 2 * width);
        TLanes.Store(v3, ref values, 3 * width);
        Gaps(frame, (v0, v1, v2, v3), ref first, stride, ref gaps);
    }

    /// <summary>Writes V alone for each bar of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Values<TLanes>(PricePanel panel, DriftFrame frame, int bar, ref double values)
        where TLanes : struct, ILanes<TLanes>
    {
        int width = TLanes.Width;
        ref double price = ref Unsafe.Add(ref panel.Series, bar);
        nint stride = panel.BarStride;
        ReadOnlySpan<double> units = frame.Units;
        TLanes v0 = TLanes.All(frame.Cash), v1 = v0, v2 = v0, v3 = v0;
        for (int i = 0; i < units.Length; i++)
        {
            TLanes held = TLanes.All(units[i]);
            v0 = TLanes.Accumulated(held, ref price, 0, v0);
            v1 = TLanes.Accumulated(held, ref price, width, v1);
            v2 = TLanes.Accumulated(held, ref price, 2 * width, v2);
            v3 = TLanes.Accumulated(held, ref price, 3 * width, v3);
            price = ref Unsafe.Add(ref price, stride);
        }

        TLanes.Store(v0, ref values, 0);
        TLanes.Store(v1, ref values, width);
        TLanes.Store(v2, ref values, 2 * width);
        TLanes.Store(v3, ref values, 3 * width);
    }

    /// <summary>A bit for each bar of a block at which the gap is wider than a part of V.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Wider<TLanes>(ref double values, ref double gaps, double part)
        where TLanes : struct, ILanes<TLanes>
    {
        int width = TLanes.Width;
        TLanes all = TLanes.All(part);
        uint bits = 0;
        for (int k = 0; k < Registers; k++)
        {
            int at = k * width;
            bits |= TLanes.Above(TLanes.Load(ref gaps, at), all * TLanes.Load(ref values, at)) << at;
        }

        return bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gaps<TLanes>(
        DriftFrame frame,
        (TLanes A, TLanes B, TLanes C, TLanes D) v,
        ref double price,
        nint stride,
        ref double gaps)
        where TLanes : struct, ILanes<TLanes>
    {
        int width = TLanes.Width;
        ReadOnlySpan<double> units = frame.PulledUnits;
        ReadOnlySpan<double> targets = frame.PulledTargets;
        TLanes cash = TLanes.All(frame.PulledCash), wanted = TLanes.All(frame.PulledCashTarget);
        TLanes g0 = TLanes.Abs(TLanes.Subtracted(wanted, v.A, cash));
        TLanes g1 = TLanes.Abs(TLanes.Subtracted(wanted, v.B, cash));
        TLanes g2 = TLanes.Abs(TLanes.Subtracted(wanted, v.C, cash));
        TLanes g3 = TLanes.Abs(TLanes.Subtracted(wanted, v.D, cash));
        for (int i = 0; i < units.Length; i++)
        {
            TLanes held = TLanes.All(units[i]);
            wanted = TLanes.All(-targets[i]);
            g0 = TLanes.Widened(g0, held, ref Unsafe.Add(ref price, 0), (wanted, v.A));
            g1 = TLanes.Widened(g1, held, ref Unsafe.Add(ref price, width), (wanted, v.B));
            g2 = TLanes.Widened(g2, held, ref Unsafe.Add(ref price, 2 * width), (wanted, v.C));
            g3 = TLanes.Widened(g3, held, ref Unsafe.Add(ref price, 3 * width), (wanted, v.D));
            price = ref Unsafe.Add(ref price, stride);
        }

        TLanes.Store(g0, ref gaps, 0);
        TLanes.Store(g1, ref gaps, width);
        TLanes.Store(g2, ref gaps, 2 * width);
        TLanes.Store(g3, ref gaps, 3 * width);
    }
}
