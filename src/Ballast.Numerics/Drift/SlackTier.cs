using System.Numerics;
using System.Runtime.Intrinsics;

namespace Ballast.Numerics.Drift;

/// <summary>
/// Portfolios side by side, and which of them are so near a band that the next, smaller tier has to look after them.
/// Slacks are read anew before prices have parted by the horizon: a pass goes round, a few blocks at every tick and
/// more of them the less time there is, so that no tick pays for all. What lies before the cursor was read at the fresh
/// prices, the rest at the settled ones; both must hold.
/// </summary>
internal sealed class SlackTier
{
    private const int Least = 64;
    private const int NearPart = 32;
    private const int SampledBlocks = 512;

    // A pass begins at this wear.
    private const double Beginning = 0.25;

    private readonly int assets;
    private readonly SlackTier? before;
    private DriftBlocks<double> blocks;
    private int[] numbers = [];
    private int[] outer = [];
    private int[] inner = [];
    private SlackReference settled;
    private SlackReference fresh;
    private int cursor;
    private bool isPassing;

    /// <summary>The first tier: the book itself, a portfolio's number its position.</summary>
    public SlackTier(DriftBook book)
        : this(null, book.Exact, book.Assets, book.Count)
    {
    }

    private SlackTier(SlackTier? before, DriftBlocks<double> blocks, int assets, int expected)
    {
        this.before = before;
        this.blocks = blocks;
        this.assets = assets;
        settled = new SlackReference(assets);
        fresh = new SlackReference(assets);
        Fit();
        if (expected > Least)
        {
            int near = Wanted(expected);
            var room = new DriftBlocks<double>(assets, 2 * near) { Count = 0 };
            Next = new SlackTier(this, room, assets, near);
        }
    }

    /// <summary>Those of this tier that are near; null where all are looked at every tick.</summary>
    public SlackTier? Next { get; }

    /// <summary>How many portfolios there are.</summary>
    public int Count => blocks.Count;

    private static int Width => DriftBlocks<double>.Width;

    private int UsedBlocks => (blocks.Count + Width - 1) / Width;

    /// <summary>Reads every slack at these prices, here and in the tiers after.</summary>
    public void Build(ReadOnlySpan<double> prices)
    {
        (isPassing, cursor) = (false, 0);
        if (Next is null)
        {
            return;
        }

        Array.Fill(inner, -1);
        Next.blocks.Count = 0;
        Next.settled.Break();
        settled.Take(prices, HorizonAt(prices));
        for (int block = 0; block < UsedBlocks; block++)
        {
            Visit(block, settled);
        }

        Next.Build(prices);
    }

    /// <summary>Goes on with the pass where one is due.</summary>
    /// <param name="prices">p now.</param>
    /// <returns>Whether all that may be outside at these prices is in the next tier.</returns>
    public bool Tend(ReadOnlySpan<double> prices)
    {
        double worn = settled.Wear(prices);
        if (!isPassing && worn < Beginning)
        {
            return true;
        }

        if (!isPassing)
        {
            fresh.Take(prices, settled.Horizon > 0.0 ? settled.Horizon : fresh.Horizon);
            (isPassing, cursor) = (true, 0);
        }
        else if (fresh.Wear(prices) >= 1.0)
        {
            // Prices jumped on the way: nothing holds until a pass at the new ones is through.
            settled.Break();
            fresh.Take(prices, fresh.Horizon);
            cursor = 0;
            worn = double.PositiveInfinity;
        }

        Pass(Pace(worn));
        return !isPassing || worn < 1.0;
    }

    /// <summary>A portfolio has traded: its numbers have changed where it lies.</summary>
    public void Reread(int at)
    {
        if (Next is null)
        {
            return;
        }

        if (inner[at] >= 0)
        {
            Next.blocks.Copy(inner[at], blocks, at);
            Next.Reread(inner[at]);
        }

        Place(at);
    }

    /// <summary>Tests all of this tier.</summary>
    /// <param name="prices">p.</param>
    /// <param name="outside">Numbers of those that are outside, in no order.</param>
    /// <returns>How many there are.</returns>
    public int Outside(ReadOnlySpan<double> prices, Span<int> outside)
    {
        int found = blocks.Outside(0, UsedBlocks, prices, outside);
        foreach (ref int at in outside[..found])
        {
            at = numbers[at];
        }

        return found;
    }

