using System.Diagnostics;
using System.Text;
using Ballast.Cli.Frame;

namespace Ballast.Cli.Inputs;

/// <summary>Holdings that a person gives as a file: JSON or CSV, told apart by the first character.</summary>
internal static class HoldingsFile
{
    private const long MostBytes = 1 << 20;

    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    public static HoldingsReading Read(string path, Surroundings surroundings) =>
        FileInput.Read(path, MostBytes, surroundings) switch
        {
            FileReading.Failed failed => new HoldingsReading.Unusable(failed.Cause, failed.WayOut),
            FileReading.Read file => Interpret(path, Parse(file.Content)),
            _ => throw new UnreachableException(),
        };

    private static NumberReading Parse(byte[] content)
    {
        string text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        return IsJson(text)
            ? NumberJson.Read(Encoding.UTF8.GetBytes(text), "quantity")
            : NumberCsv.Read(text, "quantity");
    }

    private static bool IsJson(string text) => text.TrimStart() is ['{' or '[' or '/', ..];

    private static HoldingsReading Interpret(string path, NumberReading reading) => reading switch
    {
        NumberReading.Read read => new HoldingsReading.Held(read.Rows),
        NumberReading.Refused refused => new HoldingsReading.Unusable(
            $"{path}, {refused.Where}: {refused.What}",
            "write JSON such as {\"BTC\": 0.5} or CSV lines such as BTC,0.5"),
        _ => throw new UnreachableException(),
    };
}

/// <summary>The answer to reading holdings. Closed: <see cref="Held"/> or <see cref="Unusable"/>.</summary>
internal abstract record HoldingsReading
{
    /// <summary>The holdings, in the order of the file.</summary>
    public sealed record Held(IReadOnlyList<NumberRow> Rows) : HoldingsReading;

    /// <summary>Why there are none, and what to do.</summary>
    public sealed record Unusable(string Cause, string WayOut) : HoldingsReading;
}
