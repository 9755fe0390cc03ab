namespace Ballast.Numerics.Sweeps;

/// <summary>A set of bars: those that are checked, or those at which a schedule fires.</summary>
public sealed class BarCalendar
{
    private readonly ulong[] words;
    private readonly int every;
    private readonly int offset;

    private BarCalendar(int every, int offset, ulong[] words)
    {
        this.every = every;
        this.offset = offset;
        this.words = words;
    }

    /// <summary>Every bar.</summary>
    public static BarCalendar Always { get; } = new(1, 0, []);

    /// <summary>No bar at all.</summary>
    public static BarCalendar Never { get; } = new(0, 0, []);

    /// <summary>Whether it holds every bar there may be.</summary>
    public bool IsAlways => every == 1;

    /// <summary>Whether it holds no bar.</summary>
    public bool IsNever => every == 0;

    /// <summary>Bars whose number leaves <paramref name="offset"/> when divided by <paramref name="bars"/>.</summary>
    /// <param name="bars">The step, at least one; one is every bar.</param>
    /// <param name="offset">From 0 to the step less one; others are brought there.</param>
    public static BarCalendar Every(int bars, int offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bars, 1);
        return bars == 1 ? Always : new BarCalendar(bars, ((offset % bars) + bars) % bars, []);
    }

    /// <summary>Just these bars.</summary>
    /// <param name="bars">Zero or more, in any order.</param>
    public static BarCalendar At(ReadOnlySpan<int> bars)
    {
        int most = -1;
        foreach (int bar in bars)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(bar, nameof(bars));
            most = Math.Max(most, bar);
        }

        var words = new ulong[(most / 64) + 1];
        foreach (int bar in bars)
        {
            words[bar / 64] |= 1UL << (bar % 64);
        }

        return bars.IsEmpty ? Never : new BarCalendar(-1, 0, words);
    }

    /// <summary>Whether it holds a bar.</summary>
    /// <param name="bar">Its number, zero or more.</param>
    public bool Contains(int bar) => (Window(bar) & 1) != 0;

    /// <summary>A bit for each of 32 bars, the first one the lowest.</summary>
    internal uint Window(int bar)
    {
        if (every is 0 or 1)
        {
            return every == 1 ? uint.MaxValue : 0;
        }

        return every > 1 ? Steps(bar) : Bits(bar);
    }

    private uint Steps(int bar)
    {
        uint bits = 0;
        for (int k = (offset - (bar % every) + every) % every; k < 32; k += every)
        {
            bits |= 1u << k;
        }

        return bits;
    }

    private uint Bits(int bar)
    {
        int word = bar / 64;
        int shift = bar % 64;
        ulong low = word < words.Length ? words[word] >> shift : 0;
        ulong high = shift > 32 && word + 1 < words.Length ? words[word + 1] << (64 - shift) : 0;
        return (uint)(low | high);
    }
}
