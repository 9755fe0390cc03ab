using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ballast.Cli.Tables;

/// <summary>Perpetuals for people, a line each, out of the document that programs get.</summary>
internal static class ExposureLines
{
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
                    $"perpetual at {Text(account, "id")}: {LineOf(position)} [grey](shown, never traded)[/]");
            }
        }
    }

    /// <summary>One position in words; what its venue did not say is left out.</summary>
    public static string LineOf(JsonObject position) => string.Join(", ", new[]
    {
        $"{Text(position, "side")} {Text(position, "size")} {Text(position, "symbol")}",
        Named(position, "from", "entryPrice"),
        Named(position, "mark", "markPrice"),
        Named(position, "margin", "margin"),
        Named(position, "unrealized", "unrealized"),
        Named(position, "liquidation at", "liquidationPrice"),
        Named(position, "funding", "fundingRate"),
    }.OfType<string>());

    private static string? Named(JsonObject position, string word, string name) =>
        Text(position, name) is { } value ? $"{word} {value}" : null;

    private static string? Text(JsonObject members, string name) => members[name]?.ToString();
}
