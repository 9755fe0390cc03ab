using System.Diagnostics;
using Ballast.Numerics.Moments;
using NodaTime;

namespace Ballast.Core.Targets.Methods;

/// <summary>What holds where nobody says otherwise, for policies and command line alike.</summary>
public static class AllocationDefaults
{
    /// <summary>The risk-free rate a year: 4.5 %.</summary>
    public const double RiskFree = 0.045;

    /// <summary>Points of a frontier, evenly spaced in return: 50.</summary>
    public const int FrontierPoints = 50;

    /// <summary>Half Kelly: three quarters of the growth at a quarter of the variance, or half to three quarters where
    /// a limit binds the full one (MacLean, Ziemba and Blazenko 1992).</summary>
    public const double KellyFraction = 0.5;

    /// <summary>Risk aversion of the market, for the returns that market values imply: 2.5 (He and Litterman
    /// 1999).</summary>
    public const double RiskAversion = 2.5;

    /// <summary>How uncertain implied returns are, in units of the covariance: 0.05 (He and Litterman 1999).</summary>
    public const double Tau = 0.05;

    /// <summary>The window that is estimated from: 60 days.</summary>
    public static Duration Lookback { get; } = Duration.FromDays(60);

    /// <summary>How fast exponential weights fade: 0.94 a bar (J.P. Morgan, RiskMetrics 1996).</summary>
    public static Decay Fading { get; } = Decay.Of(0.94);

    /// <summary>The range of each asset: 2 to 60 % where expected returns or a whole covariance decide, 1 to 80 % for
    /// risk parity, anything for methods that spread by themselves. Ranges that cannot be met refuse the method with
    /// the reason and are not widened.</summary>
    /// <param name="method">The method.</param>
    public static WeightRange RangeFor(AllocationMethod method) => method switch
    {
        AllocationMethod.MinimumVariance or AllocationMethod.MaximumSharpe or AllocationMethod.TargetReturn
            or AllocationMethod.TargetVolatility or AllocationMethod.BlackLitterman => new WeightRange(0.02, 0.60),
        AllocationMethod.RiskParity => new WeightRange(0.01, 0.80),
        AllocationMethod.MostDiversified or AllocationMethod.InverseVolatility or AllocationMethod.Hierarchical
            or AllocationMethod.Equal or AllocationMethod.CappedMarketCap or AllocationMethod.Kelly
            or AllocationMethod.TrailingSharpe => WeightRange.LongOnly,
        _ => throw new UnreachableException(),
    };
}
