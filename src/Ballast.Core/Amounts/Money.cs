namespace Ballast.Core.Amounts;

/// <summary>
/// An amount of the portfolio's quote currency. Signed. The currency is that of the portfolio the amount belongs to:
/// amounts of
/// two portfolios never meet.
/// </summary>
public readonly record struct Money(decimal Value) : IComparable<Money>
{
    /// <summary>Units of the quote currency.</summary>
    public decimal Value { get; } = Value;

    /// <summary>Nothing.</summary>
    public static Money Zero => default;

    /// <summary>The size without its sign.</summary>
    public Money Magnitude => new(Math.Abs(Value));

    /// <summary>Minus one, zero or one.</summary>
    public int Sign => Math.Sign(Value);

    /// <summary>Whether this is exactly zero.</summary>
    public bool IsZero => Value == 0m;

    /// <summary>Orders by signed size.</summary>
    public int CompareTo(Money other) => Value.CompareTo(other.Value);

    /// <summary>The smaller of two.</summary>
    public static Money Min(Money left, Money right) => left.Value <= right.Value ? left : right;

    /// <summary>The larger of two.</summary>
    public static Money Max(Money left, Money right) => left.Value >= right.Value ? left : right;

    /// <summary>Exact sum.</summary>
    public static Money operator +(Money left, Money right) => new(left.Value + right.Value);

    /// <summary>Exact difference.</summary>
    public static Money operator -(Money left, Money right) => new(left.Value - right.Value);

    /// <summary>The same size with the other sign.</summary>
    public static Money operator -(Money operand) => new(-operand.Value);

    /// <summary>Scaled by a plain number.</summary>
    public static Money operator *(Money left, decimal factor) => new(left.Value * factor);

    /// <summary>Whether the left one is smaller.</summary>
    public static bool operator <(Money left, Money right) => left.Value < right.Value;

    /// <summary>Whether the left one is larger.</summary>
    public static bool operator >(Money left, Money right) => left.Value > right.Value;

    /// <summary>Whether the left one is smaller or equal.</summary>
    public static bool operator <=(Money left, Money right) => left.Value <= right.Value;

    /// <summary>Whether the left one is larger or equal.</summary>
    public static bool operator >=(Money left, Money right) => left.Value >= right.Value;

    /// <summary>
    /// Units of an asset that this amount buys at a price, at full decimal precision (28 digits); round it with
    /// <see cref="Rounding"/> before it becomes an order.
    /// </summary>
    /// <exception cref="DivideByZeroException">The price is zero.</exception>
    public static Quantity operator /(Money amount, Price price) => new(amount.Value / price.Value);

    /// <summary>This amount as a fraction of another.</summary>
    /// <exception cref="DivideByZeroException">The whole is zero.</exception>
    public static Weight operator /(Money part, Money whole) => new(part.Value / whole.Value);

    /// <summary>The part of this amount that a weight stands for, exact.</summary>
    public static Money operator *(Weight weight, Money whole) => new(weight.Value * whole.Value);

    /// <summary>Canonical decimal text.</summary>
    public override string ToString() => CanonicalDecimal.Format(Value);
}
