using System.Globalization;
using System.Text.Json.Nodes;
using Ballast.Cli.Live;
using Ballast.Core.Amounts;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Cli.Tables;

/// <summary>What other rules would have made of the same money, and what trades came to, in a line each.</summary>
internal static class PerformanceLines
{
    private const double YearDays = 365.0;

    /// <summary>Writes the lines.</summary>
    /// <param name="performance">The document that programs get.</param>
    /// <param name="write">Takes a line's name and text.</param>
    public static void Show(JsonObject performance, Action<string, string> write)
    {
        if (performance["compared"] is JsonObject compared)
        {
            string span = Span(compared);
            foreach (JsonObject book in Items(performance, "books"))
            {
                write($"against {Text(book, "id")}", $"{Figures.Change(Number(book, "liveAhead"))} {span}");
            }
        }

        foreach (JsonObject venue in Items(performance, "execution"))
        {
            write($"at {Text(venue, "id")}", Execution(venue));
        }
    }

    /// <summary>Since when, and how little that says.</summary>
    internal static string Span(Instant since, Instant at)
    {
        string day = since.InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        double days = (at - since).TotalDays;
        string caution = days switch
        {
            < 1.0 => "less than a day says nothing",
            < 1.5 => "over a day that is noise",
            < YearDays => string.Create(CultureInfo.InvariantCulture, $"over {days:0} days that is noise"),
            _ => "small differences are noise",
        };
        return $"since {day}; {caution}";
    }

    private static string Span(JsonObject compared) => Span(Time(compared, "since"), Time(compared, "at"));

    private static string Execution(JsonObject venue)
    {
        decimal slippage = Number(venue, "slippageBps");
        string notional = Figures.Amount(new Money(CanonicalDecimal.Parse(Text(venue, "notional"))));
        decimal orders = Number(venue, "orders");
        string against = Math.Round(slippage, 1, MidpointRounding.AwayFromZero) switch
        {
            0m => "at the expected price",
            < 0m and var better =>
                string.Create(CultureInfo.InvariantCulture, $"{-better:0.0} bp better than expected"),
            var worse => string.Create(CultureInfo.InvariantCulture, $"{worse:0.0} bp worse than expected"),
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{orders:0} {(orders == 1m ? "order" : "orders")} for {notional}, {against} "
            + $"(worst trade {Number(venue, "worstBps"):0.0} bp), fees {Number(venue, "feeBps"):0.0} bp");
    }

    private static IEnumerable<JsonObject> Items(JsonObject members, string name) =>
        (members[name] as JsonArray ?? []).OfType<JsonObject>();

    private static Instant Time(JsonObject members, string name) =>
        InstantPattern.ExtendedIso.Parse(Text(members, name)).GetValueOrThrow();

    private static string Text(JsonObject members, string name) => members[name]!.GetValue<string>();

    private static decimal Number(JsonObject members, string name) => members[name]?.GetValue<decimal>() ?? 0m;
}
