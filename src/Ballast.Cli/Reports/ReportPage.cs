using System.Reflection;
using Ballast.Cli.Live;
using Ballast.Cli.Tables;
using Ballast.Core.Reports;

namespace Ballast.Cli.Reports;

/// <summary>
/// A backtest as one HTML file that needs nothing beside it: no network, no server. The same backtest gives the same
/// bytes, so that two reports can be compared by their hash.
/// </summary>
internal static class ReportPage
{
    /// <summary>The page.</summary>
    public static string Of(ReportInput input, ReportParts parts)
    {
        HtmlText page = new();
        Head(page, input, parts);
        page.AddMarkup("<body>\n<main>\n");
        Title(page, input);
        Tiles(page, input.Tested.Measures);
        Charts(page, input);
        MeasureSection.Add(page, input);
        LuckSection.Add(page, input);
        CostSection.Add(page, input);
        TargetSection.Add(page, input.Tested.Run);
        TradeSection.Add(page, input.Tested.Run, input.Request.Tested.Policy.Quote.Symbol);
        ParameterSection.Add(page, input);
        page.Add($"<details class=\"licence\"><summary>Licence of the charts (uPlot)</summary>");
        page.Add($"<pre>{parts.ChartLicence}</pre></details>\n");
        page.AddMarkup("</main>\n<script type=\"application/json\" id=\"report-data\">");
        page.AddMarkup(ReportCharts.Of(input)).AddMarkup("</script>\n");
        page.AddMarkup("<script>").AddMarkup(parts.ChartScript).AddMarkup("</script>\n");
        page.AddMarkup("<script>").AddMarkup(parts.Script).AddMarkup("</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>The version of this program without what a build adds to it.</summary>
    public static string Version { get; } =
        typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0] ?? "";

    // The page may run these two scripts and reach for nothing else, wherever it is opened.
    private static void Head(HtmlText page, ReportInput input, ReportParts parts)
    {
        string scripts = $"{ReportParts.HashOf(parts.ChartScript)} {ReportParts.HashOf(parts.Script)}";
        page.Add($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.AddMarkup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
        page.AddMarkup($"style-src 'unsafe-inline'; script-src {scripts}; base-uri 'none'; form-action 'none'\">\n");
        page.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Add($"<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Add($"<title>{input.Tested.Name}: backtest</title>\n<style>");
        page.AddMarkup(parts.ChartStyle).AddMarkup(parts.Style).AddMarkup("</style>\n</head>\n");
    }

    private static void Title(HtmlText page, ReportInput input)
    {
        page.Add($"<header>\n<p class=\"kicker\">Backtest</p>\n<h1>{input.Tested.Name}</h1>\n");
        page.Add($"<p class=\"span\">{BacktestTables.Span(input.Request.Tested, input.Tested.Run)}</p>\n</header>\n");
    }

    private static void Tiles(HtmlText page, BacktestMeasures measures)
    {
        page.AddMarkup("<dl class=\"tiles\">\n");
        Tile(page, "final value", Figures.Amount(measures.FinalValue));
        Tile(page, "return a year", MeasureRow.Percent(measures.PerYear));
        Tile(page, "over holding a year", MeasureRow.Percent(measures.RebalancingAlpha));
        Tile(page, "deepest drawdown", MeasureRow.Percent(measures.MaxDrawdown));
        Tile(page, "worst drift", MeasureRow.Percent(measures.WorstDrift));
        Tile(page, "costs", Figures.Amount(measures.Costs));
        page.AddMarkup("</dl>\n");
        page.Add($"<p class=\"mind\">Small differences between settings are noise, and so is the day a backtest ");
        page.Add($"begins on. Rebalancing keeps risk where you want it; it promises no return.</p>\n");
    }

    private static void Tile(HtmlText page, string name, string value) =>
        page.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");

    private static void Charts(HtmlText page, ReportInput input)
    {
        int share = new Thinning(input.Tested.Run.Instants.Length).Share;
        string quote = input.Request.Tested.Policy.Quote.Symbol;
        page.AddMarkup("<noscript><p class=\"mind\">The charts need JavaScript; every table is here without it.</p>");
        page.AddMarkup("</noscript>\n");
        Chart(page, "equity", $"Value in {quote}", "After costs, at each bar's close.");
        Chart(page, "drawdown", "Drawdown", "How far below its highest value so far; flows left out.");
        if (share > 1)
        {
            page.Add($"<p class=\"hint\">Two points stand for {share} bars: their lowest and highest value.</p>\n");
        }

        page.Add($"<section id=\"weights-section\">\n<h2>Weights against bands</h2>\n<p class=\"hint\">");
        page.Add($"At each close before anything is decided or traded. Dashed: target as it stood then. ");
        page.Add($"Shaded: the band around it in which nothing is traded, where the policy has one.");
        page.AddMarkup("</p>\n<div id=\"weights\"></div>\n</section>\n");
    }

    private static void Chart(HtmlText page, string id, string title, string hint)
    {
        page.Add($"<section>\n<h2>{title}</h2>\n<p class=\"hint\">{hint}</p>\n");
        page.Add($"<div id=\"{id}\" class=\"chart\" role=\"img\" aria-label=\"{title}\"></div>\n</section>\n");
    }
}
