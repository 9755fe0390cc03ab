using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Cli.Commands.Sweeping;

/// <summary>One backtest as <c>sweep --json</c> prints it; <see cref="Core.Sweeps.SettingRow"/> says what each
/// is.</summary>
internal readonly record struct SweepResult
{
    public required string Setting { get; init; }

    public required decimal? Absolute { get; init; }

    public required decimal? Relative { get; init; }

    public required decimal? Floor { get; init; }

    public required string? Destination { get; init; }

    public required string Calendar { get; init; }

    public required string Cooldown { get; init; }

    public required Money MinTrade { get; init; }

    public required decimal FeeBps { get; init; }

    public required int Start { get; init; }

    public required Instant From { get; init; }

    public required string Engine { get; init; }

    public required double FinalValue { get; init; }

    public required double? Cagr { get; init; }

    public required double Volatility { get; init; }

    public required double? Sharpe { get; init; }

    public required double MaxDrawdown { get; init; }

    public required int Rebalances { get; init; }

    public required double Turnover { get; init; }

    public required double Costs { get; init; }

    public required double? TrackingError { get; init; }

    public required double WorstDrift { get; init; }
}
