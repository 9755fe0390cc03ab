using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;

namespace Ballast.Core.Triggers;

/// <summary>
/// One half-width for all assets that follows the portfolio's own volatility s: <c>x = min(1, s / 2)</c> with s a
/// year as a fraction, half where there are fewer than two returns; <c>tighten</c> gives <c>clamp(base (1 - 0.6 x),
/// min, max)</c>, <c>widen</c> the same with a plus.
/// </summary>
internal static class VolatilityBandTrigger
{
    /// <summary>b from s; NaN means that it is not known.</summary>
    internal static Weight HalfWidth(VolatilityBandPolicy policy, double volatility)
    {
        decimal x = double.IsNaN(volatility) ? 0.5m : (decimal)Math.Min(1.0, volatility / 2.0);
        decimal factor = policy.Respond switch
        {
            VolatilityResponse.Tighten => 1m - (0.6m * x),
            VolatilityResponse.Widen => 1m + (0.6m * x),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return Weight.Min(Weight.Max(policy.Base * factor, policy.Min), policy.Max);
    }

    internal static TriggerFinding Look(TriggerView view) => BandTrigger.Look(view, TriggerNames.VolatilityBand);
}
