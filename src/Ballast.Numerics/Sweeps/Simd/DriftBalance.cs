namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// Makes clipped drifts sum to zero again, as <see cref="Destination"/> says. The quote stands last.
/// </summary>
internal sealed class DriftBalance
{
    private const double Noise = 1e-15;

    private readonly double[] targets;
    private readonly double[] bands;
    private readonly double[] floors;
    private readonly double[] ceilings;
    private readonly double[] levels;
    private readonly double[] bottoms;
    private readonly double[] widths;
    private readonly double[] ones;

    /// <summary>Shares the arrays of the solve it serves.</summary>
    public DriftBalance(double[] targets, double[] bands, double[] floors, double[] ceilings)
    {
        this.targets = targets;
        this.bands = bands;
        this.floors = floors;
        this.ceilings = ceilings;
        Offsets = new double[targets.Length];
        Low = new double[targets.Length];
        High = new double[targets.Length];
        levels = new double[targets.Length];
        bottoms = new double[targets.Length];
        widths = new double[targets.Length];
        ones = new double[targets.Length];
        Array.Fill(ones, 1.0);
    }

    /// <summary>Value less wanted value of each; the answer as well.</summary>
    public double[] Offsets { get; }

    /// <summary>The lowest each may be moved to in the first place.</summary>
    public double[] Low { get; }

    /// <summary>The highest each may be moved to in the first place.</summary>
    public double[] High { get; }

    /// <summary>Clamps and balances.</summary>
    /// <param name="whole">What all values together shall be.</param>
    /// <param name="quoteRatio">How far the quote may drift, in parts of its band, before others give way.</param>
    public void Balance(double whole, double quoteRatio)
    {
        double excess = -whole;
        for (int i = 0; i < Offsets.Length; i++)
        {
            Offsets[i] = double.MaxNative(Low[i], double.MinNative(High[i], Offsets[i]));
            excess += Offsets[i] + (targets[i] * whole);
        }

        if (Math.Abs(excess) > whole * Noise)
        {
            Move(whole, excess, quoteRatio);
        }
    }

    private void Move(double whole, double excess, double quoteRatio)
    {
        double sign = excess > 0.0 ? 1.0 : -1.0;
        for (int i = 0; i < Offsets.Length; i++)
        {
            levels[i] = sign * Offsets[i];
            bottoms[i] = sign * (sign > 0.0 ? Low[i] : High[i]);
            widths[i] = bands[i] * whole;
        }

        double left = WaterLevel.Lower(levels, bottoms, ones, Math.Abs(excess));
        left = left > 0.0 ? FromQuote(left, sign, whole, quoteRatio) : 0.0;
        if (left > 0.0)
        {
            for (int i = 0; i < levels.Length; i++)
            {
                bottoms[i] = Reach(i, sign, whole);
            }

            left = WaterLevel.Lower(levels, bottoms, widths, left);
        }

        if (left > 0.0)
        {
            WaterLevel.Lower(levels, bottoms, ones, left);
        }

        for (int i = 0; i < Offsets.Length; i++)
        {
            Offsets[i] = sign * levels[i];
        }
    }

    // A quote without a band takes whatever is left: cash is where the rest goes.
    private double FromQuote(double left, double sign, double whole, double ratio)
    {
        int quote = levels.Length - 1;
        double reach = Reach(quote, sign, whole);
        double bound = widths[quote] == 0.0 ? reach : double.MaxNative(-ratio * widths[quote], reach);
        double taken = double.MinNative(left, double.MaxNative(0.0, levels[quote] - bound));
        levels[quote] -= taken;
        return left - taken;
    }

    private double Reach(int i, double sign, double whole) => sign > 0.0
        ? floors[i] - (targets[i] * whole)
        : (targets[i] * whole) - ceilings[i];
}
