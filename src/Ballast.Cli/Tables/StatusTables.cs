using System.Text.Json.Nodes;
using Ballast.Cli.Live;
using Ballast.Core.Amounts;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>Portfolios for people, out of the same documents that programs get.</summary>
internal static class StatusTables
{
    private const int GaugeWidth = 21;

    /// <summary>Shows portfolios, and where the paper exchange answers.</summary>
    public static void Show(IAnsiConsole console, JsonArray portfolios, JsonNode? market)
    {
        if (market is JsonObject known && Text(known, "exchange") is { } exchange)
        {
            console.MarkupLineInterpolated($"paper exchange at {exchange}");
        }

        foreach (JsonNode? accepted in market?["accepted"] as JsonArray ?? [])
        {
            console.MarkupLineInterpolated($"[yellow]accepted by the owner: {accepted?.GetValue<string>()}[/]");
        }

        if (portfolios.Count == 0)
        {
            console.MarkupLine("no portfolios yet; [bold]ballast serve[/] begins one");
        }

        foreach (JsonObject portfolio in portfolios.OfType<JsonObject>())
        {
            Head(console, portfolio);
            if (portfolio["snapshot"] is JsonObject snapshot)
            {
                console.Write(Weights(snapshot));
            }
        }
    }

    private static void Head(IAnsiConsole console, JsonObject portfolio)
    {
        string value = Text(portfolio, "value") is { } money
            ? $"{Figures.Amount(new Money(CanonicalDecimal.Parse(money)))} {Text(portfolio, "quote")}"
            : "no value yet";
        console.MarkupLineInterpolated($"[bold]{Text(portfolio, "id")}[/] {Text(portfolio, "status")}, {value}");
        Line(console, "halted by", portfolio["halt"] is JsonObject halt
            ? $"{Text(halt, "actor")}: {Sentence(halt["why"])}" : null);
        Line(console, "breaker", Sentence(portfolio["breaker"]));
        if (portfolio["statusWhy"] is JsonObject cause && Text(cause, "code") != "no-server")
        {
            Line(console, "because", Sentence(cause));
        }

        foreach (JsonObject venue in (portfolio["health"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Line(console, "account", Text(venue, "level") == "healthy"
                ? null
                : $"{Text(venue, "account")} is {Text(venue, "level")} since {Text(venue, "since")}: "
                    + Sentence(venue["why"]));
            Line(console, "held", Sentence(venue["held"]));
        }

        if (portfolio["target"] is JsonObject target)
        {
            Line(console, "target", Text(target, "sentence"));
        }

        foreach (JsonObject order in (portfolio["quarantined"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Line(console, "quarantined", $"{Text(order, "id")} {Text(order, "side")} {Text(order, "size")} "
                + $"{Text(order, "symbol")}: {Sentence(order["stateWhy"])}");
        }

        TransferLines.Show(portfolio, (name, text) => Line(console, name, text));
        HedgeLines.Show(portfolio, (name, text) => Line(console, name, text));
        if (portfolio["lastDecision"] is JsonObject decision)
        {
            string why = string.Join("; ", decision["why"]!.AsArray().Select(Sentence));
            Line(console, "last decision", $"{Text(decision, "at")} {Text(decision, "kind")}: {why}");
        }

        foreach (JsonObject check in (portfolio["live"]?["items"] as JsonArray ?? []).OfType<JsonObject>())
        {
            string mark = Text(check, "state") == "met" ? "met" : "missing";
            string cure = Text(check, "cure") is { Length: > 0 } written ? $"; {written}" : "";
            Line(console, "real money", $"{mark}: {Text(check, "finding")}{cure}");
        }

        if (portfolio["performance"] is JsonObject performance)
        {
            PerformanceLines.Show(performance, (name, text) => Line(console, name, text));
        }
    }

    private static Table Weights(JsonObject snapshot)
    {
        Table table = new Table().NoBorder();
        foreach (string column in new[] { "asset", "weight", "target", "drift", "band", "", "value" })
        {
            TableColumn made = new($"[grey]{column}[/]");
            table.AddColumn(column is "asset" or "" ? made : made.RightAligned());
        }

        foreach (JsonObject line in snapshot["items"]!.AsArray().OfType<JsonObject>())
        {
            bool hasTarget = line["target"] is not null;
            decimal drift = Number(line, "drift");
            decimal band = Number(line, "band");
            table.AddRow(
                Markup.Escape(Text(line, "asset")!),
                Figures.Percent(Number(line, "weight")),
                hasTarget ? Figures.Percent(Number(line, "target")) : "none yet",
                hasTarget ? Figures.Points(drift) : "",
                band > 0m ? "±" + Figures.Points(band).TrimStart('+') : "",
                BandGauge.Draw(new Weight(drift), new Weight(band), GaugeWidth),
                Figures.Amount(new Money(CanonicalDecimal.Parse(Text(line, "value")!))));
        }

        return table;
    }

    private static void Line(IAnsiConsole console, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            console.MarkupLineInterpolated($"  [grey]{name}[/] {text}");
        }
    }

    private static string? Sentence(JsonNode? reason) =>
        reason is JsonObject members ? Text(members, "sentence") : null;

    private static string? Text(JsonObject members, string name) => members[name]?.GetValue<string>();

    private static decimal Number(JsonObject members, string name) => members[name]?.GetValue<decimal>() ?? 0m;
}
