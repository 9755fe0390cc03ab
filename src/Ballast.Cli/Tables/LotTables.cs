using System.Text.Json.Nodes;
using Ballast.Cli.Live;
using Ballast.Core.Amounts;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>What holdings cost, one line for each.</summary>
internal static class LotTables
{
    /// <summary>Writes the table.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="document">What programs get.</param>
    public static void Show(IAnsiConsole console, JsonObject document)
    {
        console.MarkupLineInterpolated(
            $"[bold]{Text(document, "portfolio")}[/] in {Text(document, "quote")}, by {Text(document, "method")}");
        int trades = document["trades"]!.GetValue<int>();
        console.MarkupLineInterpolated($"  [grey]trades known[/] {trades}");
        if (trades == 0)
        {
            console.MarkupLine("  [grey]no cost is known before trades are: see 'ballast import trades'[/]");
        }

        Table table = new Table().NoBorder();
        foreach (string column in (string[])
            ["asset", "held", "in lots", "in no lot", "without cost", "cost", "unrealised", "realised"])
        {
            TableColumn made = new($"[grey]{column}[/]");
            table.AddColumn(column == "asset" ? made : made.RightAligned());
        }

        foreach (JsonObject line in document["items"]!.AsArray().OfType<JsonObject>())
        {
            table.AddRow(
                Markup.Escape(Text(line, "id")!),
                Units(line, "held"),
                Units(line, "covered"),
                Units(line, "uncovered"),
                Units(line, "withoutCost"),
                Amount(line, "cost"),
                Amount(line, "unrealised"),
                Amount(line, "realised"));
        }

        console.Write(table);
        foreach (JsonObject line in document["items"]!.AsArray().OfType<JsonObject>())
        {
            Note(console, line, "uncovered", "in no lot: no known trade brought them");
            Note(console, line, "withoutCost", "in lots without cost: nobody said what their currency was worth");
            Note(console, line, "movedOut", $"left without a known sale: {Taken(Text(document, "method"))}");
            Note(console, line, "soldWithoutCost", "sold, with a cost or proceeds that nobody knows");
            if (line["uncountedFees"]?.GetValue<int>() is { } fees and > 0)
            {
                console.MarkupLineInterpolated(
                    $"  [grey]{Text(line, "id")}[/] {fees} trades whose fee is not, or not whole, in cost or gain");
            }
        }
    }

    // Nobody knows when they left, so they are taken after the last trade: with lifo and hifo that may be others than
    // those that were there when they did.
    private static string Taken(string? method) => "taken out after the last trade, " + method switch
    {
        "lifo" => "the newest first, though some may have been bought after these had left",
        "hifo" => "the dearest first, though some may have been bought after these had left",
        _ => "the oldest first",
    };

    private static void Note(IAnsiConsole console, JsonObject line, string name, string words)
    {
        if (Text(line, name) is { } units && units != "0")
        {
            console.MarkupLineInterpolated($"  [grey]{Text(line, "id")}[/] {units} {words}");
        }
    }

    private static string Units(JsonObject line, string name) =>
        Text(line, name) is { } units && units != "0" ? units : "";

    private static string Amount(JsonObject line, string name) =>
        Text(line, name) is { } money ? Figures.Amount(new Money(CanonicalDecimal.Parse(money))) : "no price";

    private static string? Text(JsonObject line, string name) => line[name]?.GetValue<string>();
}
