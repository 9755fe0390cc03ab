namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// Values after a run that leaves each drift within k half-widths and trades as little as possible: drifts are those
/// after costs, clipped, and where they then do not sum to zero the highest are lowered, or the lowest raised, to a
/// common level. What that cannot do is done by the quote inside its band, then by all in proportion to their bands,
/// then by whoever can.
/// </summary>
internal sealed class Destination
{
    private const double Noise = 1e-15;
    private const double Material = 1e-9;
    private const double Unbounded = 1_000_000.0;
    private const int MostSteps = 48;

    private readonly double[] targets;
    private readonly double[] bands;
    private readonly double[] values;
    private readonly double[] floors;
    private readonly double[] ceilings;
    private readonly double[] start;
    private readonly bool[] kept;
    private readonly DriftBalance balance;
    private readonly int quote;
    private double fee;
    private double wealth;
    private double share;
    private double largestRatio;
    private double lastCost;
    private bool isBounded;

    /// <summary>For one mix; the quote stands last.</summary>
    public Destination(TargetMix mix)
    {
        targets = [.. mix.Weights, mix.Cash];
        quote = targets.Length - 1;
        bands = new double[targets.Length];
        values = new double[targets.Length];
        floors = new double[targets.Length];
        ceilings = new double[targets.Length];
        start = new double[targets.Length];
        kept = new bool[targets.Length];
        balance = new DriftBalance(targets, bands, floors, ceilings);
    }

    /// <summary>Begins with half-widths, the quote's last, and a fee.</summary>
    public void Begin(ReadOnlySpan<double> halfWidths, double feeRate)
    {
        for (int i = 0; i < bands.Length; i++)
        {
            // No band at all is planned for as a band of nothing: the whole drift counts.
            bands[i] = double.IsPositiveInfinity(halfWidths[i]) ? 0.0 : halfWidths[i];
        }

        fee = feeRate;
    }

