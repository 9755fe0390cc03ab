using System.Numerics;

namespace Ballast.Numerics.Sweeps.Simd;

/// <summary>
/// Walkers by the bar of their last run, and at one bar by band in ascending width. A walker is a window and a band.
/// </summary>
internal sealed class WalkerQueue
{
    private readonly int[] heads;
    private readonly int[] next;
    private readonly int[] chains;
    private readonly ulong[] present;
    private readonly int[] active;
    private readonly int mask;

    /// <summary>Room for bars, windows and bands.</summary>
    public WalkerQueue(int bars, int windows, int bands)
    {
        Shift = bands <= 1 ? 0 : BitOperations.Log2((uint)(bands - 1)) + 1;
        mask = (1 << Shift) - 1;
        heads = new int[bars];
        Array.Fill(heads, -1);
        next = new int[windows << Shift];
        chains = new int[bands];
        present = new ulong[(bands + 63) / 64];
        active = new int[bands];
    }

    /// <summary>A walker's number is <c>window &lt;&lt; shift | band</c>.</summary>
    public int Shift { get; }

    /// <summary>Bands with a walker at the bar last taken, ascending.</summary>
    public ReadOnlySpan<int> Active => active.AsSpan(0, Count);

    /// <summary>How many bands have a walker there.</summary>
    public int Count { get; private set; }

    /// <summary>The first walker at a bar, or -1.</summary>
    public int First(int bar) => heads[bar];

    /// <summary>The next walker of a bar or of a band, or -1.</summary>
    public int Next(int walker) => next[walker];

    /// <summary>The first walker of an active band.</summary>
    public int FirstOf(int band) => chains[band];

    /// <summary>Puts a walker at a bar.</summary>
    public void Put(int walker, int bar)
    {
        next[walker] = heads[bar];
        heads[bar] = walker;
    }

    /// <summary>Begins to gather a bar's walkers by band.</summary>
    public void Clear() => Array.Clear(present);

    /// <summary>Files a walker under its band.</summary>
    public void File(int walker)
    {
        int band = walker & mask;
        ref ulong word = ref present[band / 64];
        ulong bit = 1UL << (band % 64);
        next[walker] = (word & bit) == 0 ? -1 : chains[band];
        chains[band] = walker;
        word |= bit;
    }

    /// <summary>Lists the bands that were filed.</summary>
    public void List()
    {
        Count = 0;
        for (int w = 0; w < present.Length; w++)
        {
            for (ulong left = present[w]; left != 0; left &= left - 1)
            {
                active[Count++] = (w * 64) + BitOperations.TrailingZeroCount(left);
            }
        }
    }
}
