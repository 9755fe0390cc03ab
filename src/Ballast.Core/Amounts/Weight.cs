namespace Ballast.Core.Amounts;

/// <summary>
/// A fraction of the portfolio's value: a target, an actual weight, a signed drift, or the half-width of a band. A
/// target of 40 %
/// is 0.40; percent exist on screen only.
/// </summary>
public readonly record struct Weight(decimal Value) : IComparable<Weight>
{
    /// <summary>The fraction; 1 is the whole portfolio.</summary>
    public decimal Value { get; } = Value;

    /// <summary>Nothing.</summary>
    public static Weight Zero => default;

    /// <summary>The size without its sign.</summary>
    public Weight Magnitude => new(Math.Abs(Value));

    /// <summary>Minus one, zero or one.</summary>
    public int Sign => Math.Sign(Value);

    /// <summary>Whether this is exactly zero.</summary>
    public bool IsZero => Value == 0m;

    /// <summary>Orders by signed size.</summary>
    public int CompareTo(Weight other) => Value.CompareTo(other.Value);

    /// <summary>The smaller of two.</summary>
    public static Weight Min(Weight left, Weight right) => left.Value <= right.Value ? left : right;

    /// <summary>The larger of two.</summary>
    public static Weight Max(Weight left, Weight right) => left.Value >= right.Value ? left : right;

    /// <summary>Exact sum.</summary>
    public static Weight operator +(Weight left, Weight right) => new(left.Value + right.Value);

    /// <summary>Exact difference.</summary>
    public static Weight operator -(Weight left, Weight right) => new(left.Value - right.Value);

    /// <summary>The same size with the other sign.</summary>
    public static Weight operator -(Weight operand) => new(-operand.Value);

    /// <summary>Scaled by a plain number.</summary>
    public static Weight operator *(Weight left, decimal factor) => new(left.Value * factor);

    /// <summary>Whether the left one is smaller.</summary>
    public static bool operator <(Weight left, Weight right) => left.Value < right.Value;

    /// <summary>Whether the left one is larger.</summary>
    public static bool operator >(Weight left, Weight right) => left.Value > right.Value;

    /// <summary>Whether the left one is smaller or equal.</summary>
    public static bool operator <=(Weight left, Weight right) => left.Value <= right.Value;

    /// <summary>Whether the left one is larger or equal.</summary>
    public static bool operator >=(Weight left, Weight right) => left.Value >= right.Value;

    /// <summary>Canonical decimal text.</summary>
    public override string ToString() => CanonicalDecimal.Format(Value);
}
