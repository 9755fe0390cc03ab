using Ballast.Cli.Tables;
using Ballast.Core.Reports;

namespace Ballast.Cli.Reports;

/// <summary>How much of the differences is luck, and what came of which kind of market.</summary>
internal static class LuckSection
{
    /// <summary>Adds the sections that there is enough history for.</summary>
    public static void Add(HtmlText page, ReportInput input)
    {
        if (input.Luck.Uncertainty is { } uncertainty)
        {
            page.AddMarkup("<section>\n<h2>How much of it is luck</h2>\n");
            Sentences(page, input);
            Intervals(page, uncertainty);
            page.AddMarkup("</section>\n");
        }

        if (!input.Luck.Regimes.IsEmpty)
        {
            Regimes(page, input);
        }
    }

    private static void Sentences(HtmlText page, ReportInput input)
    {
        page.AddMarkup("<ul class=\"advice\">\n");
        foreach (string sentence in LuckTables.Sentences(input.Luck))
        {
            page.Add($"<li>{sentence}</li>\n");
        }

        page.AddMarkup("</ul>\n");
    }

    private static void Intervals(HtmlText page, ComparisonUncertainty uncertainty)
    {
        page.Add($"<p class=\"hint\">{LuckTables.IntervalRule(uncertainty)}</p>\n");
        page.AddMarkup("<div class=\"wide\"><table id=\"luck\">\n<thead><tr>");
        foreach (string name in (string[])["policy", "return a year", "Sharpe", "over holding a year"])
        {
            page.Add($"<th scope=\"col\">{name}</th>");
        }

        page.AddMarkup("</tr></thead>\n<tbody>\n");
        foreach (RowUncertainty row in uncertainty.Rows)
        {
            page.Add($"<tr><th scope=\"row\">{row.Name}</th><td>{LuckTables.Percent(row.PerYear)}</td>");
            page.Add($"<td>{LuckTables.Ratio(row.Sharpe)}</td><td>{LuckTables.Percent(row.OverHolding)}</td></tr>\n");
        }

        page.AddMarkup("</tbody></table></div>\n");
    }

    private static void Regimes(HtmlText page, ReportInput input)
    {
        page.Add($"<section>\n<h2>Rising and falling, calm and wild markets</h2>\n<p class=\"hint\">");
        page.Add($"{LuckTables.RegimeRule}</p>\n<div class=\"wide\"><table id=\"regimes\">\n<thead><tr>");
        page.AddMarkup("<th scope=\"col\">policy</th>");
        foreach (RegimeResult regime in input.Luck.Regimes)
        {
            page.Add($"<th scope=\"col\">{LuckTables.NameOf(regime.Regime)}, {regime.Days} days</th>");
        }

        page.AddMarkup("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < input.Results.Length; row++)
        {
            page.Add($"<tr><th scope=\"row\">{input.Results[row].Name}</th>");
            foreach (RegimeResult regime in input.Luck.Regimes)
            {
                RegimeRow one = regime.Rows[row];
                page.Add($"<td>{MeasureRow.Percent(one.PerYear)} ({MeasureRow.Percent(one.OverHolding)})</td>");
            }

            page.AddMarkup("</tr>\n");
        }

        page.AddMarkup("</tbody></table></div>\n</section>\n");
    }
}
