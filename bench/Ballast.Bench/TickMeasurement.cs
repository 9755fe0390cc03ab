using System.Diagnostics;
using System.Globalization;
using Ballast.Numerics.Drift;

namespace Ballast.Bench;

/// <summary>
/// What single price ticks cost by index, the worst of them beside the mean: a benchmark's average hides a tick that
/// builds something anew.
/// </summary>
internal static class TickMeasurement
{
    private const int Warm = 20_000;
    private const int Rebuilds = 9;

    /// <summary>Times every one of so many ticks of a million portfolios in one universe of 5 assets, after prices have
    /// walked all the way and back once.</summary>
    public static void Run(int ticks)
    {
        ManyBooks books = new(universes: 1, each: 1_000_000, seed: 7);
        SlackIndex index = new(books.Groups[0].Book, books.Start);
        int[] outside = new int[1_000_000];
        double[] prices = new double[ManyBooks.Assets];
        long[] taken = new long[ticks];
        for (int tick = -Warm; tick < ticks; tick++)
        {
            books.PricesAt((tick + Warm) % books.Ticks, prices);
            long before = Stopwatch.GetTimestamp();
            index.Outside(prices, outside);
            taken[Math.Max(0, tick)] = Stopwatch.GetTimestamp() - before;
        }

        Array.Sort(taken);
        double[] rebuilds = [.. Enumerable.Range(0, Rebuilds).Select(_ => Rebuild(index, books.Start)).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{ticks} ticks: mean {Microseconds(taken.Average()):0.00} us, of the fastest 99 % "
            + $"{Microseconds(taken.Take(ticks * 99 / 100).Average()):0.00}, median {At(taken, 0.5):0.00}, "
            + $"99 % {At(taken, 0.99):0.00}, 99.9 % {At(taken, 0.999):0.00}, worst {At(taken, 1.0):0.00}; "
            + $"rebuild {rebuilds[Rebuilds / 2]:0.0} ms"));
    }

    private static double Rebuild(SlackIndex index, ReadOnlySpan<double> prices)
    {
        long before = Stopwatch.GetTimestamp();
        index.Rebuild(prices);
        return Stopwatch.GetElapsedTime(before).TotalMilliseconds;
    }

    private static double At(long[] sorted, double share) =>
        Microseconds(sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)]);

    private static double Microseconds(double stamps) => stamps * 1e6 / Stopwatch.Frequency;
}
