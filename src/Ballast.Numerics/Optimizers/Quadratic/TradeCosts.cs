using System.Collections.Immutable;

namespace Ballast.Numerics.Optimizers.Quadratic;

/// <summary>What moving away from the current weights costs, in proportion to what is traded:
/// <c>sum(buy_i max(w_i - x_i, 0) + sell_i max(x_i - w_i, 0))</c>. Compared by reference of its lists.</summary>
public sealed record TradeCosts
{
    private TradeCosts(ImmutableArray<double> current, ImmutableArray<double> buy, ImmutableArray<double> sell)
    {
        Current = current;
        Buy = buy;
        Sell = sell;
    }

    /// <summary>No cost at all.</summary>
    public static TradeCosts None { get; } = new([], [], []);

    /// <summary>x, shape (N); empty where trading costs nothing.</summary>
    public ImmutableArray<double> Current { get; }

    /// <summary>Cost of buying one unit of weight, shape (N), zero or more, in units of the objective.</summary>
    public ImmutableArray<double> Buy { get; }

    /// <summary>Cost of selling one unit of weight, shape (N), zero or more, in units of the objective.</summary>
    public ImmutableArray<double> Sell { get; }

    /// <summary>Whether there is no cost.</summary>
    public bool IsNone => Current.Length == 0;

    /// <summary>Costs of each asset's own.</summary>
    /// <param name="current">x, shape (N).</param>
    /// <param name="buy">Shape (N).</param>
    /// <param name="sell">Shape (N).</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static TradeCosts Of(ReadOnlySpan<double> current, ReadOnlySpan<double> buy, ReadOnlySpan<double> sell)
    {
        if (current.Length != buy.Length || buy.Length != sell.Length)
        {
            throw new ArgumentException("current weights, costs of buying and of selling are one each per asset");
        }

        return new TradeCosts([.. current], [.. buy], [.. sell]);
    }

    /// <summary>The same costs with more added to each unit traded.</summary>
    /// <param name="more">Zero or more.</param>
    internal TradeCosts Plus(double more) =>
        new(Current, [.. Buy.Select(cost => cost + more)], [.. Sell.Select(cost => cost + more)]);

    /// <summary>The reason to refuse, or nothing.</summary>
    internal ImmutableArray<Refusal> Faults(int count)
    {
        if (IsNone)
        {
            return [];
        }

        if (Current.Length != count)
        {
            return [new Refusal.ShapeMismatch("current weights", count, Current.Length)];
        }

        for (int i = 0; i < count; i++)
        {
            if (!double.IsFinite(Current[i]))
            {
                return [new Refusal.NotFinite("current weights", i)];
            }

            double least = Math.Min(Buy[i], Sell[i]);
            if (!(least >= 0.0) || !double.IsFinite(Buy[i] + Sell[i]))
            {
                return [new Refusal.OutOfRange("trade costs", least, 0.0, double.MaxValue)];
            }
        }

        return [];
    }
}
