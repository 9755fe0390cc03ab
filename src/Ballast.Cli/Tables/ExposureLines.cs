using System.Text.Json.Nodes;
using Ballast.Cli.Live;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>Perpetuals for people, a line each, out of the document that programs get.</summary>
internal static class ExposureLines
{
    private const string HedgePurpose = "hedge:";

    /// <summary>Shows them; nothing where no account shows any.</summary>
    public static void Show(IAnsiConsole console, JsonArray? exposures)
    {
        foreach (JsonObject account in (exposures ?? []).OfType<JsonObject>())
        {
            if (account["fault"] is JsonObject fault)
            {
                console.MarkupLineInterpolated($"[yellow]{Text(fault, "sentence")}[/]");
            }

            foreach (JsonObject position in (account["positions"] as JsonArray ?? []).OfType<JsonObject>())
            {
                console.MarkupLineInterpolated(
                    $"perpetual at {Text(account, "id")}: {LineOf(position)} [grey]({FateOf(position)})[/]");
            }
        }
    }

    /// <summary>One position in words; what its venue did not say is left out.</summary>
    public static string LineOf(JsonObject position) => string.Join(", ", new[]
    {
        $"{Text(position, "side")} {Text(position, "size")} {Text(position, "symbol")}",
        Named(position, "for", "purpose"),
        Named(position, "worth", "notional"),
        Named(position, "from", "entryPrice"),
        Named(position, "mark", "markPrice"),
        Named(position, "leverage", "leverage"),
        Named(position, "margin", "margin"),
        Named(position, "unrealized", "unrealized"),
        Named(position, "liquidation at", "liquidationPrice"),
        position["distance"] is { } distance ? $"{Figures.Percent(distance.GetValue<decimal>())} away" : null,
        Named(position, "funding", "fundingRate"),
        Named(position, "funding received", "fundingReceived"),
        Named(position, "fees paid", "feesPaid"),
    }.OfType<string>());

    private static string FateOf(JsonObject position) =>
        Text(position, "purpose")?.StartsWith(HedgePurpose, StringComparison.Ordinal) is true
            ? "traded by nothing but that hedge"
            : "shown, never traded";

    private static string? Named(JsonObject position, string word, string name) =>
        Text(position, name) is { } value ? $"{word} {value}" : null;

    private static string? Text(JsonObject members, string name) => members[name]?.ToString();
}
