using System.Globalization;
using System.IO.Compression;
using System.Text;
using Ballast.PaperExchange.Markets.Csv;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>Price files in memory, 20 MB each: closes of 24 assets in a wide file, minute bars of one asset; and a
/// year of minute bars of ten assets in ten gzip files on disk.</summary>
[MemoryDiagnoser]
public class PriceFileBenchmarks
{
    private const int Bytes = 20_000_000;
    private const int Assets = 24;

    private const int Minutes = 525_600;
    private const int Years = 10;

    private readonly string folder = Directory.CreateTempSubdirectory("ballast-bench-").FullName;
    private readonly byte[] wide = Wide(new Random(7));
    private readonly byte[] single = Single(new Random(7), 300_000);

    [GlobalSetup(Target = nameof(TenYearsOfMinutes))]
    public void WriteMinutes()
    {
        for (int asset = 1; asset <= Years; asset++)
        {
            string path = Path.Combine(folder, $"A{asset}-USDT.csv.gz");
            using GZipStream file = new(File.Create(path), CompressionLevel.Optimal);
            file.Write(Single(new Random(asset), Minutes));
        }
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Benchmark]
    public CandleCsvReading TenYearsOfMinutes() => CandleCsv.ReadFiles([folder]);

    [Benchmark]
    public CandleCsvReading WideFile() => CandleCsv.ReadText("wide.csv", wide);

    [Benchmark]
    public CandleCsvReading SingleFile() => CandleCsv.ReadText("BTC-USDT.csv", single);

    private static byte[] Wide(Random random)
    {
        StringBuilder text = new("date");
        text.AppendJoin("", Enumerable.Range(1, Assets).Select(number => $",A{number}")).Append('\n');
        for (DateTime at = new(2000, 1, 1); text.Length < Bytes; at = at.AddHours(1))
        {
            text.Append(CultureInfo.InvariantCulture, $"{at:yyyy-MM-ddTHH:mm:ss}Z");
            text.AppendJoin("", Enumerable.Range(1, Assets).Select(_ => "," + Price(random))).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Single(Random random, int bars)
    {
        StringBuilder text = new("ts,open,high,low,close,volume\n");
        DateTime first = new(2000, 1, 1);
        for (int bar = 0; bar < bars; bar++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{first.AddMinutes(bar):yyyy-MM-ddTHH:mm:ss}Z");
            text.AppendJoin("", Enumerable.Range(1, 5).Select(_ => "," + Price(random))).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Price(Random random) =>
        (random.NextDouble() * 50_000).ToString("0.00", CultureInfo.InvariantCulture);
}
