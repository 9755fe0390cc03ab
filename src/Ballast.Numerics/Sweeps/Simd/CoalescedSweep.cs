using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// All bands, fees and windows of a rule whose runs go all the way to target. Bars are taken in order; all walkers that
/// were last on target at a bar share one scan from it, in which the band that is narrowest leaves first.
/// </summary>
internal sealed class CoalescedSweep<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // A drift below this part of V came from rounding: no band is narrower.
    private const double Noise = 1e-13;

    private readonly SweepGrid grid;
    private readonly SweepTicker ticker;
    private readonly int[] ends;
    private readonly int[] windows;
    private readonly double[] widths;
    private readonly WalkerQueue queue;
    private readonly WalkerLedger<TLanes> ledger;
    private readonly RunEdge<TLanes> edge;
    private readonly RunScan<TLanes> scan;
    private readonly ScanEnd atRun = new(-1, 1.0, 0.0, PathState.Beginning(1.0));
    private int finished;

    private CoalescedSweep(
        SweepRequest request, SweepPart part, int[] windows, SweepResults results, SweepTicker ticker)
    {
        grid = request.Grid;
        this.ticker = ticker;
        this.windows = windows;
        ends = [.. windows.Select(window => grid.Windows[window].End)];
        widths = [.. part.Bands.Select(band => WidthOf(grid.Bands[band]))];
        queue = new WalkerQueue(request.Panel.Bars, windows.Length, part.Bands.Length);
        ledger = new WalkerLedger<TLanes>(results, request.Scale, part, windows, queue.Shift);
        edge = new RunEdge<TLanes>(grid.FeeRates.AsSpan());
        scan = new RunScan<TLanes>(request, grid.Rules[part.Rule], grid.Bands[part.Bands[0]].Kind);
    }

    /// <summary>Runs a part; results go to the settings' numbers.</summary>
    public static void Run(SweepRequest request, SweepPart part, SweepResults results, SweepTicker ticker)
    {
        SweepGrid grid = request.Grid;
        SweepPart sorted = part with { Bands = [.. part.Bands.OrderBy(band => WidthOf(grid.Bands[band]))] };
        int[] windows = [.. Enumerable.Range(0, grid.Windows.Length).OrderBy(window => grid.Windows[window].Start)];
        (SweepPart Part, int[] Windows)[] shares = Shares(sorted, windows, request.Threads);
        Parallel.ForEach(
            shares,
            new ParallelOptions { MaxDegreeOfParallelism = request.Threads },
            share => new CoalescedSweep<TLanes>(request, share.Part, share.Windows, results, ticker).Run());
    }

    // Windows that lie side by side share scans, and so do bands of like width: neighbours stay together.
    private static (SweepPart Part, int[] Windows)[] Shares(SweepPart part, int[] windows, int threads)
    {
        if (threads == 1)
        {
            return [(part, windows)];
        }

        return windows.Length >= 2 * threads
            ? [.. windows.Chunk((windows.Length + threads - 1) / threads).Select(chunk => (part, chunk))]
            : [.. part.Bands.Chunk((part.Bands.Length + threads - 1) / threads)
                .Select(chunk => (part with { Bands = [.. chunk] }, windows))];
    }

    private static double WidthOf(BandWidth band) =>
        band.Kind == BandKind.None ? double.PositiveInfinity : Math.Max(band.Width, Noise);

    private void Run()
    {
        Begin();
        int last = ends.Max();
        for (int bar = grid.Windows[windows[0]].Start; bar <= last; bar++)
        {
            if (queue.First(bar) < 0)
            {
                continue;
            }

            if (ticker.IsCancelled)
            {
                return;
            }

            Gather(bar);
            if (queue.Count > 0)
            {
                FromRun(bar);
            }

            Tell();
        }
    }

    // Once a bar: threads would wait for each other's counts.
    private void Tell()
    {
        if (finished > 0)
        {
            ticker.Add(finished * grid.FeeRates.Length);
            finished = 0;
        }
    }

    private void Begin()
    {
        scan.Purchase(edge);
        for (int w = 0; w < windows.Length; w++)
        {
            for (int k = 0; k < widths.Length; k++)
            {
                int walker = (w << queue.Shift) | k;
                ledger.Begin(walker, edge);
                queue.Put(walker, grid.Windows[windows[w]].Start);
            }
        }
    }

    private void Gather(int bar)
    {
        queue.Clear();
        scan.ClearEnds();
        for (int walker = queue.First(bar); walker >= 0;)
        {
            int following = queue.Next(walker);
            int end = ends[walker >> queue.Shift];
            if (end == bar)
            {
                Finish(walker, atRun);
            }
            else
            {
                scan.AddEnd(end);
                queue.File(walker);
            }

            walker = following;
        }

        queue.List();
    }

    private void FromRun(int bar)
    {
        scan.Begin(bar);
        ReadOnlySpan<int> active = queue.Active;
        int gone = 0;
        while (gone < active.Length && scan.Next(widths[active[gone]]))
        {
            int from = gone;
            while (gone < active.Length && scan.Takes(widths[active[gone]]))
            {
                gone++;
            }

            scan.Solve(edge);
            for (int k = from; k < gone; k++)
            {
                Move(queue.FirstOf(active[k]));
            }
        }

        for (; gone < active.Length; gone++)
        {
            for (int walker = queue.FirstOf(active[gone]); walker >= 0; walker = queue.Next(walker))
            {
                Finish(walker, scan.EndAt(ends[walker >> queue.Shift]));
            }
        }
    }

    private void Move(int walker)
    {
        while (walker >= 0)
        {
            int following = queue.Next(walker);
            int end = ends[walker >> queue.Shift];
            if (end < edge.Bar)
            {
                Finish(walker, scan.EndAt(end));
            }
            else
            {
                ledger.Apply(walker, edge);
                queue.Put(walker, edge.Bar);
            }

            walker = following;
        }
    }

    private void Finish(int walker, in ScanEnd end)
    {
        ledger.Finish(walker, end);
        finished++;
    }
}
