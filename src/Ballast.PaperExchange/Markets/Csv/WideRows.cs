using System.Runtime.InteropServices;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>
/// The rows of a wide file. Plain rows (digits and at most one point in each cell) are read in one pass over their
/// bytes; any other row is cut into cells first, which also finds out what is wrong with it.
/// </summary>
internal sealed class WideRows
{
    private const decimal Gap = -1m;

    // As many digits always fit a long.
    private const int MostDigits = 18;

    private readonly CsvLayout.Wide layout;
    private readonly decimal[][] columns;
    private readonly decimal[] closes;
    private Instant[] instants;
    private int count;

    /// <summary>For one file of about so many rows.</summary>
    public WideRows(CsvLayout.Wide layout, int expected)
    {
        this.layout = layout;
        instants = new Instant[expected];
        columns = [.. layout.Assets.Select(_ => new decimal[expected])];
        closes = new decimal[columns.Length];
    }

    /// <summary>Adds a row if it is plain.</summary>
    /// <returns>Whether it was; nothing was added otherwise.</returns>
    public bool TryAddPlain(ReadOnlySpan<byte> row, int line)
    {
        int comma = row.IndexOf((byte)',');
        if (comma < 0 || !CsvInstant.TryParsePlain(row[..comma], out Instant at) || !TryReadCloses(row[(comma + 1)..]))
        {
            return false;
        }

        Add(at, line);
        return true;
    }

    /// <summary>Adds a row whose cells have been found.</summary>
    /// <exception cref="CsvFaultException">A cell is not what it should be.</exception>
    public void Add(CsvRow row)
    {
        Instant at = CsvInstant.Parse(row[CsvLayout.Time], row.Line);
        for (int i = 0; i < closes.Length; i++)
        {
            ReadOnlySpan<byte> cell = row[i + 1];
            closes[i] = cell.IsEmpty ? Gap : CsvNumber.Parse(cell, layout.Assets[i].Symbol, row.Line);
        }

        Add(at, row.Line);
    }

    /// <summary>All that was read, by asset; at least one bar.</summary>
    /// <exception cref="CsvFaultException">There is none.</exception>
    public IReadOnlyDictionary<Asset, BarSeries> ToDictionary()
    {
        var rows = ImmutableCollectionsMarshal.AsImmutableArray(instants[..count]);
        var read = layout.Assets.Zip(columns, (asset, column) => (asset, Bars: BarSeries.OfCloses(rows, column)))
            .Where(pair => pair.Bars.Length > 0)
            .ToDictionary(pair => pair.asset, pair => pair.Bars);
        return read.Count == 0 ? throw new CsvFaultException(0, "has no price in it") : read;
    }

    // Rows rise, also where all their cells are gaps.
    private void Add(Instant at, int line)
    {
        if (count > 0 && at <= instants[count - 1])
        {
            throw CandleSeries.OutOfOrder(instants[count - 1], at, "this row", line);
        }

        if (count == instants.Length)
        {
            Grow();
        }

        instants[count] = at;
        for (int i = 0; i < closes.Length; i++)
        {
            columns[i][count] = closes[i] != 0m ? closes[i] : throw CsvNumber.Zero(layout.Assets[i].Symbol, line);
        }

        count++;
    }

    private void Grow()
    {
        Array.Resize(ref instants, count * 2);
        for (int i = 0; i < columns.Length; i++)
        {
            Array.Resize(ref columns[i], count * 2);
        }
    }

    private bool TryReadCloses(ReadOnlySpan<byte> cells)
    {
        int at = 0;
        for (int i = 0; i < closes.Length; i++)
        {
            int length = PlainCell(cells, at, out closes[i]);
            if (length < 0)
            {
                int comma = cells[at..].IndexOf((byte)',');
                length = comma < 0 ? cells.Length - at : comma;
                if (!CsvNumber.TryParse(cells.Slice(at, length), out closes[i]))
                {
                    return false;
                }
            }

            at += length + 1;
            if (at > cells.Length != (i == closes.Length - 1))
            {
                return false;
            }
        }

        return true;
    }

    // The length of the plain cell at a place, or a negative number where there is none.
    private static int PlainCell(ReadOnlySpan<byte> text, int start, out decimal value)
    {
        long digits = 0;
        int point = -1;
        int at = start;
        value = Gap;
        for (; at < text.Length && text[at] != ','; at++)
        {
            uint digit = unchecked((uint)text[at] - '0');
            bool isPoint = text[at] == '.' && point < 0;
            if ((digit > 9 && !isPoint) || at - start >= MostDigits)
            {
                return -1;
            }

            point = isPoint ? at : point;
            digits = isPoint ? digits : (digits * 10) + digit;
        }

        int length = at - start;
        if (length > 0)
        {
            value = CsvNumber.Scaled(digits, point < 0 ? 0 : at - point - 1);
        }

        return length == 1 && point >= 0 ? -1 : length;
    }
}
