using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets.Csv;
using NodaTime;
using NodaTime.Text;

namespace Ballast.Adapters.Stores.Candles;

/// <summary>
/// Bars of one asset in a compressed price file, written so that nothing is lost or doubled however the writing ends:
/// what comes in is flushed to a file beside it, and the price file is replaced as a whole. Each line carries the
/// instant at which its bar ended, from which on a decision may use it.
/// </summary>
public sealed class CandleFile : IDisposable
{
    private const string Header = "ts,asset,open,high,low,close,volume\n";
    private const string Unfinished = ".partial";

    private readonly string path;
    private readonly Asset asset;
    private readonly FileStream partial;
    private readonly List<Instant> ends;

    private CandleFile(string path, Asset asset, FileStream partial, IEnumerable<Instant> ends)
    {
        this.path = path;
        this.asset = asset;
        this.partial = partial;
        this.ends = [.. ends];
    }

    /// <summary>The instants at which its bars ended, rising.</summary>
    public IReadOnlyList<Instant> Ends => ends;

    /// <summary>Opens a file for more bars, going on where an earlier writing stopped.</summary>
    /// <param name="path">The price file, ending in <c>.csv.gz</c>; it and its folder need not exist.</param>
    /// <param name="asset">The asset; a file of another one is refused.</param>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static CandleFileOpening Open(string path, Asset asset)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        string beside = path + Unfinished;
        if (!File.Exists(beside))
        {
            Begin(path, beside);
        }

        FileStream partial = new(beside, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        byte[] text = new byte[partial.Length];
        partial.ReadExactly(text);

        // A line that was being written when the writing ended is no line.
        int whole = text.AsSpan().LastIndexOf((byte)'\n') + 1;
        partial.SetLength(whole);
        partial.Seek(0, SeekOrigin.End);
        if (whole <= Header.Length)
        {
            return new CandleFileOpening.Opened(new CandleFile(path, asset, partial, []));
        }

        switch (CandleCsv.ReadText(beside, text.AsSpan(0, whole)))
        {
            case CandleCsvReading.Read { Table: var table } when table.Assets.Length == 1 && table.Assets[0] == asset:
                return new CandleFileOpening.Opened(new CandleFile(path, asset, partial, table.Instants));
            case CandleCsvReading.Read { Table: var table }:
                partial.Dispose();
                return new CandleFileOpening.Refused($"{path} has {string.Join(", ", table.Assets)} and not {asset}");
            case CandleCsvReading.Refused refused:
                partial.Dispose();
                return new CandleFileOpening.Refused(refused.Message);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Adds bars, rising and behind those that are there; they are on the disk when this returns.</summary>
    /// <exception cref="ArgumentException">A bar is not behind the one before it.</exception>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Append(ImmutableArray<Candle> bars)
    {
        StringBuilder lines = new();
        foreach (Candle bar in bars)
        {
            if (ends.Count > 0 && bar.End <= ends[^1])
            {
                throw new ArgumentException($"a bar ends at {bar.End}, and one at {ends[^1]} is there", nameof(bars));
            }

            ends.Add(bar.End);
            lines.Append(
                $"{InstantPattern.ExtendedIso.Format(bar.End)},{asset},{bar.Open},{bar.High},{bar.Low},{bar.Close},");
            lines.Append($"{bar.Volume}\n");
        }

        partial.Write(Encoding.UTF8.GetBytes(lines.ToString()));
        partial.Flush(flushToDisk: true);
    }

    /// <summary>Puts everything into the price file.</summary>
    /// <exception cref="IOException">It cannot be written; what was added is kept beside it.</exception>
    public void Finish()
    {
        string packed = path + ".packed";
        partial.Seek(0, SeekOrigin.Begin);
        using (FileStream file = new(packed, FileMode.Create, FileAccess.Write))
        {
            using (GZipStream gzip = new(file, CompressionLevel.Optimal, leaveOpen: true))
            {
                partial.CopyTo(gzip);
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(packed, path, overwrite: true);
        partial.Dispose();
        File.Delete(path + Unfinished);
    }

    /// <summary>Closes it; what was added stays beside the price file until it is finished.</summary>
    public void Dispose() => partial.Dispose();

    // As a whole or not at all: a beginning without the bars that are there already would leave a hole.
    private static void Begin(string path, string beside)
    {
        string begun = beside + ".begun";
        using (FileStream file = new(begun, FileMode.Create, FileAccess.Write))
        {
            if (File.Exists(path))
            {
                using GZipStream gzip = new(File.OpenRead(path), CompressionMode.Decompress);
                gzip.CopyTo(file);
            }
            else
            {
                file.Write(Encoding.UTF8.GetBytes(Header));
            }

            file.Flush(flushToDisk: true);
        }

        File.Move(begun, beside);
    }
}

/// <summary>The answer to opening a price file for more bars. Closed: <see cref="Opened"/> or <see cref="Refused"/>.
/// </summary>
public abstract record CandleFileOpening
{
    private CandleFileOpening()
    {
    }

    /// <summary>It can be written.</summary>
    public sealed record Opened(CandleFile File) : CandleFileOpening;

    /// <summary>It has something else in it, or is damaged.</summary>
    /// <param name="Cause">What, in one line.</param>
    public sealed record Refused(string Cause) : CandleFileOpening;
}
