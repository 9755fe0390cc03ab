using System.Collections.Immutable;
using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>One pass over the bytes of one file.</summary>
internal static class CandleCsvParser
{
    private const int MaxColumns = 4096;

    public static IReadOnlyDictionary<Asset, ImmutableArray<Candle>> Parse(string fileName, ReadOnlySpan<byte> text)
    {
        CsvLayout? layout = null;
        var series = new CandleSeries();
        Span<Range> cells = stackalloc Range[MaxColumns];
        int line = 0;
        text = text.StartsWith(Encoding.UTF8.Preamble) ? text[3..] : text;
        while (!text.IsEmpty)
        {
            ReadOnlySpan<byte> row = TakeLine(ref text);
            line++;
            if (row.IsEmpty)
            {
                continue;
            }

            int count = Split(row, cells, line);
            if (layout is null)
            {
                layout = CsvLayout.Of(fileName, HeaderOf(row, cells[..count]), line);
                continue;
            }

            RequireWidth(layout, count, line);
            AddRow(layout, new CsvRow(row, cells[..count], line), series);
        }

        return layout is null ? throw new CsvFaultException(0, "is empty") : series.ToDictionary();
    }

    private static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> text)
    {
        int end = text.IndexOf((byte)'\n');
        ReadOnlySpan<byte> row = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        return row.TrimEnd((byte)'\r');
    }

    private static int Split(ReadOnlySpan<byte> row, Span<Range> cells, int line)
    {
        int count = 0;
        int start = 0;
        while (true)
        {
            if (count == cells.Length)
            {
                throw new CsvFaultException(line, $"more than {MaxColumns} columns");
            }

            int comma = row[start..].IndexOf((byte)',');
            int end = comma < 0 ? row.Length : start + comma;
            cells[count++] = start..end;
            if (comma < 0)
            {
                return count;
            }

            start = end + 1;
        }
    }

    private static string[] HeaderOf(ReadOnlySpan<byte> row, ReadOnlySpan<Range> cells)
    {
        string[] names = new string[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(row[cells[i]]).Trim().Trim('"');
        }

        return names;
    }

    private static void RequireWidth(CsvLayout layout, int count, int line)
    {
        if (count != layout.Width)
        {
            throw new CsvFaultException(line, $"{count} columns where the header has {layout.Width}");
        }
    }

    private static void AddRow(CsvLayout layout, CsvRow row, CandleSeries series)
    {
        Instant at = CsvInstant.Parse(row[CsvLayout.Time], row.Line);
        switch (layout)
        {
            case CsvLayout.Wide wide:
                AddWide(wide, row, at, series);
                break;
            case CsvLayout.Long @long:
                Asset asset = series.AssetOf(row[@long.Name], @long.NameIsSymbol, row.Line);
                series.Add(asset, CandleOf(@long.Columns, row, at), row.Line);
                break;
            case CsvLayout.Single single:
                series.Add(single.Asset, CandleOf(single.Columns, row, at), row.Line);
                break;
        }
    }

    private static void AddWide(CsvLayout.Wide wide, CsvRow row, Instant at, CandleSeries series)
    {
        series.RequireRising(at, row.Line);
        for (int i = 0; i < wide.Assets.Length; i++)
        {
            ReadOnlySpan<byte> cell = row[i + 1];
            if (!cell.IsEmpty)
            {
                Price close = new(CsvNumber.Parse(cell, wide.Assets[i].Symbol, row.Line));
                series.Add(wide.Assets[i], new Candle { End = at, Close = close }, row.Line);
            }
        }
    }

    private static Candle CandleOf(CandleColumns columns, CsvRow row, Instant at) => new()
    {
        End = at,
        Close = new Price(CsvNumber.Parse(row[columns.Close], "close", row.Line)),
        Open = PriceAt(row, columns.Open, "open"),
        High = PriceAt(row, columns.High, "high"),
        Low = PriceAt(row, columns.Low, "low"),
        Volume = NumberAt(row, columns.Volume, "volume") is { } volume ? new Quantity(volume) : null,
    };

    private static Price? PriceAt(CsvRow row, int column, string name) =>
        NumberAt(row, column, name) is { } price ? new Price(price) : null;

    private static decimal? NumberAt(CsvRow row, int column, string name) =>
        column < 0 || row[column].IsEmpty ? null : CsvNumber.Parse(row[column], name, row.Line);
}

/// <summary>One line and where its cells are.</summary>
internal readonly ref struct CsvRow(ReadOnlySpan<byte> bytes, ReadOnlySpan<Range> cells, int line)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly ReadOnlySpan<Range> cells = cells;

    public int Line { get; } = line;

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