    /// <summary>Takes over what is held.</summary>
    public void Read(ReadOnlySpan<double> held, double cash, SweepDestination destination)
    {
        held.CopyTo(values);
        values[quote] = cash;
        share = destination switch
        {
            SweepDestination.Target => 0.0,
            SweepDestination.Half => 0.5,
            SweepDestination.Edge => 1.0,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        wealth = 0.0;
        foreach (double value in values)
        {
            wealth += value;
        }

        isBounded = false;
        lastCost = 0.0;
        Array.Clear(kept);
        Array.Clear(floors);
        Array.Fill(ceilings, wealth);

        // Quote that is missing, after a withdrawal of more than there was, is owed and has to be raised.
        largestRatio = RatioOf(values, wealth);
    }

    /// <summary>Does not move an asset any more.</summary>
    public void Keep(int asset)
    {
        floors[asset] = values[asset];
        ceilings[asset] = values[asset];
        kept[asset] = true;
    }

    /// <summary>Does not buy an asset beyond a value any more.</summary>
    public void Bound(int asset, double value)
    {
        ceilings[asset] = double.MinNative(ceilings[asset], value);
        isBounded = true;
    }

    /// <summary>Solves; writes the values after, without the quote's.</summary>
    public void Solve(Span<double> after)
    {
        if (share == 0.0 && !isBounded && TryTarget(after))
        {
            return;
        }

        double last = 0.0;
        double lastGap = CostAt(0.0, after);
        double most = wealth / 2.0;
        double guess = double.MinNative(lastGap, most);
        double precision = wealth * Noise;
        for (int step = 0; step < MostSteps && Math.Abs(lastGap) > precision; step++)
        {
            double gap = CostAt(guess, after) - guess;
            double slope = gap - lastGap;
            double next = slope == 0.0 ? guess + gap : guess - (gap * (guess - last) / slope);
            (last, lastGap) = (guess, gap);
            guess = next >= 0.0 && next <= most ? next : double.MinNative(guess + gap, most);
        }
    }

    /// <summary>Whether trades have left a drift wider, in parts of its band, than the widest one before.</summary>
    /// <param name="after">Values without the quote's.</param>
    /// <param name="left">V after.</param>
    /// <param name="lots">What rounding may be off by.</param>
    public bool IsWorse(ReadOnlySpan<double> after, double left, double lots)
    {
        if (largestRatio >= Unbounded)
        {
            return false;
        }

        double slack = wealth - left + (wealth * Material) + lots;
        double rest = left;
        for (int i = 0; i < quote; i++)
        {
            rest -= after[i];
            if (Math.Abs(after[i] - (targets[i] * left)) > (largestRatio * bands[i] * left) + slack)
            {
                return true;
            }
        }

        return Math.Abs(rest - (targets[quote] * left)) > (largestRatio * bands[quote] * left) + slack;
    }

    // To target with some assets kept where they are: nothing is clipped, so their excess goes to the quote inside its
    // band and then to all others in proportion to their bands. Costs shrink with every step by the fee.
    private bool TryTarget(Span<double> after)
    {
        double cost = lastCost;
        for (int step = 0; step < MostSteps; step++)
        {
            double whole = wealth - cost;
            double part = PartOfBands(whole);
            if (double.IsNaN(part))
            {
                return false;
            }

            double traded = 0.0;
            for (int i = 0; i < quote; i++)
            {
                after[i] = kept[i] ? values[i] : (targets[i] * whole) - (part * bands[i] * whole);
                traded += Math.Abs(after[i] - values[i]);
            }

            double again = fee * traded;
            if (Math.Abs(again - cost) <= wealth * Noise)
            {
                lastCost = again;
                return true;
            }

            cost = again;
        }

        return false;
    }

    // How far into its band every other asset gives way, signed; NaN where that is not the whole answer.
    private double PartOfBands(double whole)
    {
        double excess = 0.0;
        double sum = 0.0;
        for (int i = 0; i < quote; i++)
        {
            excess += kept[i] ? values[i] - (targets[i] * whole) : 0.0;
            sum += kept[i] ? 0.0 : bands[i];
        }

        double reach = excess > 0.0 ? targets[quote] * whole : wealth - (targets[quote] * whole);
        double ratio = double.MinNative(1.0, largestRatio);
        double width = bands[quote] * whole;
        double taken = double.MinNative(
            Math.Abs(excess), width == 0.0 ? reach : double.MinNative(ratio * width, reach));
        double rest = Math.Abs(excess) - taken;
        if (rest <= wealth * Noise)
        {
            return 0.0;
        }

        // Beyond the quote's own part it would give way again, and nothing can fall below zero.
        double part = rest / (sum * whole);
        bool fits = part <= ratio;
        for (int i = 0; i < quote; i++)
        {
            fits &= kept[i] || part * bands[i] <= targets[i];
        }

        return fits ? Math.CopySign(part, excess) : double.NaN;
    }

    private double CostAt(double cost, Span<double> after)
    {
        double whole = wealth - cost;
        for (int i = 0; i < values.Length; i++)
        {
            start[i] = values[i] - (targets[i] * whole);
            balance.Offsets[i] = start[i];
        }

        Clip(whole);
        balance.Balance(whole, double.MinNative(1.0, largestRatio));
        double traded = 0.0;
        for (int i = 0; i < quote; i++)
        {
            after[i] = balance.Offsets[i] == start[i] ? values[i] : (targets[i] * whole) + balance.Offsets[i];
            traded += Math.Abs(after[i] - values[i]);
        }

        return fee * traded;
    }

    private void Clip(double whole)
    {
        double ratio = double.MinNative(share, largestRatio);
        for (int i = 0; i < values.Length; i++)
        {
            double floor = floors[i] - (targets[i] * whole);
            double ceiling = ceilings[i] - (targets[i] * whole);
            double width = ratio * bands[i] * whole;
            balance.Low[i] = double.MinNative(ceiling, double.MaxNative(-width, floor));
            balance.High[i] = double.MaxNative(floor, double.MinNative(width, ceiling));
        }
    }

    private double RatioOf(ReadOnlySpan<double> held, double whole)
    {
        double largest = 0.0;
        for (int i = 0; i < held.Length; i++)
        {
            double drift = Math.Abs(held[i] - (targets[i] * whole));
            double band = bands[i] * whole;
            if (drift > whole * Noise && drift > largest * band)
            {
                largest = drift >= band * Unbounded ? Unbounded : drift / band;
            }
        }

        return largest;
    }
}
