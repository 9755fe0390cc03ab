using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Ballast.Testing;

namespace Ballast.Cli.Tests.Evidence;

/// <summary>Runs the commands of docs/EVIDENCE.md and compares every cell of the tables below them.</summary>
public sealed class EvidencePageTests
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["rebalances a month"] = "rebalancesPerMonth",
        ["trades a month"] = "ordersPerMonth",
        ["worst drift"] = "worstDrift",
        ["costs"] = "costs",
        ["cost drag a year"] = "costDrag",
        ["turnover a year"] = "turnover",
        ["tracking error"] = "trackingError",
        ["return a year"] = "cagr",
        ["over holding a year"] = "rebalancingAlpha",
    };

    [Fact]
    public async Task Every_cell_is_what_its_command_computes()
    {
        ReferenceFile prices = ReferenceFile.Locate("daily/close_wide_binance_usdt.csv");
        Assert.SkipWhen(prices is ReferenceFile.NoFolder, (prices as ReferenceFile.NoFolder)?.Why ?? "");
        string root = Path.GetFullPath(Path.Combine(Here(), "../../.."));
        string daily = Path.GetDirectoryName(((ReferenceFile.Found)prices).Path)!;
        string data = Path.GetFullPath(Path.Combine(daily, ".."));
        string[] page = await File.ReadAllLinesAsync(
            Path.Combine(root, "docs/EVIDENCE.md"), TestContext.Current.CancellationToken);
        int cells = 0;
        foreach ((string[] arguments, List<string[]> table) in Experiments(page))
        {
            CliRun run = await CliRun.Of([.. arguments.Select(text => Located(text, root, data)), "--json"]);
            run.Code.ShouldBe(0, run.Error);
            JsonNode document = run.Document();
            foreach (string[] row in table.Skip(1))
            {
                cells += Compare(document, table[0], row);
            }
        }

        cells.ShouldBeGreaterThan(100, "the page has lost its tables");
    }

    private static int Compare(JsonNode document, string[] header, string[] row)
    {
        string name = row[0].Trim('`');
        JsonNode result = document["results"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == name)!;
        for (int column = 1; column < header.Length; column++)
        {
            double computed = Computed(document, result, name, header[column]);
            (double said, double unit) = Said(row[column]);

            (computed / unit).ShouldBe(said, 0.51 * Digit(row[column]), $"{name}, {header[column]}");
        }

        return header.Length - 1;
    }

    private static double Computed(JsonNode document, JsonNode result, string name, string column)
    {
        JsonNode resampled = document["uncertainty"]!["rows"]!.AsArray()
            .Single(one => one!["name"]!.GetValue<string>() == name)!["overHolding"]!;
        JsonNode? starts = document["starts"]?["cagr"];
        JsonNode? value = column switch
        {
            "least over holding" => resampled["low"],
            "most over holding" => resampled["high"],
            "worst start" => starts!["lowest"],
            "middle start" => starts!["median"],
            "best start" => starts!["highest"],
            _ => result[Fields[column]],
        };
        return value!.GetValue<double>();
    }

    private static (double Number, double Unit) Said(string cell)
    {
        string[] parts = cell.Split(' ');
        double unit = parts.Length == 1 ? 1.0 : parts[1] == "%" ? 0.01 : 0.0001;
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), unit);
    }

    // The last digit that a cell shows; half of it is what rounding may take.
    private static double Digit(string cell)
    {
        string number = cell.Split(' ')[0];
        int point = number.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 1.0 : Math.Pow(10.0, point - number.Length + 1);
    }

    private static string Located(string text, string root, string data) =>
        text.StartsWith("samples/", StringComparison.Ordinal)
            ? Path.Combine(root, text)
            : text.Replace("$DATA", data, StringComparison.Ordinal);

    // A fenced command and the table that follows it.
    private static IEnumerable<(string[] Arguments, List<string[]> Table)> Experiments(string[] lines)
    {
        string command = "";
        List<string[]> table = [];
        bool inside = false;
        foreach (string line in lines.Append(""))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                command = inside ? command : "";
                inside = !inside;
            }
            else if (inside)
            {
                command += line.TrimEnd('\\') + " ";
            }
            else if (line.StartsWith('|'))
            {
                table.Add([.. line.Trim('|').Split('|', StringSplitOptions.TrimEntries)]);
            }
            else if (table.Count > 0)
            {
                yield return (
                    command.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..],
                    [table[0], .. table.Skip(2)]);
                table = [];
            }
        }
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
