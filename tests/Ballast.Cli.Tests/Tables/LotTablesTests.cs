using System.Text.Json.Nodes;
using Ballast.Cli.Tables;
using Spectre.Console;

namespace Ballast.Cli.Tests.Tables;

/// <summary>What the table of lots says beside its numbers.</summary>
public sealed class LotTablesTests
{
    [Theory]
    [InlineData("fifo", "BTC 0.5 left without a known sale: taken out after the last trade, the oldest first")]
    [InlineData("lifo", "the newest first, though some may have been bought after these had left")]
    [InlineData("hifo", "the dearest first, though some may have been bought after these had left")]
    public void Units_that_left_unseen_are_marked_with_how_they_were_taken(string method, string words) =>
        Shown(method, 3).ShouldContain(words);

    [Fact]
    public void What_is_in_no_lot_or_without_cost_is_said_in_words()
    {
        string shown = Shown("fifo", 3);

        shown.ShouldContain("BTC 0.25 in no lot: no known trade brought them");
        shown.ShouldContain("BTC 0.125 in lots without cost: nobody said what their currency was worth");
        shown.ShouldContain("BTC 2 trades whose fee is not, or not whole, in cost or gain");
        shown.ShouldNotContain("import trades");
    }

    [Fact]
    public void Before_any_trade_is_known_it_says_how_to_import_them() =>
        Shown("fifo", 0).ShouldContain("see 'ballast import trades'");

    private static string Shown(string method, int trades)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 160;
        LotTables.Show(console, (JsonObject)JsonNode.Parse(
            $$"""
            {
              "portfolio": "hybrid", "quote": "USDC", "method": "{{method}}", "trades": {{trades}},
              "items": [
                {
                  "id": "BTC", "held": "1", "covered": "0.75", "uncovered": "0.25", "withoutCost": "0.125",
                  "cost": "30000", "price": "50000", "unrealised": "1250", "realised": "0", "soldWithoutCost": "0",
                  "movedOut": "0.5", "uncountedFees": 2, "lots": []
                }
              ]
            }
            """)!);
        return text.ToString();
    }
}