    private static int Wanted(int count) => Math.Max(Least, count / NearPart);

    // The less time is left, the faster; a tier that does not hold is tested whole, and then a pass may cost as much.
    private int Pace(double worn) => worn switch
    {
        < 0.5 => 1,
        < 0.75 => 4,
        < 1.0 => 16,
        _ => Math.Max(16, UsedBlocks / 16),
    };

    private void Pass(int pace)
    {
        for (int end = Math.Min(cursor + pace, UsedBlocks); cursor < end; cursor++)
        {
            Visit(cursor, fresh);
        }

        if (cursor >= UsedBlocks)
        {
            (settled, fresh) = (fresh, settled);
            (isPassing, cursor) = (false, 0);
        }
    }

    private void Visit(int block, SlackReference reference)
    {
        uint near = SlackReading.Nearer(blocks, block, reference.Prices, reference.Horizon);
        uint far = Vector256.Create(inner.AsSpan(block * Width, Width)).ExtractMostSignificantBits();
        uint used = (1u << Math.Min(Width, blocks.Count - (block * Width))) - 1;
        for (uint left = ~(near ^ far) & used; left != 0; left &= left - 1)
        {
            Change((block * Width) + BitOperations.TrailingZeroCount(left));
        }
    }

    // Into the next tier, or out of it.
    private void Change(int at)
    {
        if (inner[at] < 0)
        {
            inner[at] = Next!.Add(at, before is null ? at : numbers[at]);
        }
        else
        {
            int there = inner[at];
            inner[at] = -1;
            Next!.Remove(there);
        }
    }

    private void Place(int at)
    {
        SlackReference reference = isPassing && at / Width < cursor ? fresh : settled;
        if (Next is null || reference.Horizon <= 0.0)
        {
            return;
        }

        uint near = SlackReading.Nearer(blocks, at / Width, reference.Prices, reference.Horizon);
        if (((near >> (at % Width)) & 1) != (inner[at] < 0 ? 0u : 1u))
        {
            Change(at);
        }
    }

    private int Add(int from, int number)
    {
        if (blocks.Count == numbers.Length)
        {
            Grow();
        }

        int at = blocks.Count++;
        blocks.Copy(at, before!.blocks, from);
        (numbers[at], outer[at], inner[at]) = (number, from, -1);
        Place(at);
        return at;
    }

    // The last one takes the place; there slacks may have been read at other prices.
    private void Remove(int at)
    {
        if (inner[at] >= 0)
        {
            Change(at);
        }

        int last = --blocks.Count;
        if (at == last)
        {
            return;
        }

        blocks.Copy(at, blocks, last);
        (numbers[at], outer[at], inner[at], inner[last]) = (numbers[last], outer[last], inner[last], -1);
        before!.inner[outer[at]] = at;
        if (inner[at] >= 0)
        {
            Next!.outer[inner[at]] = at;
        }

        Place(at);
    }

    private void Grow()
    {
        var more = new DriftBlocks<double>(assets, 2 * numbers.Length) { Count = blocks.Count };
        for (int at = 0; at < blocks.Count; at++)
        {
            more.Copy(at, blocks, at);
        }

        blocks = more;
        Fit();
    }

    // As many places as the blocks have, nobody near in those that are new.
    private void Fit()
    {
        int room = blocks.BlockCount * Width;
        int known = inner.Length;
        Array.Resize(ref inner, room);
        inner.AsSpan(known).Fill(-1);
        if (before is not null)
        {
            Array.Resize(ref numbers, room);
            Array.Resize(ref outer, room);
        }
    }

    // So many are wanted beside those that are outside already; a sample tells how near they are.
    private double HorizonAt(ReadOnlySpan<double> prices)
    {
        int step = Math.Max(1, UsedBlocks / SampledBlocks);
        List<double> sample = [];
        Span<double> slacks = stackalloc double[DriftBlocks<double>.Width];
        for (int block = 0; block < UsedBlocks; block += step)
        {
            SlackReading.Read(blocks, block, prices, slacks);
            sample.AddRange(slacks[..Math.Min(Width, blocks.Count - (block * Width))]);
        }

        sample.Sort();
        int gone = sample.Count(slack => slack <= 0.0);
        long rank = gone + ((long)Wanted(Count) * sample.Count / Math.Max(1, Count));
        return rank < sample.Count ? sample[(int)rank] : double.PositiveInfinity;
    }
}
