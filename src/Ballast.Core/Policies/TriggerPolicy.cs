using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Policies;

/// <summary>
/// When a portfolio is looked at and what makes it act; every block that is <see langword="null"/> never fires.
/// </summary>
public sealed record TriggerPolicy
{
    /// <summary>
    /// How often drift is checked, anchored to UTC; <see langword="null"/> means on every price tick. Default one hour.
    /// </summary>
    public Duration? CheckEvery { get; init; } = Duration.FromHours(1);

    /// <summary>Time after a run in which held-back triggers stay quiet. Default none.</summary>
    public Duration Cooldown { get; init; } = Duration.Zero;

    /// <summary>Drift beyond a band.</summary>
    public BandPolicy? Band { get; init; }

    /// <summary>A drift above which nothing waits for a cooldown.</summary>
    public Weight? Emergency { get; init; }

    /// <summary>Calendar.</summary>
    public SchedulePolicy? Schedule { get; init; }

    /// <summary>Bands that breathe with volatility; replaces the half-widths of <see cref="Band"/>.</summary>
    public VolatilityBandPolicy? VolatilityBand { get; init; }

    /// <summary>A calendar whose step follows the average true range.</summary>
    public AtrSchedulePolicy? AtrSchedule { get; init; }

    /// <summary>Deposits and withdrawals.</summary>
    public CashFlowPolicy? CashFlow { get; init; }

    /// <summary>A large gain in one holding, as a fraction of the portfolio.</summary>
    public Weight? InflowShock { get; init; }

    /// <summary>Another target while markets are wild.</summary>
    public VolatilitySpikePolicy? VolatilitySpike { get; init; }

    /// <summary>A smaller target for what has fallen far.</summary>
    public DrawdownPolicy? Drawdown { get; init; }
}
