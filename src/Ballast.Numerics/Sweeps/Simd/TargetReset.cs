using System.Runtime.InteropServices;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// What a proportional fee f leaves of a portfolio that goes all the way to its targets: the root x of
/// <c>1 - x = f sum abs(t_i x - w_i)</c> over all assets but the quote. The right side is piecewise linear, so that
/// <c>x = 1 - f sum s_i (t_i - w_i) / (1 + f sum s_i t_i)</c> with <c>s_i</c> the sign of each trade. Newton steps from
/// one fall onto the right piece, because the difference of both sides is concave; nearly always the first is right.
/// </summary>
internal static class TargetReset
{
    private const int MostSteps = 64;

    /// <summary>Solves for one fee. Inputs are filled up with zeros to whole registers.</summary>
    /// <param name="values">v before, one per asset but the quote.</param>
    /// <param name="targets">t, as many.</param>
    /// <param name="whole">V before, above zero.</param>
    /// <param name="fee">f, zero or more and below one half.</param>
    /// <returns>x, and everything traded over V: <c>(1 - x) / f</c> without the cancellation.</returns>
    public static (double Left, double Traded) Solve<TLanes>(
        ReadOnlySpan<double> values, ReadOnlySpan<double> targets, double whole, double fee)
        where TLanes : struct, ILanes<TLanes>
    {
        double left = 1.0;
        (double distance, double signed) = Distance<TLanes>(values, targets, (whole, left));
        double traded = distance / whole / (1.0 + (fee * signed));
        for (int step = 0; step < MostSteps && fee > 0.0; step++)
        {
            left = 1.0 - (fee * traded);
            double before = signed;
            (distance, signed) = Distance<TLanes>(values, targets, (whole, left));
            if (signed == before)
            {
                break;
            }

            traded = distance / whole / (1.0 + (fee * signed));
        }

        return (left, traded);
    }

    /// <summary><c>sum s_i (t_i V - v_i)</c> and <c>sum s_i t_i</c>, with the signs of <c>t_i V x - v_i</c>.</summary>
    public static (double Distance, double SignedTargets) Distance<TLanes>(
        ReadOnlySpan<double> values, ReadOnlySpan<double> targets, (double Whole, double Left) at)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double value = ref MemoryMarshal.GetReference(values);
        ref double target = ref MemoryMarshal.GetReference(targets);
        TLanes whole = TLanes.All(at.Whole), reached = TLanes.All(at.Whole * at.Left), one = TLanes.All(1.0);
        TLanes distance = TLanes.All(0.0), signed = distance;
        for (int i = 0; i < targets.Length; i += TLanes.Width)
        {
            TLanes t = TLanes.Load(ref target, i);
            TLanes v = TLanes.Load(ref value, i);
            TLanes sign = TLanes.Signed(one, TLanes.MultiplyAdd(t, reached, TLanes.All(0.0) - v));
            distance = TLanes.MultiplyAdd(sign, TLanes.MultiplyAdd(t, whole, TLanes.All(0.0) - v), distance);
            signed = TLanes.MultiplyAdd(sign, t, signed);
        }

        return (TLanes.Sum(distance), TLanes.Sum(signed));
    }
}
