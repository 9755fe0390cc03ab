using System.Text;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>Goes through a text line by line and cuts lines into cells.</summary>
internal ref struct CsvLines
{
    private const int MaxColumns = 4096;

    private readonly Range[] cells = new Range[MaxColumns];
    private ReadOnlySpan<byte> rest;

    /// <summary>At the beginning of a text.</summary>
    public CsvLines(ReadOnlySpan<byte> text) => rest = text.StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text;

    /// <summary>Number of the last line taken, counting from 1.</summary>
    public int Line { get; private set; }

    /// <summary>How many lines are left, empty ones among them.</summary>
    public readonly int Left => rest.Count((byte)'\n') + 1;

    /// <summary>Takes the next line that is not empty.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out ReadOnlySpan<byte> row)
    {
        row = default;
        while (row.IsEmpty && !rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            row = (end < 0 ? rest : rest[..end]).TrimEnd((byte)'\r');
            rest = end < 0 ? default : rest[(end + 1)..];
            Line++;
        }

        return !row.IsEmpty;
    }

    /// <summary>Cuts the line last taken; good until the next one is cut.</summary>
    /// <exception cref="CsvFaultException">It has far too many cells.</exception>
    public readonly CsvRow Cut(ReadOnlySpan<byte> row)
    {
        int count = 0;
        int start = 0;
        while (true)
        {
            if (count == MaxColumns)
            {
                throw new CsvFaultException(Line, $"more than {MaxColumns} columns");
            }

            int comma = row[start..].IndexOf((byte)',');
            int end = comma < 0 ? row.Length : start + comma;
            cells[count++] = start..end;
            if (comma < 0)
            {
                return new CsvRow(row, cells.AsSpan(0, count), Line);
            }

            start = end + 1;
        }
    }
}
