namespace Ballast.Core.Amounts;

/// <summary>
/// Quote currency per one unit of an asset. Zero is a legal price (a dead coin); whether one may trade at it is decided
/// by
/// the price guards, never by this type. Negative prices do not exist here.
/// </summary>
public readonly record struct Price : IComparable<Price>
{
    /// <summary>Wraps a number of quote units per asset unit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Price(decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        Value = value;
    }

    /// <summary>Quote units per unit of the asset.</summary>
    public decimal Value { get; }

    /// <summary>One quote unit per unit: the quote currency priced in itself.</summary>
    public static Price One => new(1m);

    /// <summary>Orders prices by size.</summary>
    public int CompareTo(Price other) => Value.CompareTo(other.Value);

    /// <summary>What a quantity is worth at this price, exact.</summary>
    public static Money operator *(Quantity quantity, Price price) => new(quantity.Value * price.Value);

    /// <summary>Whether the left price is lower.</summary>
    public static bool operator <(Price left, Price right) => left.Value < right.Value;

    /// <summary>Whether the left price is higher.</summary>
    public static bool operator >(Price left, Price right) => left.Value > right.Value;

    /// <summary>Whether the left price is lower or equal.</summary>
    public static bool operator <=(Price left, Price right) => left.Value <= right.Value;

    /// <summary>Whether the left price is higher or equal.</summary>
    public static bool operator >=(Price left, Price right) => left.Value >= right.Value;

    /// <summary>Canonical decimal text.</summary>
    public override string ToString() => CanonicalDecimal.Format(Value);
}
