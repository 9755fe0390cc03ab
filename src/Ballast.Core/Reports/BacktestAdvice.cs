using System.Collections.Immutable;
using System.Globalization;
using Ballast.Core.Policies;

namespace Ballast.Core.Reports;

/// <summary>
/// What experience says about a policy's measures, as ranges and not as commands. Small differences between settings
/// are noise.
/// </summary>
public static class BacktestAdvice
{
    private const double TrackingErrorLimit = 0.03;
    private const double TurnoverLimit = 1.0;
    private const double AlphaLeast = 0.005;
    private const double CostDragLimit = 0.003;
    private const int MonthlyRunsLimit = 40;
    private const double DriftLimit = 0.30;

    /// <summary>The range of each code that <see cref="Of"/> may answer with, in words and in the order of the
    /// measures.</summary>
    public static ImmutableArray<Reason> Ranges { get; } =
    [
        new("tracking-error-high", $"up to {Percent(TrackingErrorLimit)}"),
        new("turnover-high", $"up to {Percent(TurnoverLimit)}"),
        new("alpha-low", $"{Percent(AlphaLeast)} or more"),
        new("cost-drag-high", $"up to {CostDragLimit * 10_000.0:0} bp"),
        new("runs-frequent", $"under {MonthlyRunsLimit}"),
        new("drift-large", $"under {Percent(DriftLimit)}"),
    ];

    /// <summary>The ranges left, in the order of the measures; empty where all is within them.</summary>
    public static ImmutableArray<Reason> Of(BacktestMeasures measures, Policy policy)
    {
        var advice = ImmutableArray.CreateBuilder<Reason>();
        string tighter = policy.Trigger.Band is null && policy.Trigger.VolatilityBand is null
            ? "a band (trigger.band) or a denser trigger.schedule"
            : "a narrower trigger.band or a denser trigger.checkEvery";
        if (measures.TrackingError > TrackingErrorLimit)
        {
            advice.Add(new Reason(
                "tracking-error-high",
                $"tracking error {Percent(measures.TrackingError)} a year is above 3 %: {tighter} would lower it"));
        }

        if (measures.Turnover > TurnoverLimit)
        {
            advice.Add(new Reason(
                "turnover-high",
                $"turnover {Percent(measures.Turnover)} a year is above 100 %: "
                + "a wider trigger.band, or destination half, would lower it"));
        }

        if (measures.RebalancingAlpha < AlphaLeast)
        {
            advice.Add(new Reason(
                "alpha-low",
                $"{Percent(measures.RebalancingAlpha)} a year over holding is below 0.5 %: "
                + "rebalancing bought risk control here, not return"));
        }

        if (measures.CostDrag > CostDragLimit)
        {
            advice.Add(new Reason(
                "cost-drag-high",
                $"costs of {Percent(measures.CostDrag)} a year are above 0.3 %: "
                + "a wider trigger.band, trade.minNotional or maker orders (execution.style) would lower them"));
        }

        AddCounts(advice, measures, tighter);
        return advice.ToImmutable();
    }

    private static void AddCounts(ImmutableArray<Reason>.Builder advice, BacktestMeasures measures, string tighter)
    {
        if (measures.MostInOneMonth >= MonthlyRunsLimit)
        {
            advice.Add(new Reason(
                "runs-frequent",
                $"{measures.MostInOneMonth} runs in one month: "
                + "trigger.cooldown, or a wider trigger.band, would make them fewer"));
        }

        if (measures.WorstDrift >= DriftLimit)
        {
            advice.Add(new Reason(
                "drift-large",
                $"a drift of {Percent(measures.WorstDrift)} was reached before a run: "
                + $"{tighter}, or trigger.emergency, would stop it earlier"));
        }
    }

    private static string Percent(double fraction) =>
        (fraction * 100.0).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
