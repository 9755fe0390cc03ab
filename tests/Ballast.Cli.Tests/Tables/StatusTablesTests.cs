using System.Text.Json.Nodes;
using Ballast.Cli.Tables;
using Spectre.Console;

namespace Ballast.Cli.Tests.Tables;

public sealed class StatusTablesTests
{
    [Fact]
    public void Without_a_target_no_weight_is_off_it()
    {
        string told = Shown("""
            [ { "id": "p", "status": "running", "quote": "USDC", "value": "100",
                "target": { "sentence": "there is no target: w.json cannot be read" },
                "snapshot": { "items": [ { "asset": "BTC", "weight": 1, "target": null, "drift": null, "band": null,
                  "isInsideBand": null, "value": "100" } ] } } ]
            """);

        told.ShouldContain("there is no target: w.json cannot be read");
        told.ShouldContain("none yet");
        told.ShouldNotContain("▶");
        told.ShouldNotContain("+");
    }

    [Fact]
    public void With_a_target_the_drift_is_seen()
    {
        string told = Shown("""
            [ { "id": "p", "status": "running", "quote": "USDC", "value": "100",
                "snapshot": { "items": [ { "asset": "BTC", "weight": 0.5, "target": 0.4, "drift": 0.1, "band": 0.05,
                  "isInsideBand": false, "value": "50" } ] } } ]
            """);

        told.ShouldContain("40.0 %");
        told.ShouldContain("▶");
    }

    private static string Shown(string portfolios)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 120;
        StatusTables.Show(console, JsonNode.Parse(portfolios)!.AsArray(), null);
        return text.ToString();
    }
}
