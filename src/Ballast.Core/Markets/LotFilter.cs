namespace Ballast.Core.Markets;

/// <summary>Sizes an order may have, in units of the base asset.</summary>
/// <param name="Min">Smallest size, zero or more.</param>
/// <param name="Max">Largest size, at least <paramref name="Min"/>.</param>
/// <param name="Step">Sizes are multiples of this; zero means no step.</param>
public sealed record LotFilter(decimal Min, decimal Max, decimal Step)
{
    /// <summary>No rule.</summary>
    public static LotFilter None { get; } = new(0m, decimal.MaxValue, 0m);
}
