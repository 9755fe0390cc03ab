using System.Globalization;
using Ballast.Cli.Live;
using Ballast.Cli.Reports;
using Ballast.Core.Reports;
using Ballast.Numerics.Measures;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>What a comparison owes to luck, in words and numbers, for terminals and reports.</summary>
internal static class LuckTables
{
    /// <summary>How days are told apart.</summary>
    public const string RegimeRule =
        "Return a year of the days of one kind and, in brackets, over holding on the same days. The market is the "
        + "costless constant mix. The first 200 days of the range are in no kind, so that the kinds together are not "
        + "the whole range. Rising: it stood at or above its mean of the last 200 days at the close before. Wild: "
        + "its volatility over the 30 days before was above the median of the range, which is known in hindsight "
        + "only.";

    /// <summary>How intervals came about.</summary>
    public static string IntervalRule(ComparisonUncertainty uncertainty) =>
        $"{uncertainty.Level * 100.0:0} of 100 histories that could have been: {uncertainty.Samples} drawn from "
        + $"these {uncertainty.Days} days in blocks of {uncertainty.MeanBlock:0} days on average, the same "
        + "days for every row.";

    /// <summary>What the numbers say, most important first.</summary>
    public static IEnumerable<string> Sentences(LuckFindings luck)
    {
        if (luck.Uncertainty is { } found)
        {
            RowUncertainty tested = found.Rows[0];
            yield return tested.OverHolding is { Low: <= 0.0, High: >= 0.0 }
                ? $"over holding a year: {Percent(tested.OverHolding)}; zero is inside, so this history does not tell "
                    + "the policy from holding"
                : $"over holding a year: {Percent(tested.OverHolding)}; zero is outside, for this history";
            if (found.Alike.Length > 1)
            {
                yield return $"cannot be told from the best by growth: {string.Join(", ", found.Alike)}; "
                    + "small differences between them are noise";
            }

            if (found.Best is { } best)
            {
                string chance = best.Probability.ToString("0.00", CultureInfo.InvariantCulture);
                yield return $"best Sharpe of {best.Trials} settings: {best.Name}; above what the best of as many "
                    + $"without skill reaches with probability {chance}, which says nothing about how far it is from "
                    + "the others";
            }
        }

        if (luck.Starts is { } starts)
        {
            yield return $"begun on {starts.PerYear.Starts} successive days, measured from "
                + $"{Figures.Time(starts.MeasuredFrom)} UTC, the last of them, and so not over the whole range: "
                + $"{Spread(starts.PerYear)} a year, over holding "
                + $"{Spread(starts.OverHolding)}";
        }
    }

    /// <summary>A table of the kinds of market.</summary>
    public static void Show(IAnsiConsole console, LuckFindings luck)
    {
        foreach (string sentence in Sentences(luck))
        {
            console.Write(new Markup("[grey]luck[/] "));
            console.Write(new Text(sentence + "\n"));
        }

        foreach (RegimeResult regime in luck.Regimes)
        {
            RegimeRow tested = regime.Rows[0];
            console.Write(new Markup("[grey]market[/] "));
            console.Write(new Text(
                $"{NameOf(regime.Regime)} ({regime.Days} days): {MeasureRow.Percent(tested.PerYear)} a year, over "
                + $"holding {MeasureRow.Percent(tested.OverHolding)}\n"));
        }
    }

    /// <summary>What people call a kind of market.</summary>
    public static string NameOf(MarketRegime regime) => regime switch
    {
        MarketRegime.Rising => "rising",
        MarketRegime.Falling => "falling",
        MarketRegime.Calm => "calm",
        MarketRegime.Wild => "wild",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An interval of fractions.</summary>
    public static string Percent(ResampledInterval interval) =>
        $"{MeasureRow.Percent(interval.Low)} to {MeasureRow.Percent(interval.High)}";

    /// <summary>An interval of ratios.</summary>
    public static string Ratio(ResampledInterval interval) =>
        $"{MeasureRow.Ratio(interval.Low)} to {MeasureRow.Ratio(interval.High)}";

    private static string Spread(StartDispersion spread) =>
        $"{MeasureRow.Percent(spread.Lowest)} to {MeasureRow.Percent(spread.Highest)}, "
        + $"{MeasureRow.Percent(spread.Median)} in the middle";
}
