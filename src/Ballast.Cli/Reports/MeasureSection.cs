using System.Text.Json;
using Ballast.Cli.Tables;
using Ballast.Core;
using Ballast.Core.Reports;

namespace Ballast.Cli.Reports;

/// <summary>The table of measures with the ranges that experience suggests, and the advice.</summary>
internal static class MeasureSection
{
    /// <summary>Adds the section.</summary>
    public static void Add(HtmlText page, ReportInput input)
    {
        page.AddMarkup("<section>\n<h2>Measures</h2>\n<div class=\"wide\"><table id=\"measures\">\n<thead><tr>");
        page.AddMarkup("<th scope=\"col\">measure</th>");
        foreach (BacktestResult result in input.Results)
        {
            page.Add($"<th scope=\"col\" class=\"{ClassOf(result)}\">{result.Name}</th>");
        }

        page.AddMarkup("<th scope=\"col\" class=\"range\">usual range</th></tr></thead>\n<tbody>\n");
        bool flows = !input.Tested.Run.Flows.IsEmpty;
        foreach (MeasureRow row in MeasureRow.All.Where(row => flows || !row.NeedsFlows))
        {
            Row(page, row, input);
        }

        page.AddMarkup("</tbody></table></div>\n");
        page.Add($"<p class=\"hint\">Every measure's definition is in the documentation. hold, daily, monthly and ");
        page.Add($"band-5-points have this policy's targets and costs and nothing else of it; constant-mix is back ");
        page.Add($"on target at every bar free of cost: a yardstick that nobody can hold.</p>\n");
        Advice(page, input.Tested);
        page.AddMarkup("</section>\n");
    }

    private static void Row(HtmlText page, MeasureRow row, ReportInput input)
    {
        page.Add($"<tr data-field=\"{row.Field}\"><th scope=\"row\">{row.Name}</th>");
        foreach (BacktestResult result in input.Results)
        {
            bool outside = result.Role is ResultRole.Tested or ResultRole.Other
                && result.Advice.Any(advice => advice.Code == row.Advice);
            string kind = outside ? ClassOf(result) + " outside" : ClassOf(result);
            page.Add($"<td class=\"{kind}\"><data value=\"{Exact(row.Value(result.Measures))}\">");
            page.Add($"{row.Show(result.Measures)}</data></td>");
        }

        Reason? range = BacktestAdvice.Ranges.FirstOrDefault(range => range.Code == row.Advice);
        page.Add($"<td class=\"range\">{range?.Sentence}</td></tr>\n");
    }

    private static void Advice(HtmlText page, BacktestResult tested)
    {
        if (tested.Advice.IsEmpty)
        {
            return;
        }

        page.AddMarkup("<h3>Outside the usual ranges</h3>\n<ul class=\"advice\">\n");
        foreach (Reason advice in tested.Advice)
        {
            page.Add($"<li>{advice.Sentence}</li>\n");
        }

        page.AddMarkup("</ul>\n");
    }

    private static string ClassOf(BacktestResult result) => result.Role == ResultRole.Tested ? "tested" : "other";

    /// <summary>The number as the JSON document spells it; empty where that says null.</summary>
    private static string Exact(object value) =>
        value is double number && !double.IsFinite(number) ? "" : JsonSerializer.Serialize(value);
}
