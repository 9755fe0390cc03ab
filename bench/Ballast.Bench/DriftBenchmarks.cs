using Ballast.Numerics.Drift;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>A price tick for a million portfolios of 5 assets: whole scans, by index, and the index built
/// anew.</summary>
public class DriftBenchmarks
{
    private readonly ManyBooks books = new(universes: 1, each: 1_000_000, seed: 7);
    private readonly int[] outside = new int[1_000_000];
    private readonly double[] prices = new double[ManyBooks.Assets];
    private SlackIndex index = null!;
    private int tick;

    [GlobalSetup]
    public void Setup() => index = new SlackIndex(books.Groups[0].Book, books.Start);

    [Benchmark]
    public int FullScan() => books.Groups[0].Book.Outside(Next(), outside);

    [Benchmark]
    public int FullScanInDoubles() => books.Groups[0].Book.OutsideByDoubles(Next(), outside);

    [Benchmark]
    public int Indexed() => index.Outside(Next(), outside);

    [Benchmark]
    public void Rebuild() => index.Rebuild(books.Start);

    private double[] Next()
    {
        books.PricesAt(tick = (tick + 1) % books.Ticks, prices);
        return prices;
    }
}
