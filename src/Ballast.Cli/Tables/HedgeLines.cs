using System.Text.Json.Nodes;
using Ballast.Cli.Live;
using Ballast.Core.Amounts;

namespace Ballast.Cli.Tables;

/// <summary>Hedges for people, out of the document that programs get.</summary>
internal static class HedgeLines
{
    /// <summary>Shows those of a portfolio.</summary>
    /// <param name="portfolio">The document.</param>
    /// <param name="line">Writes a line with its name; nothing where the text is <see langword="null"/>.</param>
    public static void Show(JsonObject portfolio, Action<string, string?> line)
    {
        foreach (JsonObject hedge in (portfolio["hedges"] as JsonArray ?? []).OfType<JsonObject>())
        {
            line("hedge", Head(hedge));
            line("hedge order", Order(hedge));
            line("hedge", Last(hedge["last"] as JsonObject));
        }
    }

    private static string Head(JsonObject hedge)
    {
        string name = $"{Text(hedge, "purpose")} in {Text(hedge, "market")} on {Text(hedge, "account")}";
        return hedge["why"] is JsonObject why
            ? $"{name}: {Text(why, "sentence")}"
            : $"{name}: not looked at since the start";
    }

    private static string? Order(JsonObject hedge)
    {
        if (hedge["order"] is not JsonObject order)
        {
            return null;
        }

        string held = hedge["notSent"] is JsonObject why ? $"; {Text(why, "sentence")}" : "";
        return $"{Text(order, "step")} {Amount(order, "notional")}, margin {Amount(order, "margin")}, "
            + $"fee {Amount(order, "fee")}{held}";
    }

    private static string? Last(JsonObject? last)
    {
        if (last is null)
        {
            return null;
        }

        string state = Text(last, "state")!;
        string why = last["stateWhy"] is JsonObject reason ? $", {Text(reason, "sentence")}" : "";
        string id = state == "quarantined" ? $" ({Text(last, "id")})" : "";
        return $"last {Text(last, "step")} of {Amount(last, "notional")} at {Text(last, "intendedAt")}: "
            + $"{state}{why}{id}";
    }

    private static string Amount(JsonObject members, string name) =>
        Figures.Amount(new Money(CanonicalDecimal.Parse(Text(members, name)!)));

    private static string? Text(JsonObject members, string name) => members[name]?.GetValue<string>();
}
