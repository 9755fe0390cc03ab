using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>What a path of values has shown so far: sums of its returns, its peak and its deepest fall.</summary>
internal struct PathState
{
    private const int Stretch = 64;

    private double sum;
    private double squares;
    private int count;
    private double peak;
    private double depth;
    private double lowest;

    /// <summary>A path that begins at a value.</summary>
    public static PathState Beginning(double value) => new() { peak = value, lowest = value };

    /// <summary>Deepest fall so far, zero or negative.</summary>
    public readonly double Depth => depth;

    /// <summary>Sum of returns so far.</summary>
    public readonly double Sum => sum;

    /// <summary>Sum of squared returns so far.</summary>
    public readonly double Squares => squares;

    /// <summary>Highest value so far.</summary>
    public readonly double Peak => peak;

    /// <summary>Lowest value so far; only where nothing was rescaled.</summary>
    public readonly double Lowest => lowest;

    /// <summary>Goes on along values; the first one is where the path stood.</summary>
    public void Add<TLanes>(Span<double> path)
        where TLanes : struct, ILanes<TLanes>
    {
        int bars = path.Length - 1;
        int whole = bars / TLanes.Width * TLanes.Width;
        for (int from = 0; from < whole; from += Stretch)
        {
            int to = Math.Min(from + Stretch, whole);
            Look<TLanes>(ref path[from], to - from, out double high, out double low);
            Fall(path[(from + 1)..(to + 1)], double.MaxNative(high, peak), low);
        }

        Rest(path[whole..]);
        count += bars;
    }

    /// <summary>Money that came or went multiplied the value by a factor without being a return.</summary>
    public void Rescale(double factor) => peak *= factor;

    /// <summary>Standard deviation and Sharpe ratio a year.</summary>
    public readonly (double Volatility, double Sharpe) PerYear(double periods) =>
        PerYear((sum, squares), count, periods);

    /// <summary>The same from sums of returns and of their squares.</summary>
    public static (double Volatility, double Sharpe) PerYear(
        (double Returns, double Squares) sums, int count, double periods)
    {
        if (count < 2)
        {
            return (0.0, 0.0);
        }

        double mean = sums.Returns / count;
        double scatter = (sums.Squares - (mean * sums.Returns)) / (count - 1);

        // What is left of equal returns after subtraction is rounding and no scatter.
        if (!(scatter > sums.Squares * 1e-15))
        {
            return (0.0, 0.0);
        }

        double deviation = Math.Sqrt(scatter);
        return (deviation * Math.Sqrt(periods), mean / deviation * Math.Sqrt(periods));
    }

    // A method of its own, without a call in its loop: sums stay in registers.
    private void Look<TLanes>(ref double first, int bars, out double high, out double low)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes one = TLanes.All(1.0), sums = TLanes.All(0.0), squared = sums;
        TLanes most = TLanes.Load(ref first, 1), least = most;
        for (int t = 0; t < bars; t += TLanes.Width)
        {
            TLanes now = TLanes.Load(ref first, t + 1);
            TLanes change = (now / TLanes.Load(ref first, t)) - one;
            sums += change;
            squared = TLanes.MultiplyAdd(change, change, squared);
            most = TLanes.Max(most, now);
            least = TLanes.Min(least, now);
        }

        sum += TLanes.Sum(sums);
        squares += TLanes.Sum(squared);
        high = TLanes.Greatest(most);
        low = TLanes.Least(least);
    }

    private void Rest(ReadOnlySpan<double> path)
    {
        for (int t = 1; t < path.Length; t++)
        {
            double change = (path[t] / path[t - 1]) - 1.0;
            sum += change;
            squares += change * change;
            Fall(path.Slice(t, 1), double.MaxNative(peak, path[t]), path[t]);
        }
    }

    // Only a stretch whose lowest value lies deep enough below its highest can hold a new deepest fall.
    private void Fall(ReadOnlySpan<double> values, double high, double low)
    {
        lowest = double.MinNative(lowest, low);
        if (low >= high * (1.0 + depth))
        {
            peak = high;
            return;
        }

        if (high <= peak)
        {
            // No peak of its own: its lowest value lies deepest.
            depth = (low / peak) - 1.0;
            return;
        }

        foreach (double value in values)
        {
            peak = double.MaxNative(peak, value);
            if (value < peak * (1.0 + depth))
            {
                depth = (value / peak) - 1.0;
            }
        }
    }
}
