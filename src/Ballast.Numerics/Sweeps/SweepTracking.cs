using Ballast.Numerics.Measures;
using Ballast.Numerics.Sweeps.Simd;

namespace Ballast.Numerics.Sweeps;

/// <summary>
/// How far each setting of a grid strays from the costless constant mix. Needs every bar's return of every setting, so
/// that each is walked on its own whatever engine found the other measures.
/// </summary>
public static class SweepTracking
{
    /// <summary>
    /// Simple returns <c>sum t_i (p_i / p_i before - 1)</c> of a portfolio that is on target at every bar and pays
    /// nothing for it.
    /// </summary>
    /// <param name="panel">Prices; where an asset has none, its last one holds and the whole move counts later.</param>
    /// <param name="mix">Weights wanted, one per asset of the panel.</param>
    /// <returns>Shape (bars): from the bar before to this one; zero at the first.</returns>
    public static double[] MixReturns(PricePanel panel, TargetMix mix)
    {
        var returns = new double[panel.Bars];
        var before = new double[panel.Assets];
        var now = new double[panel.Assets];
        panel.Row(0, before);
        for (int bar = 1; bar < returns.Length; bar++)
        {
            panel.Row(bar, now);
            for (int i = 0; i < now.Length; i++)
            {
                returns[bar] += mix.Weights[i] * ((now[i] / before[i]) - 1.0);
            }

            (before, now) = (now, before);
        }

        return returns;
    }

    /// <summary>Standard deviation of return less the constant mix's, a year, of every setting.</summary>
    /// <param name="request">Prices, weights and settings that <see cref="Sweep.Run"/> took.</param>
    /// <param name="progress">Told the fraction done, 0 to 1, about a hundred times, from any thread.</param>
    /// <param name="cancellation">Ends it early; what is left stays zero.</param>
    /// <returns>By the setting's number; NaN where a window has fewer than two returns.</returns>
    public static double[] Errors(SweepRequest request, IProgress<double> progress, CancellationToken cancellation)
    {
        SweepGrid grid = request.Grid;
        double[] mix = MixReturns(request.Panel, request.Mix);
        var errors = new double[grid.Count];
        var ticker = new SweepTicker(progress, errors.Length, cancellation);
        int shares = Math.Min(errors.Length, request.Threads * 16);
        var options = new ParallelOptions { MaxDegreeOfParallelism = request.Threads };
        Parallel.For(0, shares, options, share =>
        {
            IPolicyWalk walk = IPolicyWalk.For(request.Panel, request.Mix);
            var values = new double[request.Panel.Bars];
            for (int index = share; index < errors.Length && !ticker.IsCancelled; index += shares)
            {
                SweepPoint point = grid.PointAt(index);
                Span<double> path = values.AsSpan(0, point.Window.Length);
                walk.Follow(point, request.Scale, path);
                errors[index] = ErrorOf(path, mix.AsSpan(point.Window.Start), request.Scale.PeriodsPerYear);
                ticker.Add(1);
            }
        });
        return errors;
    }

    // Two passes over the differences: their squares are so small that one pass would lose them.
    private static double ErrorOf(Span<double> path, ReadOnlySpan<double> mix, double periods)
    {
        int count = path.Length - 1;
        for (int t = 0; t < count; t++)
        {
            path[t] = (path[t + 1] / path[t]) - 1.0 - mix[t + 1];
        }

        return Dispersion.PerYear(path[..count], periods);
    }
}
