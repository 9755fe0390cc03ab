using System.Collections.Immutable;
using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// What each pair of window and band has come to so far, for every fee. Numbers are kept in the arrays of the results
/// themselves; sums of returns stand where volatilities and Sharpe ratios will.
/// </summary>
internal sealed class WalkerLedger<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private readonly SweepResults results;
    private readonly SweepScale scale;
    private readonly int feeCount;
    private readonly int[] bases;
    private readonly int[] lengths;
    private readonly int[] runs;
    private readonly double[] worst;
    private readonly double[] peaks;
    private readonly int[] peakBases;

    /// <summary>For walkers numbered by window, then band.</summary>
    /// <param name="results">Where numbers go.</param>
    /// <param name="scale">Capital and periods.</param>
    /// <param name="part">Rule and bands, in the order of their widths.</param>
    /// <param name="windows">Positions of the windows.</param>
    /// <param name="shift">A walker's number is <c>window &lt;&lt; shift | band</c>.</param>
    public WalkerLedger(
        SweepResults results, SweepScale scale, SweepPart part, ReadOnlySpan<int> windows, int shift)
    {
        this.results = results;
        this.scale = scale;
        feeCount = results.Grid.FeeRates.Length;
        int count = windows.Length << shift;
        bases = new int[count];
        lengths = new int[count];
        runs = new int[count];
        worst = new double[results.Measures >= SweepMeasures.Costs ? count : 0];
        bool pathed = results.Measures >= SweepMeasures.Path;
        peakBases = new int[pathed ? count : 0];
        peaks = new double[pathed ? windows.Length * part.Bands.Length * feeCount : 0];
        for (int w = 0; w < windows.Length; w++)
        {
            ImmutableArray<int> bands = part.Bands;
            for (int k = 0; k < bands.Length; k++)
            {
                int walker = (w << shift) | k;
                bases[walker] = results.Grid.IndexOf(part.Rule, windows[w], bands[k], 0);
                lengths[walker] = results.Grid.Windows[windows[w]].Length;
                if (pathed)
                {
                    peakBases[walker] = ((w * bands.Length) + k) * feeCount;
                }
            }
        }
    }

    /// <summary>The first purchase: an edge from cash.</summary>
    public void Begin(int walker, RunEdge<TLanes> purchase)
    {
        results.FinalValuesInPlace.AsSpan(bases[walker], feeCount).Fill(scale.Capital);
        Pay(walker, purchase);
        Grow(walker, purchase);
        if (peaks.Length > 0)
        {
            results.FinalValuesInPlace.AsSpan(bases[walker], feeCount).CopyTo(peaks.AsSpan(peakBases[walker]));
        }
    }

    /// <summary>Goes along an edge.</summary>
    public void Apply(int walker, RunEdge<TLanes> edge)
    {
        Pay(walker, edge);
        if (peaks.Length > 0)
        {
            Follow(walker, edge.Path);
            Turn(walker, edge);
        }

        Grow(walker, edge);
    }

    /// <summary>The window is over.</summary>
    public void Finish(int walker, in ScanEnd end)
    {
        if (peaks.Length > 0)
        {
            Follow(walker, end.Path);
            Conclude(walker);
        }

        Multiply(walker, end.Growth);
        results.RebalancesInPlace.AsSpan(bases[walker], feeCount).Fill(runs[walker]);
        if (worst.Length > 0)
        {
            double drift = double.MaxNative(worst[walker], end.WorstDrift);
            results.WorstDriftsInPlace.AsSpan(bases[walker], feeCount).Fill(drift);
        }
    }

    // Costs are paid out of the value before it grows along the edge's factor.
    private void Pay(int walker, RunEdge<TLanes> edge)
    {
        runs[walker] += edge.IsRun ? 1 : 0;
        if (worst.Length == 0)
        {
            return;
        }

        worst[walker] = double.MaxNative(worst[walker], edge.WorstDrift);
        int first = bases[walker];
        for (int f = 0; f < feeCount; f++)
        {
            double value = results.FinalValuesInPlace[first + f] * edge.Growth;
            results.CostsInPlace[first + f] += value * edge.Fee(f) * edge.Traded[f];
            results.TurnoversInPlace[first + f] += edge.Traded[f] / 2.0;
        }
    }

    private void Multiply(int walker, double factor)
    {
        Span<double> values = results.FinalValuesInPlace.AsSpan(bases[walker], feeCount);
        int whole = feeCount / TLanes.Width * TLanes.Width;
        TLanes all = TLanes.All(factor);
        for (int f = 0; f < whole; f += TLanes.Width)
        {
            TLanes.Store(TLanes.Load(ref values[0], f) * all, ref values[0], f);
        }

        for (int f = whole; f < values.Length; f++)
        {
            values[f] *= factor;
        }
    }

    private void Grow(int walker, RunEdge<TLanes> edge)
    {
        Span<double> values = results.FinalValuesInPlace.AsSpan(bases[walker], feeCount);
        int whole = feeCount / TLanes.Width * TLanes.Width;
        for (int f = 0; f < whole; f += TLanes.Width)
        {
            TLanes grown = TLanes.Load(ref values[0], f) * TLanes.Load(ref edge.Factors[0], f);
            TLanes.Store(grown, ref values[0], f);
        }

        for (int f = whole; f < values.Length; f++)
        {
            values[f] *= edge.Factors[f];
        }
    }

    // A fall since an earlier peak is the deeper of the one inside the stretch and that from the peak to its lowest.
    private void Follow(int walker, PathState path)
    {
        int first = bases[walker];
        int peak = peakBases[walker];
        for (int f = 0; f < feeCount; f++)
        {
            double value = results.FinalValuesInPlace[first + f];
            double fall = double.MinNative(path.Depth, (value * path.Lowest / peaks[peak + f]) - 1.0);
            results.DrawdownsInPlace[first + f] = double.MinNative(results.DrawdownsInPlace[first + f], fall);
            peaks[peak + f] = double.MaxNative(peaks[peak + f], value * path.Peak);
            results.VolatilitiesInPlace[first + f] += path.Sum;
            results.SharpesInPlace[first + f] += path.Squares;
        }
    }

    // The bar of the run: the market's move and the costs together are one return.
    private void Turn(int walker, RunEdge<TLanes> edge)
    {
        int first = bases[walker];
        int peak = peakBases[walker];
        for (int f = 0; f < feeCount; f++)
        {
            double change = (edge.Factors[f] / edge.ValueBefore) - 1.0;
            double value = results.FinalValuesInPlace[first + f] * edge.Factors[f];
            results.VolatilitiesInPlace[first + f] += change;
            results.SharpesInPlace[first + f] += change * change;
            double fall = (value / peaks[peak + f]) - 1.0;
            results.DrawdownsInPlace[first + f] = double.MinNative(results.DrawdownsInPlace[first + f], fall);
            peaks[peak + f] = double.MaxNative(peaks[peak + f], value);
        }
    }

    private void Conclude(int walker)
    {
        for (int at = bases[walker]; at < bases[walker] + feeCount; at++)
        {
            (double Returns, double Squares) sums = (results.VolatilitiesInPlace[at], results.SharpesInPlace[at]);
            (results.VolatilitiesInPlace[at], results.SharpesInPlace[at]) =
                PathState.PerYear(sums, lengths[walker] - 1, scale.PeriodsPerYear);
        }
    }
}
