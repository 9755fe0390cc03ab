using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>Backtests one setting at a time, whatever the register.</summary>
internal interface IPolicyWalk
{
    /// <summary>Walks one window with one setting; all of it was validated before.</summary>
    BacktestFigures Run(SweepPoint point, double capital, double periodsPerYear);

    /// <summary>The walk for the widest register that the machine has.</summary>
    static IPolicyWalk For(PricePanel panel, TargetMix mix) =>
        Vector512.IsHardwareAccelerated ? new PolicyWalk<Lanes512>(panel, mix)
        : Vector256.IsHardwareAccelerated ? new PolicyWalk<Lanes256>(panel, mix)
        : new PolicyWalk<Lanes128>(panel, mix);
}
