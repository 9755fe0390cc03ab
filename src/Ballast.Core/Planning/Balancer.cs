namespace Ballast.Core.Planning;

/// <summary>
/// Makes clipped drifts sum to zero again. Works on offsets (value less target value) that shall sum to <c>total</c>:
/// where they are too high the highest are lowered, where too low the lowest are raised, which is the same with every
/// sign turned. What that cannot do inside the given bounds is done by the quote inside its band, then by all in
/// proportion to their bands, then by whoever can.
/// </summary>
internal sealed class Balancer
{
    private readonly PlanUniverse universe;
    private readonly WaterFilling water;
    private readonly decimal[] levels;
    private readonly decimal[] floors;
    private readonly decimal[] widths;

    /// <summary>For one universe; keeps scratch space.</summary>
    public Balancer(PlanUniverse universe)
    {
        this.universe = universe;
        water = new WaterFilling(universe.Count);
        levels = new decimal[universe.Count];
        floors = new decimal[universe.Count];
        widths = new decimal[universe.Count];
        Low = new decimal[universe.Count];
        High = new decimal[universe.Count];
        Offsets = new decimal[universe.Count];
        Eager = new bool[universe.Count];
    }

    /// <summary>Where each offset stands; the answer as well.</summary>
    public decimal[] Offsets { get; }

    /// <summary>The lowest each may be moved to in the first place.</summary>
    public decimal[] Low { get; }

    /// <summary>The highest each may be moved to in the first place.</summary>
    public decimal[] High { get; }

    /// <summary>
    /// Assets that take part at all; under the breaching scope the others move only toward their target, and only if
    /// they must.
    /// </summary>
    public bool[] Eager { get; }

    /// <summary>Clamps every offset to its bounds and balances.</summary>
    /// <param name="wealth">What all values together shall be.</param>
    /// <param name="quoteRatio">How far the quote may drift, in units of its band, before others give way.</param>
    /// <param name="scope">Whether the quote pays first.</param>
    public void Balance(decimal wealth, decimal quoteRatio, Policies.PlanScope scope)
    {
        decimal excess = -wealth;
        for (int i = 0; i < universe.Count; i++)
        {
            Offsets[i] = Math.Max(Low[i], Math.Min(High[i], Offsets[i]));
            excess += Offsets[i] + (universe.Targets[i] * wealth);
        }

        if (Math.Abs(excess) > wealth * Tolerance)
        {
            Move(wealth, excess, quoteRatio, scope);
        }
    }

    private const decimal Tolerance = 1e-25m;

    private void Move(decimal wealth, decimal excess, decimal quoteRatio, Policies.PlanScope scope)
    {
        decimal sign = excess > 0m ? 1m : -1m;
        for (int i = 0; i < universe.Count; i++)
        {
            levels[i] = sign * Offsets[i];
            floors[i] = sign * (sign > 0m ? Low[i] : High[i]);
            widths[i] = universe.Bands[i] * wealth;
        }

        decimal left = Math.Abs(excess);
        if (scope == Policies.PlanScope.Whole)
        {
            left = water.Lower(levels, floors, default, left);
            left = left > 0m ? FromQuote(left, sign, wealth, quoteRatio) : 0m;
        }
        else
        {
            left = FromQuote(left, sign, wealth, quoteRatio);
            left = left > 0m ? FromOpposite(left, sign, wealth) : 0m;
        }

        if (left > 0m)
        {
            Release(sign, wealth);
            left = water.Lower(levels, floors, widths, left);
        }

        if (left > 0m)
        {
            water.Lower(levels, floors, default, left);
        }

        for (int i = 0; i < universe.Count; i++)
        {
            Offsets[i] = sign * levels[i];
        }
    }

    // A quote without a band takes whatever is left: cash is where the rest goes.
    private decimal FromQuote(decimal left, decimal sign, decimal wealth, decimal ratio)
    {
        int quote = universe.Quote;
        decimal width = widths[quote];
        decimal bound = width == 0m ? Reach(quote, sign, wealth) : Math.Max(-ratio * width, Reach(quote, sign, wealth));
        decimal taken = Math.Min(left, Math.Max(0m, levels[quote] - bound));
        levels[quote] -= taken;
        return left - taken;
    }

    // Breaching scope: those on the other side of their target pay, the furthest first, down to their target.
    private decimal FromOpposite(decimal left, decimal sign, decimal wealth)
    {
        for (int i = 0; i < universe.Count; i++)
        {
            floors[i] = i == universe.Quote ? levels[i] : Math.Max(Reach(i, sign, wealth), Math.Min(levels[i], 0m));
        }

        return water.Lower(levels, floors, default, left);
    }

    private void Release(decimal sign, decimal wealth)
    {
        for (int i = 0; i < universe.Count; i++)
        {
            decimal reach = Reach(i, sign, wealth);
            floors[i] = Eager[i] ? reach : Math.Max(reach, Math.Min(levels[i], 0m));
        }
    }

    private decimal Reach(int i, decimal sign, decimal wealth) =>
        sign > 0m
            ? universe.Floors[i] - (universe.Targets[i] * wealth)
            : (universe.Targets[i] * wealth) - universe.Ceilings[i];
}
