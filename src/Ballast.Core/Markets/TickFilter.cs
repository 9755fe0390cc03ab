namespace Ballast.Core.Markets;

/// <summary>Prices an order may have.</summary>
/// <param name="Min">Lowest price, zero or more.</param>
/// <param name="Max">Highest price.</param>
/// <param name="Step">Prices are multiples of this; zero means no step.</param>
public sealed record TickFilter(decimal Min, decimal Max, decimal Step)
{
    /// <summary>No rule.</summary>
    public static TickFilter None { get; } = new(0m, decimal.MaxValue, 0m);
}
