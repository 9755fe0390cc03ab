using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Drift;

/// <summary>
/// 2 N + 1 numbers a portfolio (quantities, targets, half-width) in blocks of as many portfolios as a cache line holds
/// numbers: number after number, portfolios side by side. The last block is filled up with portfolios of nothing.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class DriftBlocks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LineBytes = 64;

    private readonly int assets;
    private readonly int fields;
    private readonly T[] numbers;

    public DriftBlocks(int assets, int count)
    {
        this.assets = assets;
        fields = (2 * assets) + 1;
        Count = count;
        BlockCount = (count + Width - 1) / Width;
        numbers = GC.AllocateArray<T>(BlockCount * fields * Width, pinned: true);
    }

    /// <summary>Portfolios in a block.</summary>
    public static int Width => LineBytes / Unsafe.SizeOf<T>();

    /// <summary>Portfolios in use, from the first on; blocks may have room for more.</summary>
    public int Count { get; set; }

    public int BlockCount { get; }

    /// <summary>One number of a portfolio: its quantities, then its targets, then its half-width.</summary>
    public T this[int portfolio, int field]
    {
        get => numbers[At(portfolio, field)];
        set => numbers[At(portfolio, field)] = value;
    }

    /// <summary>One number of all portfolios of a block.</summary>
    public ref T Line(int block, int field) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(numbers), ((block * fields) + field) * Width);

    /// <summary>Takes over a portfolio from other blocks of as many assets.</summary>
    public void Copy(int portfolio, DriftBlocks<T> other, int from)
    {
        for (int field = 0; field < fields; field++)
        {
            this[portfolio, field] = other[from, field];
        }
    }

    /// <summary>Whether one portfolio is outside, by the same operations in the same order as a scan.</summary>
    public bool IsOutside(int portfolio, ReadOnlySpan<T> prices)
    {
        T whole = T.Zero;
        for (int i = 0; i < assets; i++)
        {
            whole += this[portfolio, i] * prices[i];
        }

        T gap = T.Zero;
        for (int i = 0; i < assets; i++)
        {
            gap = T.MaxNative(gap, T.Abs((this[portfolio, i] * prices[i]) - (this[portfolio, assets + i] * whole)));
        }

        return gap > this[portfolio, 2 * assets] * whole;
    }

    /// <summary>Scans blocks and gives the numbers of the portfolios that are outside.</summary>
    /// <param name="from">The first block.</param>
    /// <param name="to">The block after the last.</param>
    /// <param name="prices">p.</param>
    /// <param name="outside">Room for all that may be found.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Outside(int from, int to, ReadOnlySpan<T> prices, Span<int> outside)
    {
        int found = 0;
        for (int block = from; block < to; block++)
        {
            uint bits = Block(ref Line(block, 0), prices);
            while (bits != 0)
            {
                int portfolio = (block * Width) + BitOperations.TrailingZeroCount(bits);
                bits &= bits - 1;
                if (portfolio < Count)
                {
                    outside[found++] = portfolio;
                }
            }
        }

        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Block(ref T block, ReadOnlySpan<T> prices)
    {
        int lanes = Vector256<T>.Count;
        nuint width = (nuint)Width;
        Vector256<T> v0 = Vector256<T>.Zero, v1 = v0, g0 = v0, g1 = v0;
        ref T line = ref block;
        for (int i = 0; i < prices.Length; i++)
        {
            Vector256<T> price = Vector256.Create(prices[i]);
            v0 += Vector256.LoadUnsafe(ref line) * price;
            v1 += Vector256.LoadUnsafe(ref line, (nuint)lanes) * price;
            line = ref Unsafe.Add(ref line, width);
        }

        ref T held = ref block;
        for (int i = 0; i < prices.Length; i++)
        {
            Vector256<T> price = Vector256.Create(prices[i]);
            Vector256<T> d0 = (Vector256.LoadUnsafe(ref held) * price) - (Vector256.LoadUnsafe(ref line) * v0);
            Vector256<T> d1 = (Vector256.LoadUnsafe(ref held, (nuint)lanes) * price)
                - (Vector256.LoadUnsafe(ref line, (nuint)lanes) * v1);
            g0 = Vector256.MaxNative(g0, Vector256.Abs(d0));
            g1 = Vector256.MaxNative(g1, Vector256.Abs(d1));
            held = ref Unsafe.Add(ref held, width);
            line = ref Unsafe.Add(ref line, width);
        }

        Vector256<T> wide0 = Vector256.GreaterThan(g0, Vector256.LoadUnsafe(ref line) * v0);
        Vector256<T> wide1 = Vector256.GreaterThan(g1, Vector256.LoadUnsafe(ref line, (nuint)lanes) * v1);
        return wide0.ExtractMostSignificantBits() | (wide1.ExtractMostSignificantBits() << lanes);
    }

    private int At(int portfolio, int field) =>
        (((portfolio / Width * fields) + field) * Width) + (portfolio % Width);
}
