using System.Collections.Immutable;
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

/// <summary>Half-widths of the no-trade bands and where a breach is taken back to.</summary>
public sealed record BandPolicy
{
    /// <summary>Fraction of the target.</summary>
    public decimal? Relative { get; init; }

    /// <summary>
    /// Smallest half-width that <see cref="Relative"/> may give; also the half-width where the target is zero.
    /// </summary>
    public Weight? Floor { get; init; }

    /// <summary>Half-width in weight; with <see cref="Relative"/> too, the smaller of both holds.</summary>
    public Weight? Absolute { get; init; }

    /// <summary>Half-widths of single assets; these win.</summary>
    public ImmutableSortedDictionary<Asset, Weight> PerAsset { get; init; } =
        ImmutableSortedDictionary<Asset, Weight>.Empty;

    /// <summary>Where drifts are taken back to. Default target.</summary>
    public Destination Destination { get; init; } = Destination.Target;
}

/// <summary>Where a rebalance takes drifts to, as a multiple k of the band's half-width.</summary>
public enum Destination
{
    /// <summary>k = 0: exactly on target.</summary>
    Target = 0,

    /// <summary>k = 1/2: half-way into the band.</summary>
    Half = 1,

    /// <summary>k = 1: just inside the band.</summary>
    Edge = 2,
}

/// <summary>A cron schedule in a time zone.</summary>
/// <param name="Cron">Five fields.</param>
/// <param name="TimeZone">An IANA zone id.</param>
/// <param name="Destination">Where drifts are taken to.</param>
public sealed record SchedulePolicy(string Cron, string TimeZone, Destination Destination);

/// <summary>Bands that follow the portfolio's own volatility.</summary>
public sealed record VolatilityBandPolicy
{
    /// <summary>Tighter when wild (a tracking budget) or wider when wild (fewer trades).</summary>
    public required VolatilityResponse Respond { get; init; }

    /// <summary>Half-width at x = 0.</summary>
    public required Weight Base { get; init; }

    /// <summary>Never narrower.</summary>
    public required Weight Min { get; init; }

    /// <summary>Never wider.</summary>
    public required Weight Max { get; init; }

    /// <summary>Portfolio returns looked at.</summary>
    public required int Window { get; init; }
}

/// <summary>Which way bands answer volatility.</summary>
public enum VolatilityResponse
{
    /// <summary>Narrow them when wild.</summary>
    Tighten = 0,

    /// <summary>Widen them when wild.</summary>
    Widen = 1,
}

/// <summary>A calendar whose step depends on the average true range of one asset.</summary>
public sealed record AtrSchedulePolicy
{
    /// <summary>The asset whose range is looked at.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Days averaged.</summary>
    public required int AtrDays { get; init; }

    /// <summary>Days the percentile is taken over.</summary>
    public required int RangeDays { get; init; }

    /// <summary>0 to 100.</summary>
    public required decimal Percentile { get; init; }

    /// <summary>Step at or below the percentile.</summary>
    public required Duration Calm { get; init; }

    /// <summary>Step above the percentile.</summary>
    public required Duration Wild { get; init; }
}

/// <summary>Acts on deposits and withdrawals.</summary>
/// <param name="Min">Smallest net flow, in quote currency.</param>
public sealed record CashFlowPolicy(Money Min);

/// <summary>Another target while volatility is far above its mean.</summary>
public sealed record VolatilitySpikePolicy
{
    /// <summary>Multiple of the mean above which the spike holds.</summary>
    public required decimal Multiple { get; init; }

    /// <summary>Portfolio returns per volatility.</summary>
    public required int Window { get; init; }

    /// <summary>Volatilities per mean.</summary>
    public required int History { get; init; }

    /// <summary>The target that holds meanwhile; sums to one.</summary>
    public required ImmutableSortedDictionary<Asset, Weight> Target { get; init; }

    /// <summary>How long volatility must have been below before the usual target returns.</summary>
    public required Duration CalmFor { get; init; }
}

/// <summary>A smaller target for a holding whose price has fallen far below its peak.</summary>
public sealed record DrawdownPolicy
{
    /// <summary>Fall below the peak that starts the reduction.</summary>
    public required decimal Fraction { get; init; }

    /// <summary>How far back the peak is looked for.</summary>
    public required Duration Lookback { get; init; }

    /// <summary>Factor on the target meanwhile; the rest goes to the quote.</summary>
    public required decimal ReduceTo { get; init; }

    /// <summary>Distance below that peak at which the target is restored.</summary>
    public required decimal RestoreAt { get; init; }
}
