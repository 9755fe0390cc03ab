using System.Diagnostics;

namespace Ballast.Bench.Peers;

/// <summary>Times one thing at a time; short ones are repeated within a reading.</summary>
internal static class PeerClock
{
    private const double WarmUpSeconds = 0.4;
    private const double ReadingSeconds = 50e-6;
    private const int FewestWarmUps = 40;
    private const double LongestWarmUpSeconds = 4.0;

    /// <summary>Runs until the machine code is final, and finds how often a reading repeats.</summary>
    public static int WarmUp(PeerWork work)
    {
        long began = Stopwatch.GetTimestamp();
        int runs = 0;
        while (IsCold(runs, Seconds(began)))
        {
            GC.KeepAlive(work.Run());
            runs++;
        }

        double once = Reading(work, 1);
        return Math.Max(1, (int)Math.Ceiling(ReadingSeconds / Math.Max(once, 1e-9)));
    }

    /// <summary>The fastest of the readings that fit into so much time, at least one.</summary>
    public static double Fastest(PeerWork work, int times, double seconds)
    {
        long began = Stopwatch.GetTimestamp();
        double fastest = double.PositiveInfinity;
        do
        {
            fastest = Math.Min(fastest, Reading(work, times));
        }
        while (Seconds(began) < seconds);
        return fastest / work.Parts;
    }

    private static bool IsCold(int runs, double seconds) =>
        seconds < LongestWarmUpSeconds && (seconds < WarmUpSeconds || runs < FewestWarmUps);

    private static double Reading(PeerWork work, int times)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            GC.KeepAlive(work.Run());
        }

        return Seconds(began) / times;
    }

    private static double Seconds(long began) => Stopwatch.GetElapsedTime(began).TotalSeconds;
}
