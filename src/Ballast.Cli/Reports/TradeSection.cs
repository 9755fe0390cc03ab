using Ballast.Cli.Live;
using Ballast.Cli.Tables;
using Ballast.Core.Markets;
using Ballast.Core.Simulation;

namespace Ballast.Cli.Reports;

/// <summary>Every rebalance with its reason and its trades.</summary>
internal static class TradeSection
{
    // A page with tens of thousands of rows helps nobody; the ends of a history tell most.
    private const int MostAtOneEnd = 300;

    /// <summary>Adds the section.</summary>
    public static void Add(HtmlText page, BacktestRun run, string quote)
    {
        int count = run.Rebalances.Length;
        page.Add($"<section>\n<h2>Rebalances and trades</h2>\n<p class=\"hint\">{count} rebalances that traded, ");
        page.Add($"{run.Rebalances.Sum(rebalance => rebalance.Orders)} trades; amounts in {quote}.</p>\n");
        page.AddMarkup("<div class=\"wide\"><table id=\"trades\">\n<thead><tr>");
        foreach (string name in (string[])["decided", "filled", "why and what", "traded", "turnover", "cost"])
        {
            page.Add($"<th scope=\"col\">{name}</th>");
        }

        page.AddMarkup("</tr></thead>\n<tbody>\n");
        bool all = count <= 2 * MostAtOneEnd;
        foreach (SimulatedRebalance rebalance in all ? run.Rebalances : run.Rebalances[..MostAtOneEnd])
        {
            Row(page, rebalance);
        }

        if (!all)
        {
            page.Add($"<tr class=\"left-out\"><td colspan=\"6\">{count - (2 * MostAtOneEnd)} rebalances in between ");
            page.Add($"are left out here and counted in every measure</td></tr>\n");
            foreach (SimulatedRebalance rebalance in run.Rebalances[^MostAtOneEnd..])
            {
                Row(page, rebalance);
            }
        }

        page.AddMarkup("</tbody></table></div>\n</section>\n");
    }

    private static void Row(HtmlText page, SimulatedRebalance rebalance)
    {
        page.Add($"<tr><td class=\"time\">{Figures.Time(rebalance.DecidedAt)}</td>");
        page.Add($"<td class=\"time\">{Figures.Time(rebalance.FilledAt)}</td><td class=\"why\">");
        page.Add($"<details><summary>{rebalance.Why.Sentence}</summary><ul>\n");
        foreach (SimulatedTrade trade in rebalance.Trades)
        {
            string side = trade.Side == TradeSide.Buy ? "buy" : "sell";
            page.Add($"<li>{side} {Figures.Digits(trade.Size.Value)} {trade.Asset} at ");
            page.Add($"{Figures.Digits(trade.Price.Value)}: {Figures.Amount(trade.Notional)}, ");
            page.Add($"cost {Figures.Amount(trade.Cost.Total)}</li>\n");
        }

        page.Add($"</ul></details></td><td>{Figures.Amount(rebalance.Notional)}</td>");
        page.Add($"<td>{MeasureRow.Percent((double)rebalance.Turnover.Value)}</td>");
        page.Add($"<td>{Figures.Amount(rebalance.Cost)}</td></tr>\n");
    }
}
