using System.Text.Json.Nodes;

namespace Ballast.Cli.Tables;

/// <summary>What is moved between a portfolio's accounts, a line each, out of the document that programs get.</summary>
internal static class TransferLines
{
    /// <summary>Shows the transfer that is open, the one that waits, and the last one that has ended.</summary>
    /// <param name="portfolio">The portfolio's document.</param>
    /// <param name="line">Takes a name and a text.</param>
    public static void Show(JsonObject portfolio, Action<string, string> line)
    {
        if (portfolio["transfer"] is JsonObject open)
        {
            line("transfer", $"{Way(open)} for {Serves(open)}, fee {Text(open, "fee")} {Text(open, "asset")}, "
                + $"{Text(open, "state")} since {Text(open, "since")}: {Sentence(open)}{Id(open)}");
        }

        if (portfolio["waitingTransfer"] is JsonObject waiting)
        {
            line("transfer waits", Sentence(waiting));
        }

        if (portfolio["lastTransfer"] is JsonObject ended)
        {
            line("last transfer", $"{Way(ended)}, {Text(ended, "state")} {Text(ended, "endedAt")}: {Sentence(ended)}");
        }
    }

    private static string Way(JsonObject transfer) =>
        $"{Text(transfer, "units")} {Text(transfer, "asset")} from {Text(transfer, "from")} to {Text(transfer, "to")}";

    private static string Serves(JsonObject transfer) =>
        string.Join(", ", transfer["serves"]!.AsArray().Select(asset => asset!.GetValue<string>()));

    // Only a person can say what became of it then, and names it to do so.
    private static string Id(JsonObject transfer) =>
        Text(transfer, "state") == "quarantined" ? $" ({Text(transfer, "id")})" : "";

    private static string Sentence(JsonObject transfer) => transfer["why"]!["sentence"]!.GetValue<string>();

    private static string Text(JsonObject transfer, string name) => transfer[name]!.GetValue<string>();
}
