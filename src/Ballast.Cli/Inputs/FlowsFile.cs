using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Ballast.Cli.Frame;
using Ballast.Core.Amounts;
using Ballast.Core.Simulation;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Cli.Inputs;

/// <summary>
/// Reads <c>date,amount</c>: what an owner puts in (above zero) or takes out (below zero) in the quote currency, at the
/// start of a day UTC or at an instant. A first line that begins with <c>date</c> or the like is a header; empty lines
/// and lines that begin with # are skipped.
/// </summary>
internal static class FlowsFile
{
    private const long MostBytes = 16 << 20;

    // As for the capital: enough for any portfolio, little enough that sums stay exact.
    private const decimal MostAmount = 1_000_000_000_000m;

    private static readonly string[] HeaderNames = ["date", "time", "ts", "timestamp", "at"];

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    public static FlowsReading Read(string path, Surroundings surroundings) =>
        FileInput.Read(path, MostBytes, surroundings) switch
        {
            FileReading.Failed failed => new FlowsReading.Unusable(failed.Cause, failed.WayOut),
            FileReading.Read file => Parse(path, Encoding.UTF8.GetString(file.Content).TrimStart('\uFEFF')),
            _ => throw new UnreachableException(),
        };

    private static FlowsReading Parse(string path, string text)
    {
        var flows = ImmutableArray.CreateBuilder<OwnerFlow>();
        bool mayBeHeader = true;
        foreach ((int index, string line) in text.Split('\n').Index())
        {
            string[] cells = [.. line.Split(',').Select(cell => cell.Trim().Trim('"'))];
            if (cells is [""] || cells[0].StartsWith('#'))
            {
                continue;
            }

            bool isHeader = mayBeHeader && HeaderNames.Contains(cells[0], StringComparer.OrdinalIgnoreCase);
            mayBeHeader = false;
            if (isHeader)
            {
                continue;
            }

            if (FlowOf(cells) is not { } flow)
            {
                return new FlowsReading.Unusable(
                    $"{path}, line {index + 1}: '{line.TrimEnd('\r')}' is not a flow",
                    "write lines such as 2024-01-31,500 for a deposit and 2024-06-30,-200 for a withdrawal");
            }

            if (flows.Count > 0 && flow.At < flows[^1].At)
            {
                return new FlowsReading.Unusable(
                    $"{path}, line {index + 1}: {flow.At} comes after {flows[^1].At}: times must rise",
                    "sort the lines by date; several flows may carry the same one");
            }

            flows.Add(flow);
        }

        return new FlowsReading.Read(flows.DrainToImmutable());
    }

    private static OwnerFlow? FlowOf(string[] cells)
    {
        if (cells.Length != 2 || !CanonicalDecimal.TryParse(cells[1], out decimal amount)
            || Math.Abs(amount) > MostAmount)
        {
            return null;
        }

        var worth = new Money(amount);
        if (LocalDatePattern.Iso.Parse(cells[0]) is { Success: true } day)
        {
            return new OwnerFlow(day.Value.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), worth);
        }

        return InstantPattern.ExtendedIso.Parse(cells[0]) is { Success: true } instant
            ? new OwnerFlow(instant.Value, worth)
            : null;
    }
}

/// <summary>The answer to reading flows. Closed: <see cref="Read"/> or <see cref="Unusable"/>.</summary>
internal abstract record FlowsReading
{
    /// <summary>The flows, in the file's order.</summary>
    public sealed record Read(ImmutableArray<OwnerFlow> Flows) : FlowsReading;

    /// <summary>Why there are none, and what to do.</summary>
    public sealed record Unusable(string Cause, string WayOut) : FlowsReading;
}
