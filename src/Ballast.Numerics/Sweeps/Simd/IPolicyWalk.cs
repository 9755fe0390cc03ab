using System.Runtime.Intrinsics;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>Backtests one setting at a time, whatever the register.</summary>
internal interface IPolicyWalk
{
    /// <summary>Walks one window with one setting; all of it was validated before.</summary>
    /// <param name="point">The setting.</param>
    /// <param name="scale">Capital and periods.</param>
    /// <param name="measures">What to look at on the way; the rest of the figures is zero.</param>
    BacktestFigures Run(SweepPoint point, SweepScale scale, SweepMeasures measures);

    /// <summary>Walks one window with one setting, and keeps V of each bar after trading there.</summary>
    /// <param name="point">The setting.</param>
    /// <param name="scale">Capital and periods.</param>
    /// <param name="values">As long as the window.</param>
    void Follow(SweepPoint point, SweepScale scale, Span<double> values);

    /// <summary>The walk for the widest register that the machine has.</summary>
    static IPolicyWalk For(PricePanel panel, TargetMix mix) =>
        Vector512.IsHardwareAccelerated ? new PolicyWalk<Lanes512>(panel, mix)
        : Vector256.IsHardwareAccelerated ? new PolicyWalk<Lanes256>(panel, mix)
        : new PolicyWalk<Lanes128>(panel, mix);
}
