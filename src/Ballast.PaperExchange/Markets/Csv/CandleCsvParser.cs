using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>One pass over the bytes of one file.</summary>
internal static class CandleCsvParser
{
    /// <summary>The bars of a file by asset; at least one.</summary>
    /// <exception cref="CsvFaultException">The first thing that is wrong with it.</exception>
    public static IReadOnlyDictionary<Asset, BarSeries> Parse(string fileName, ReadOnlySpan<byte> text)
    {
        var lines = new CsvLines(text);
        if (!lines.TryTake(out ReadOnlySpan<byte> header))
        {
            throw new CsvFaultException(0, "is empty");
        }

        CsvLayout layout = CsvLayout.Of(fileName, HeaderOf(lines.Cut(header)), lines.Line);
        return layout is CsvLayout.Wide wide ? WideBars(wide, lines) : Bars(layout, lines);
    }

    private static IReadOnlyDictionary<Asset, BarSeries> WideBars(CsvLayout.Wide layout, CsvLines lines)
    {
        var rows = new WideRows(layout, lines.Left);
        while (lines.TryTake(out ReadOnlySpan<byte> row))
        {
            if (!rows.TryAddPlain(row, lines.Line))
            {
                rows.Add(Fitting(layout, lines.Cut(row)));
            }
        }

        return rows.ToDictionary();
    }

    private static IReadOnlyDictionary<Asset, BarSeries> Bars(CsvLayout layout, CsvLines lines)
    {
        var series = new CandleSeries();
        int expected = lines.Left;
        while (lines.TryTake(out ReadOnlySpan<byte> line))
        {
            CsvRow row = Fitting(layout, lines.Cut(line));
            switch (layout)
            {
                case CsvLayout.Long @long:
                    AddBar(@long.Columns, row, series.Named(row[@long.Name], @long.NameIsSymbol, row.Line));
                    break;
                case CsvLayout.Single single:
                    AddBar(single.Columns, row, series.Single(single.Asset, expected));
                    break;
                case CsvLayout.Wide:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return series.ToDictionary();
    }

    private static string[] HeaderOf(CsvRow row)
    {
        string[] names = new string[row.Width];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(row[i]).Trim().Trim('"');
        }

        return names;
    }

    private static CsvRow Fitting(CsvLayout layout, CsvRow row) => row.Width == layout.Width
        ? row
        : throw new CsvFaultException(row.Line, $"{row.Width} columns where the header has {layout.Width}");

    private static void AddBar(CandleColumns columns, CsvRow row, NamedSeries named)
    {
        Instant at = CsvInstant.Parse(row[CsvLayout.Time], row.Line);
        decimal close = CsvNumber.Parse(row[columns.Close], "close", row.Line);
        CandleSeries.Begin(
            named, at, close != 0m ? close : throw CsvNumber.Zero($"the close of {named.Asset}", row.Line), row.Line);
        decimal? high = PriceAt(row, columns.High, "high");
        decimal? low = PriceAt(row, columns.Low, "low");
        if (high < low)
        {
            throw new CsvFaultException(row.Line, $"the high of {named.Asset}, {high}, is below its low, {low}");
        }

        named.Bars.Set(BarField.Open, PriceAt(row, columns.Open, "open"));
        named.Bars.Set(BarField.High, high);
        named.Bars.Set(BarField.Low, low);
        named.Bars.Set(BarField.Volume, NumberAt(row, columns.Volume, "volume"));
    }

    private static decimal? PriceAt(CsvRow row, int column, string name) =>
        NumberAt(row, column, name) is var price && price != 0m ? price : throw CsvNumber.Zero(name, row.Line);

    private static decimal? NumberAt(CsvRow row, int column, string name) =>
        column < 0 || row[column].IsEmpty ? null : CsvNumber.Parse(row[column], name, row.Line);
}
