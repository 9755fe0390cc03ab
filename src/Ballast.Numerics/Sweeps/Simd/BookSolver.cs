using Ballast.Numerics.Simd;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// Takes a portfolio to its destination with costs, least trades and lots: the planner's whole-book solve in doubles.
/// Values are solved continuously, sizes rounded toward zero, what is too small held where it is, and the rest solved
/// again until nothing changes.
/// </summary>
internal sealed class BookSolver
{
    // Below these parts of V a difference is rounding: of a wanted trade, and of a portfolio made worse by its run.
    private const double TradeNoise = 1e-15;
    private const double Material = 1e-9;

    private readonly int count;
    private readonly Destination general;
    private readonly double[] prices;
    private readonly double[] units;
    private readonly double[] values;
    private readonly double[] targets;
    private readonly double[] after;
    private readonly double[] sizes;
    private SweepRule rule = new();
    private double fee;
    private double cash;
    private double lotsWorth;
    private bool isConstrained;

    /// <summary>For one mix of targets; keeps scratch memory.</summary>
    public BookSolver(TargetMix mix)
    {
        count = mix.Weights.Length;
        int room = (count + 7) / 8 * 8;
        targets = new double[room];
        mix.Weights.CopyTo(targets);
        general = new Destination(mix);
        prices = new double[count];
        units = new double[count];
        values = new double[room];
        after = new double[count];
        sizes = new double[count];
    }

    /// <summary>Units after the last solve.</summary>
    public ReadOnlySpan<double> Units => units;

    /// <summary>Quote currency after the last solve.</summary>
    public double Cash => cash;

    /// <summary>V before the last solve.</summary>
    public double Wealth { get; private set; }

    /// <summary>What the last solve cost.</summary>
    public double Cost { get; private set; }

    /// <summary>Notional of the last solve, buys and sells together.</summary>
    public double Traded { get; private set; }

    /// <summary>Begins with a setting.</summary>
    /// <param name="point">Fee and rule.</param>
    /// <param name="bands">Half-widths, the quote's last.</param>
    public void Begin(SweepPoint point, ReadOnlySpan<double> bands)
    {
        rule = point.Rule;
        fee = point.FeeRate;
        general.Begin(bands, fee);
    }

    /// <summary>Takes over what is held.</summary>
    /// <param name="row">Prices.</param>
    /// <param name="held">Units; empty for none of anything.</param>
    /// <param name="quote">Quote currency.</param>
    public void Read(ReadOnlySpan<double> row, ReadOnlySpan<double> held, double quote)
    {
        double wealth = quote;
        for (int i = 0; i < count; i++)
        {
            prices[i] = row[i];
            units[i] = held.IsEmpty ? 0.0 : held[i];
            values[i] = units[i] * prices[i];
            wealth = Math.FusedMultiplyAdd(units[i], prices[i], wealth);
        }

        cash = quote;
        Wealth = wealth;
    }

    /// <summary>Trades; false where nothing can be traded, and then nothing has changed.</summary>
    public bool Solve(SweepDestination destination)
    {
        (Cost, Traded, isConstrained) = (0.0, 0.0, false);
        if (!(Wealth > 0.0))
        {
            return false;
        }

        // What is too small on the way to target is held from the beginning.
        general.Read(values.AsSpan(0, count), cash, destination);
        if (destination == SweepDestination.Target && ToTarget())
        {
            Settle();
            return Traded > 0.0;
        }

        int rounds = (4 * count) + 16;
        do
        {
            general.Solve(after);
            rounds--;
        }
        while (Size() && rounds > 0);
        if (isConstrained && general.IsWorse(AfterTrades(), Wealth - CostOfTrades(), lotsWorth))
        {
            return false;
        }

        Settle();
        return Traded > 0.0;
    }

    // All the way to target has a closed form; it holds unless something is too small to be traded.
    private bool ToTarget()
    {
        (double left, _) = TargetReset.Solve<Lanes128>(values, targets, Wealth, fee);
        double whole = left * Wealth;
        for (int i = 0; i < count; i++)
        {
            after[i] = targets[i] * whole;
        }

        return !Size();
    }

    /// <summary>
    /// Rounds what is wanted, sells first; true where an asset had to be held or bounded that was not before. Where
    /// sales were too small to be made, the purchases share what cash there is.
    /// </summary>
    private bool Size()
    {
        lotsWorth = 0.0;
        double available = cash;
        double needed = 0.0;
        bool changed = false;
        for (int i = 0; i < count; i++)
        {
            double trade = after[i] - values[i];
            sizes[i] = 0.0;
            if (trade > Wealth * TradeNoise)
            {
                needed += trade * (1.0 + fee);
            }
            else if (trade < -Wealth * TradeNoise)
            {
                changed |= !Fits(i, -trade);
                available += sizes[i] * prices[i] * (1.0 - fee);
                sizes[i] = -sizes[i];
            }
        }

        bool starved = needed > available + (Wealth * TradeNoise);
        changed |= Buy(starved ? double.MaxNative(available, 0.0) / needed : 1.0);
        isConstrained |= changed;
        return changed;
    }

    private bool Buy(double share)
    {
        bool changed = false;
        for (int i = 0; i < count; i++)
        {
            double trade = after[i] - values[i];
            if (trade <= Wealth * TradeNoise)
            {
                continue;
            }

            if (!Fits(i, trade * share))
            {
                changed = true;
            }
            else if (share < 1.0 && trade - (sizes[i] * prices[i]) > double.MaxNative(LotWorth(i), Wealth * Material))
            {
                general.Bound(i, values[i] + (sizes[i] * prices[i]));
                changed = true;
            }
        }

        return changed;
    }

    // Sets the size; what is too small is held from now on.
    private bool Fits(int asset, double worth)
    {
        double lot = rule.Lots.IsEmpty ? 0.0 : rule.Lots[asset];
        double size = worth / prices[asset];
        size = lot > 0.0 ? Math.Floor((size / lot) + Material) * lot : size;
        lotsWorth += LotWorth(asset);
        if (size <= 0.0 || size * prices[asset] < rule.MinTrade)
        {
            general.Keep(asset);
            return false;
        }

        sizes[asset] = size;
        return true;
    }

    private double LotWorth(int asset) => rule.Lots.IsEmpty ? 0.0 : rule.Lots[asset] * prices[asset];

    private double CostOfTrades()
    {
        double traded = 0.0;
        for (int i = 0; i < count; i++)
        {
            traded += Math.Abs(sizes[i]) * prices[i];
        }

        return fee * traded;
    }

    private double[] AfterTrades()
    {
        for (int i = 0; i < count; i++)
        {
            after[i] = values[i] + (sizes[i] * prices[i]);
        }

        return after;
    }

    private void Settle()
    {
        double bought = 0.0;
        for (int i = 0; i < count; i++)
        {
            double notional = sizes[i] * prices[i];
            bought += notional;
            Traded += Math.Abs(notional);

            // A last digit must not be left where everything was sold.
            units[i] = after[i] == 0.0 && sizes[i] != 0.0 && rule.Lots.IsEmpty ? 0.0 : units[i] + sizes[i];
        }

        Cost = fee * Traded;
        cash -= bought + Cost;
    }
}
