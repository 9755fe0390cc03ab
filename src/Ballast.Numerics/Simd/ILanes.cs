namespace Ballast.Numerics.Simd;

/// <summary>
/// A register full of doubles. A kernel is written once over this and compiled for each width; every operation is
/// rounded as IEEE says, the fused ones once, so that all widths give the same digits.
/// </summary>
/// <typeparam name="TSelf">The register.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many doubles.</summary>
    static abstract int Width { get; }

    /// <summary>Sum of two.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Difference of two.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Product of two.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Quotient of two.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf All(double value);

    /// <summary>The doubles from an element on; so many must be there.</summary>
    static abstract TSelf Load(ref double first, nint offset);

    /// <summary>Writes all lanes from an element on.</summary>
    static abstract void Store(TSelf value, ref double first, nint offset);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>Adds a b to a sum in its own register, rounded once.</summary>
    static abstract void AddProduct(ref TSelf sum, TSelf a, TSelf b);

    /// <summary>
    /// a p + c with p from memory, rounded once: one instruction, which separate calls would not become.
    /// </summary>
    static abstract TSelf Accumulated(TSelf a, ref double p, nint offset, TSelf c);

    /// <summary>The greater of a gap and <c>abs(a p + b c)</c> with p from memory, the product a p rounded.</summary>
    static abstract TSelf Widened(TSelf gap, TSelf a, ref double p, (TSelf B, TSelf C) whole);

    /// <summary>c - a b, rounded once.</summary>
    static abstract TSelf Subtracted(TSelf a, TSelf b, TSelf c);

    /// <summary>The greater, lane by lane; for numbers only.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller, lane by lane; for numbers only.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The size without its sign.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The size of one with the sign of another.</summary>
    static abstract TSelf Signed(TSelf size, TSelf sign);

    /// <summary>A bit for every lane in which the left is greater; the first lane is the lowest bit.</summary>
    static abstract uint Above(TSelf left, TSelf right);

    /// <summary>The greatest of all lanes.</summary>
    static abstract double Greatest(TSelf value);

    /// <summary>The least of all lanes.</summary>
    static abstract double Least(TSelf value);

    /// <summary>All lanes together.</summary>
    static abstract double Sum(TSelf value);
}
