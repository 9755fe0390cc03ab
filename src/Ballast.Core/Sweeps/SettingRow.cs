using NodaTime;

namespace Ballast.Core.Sweeps;

/// <summary>
/// One backtest of a sweep. Measures are a backtest's (<see cref="Ballast.Core.Reports.BacktestMeasures"/>); NaN where
/// one has no meaning or was not computed.
/// </summary>
public sealed record SettingRow
{
    /// <summary>What was simulated.</summary>
    public required Setting Setting { get; init; }

    /// <summary>What a trade costs in bp.</summary>
    public required decimal FeeBps { get; init; }

    /// <summary>Bars after the first one at which it began.</summary>
    public required int Start { get; init; }

    /// <summary>When it began.</summary>
    public required Instant From { get; init; }

    /// <summary><c>coalesced</c> or <c>walked</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>V at the last bar.</summary>
    public required double FinalValue { get; init; }

    /// <summary>Compound return per year from after the first purchase on.</summary>
    public required double PerYear { get; init; }

    /// <summary>Volatility per year.</summary>
    public required double Volatility { get; init; }

    /// <summary>Sharpe ratio per year against a riskless return of zero.</summary>
    public required double Sharpe { get; init; }

    /// <summary>Deepest fall from a peak, zero or negative.</summary>
    public required double MaxDrawdown { get; init; }

    /// <summary>Runs that traded, the first purchase included.</summary>
    public required int Rebalances { get; init; }

    /// <summary>Traded notional over twice the value, summed over runs, per year.</summary>
    public required double Turnover { get; init; }

    /// <summary>All costs, in quote currency.</summary>
    public required double Costs { get; init; }

    /// <summary>Against the costless constant mix, per year; NaN where a sweep was too large to measure it.</summary>
    public required double TrackingError { get; init; }

    /// <summary>The largest drift at any complete bar.</summary>
    public required double WorstDrift { get; init; }
}
