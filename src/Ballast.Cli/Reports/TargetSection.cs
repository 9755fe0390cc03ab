using Ballast.Cli.Live;
using Ballast.Cli.Tables;
using Ballast.Core.Simulation;

namespace Ballast.Cli.Reports;

/// <summary>Every time a moving target was worked out: by which method, what came out, and what was refused.</summary>
internal static class TargetSection
{
    // As for trades: the ends of a history tell most.
    private const int MostAtOneEnd = 300;

    /// <summary>Adds the section, where the target moves.</summary>
    public static void Add(HtmlText page, BacktestRun run)
    {
        int count = run.Targets.Length;
        if (count == 0)
        {
            return;
        }

        page.Add($"<section>\n<h2>Targets over time</h2>\n<p class=\"hint\">Worked out {count} times, each on closes ");
        page.AddMarkup("up to that bar and valid from the next one on.</p>\n<ul class=\"notes\">\n");
        foreach (string refusal in TargetMoves.Refusals(run.Targets))
        {
            page.Add($"<li>{refusal}</li>\n");
        }

        page.AddMarkup("</ul>\n<div class=\"wide\"><table id=\"targets\">\n<thead><tr>");
        foreach (string name in (string[])["at", "method", "weights", "what was tried"])
        {
            page.Add($"<th scope=\"col\">{name}</th>");
        }

        page.AddMarkup("</tr></thead>\n<tbody>\n");
        Rows(page, run);
        page.AddMarkup("</tbody></table></div>\n</section>\n");
    }

    private static void Rows(HtmlText page, BacktestRun run)
    {
        int left = run.Targets.Length - (2 * MostAtOneEnd);
        foreach ((int index, SimulatedTarget moved) in run.Targets.Index())
        {
            if (left > 0 && index == MostAtOneEnd)
            {
                page.Add($"<tr class=\"left-out\"><td colspan=\"4\">{left} in between are left out here; --json has ");
                page.Add($"them all</td></tr>\n");
            }

            if (left > 0 && index >= MostAtOneEnd && index < MostAtOneEnd + left)
            {
                continue;
            }

            page.Add($"<tr><td class=\"time\">{Figures.Time(moved.At)}</td><td>{TargetMoves.Method(moved.State)}</td>");
            page.Add($"<td class=\"why\">{TargetMoves.Weights(moved.State)}</td>");
            page.Add($"<td class=\"why\">{TargetMoves.Tries(moved.State)}</td></tr>\n");
        }
    }
}
