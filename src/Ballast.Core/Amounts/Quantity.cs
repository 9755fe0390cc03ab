namespace Ballast.Core.Amounts;

/// <summary>
/// A number of units of one asset. Signed, because ledger postings and position changes are; where a size must not be
/// negative the member that takes it says so.
/// </summary>
public readonly record struct Quantity(decimal Value) : IComparable<Quantity>
{
    /// <summary>Units of the asset.</summary>
    public decimal Value { get; } = Value;

    /// <summary>Nothing.</summary>
    public static Quantity Zero => default;

    /// <summary>The size without its sign.</summary>
    public Quantity Magnitude => new(Math.Abs(Value));

    /// <summary>Minus one, zero or one.</summary>
    public int Sign => Math.Sign(Value);

    /// <summary>Whether this is exactly zero.</summary>
    public bool IsZero => Value == 0m;

    /// <summary>Orders by signed size.</summary>
    public int CompareTo(Quantity other) => Value.CompareTo(other.Value);

    /// <summary>The smaller of two.</summary>
    public static Quantity Min(Quantity left, Quantity right) => left.Value <= right.Value ? left : right;

    /// <summary>The larger of two.</summary>
    public static Quantity Max(Quantity left, Quantity right) => left.Value >= right.Value ? left : right;

    /// <summary>Exact sum.</summary>
    public static Quantity operator +(Quantity left, Quantity right) => new(left.Value + right.Value);

    /// <summary>Exact difference.</summary>
    public static Quantity operator -(Quantity left, Quantity right) => new(left.Value - right.Value);

    /// <summary>The same size with the other sign.</summary>
    public static Quantity operator -(Quantity operand) => new(-operand.Value);

    /// <summary>Scaled by a plain number.</summary>
    public static Quantity operator *(Quantity left, decimal factor) => new(left.Value * factor);

    /// <summary>Whether the left one is smaller.</summary>
    public static bool operator <(Quantity left, Quantity right) => left.Value < right.Value;

    /// <summary>Whether the left one is larger.</summary>
    public static bool operator >(Quantity left, Quantity right) => left.Value > right.Value;

    /// <summary>Whether the left one is smaller or equal.</summary>
    public static bool operator <=(Quantity left, Quantity right) => left.Value <= right.Value;

    /// <summary>Whether the left one is larger or equal.</summary>
    public static bool operator >=(Quantity left, Quantity right) => left.Value >= right.Value;

    /// <summary>Canonical decimal text.</summary>
    public override string ToString() => CanonicalDecimal.Format(Value);
}
