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
        console.MarkupLineInterpolated($"  [grey]trades known[/] {document["trades"]!.GetValue<int>()}");
        Table table = new Table().NoBorder();
        foreach (string column in (string[])
            ["asset", "held", "in lots", "no lot", "no cost", "cost", "unrealised", "realised"])
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
            Note(console, line, "movedOut", "left without a known sale");
            Note(console, line, "soldWithoutCost", "sold, with a cost or proceeds that nobody knows");
        }
    }

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
