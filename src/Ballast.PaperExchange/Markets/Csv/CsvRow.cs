namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>One line and where its cells are.</summary>
internal readonly ref struct CsvRow(ReadOnlySpan<byte> bytes, ReadOnlySpan<Range> cells, int line)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly ReadOnlySpan<Range> cells = cells;

    public int Line { get; } = line;

    /// <summary>How many cells.</summary>
    public int Width => cells.Length;

    /// <summary>A cell without surrounding blanks and quotes.</summary>
    public ReadOnlySpan<byte> this[int column]
    {
        get
        {
            ReadOnlySpan<byte> cell = bytes[cells[column]].Trim((byte)' ');
            return cell is [(byte)'"', .., (byte)'"'] ? cell[1..^1] : cell;
        }
    }
}
