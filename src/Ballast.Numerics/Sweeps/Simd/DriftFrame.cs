using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// What is held between two rebalances and how far it may drift. Bands that differ between assets are brought to one
/// width by pulling each drift, <c>abs(v_i - t_i V) c_i &gt; b V</c> with <c>c_i = b / b_i</c>, so that one comparison
/// serves them all; with equal bands every pull is one and nothing is lost.
/// </summary>
internal sealed class DriftFrame
{
    // A drift below this part of V came from rounding: no band is narrower.
    private const double Noise = 1e-13;

    private readonly int count;
    private readonly double[] units;
    private readonly double[] targets;
    private readonly double[] values;
    private readonly double[] row;
    private readonly double[] pulls;
    private readonly double[] pulledUnits;
    private readonly double[] pulledTargets;
    private double cashPull = 1.0;

    /// <summary>For the assets of a mix beside the quote currency.</summary>
    public DriftFrame(TargetMix mix)
    {
        count = mix.Weights.Length;

        // Filled up with zeros to the widest register, as the rows of a panel are.
        int room = (count + 7) / 8 * 8;
        targets = new double[room];
        mix.Weights.CopyTo(targets);
        CashTarget = mix.Cash;
        units = new double[room];
        values = new double[room];

        // A price of one where there is no asset: it is divided by as well.
        row = new double[room];
        Array.Fill(row, 1.0);
        pulls = new double[room];
        pulledUnits = new double[room];
        pulledTargets = new double[room];
    }

    /// <summary>u: units held.</summary>
    public ReadOnlySpan<double> Units => units.AsSpan(0, count);

    /// <summary>t: weights wanted.</summary>
    public ReadOnlySpan<double> Targets => targets.AsSpan(0, count);

    /// <summary>Quote currency held.</summary>
    public double Cash { get; private set; }

    /// <summary>Weight of the quote currency wanted.</summary>
    public double CashTarget { get; }

    /// <summary>b: the one width all pulled drifts are compared with.</summary>
    public double Band { get; private set; }

    /// <summary>c: one where all bands are equal.</summary>
    public ReadOnlySpan<double> Pulls => pulls.AsSpan(0, count);

    /// <summary>Whether every pull is one.</summary>
    public bool IsUniform { get; private set; }

    /// <summary>The least pull: a drift is at most the pulled one over this.</summary>
    public double LeastPull { get; private set; }

    /// <summary>u c.</summary>
    public ReadOnlySpan<double> PulledUnits => pulledUnits.AsSpan(0, count);

    /// <summary>t c.</summary>
    public ReadOnlySpan<double> PulledTargets => pulledTargets.AsSpan(0, count);

    /// <summary>Cash as it enters its pulled drift.</summary>
    public double PulledCash => Cash * cashPull;

    /// <summary>Cash wanted as it enters its pulled drift.</summary>
    public double PulledCashTarget => CashTarget * cashPull;

    /// <summary>Takes over half-widths, the quote's last.</summary>
    public void SetBands(ReadOnlySpan<double> bands)
    {
        double narrowest = double.PositiveInfinity;
        double widest = 0.0;
        foreach (double band in bands)
        {
            narrowest = Math.Min(narrowest, Math.Max(band, Noise));
            widest = Math.Max(widest, Math.Max(band, Noise));
        }

        Band = narrowest;
        IsUniform = narrowest == widest;
        LeastPull = IsUniform ? 1.0 : narrowest / widest;
        for (int i = 0; i < count; i++)
        {
            pulls[i] = PullOf(bands[i]);
            pulledTargets[i] = targets[i] * pulls[i];
            pulledUnits[i] = units[i] * pulls[i];
        }

        cashPull = PullOf(bands[^1]);
    }

    /// <summary>
    /// Measures drifts in points, or in parts of each target: then a single width is compared with all of them. What
    /// has no target is never held where runs go all the way to target, and does not count.
    /// </summary>
    public void SetShape(BandKind kind)
    {
        IsUniform = kind != BandKind.Relative;
        LeastPull = 1.0;
        for (int i = 0; i < count; i++)
        {
            pulls[i] = IsUniform ? 1.0 : targets[i] > 0.0 ? 1.0 / targets[i] : 0.0;
            pulledTargets[i] = targets[i] * pulls[i];
        }

        cashPull = IsUniform ? 1.0 : CashTarget > 0.0 ? 1.0 / CashTarget : 0.0;
    }

    /// <summary>Values of the assets at a bar, filled up with zeros to whole registers.</summary>
    public ReadOnlySpan<double> ValuesAt<TLanes>(PricePanel panel, int bar)
        where TLanes : struct, ILanes<TLanes>
    {
        panel.Row(bar, row);
        for (int i = 0; i < values.Length; i += TLanes.Width)
        {
            TLanes.Store(TLanes.Load(ref units[0], i) * TLanes.Load(ref row[0], i), ref values[0], i);
        }

        return values;
    }

    /// <summary>Weights wanted, filled up with zeros to whole registers.</summary>
    public ReadOnlySpan<double> PaddedTargets => targets;

    /// <summary>Takes over what is held.</summary>
    public void Hold(ReadOnlySpan<double> held, double cash)
    {
        if (held.IsEmpty)
        {
            Array.Clear(units);
        }

        held.CopyTo(units);
        Cash = cash;
        for (int i = 0; i < count; i++)
        {
            pulledUnits[i] = units[i] * pulls[i];
        }
    }

    /// <summary>Goes all the way to target.</summary>
    /// <param name="panel">Prices.</param>
    /// <param name="bar">When.</param>
    /// <param name="whole">V before.</param>
    /// <param name="fee">What a unit of notional costs.</param>
    /// <returns>x: what costs leave of V; and everything traded over V.</returns>
    public (double Left, double Traded) Reset<TLanes>(PricePanel panel, int bar, double whole, double fee)
        where TLanes : struct, ILanes<TLanes>
    {
        ValuesAt<TLanes>(panel, bar);
        (double left, double traded) = TargetReset.Solve<TLanes>(values, targets, whole, fee);
        Hold<TLanes>(whole * left);
        return (left, traded);
    }

    /// <summary>Everything on target, worth so much.</summary>
    public void HoldTargets<TLanes>(PricePanel panel, int bar, double whole)
        where TLanes : struct, ILanes<TLanes>
    {
        panel.Row(bar, row);
        Hold<TLanes>(whole);
    }

    private void Hold<TLanes>(double whole)
        where TLanes : struct, ILanes<TLanes>
    {
        ref double price = ref row[0];
        TLanes all = TLanes.All(whole);
        Cash = CashTarget * whole;
        for (int i = 0; i < units.Length; i += TLanes.Width)
        {
            TLanes held = TLanes.Load(ref targets[0], i) * all / TLanes.Load(ref price, i);
            TLanes.Store(held, ref units[0], i);
            TLanes.Store(held * TLanes.Load(ref pulls[0], i), ref pulledUnits[0], i);
        }
    }

    private double PullOf(double band) =>
        IsUniform || double.IsPositiveInfinity(Band) ? 1.0 : Band / Math.Max(band, Noise);
}
