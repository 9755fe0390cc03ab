namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>Counts settings done on all threads, tells how far that is, and knows whether to stop.</summary>
internal sealed class SweepTicker(IProgress<double> progress, long all, CancellationToken cancellation)
{
    private const int Reports = 100;

    private long done;

    /// <summary>Whether to stop.</summary>
    public bool IsCancelled => cancellation.IsCancellationRequested;

    /// <summary>So many more settings are done.</summary>
    public void Add(int settings)
    {
        long now = Interlocked.Add(ref done, settings);
        if (now * Reports / all != (now - settings) * Reports / all)
        {
            progress.Report((double)now / all);
        }
    }
}
