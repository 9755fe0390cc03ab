using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.PaperExchange.Markets.Csv;

/// <summary>
/// Reads price files, plain or gzip, in three shapes: wide (<c>date,BTC,ETH,..</c>, closes only, an empty cell is a
/// gap), long (<c>date|ts,asset|symbol,..,close,..</c>) and single (<c>ts,open,high,low,close,volume</c>, the asset
/// named by the file, such as <c>kucoin_BTC-USDT_1h.csv.gz</c>). A bar keeps the instant that its line carries. Lines
/// of one asset must rise in time.
/// </summary>
public static class CandleCsv
{
    /// <summary>
    /// Reads files, or every <c>*.csv</c> and <c>*.csv.gz</c> of a folder, into one table; an asset may come from one
    /// file only.
    /// </summary>
    /// <param name="paths">Files and folders; at least one.</param>
    public static CandleCsvReading ReadFiles(IReadOnlyList<string> paths)
    {
        var series = new SortedDictionary<Asset, BarSeries>();

        // Unpacking and reading a file is the work, and no file needs another; what they say is taken in their order.
        foreach (FileReading reading in FilesOf(paths).AsParallel().AsOrdered().Select(ReadFile))
        {
            switch (reading)
            {
                case FileReading.Refused(var why):
                    return why;
                case FileReading.Parsed(var path, var bars):
                    if (AddNew(bars, series) is { } twice)
                    {
                        return new CandleCsvReading.Refused(path, 0, $"{twice} was already read from another file");
                    }

                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return series.Count == 0
            ? new CandleCsvReading.Refused(string.Join(", ", paths), 0, "no bar in it")
            : new CandleCsvReading.Read(CandleTable.Of(BarLengthOf(series.Values), series));
    }

    /// <summary>The files that <see cref="ReadFiles"/> reads, in its order: those named, and those of the folders
    /// named.</summary>
    /// <param name="paths">Files and folders.</param>
    public static IEnumerable<string> FilesOf(IReadOnlyList<string> paths) => paths.SelectMany(Expand);

    /// <summary>
    /// Reads text that is already in memory; the name stands for the file in errors and names the asset of a single
    /// series.
    /// </summary>
    public static CandleCsvReading ReadText(string name, ReadOnlySpan<byte> utf8)
    {
        try
        {
            IReadOnlyDictionary<Asset, BarSeries> series = CandleCsvParser.Parse(name, utf8);
            return new CandleCsvReading.Read(CandleTable.Of(BarLengthOf(series.Values), series));
        }
        catch (CsvFaultException fault)
        {
            return new CandleCsvReading.Refused(name, fault.Line, fault.Message);
        }
    }

    private static IEnumerable<string> Expand(string path) => !Directory.Exists(path)
        ? [path]
        : Directory.EnumerateFiles(path).Where(IsCsv).Order(StringComparer.Ordinal);

    private static bool IsCsv(string path) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);

    private static FileReading ReadFile(string path)
    {
        try
        {
            return new FileReading.Parsed(path, CandleCsvParser.Parse(Path.GetFileName(path), ReadBytes(path).Span));
        }
        catch (CsvFaultException fault)
        {
            return new FileReading.Refused(new CandleCsvReading.Refused(path, fault.Line, fault.Message));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new FileReading.Refused(
                new CandleCsvReading.Refused(path, 0, $"cannot be read ({error.Message})"));
        }
    }

    // The first asset that is there already; null where all are new.
    private static Asset? AddNew(IReadOnlyDictionary<Asset, BarSeries> bars, SortedDictionary<Asset, BarSeries> series)
    {
        foreach ((Asset asset, BarSeries read) in bars)
        {
            if (!series.TryAdd(asset, read))
            {
                return asset;
            }
        }

        return null;
    }

    private static ReadOnlyMemory<byte> ReadBytes(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes is [0x1f, 0x8b, ..] ? CompressedText.Read(bytes) : bytes;
    }

    /// <summary>The commonest distance between neighbours; a day where no series has two bars.</summary>
    private static Duration BarLengthOf(IEnumerable<BarSeries> series)
    {
        var counts = new Dictionary<Duration, int>();
        foreach (BarSeries bars in series)
        {
            Count(bars.Ends.AsSpan(), counts);
        }

        return counts.Count == 0
            ? Duration.FromDays(1)
            : counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).First().Key;
    }

    // Neighbours mostly are as far apart as the ones before them: those are counted together.
    private static void Count(ReadOnlySpan<Instant> ends, Dictionary<Duration, int> counts)
    {
        (Duration step, int run) = (Duration.Zero, 0);
        for (int i = 1; i < ends.Length; i++)
        {
            Duration next = ends[i] - ends[i - 1];
            if (next != step)
            {
                Note(step, run, counts);
                (step, run) = (next, 0);
            }

            run++;
        }

        Note(step, run, counts);
    }

    private static void Note(Duration step, int run, Dictionary<Duration, int> counts)
    {
        if (run > 0)
        {
            counts[step] = counts.GetValueOrDefault(step) + run;
        }
    }

    private abstract record FileReading
    {
        public sealed record Parsed(string Path, IReadOnlyDictionary<Asset, BarSeries> Bars) : FileReading;

        public sealed record Refused(CandleCsvReading.Refused Why) : FileReading;
    }
}
