namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>Walks every setting of a part on its own.</summary>
internal static class WalkedSweep
{
    /// <summary>Runs a part; results go to the settings' numbers.</summary>
    public static void Run(SweepRequest request, SweepPart part, SweepResults results, SweepTicker ticker)
    {
        SweepGrid grid = request.Grid;
        int rows = grid.Windows.Length * part.Bands.Length;
        var options = new ParallelOptions { MaxDegreeOfParallelism = request.Threads };

        // Narrow bands take longer than wide ones: small shares even that out.
        int shares = request.Threads == 1 ? 1 : Math.Min(rows, request.Threads * 16);
        Parallel.For(0, shares, options, share =>
        {
            IPolicyWalk walk = IPolicyWalk.For(request.Panel, request.Mix);
            for (int row = share; row < rows && !ticker.IsCancelled; row += shares)
            {
                Row(request, (walk, results), part, row);
                ticker.Add(grid.FeeRates.Length);
            }
        });
    }

    private static void Row(
        SweepRequest request, (IPolicyWalk Walk, SweepResults Results) with, SweepPart part, int row)
    {
        SweepGrid grid = request.Grid;
        int window = row / part.Bands.Length;
        int band = part.Bands[row % part.Bands.Length];
        for (int fee = 0; fee < grid.FeeRates.Length; fee++)
        {
            int index = grid.IndexOf(part.Rule, window, band, fee);
            BacktestFigures figures = with.Walk.Run(
                grid.PointAt(index), request.Scale, request.Measures);
            with.Results.Keep(index, figures);
        }
    }
}
