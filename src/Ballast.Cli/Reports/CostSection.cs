using Ballast.Cli.Live;
using Ballast.Cli.Tables;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Reports;

namespace Ballast.Cli.Reports;

/// <summary>What trading cost, by kind.</summary>
internal static class CostSection
{
    /// <summary>Adds the section.</summary>
    public static void Add(HtmlText page, ReportInput input)
    {
        page.Add($"<section>\n<h2>Costs by kind</h2>\n<p class=\"hint\">In {input.Request.Tested.Policy.Quote}, the ");
        page.Add($"first purchase included. Drag is what all costs take from the average value in a year.</p>\n");
        page.AddMarkup("<div class=\"wide\"><table id=\"costs\">\n<thead><tr><th scope=\"col\">policy</th>");
        foreach (string name in (string[])
            ["traded", "fee", "spread", "impact", "fixed", "all", "of what was traded", "drag a year"])
        {
            page.Add($"<th scope=\"col\">{name}</th>");
        }

        page.AddMarkup("</tr></thead>\n<tbody>\n");
        foreach (BacktestResult result in input.Results.Where(result => result.Role != ResultRole.Yardstick))
        {
            Row(page, result);
        }

        page.AddMarkup("</tbody></table></div>\n</section>\n");
    }

    private static void Row(HtmlText page, BacktestResult result)
    {
        BacktestMeasures measures = result.Measures;
        TradeCost kinds = measures.CostByKind;
        page.Add($"<tr><th scope=\"row\">{result.Name}</th>");
        foreach (Money amount in (Money[])
            [measures.Notional, kinds.Fee, kinds.Spread, kinds.Impact, kinds.Fixed, measures.Costs])
        {
            page.Add($"<td>{Figures.Amount(amount)}</td>");
        }

        double share = measures.Notional.IsZero ? double.NaN : (double)(measures.Costs.Value / measures.Notional.Value);
        page.Add($"<td>{MeasureRow.BasisPoints(share)}</td>");
        page.Add($"<td>{MeasureRow.BasisPoints(measures.CostDrag)}</td></tr>\n");
    }
}
