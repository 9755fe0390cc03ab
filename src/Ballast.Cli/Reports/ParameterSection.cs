using System.Globalization;
using System.Text.Json;
using Ballast.Cli.Live;
using Ballast.Cli.Tables;
using Ballast.Core.Policies;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;

namespace Ballast.Cli.Reports;

/// <summary>What was wrong with the prices, which settings and which prices were used.</summary>
internal static class ParameterSection
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Adds the sections.</summary>
    public static void Add(HtmlText page, ReportInput input)
    {
        Notes(page, input.Tested.Run);
        page.AddMarkup("<section>\n<h2>Settings and prices</h2>\n<div class=\"wide\"><table id=\"settings\"><tbody>\n");
        foreach ((string name, string value) in Settings(input))
        {
            page.Add($"<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n");
        }

        page.AddMarkup("</tbody></table></div>\n<h3>Price files</h3>\n<div class=\"wide\"><table id=\"files\"><thead>");
        page.AddMarkup("<tr><th scope=\"col\">file</th><th scope=\"col\">bytes</th>");
        page.AddMarkup("<th scope=\"col\">SHA-256</th></tr></thead><tbody>\n");
        foreach (PriceFingerprint file in input.Prices)
        {
            string bytes = file.Bytes.ToString("N0", CultureInfo.InvariantCulture);
            page.Add($"<tr><td>{file.File}</td><td>{bytes}</td><td class=\"hash\">{file.Sha256}</td></tr>\n");
        }

        page.AddMarkup("</tbody></table></div>\n");
        Policies(page, input);
        page.Add($"<p class=\"hint\">Made by Ballast {ReportPage.Version}. The same policy, prices and options give ");
        page.Add($"this file again, byte for byte.</p>\n</section>\n");
    }

    private static IEnumerable<(string Name, string Value)> Settings(ReportInput input)
    {
        BacktestRequest request = input.Request.Tested;
        BacktestRun run = input.Tested.Run;
        yield return ("portfolio", request.Policy.Portfolio.Value);
        yield return ("policy hash", input.PolicyHash);
        yield return ("capital", $"{Figures.Amount(request.Capital)} {request.Policy.Quote}");
        yield return ("first bar", Figures.Time(run.Instants[0]) + " UTC");
        yield return ("last bar", Figures.Time(run.Instants[^1]) + " UTC");
        yield return ("bars", $"{run.Instants.Length} of {PolicyDuration.Text(run.BarLength)}");
        yield return ("checks", run.Checks.ToString(CultureInfo.InvariantCulture));
        yield return ("fills", request.Fill switch
        {
            FillModel.NextBar => "at the next bar's open, or its close where there is no open",
            FillModel.SameClose => "at the close of the decision",
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        yield return ("flows", run.Flows.IsEmpty
            ? "none"
            : $"{run.Flows.Length}, together {Figures.Amount(input.Tested.Measures.NetFlow)}");
    }

    private static void Notes(HtmlText page, BacktestRun run)
    {
        string[] notes = [.. BacktestTables.Notes(run)];
        if (notes.Length == 0)
        {
            return;
        }

        page.AddMarkup("<section>\n<h2>Mind these</h2>\n<ul class=\"notes\">\n");
        foreach (string note in notes)
        {
            page.Add($"<li>{note}</li>\n");
        }

        page.AddMarkup("</ul>\n</section>\n");
    }

    private static void Policies(HtmlText page, ReportInput input)
    {
        var named = new NamedPolicy(input.Tested.Name, input.Request.Tested.Policy);
        foreach (NamedPolicy one in input.Request.Others.Prepend(named))
        {
            page.Add($"<details class=\"policy\"><summary>Policy {one.Name}</summary>");
            page.Add($"<pre>{PolicyWriter.Readable(one.Policy).ToJsonString(Indented)}</pre></details>\n");
        }
    }
}
