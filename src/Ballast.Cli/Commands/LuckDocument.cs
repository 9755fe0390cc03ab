using Ballast.Cli.Reports;
using Ballast.Core.Reports;
using Ballast.Numerics.Measures;

namespace Ballast.Cli.Commands;

/// <summary>The part of <c>backtest --json</c> that says how much is luck; parts without enough history are
/// <c>null</c>.</summary>
internal static class LuckDocument
{
    /// <summary>Resampled histories.</summary>
    public static object? Uncertainty(ComparisonUncertainty? found) => found is null ? null : new
    {
        level = found.Level,
        samples = found.Samples,
        days = found.Days,
        meanBlockDays = found.MeanBlock,
        rows = found.Rows.Select(row => new
        {
            name = row.Name,
            cagr = Interval(row.PerYear),
            sharpe = Interval(row.Sharpe),
            overHolding = Interval(row.OverHolding),
        }),
        alike = found.Alike,
        best = found.Best is null ? null : new
        {
            name = found.Best.Name,
            settings = found.Best.Trials,
            deflatedSharpeProbability = Number(found.Best.Probability),
        },
    };

    /// <summary>Kinds of market.</summary>
    public static object? Regimes(LuckFindings luck) => luck.Regimes.IsEmpty ? null : luck.Regimes.Select(regime => new
    {
        regime = regime.Regime,
        days = regime.Days,
        share = regime.Share,
        rows = regime.Rows.Select(row => new
        {
            name = row.Name,
            cagr = Number(row.PerYear),
            volatility = Number(row.Volatility),
            overHolding = Number(row.OverHolding),
        }),
    });

    /// <summary>Other starts.</summary>
    public static object? Starts(StartLuck? starts) => starts is null ? null : new
    {
        count = starts.PerYear.Starts,
        measuredFrom = starts.MeasuredFrom,
        cagr = Spread(starts.PerYear),
        overHolding = Spread(starts.OverHolding),
    };

    private static object Interval(ResampledInterval interval) =>
        new { low = Number(interval.Low), high = Number(interval.High) };

    private static object Spread(StartDispersion spread) => new
    {
        mean = Number(spread.Mean),
        deviation = Number(spread.Deviation),
        lowest = Number(spread.Lowest),
        median = Number(spread.Median),
        highest = Number(spread.Highest),
    };

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
