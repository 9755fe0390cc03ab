using System.Runtime.InteropServices;

namespace Ballast.Numerics.Drift;

/// <summary>
/// Portfolios of one book sorted by how far prices must part before a band can be left. If each price has moved by a
/// factor since the index was built, the odds <c>w / (1 - w)</c> of a weight have moved by no more than the spread, the
/// largest factor over the least: the rest of the portfolio moved by a mean of the others. So nothing leaves its band
/// before the spread reaches the ratio between the odds of the band's end and the odds now, and a tick tests those
/// alone whose least ratio is below the spread. None is missed; what is tested is confirmed.
/// </summary>
/// <remarks>Only the nearest thirty-second part is sorted and copied together. Where the spread reaches the others, a
/// tick scans the whole book, and so it does where the book was changed but through the index.</remarks>
public sealed class SlackIndex
{
    private const int LeastNear = 4096;
    private const int NearPart = 32;

    // An index is worn once a tick tests that many more than right after the build, or a quarter of a small book.
    private const int WornBy = 8192;

    private readonly DriftBook book;
    private readonly double[] reference;
    private readonly float[] slacks;
    private readonly float[] rounded;
    private readonly List<int> changed = [];
    private readonly bool[] isChanged;
    private float[] nearSlacks = [];
    private int[] nearNumbers = [];
    private DriftBlocks<float> near = new(1, 0);
    private double horizon;
    private int dueAtBuild;
    private long version;

    /// <summary>Builds the index of a book.</summary>
    /// <param name="book">Portfolios; change them through <see cref="Hold"/> from now on.</param>
    /// <param name="prices">p, shape (N), each 1e-18 to 1e18.</param>
    public SlackIndex(DriftBook book, ReadOnlySpan<double> prices)
    {
        ArgumentNullException.ThrowIfNull(book);
        this.book = book;
        reference = new double[book.Assets];
        rounded = new float[book.Assets];
        isChanged = new bool[book.Count];
        slacks = new float[book.Exact.BlockCount * DriftBlocks<double>.Width];
        Rebuild(prices);
    }

    /// <summary>How many portfolios the last tick tested.</summary>
    public int Tested { get; private set; }

    /// <summary>Whether ticks have become dear: build anew at the next quiet moment. Answers are right all the
    /// same.</summary>
    public bool IsWorn =>
        Tested - dueAtBuild > Math.Min(WornBy, book.Count / 4) || version != book.Version;

    /// <summary>Sorts anew around these prices, in time proportional to the book.</summary>
    /// <param name="prices">p, shape (N), each 1e-18 to 1e18.</param>
    public void Rebuild(ReadOnlySpan<double> prices)
    {
        book.RequirePrices(prices);
        prices.CopyTo(reference);
        SlackReading.Fill(book.Exact, prices, slacks);
        Select();
        Copy();
        changed.Clear();
        Array.Clear(isChanged);
        version = book.Version;
        dueAtBuild = Prefix(0.0);
        Tested = dueAtBuild;
    }

    /// <summary>Takes over what a portfolio holds after a trade or a flow; it is tested at every tick until the next
    /// build.</summary>
    /// <param name="portfolio">Its number from zero.</param>
    /// <param name="quantities">q, shape (N), each zero or 1e-18 to 1e18.</param>
    public void Hold(int portfolio, ReadOnlySpan<double> quantities)
    {
        book.Hold(portfolio, quantities);
        version++;
        if (!isChanged[portfolio])
        {
            isChanged[portfolio] = true;
            changed.Add(portfolio);
        }
    }

    /// <summary>Finds the portfolios that are outside their bands at these prices, all of them.</summary>
    /// <param name="prices">p, shape (N), each 1e-18 to 1e18.</param>
    /// <param name="outside">Their numbers, in no order; room for all portfolios.</param>
    /// <returns>How many there are.</returns>
    public int Outside(ReadOnlySpan<double> prices, Span<int> outside)
    {
        book.Require(prices, outside);
        double spread = Spread(prices);
        if (version != book.Version || spread >= horizon)
        {
            Tested = book.Count;
            return book.Outside(prices, outside);
        }

        int prefix = Prefix(spread);
        Tested = prefix + changed.Count;
        DriftBook.Round(prices, rounded);
        int width = DriftBlocks<float>.Width;
        int candidates = near.Outside(0, (prefix + width - 1) / width, rounded, outside);
        int found = 0;
        for (int k = 0; k < candidates; k++)
        {
            int portfolio = nearNumbers[outside[k]];
            if (!isChanged[portfolio] && book.IsOutside(portfolio, prices))
            {
                outside[found++] = portfolio;
            }
        }

        return found + book.Confirm(prices, CollectionsMarshal.AsSpan(changed), outside[found..]);
    }

    // The largest factor over the least, less one, with room for rounding.
    private double Spread(ReadOnlySpan<double> prices)
    {
        double least = double.PositiveInfinity;
        double most = 0.0;
        for (int i = 0; i < prices.Length; i++)
        {
            double factor = prices[i] / reference[i];
            least = Math.Min(least, factor);
            most = Math.Max(most, factor);
        }

        return (most / least * (1.0 + SlackReading.Rounding)) - 1.0;
    }

    private int Prefix(double spread)
    {
        int low = 0, high = nearSlacks.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = nearSlacks[middle] <= spread ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // Slacks are zero or more, so their bits are in their order: the upper sixteen sort them into drawers.
    private void Select()
    {
        int[] drawers = new int[(BitConverter.SingleToUInt32Bits(float.PositiveInfinity) >> 16) + 1];
        ReadOnlySpan<float> all = slacks.AsSpan(0, book.Count);
        foreach (float slack in all)
        {
            drawers[BitConverter.SingleToUInt32Bits(slack) >> 16]++;
        }

        // The first drawer holds those that are outside already; room is for others.
        int chosen = drawers[0];
        int wanted = chosen + Math.Max(LeastNear, book.Count / NearPart);
        int drawer = 1;
        while (drawer < drawers.Length && chosen + drawers[drawer] <= wanted)
        {
            chosen += drawers[drawer++];
        }

        uint end = (uint)drawer << 16;
        horizon = chosen == book.Count ? double.PositiveInfinity : BitConverter.UInt32BitsToSingle(end);
        nearSlacks = new float[chosen];
        nearNumbers = new int[chosen];
        int at = 0;
        for (int k = 0; k < all.Length; k++)
        {
            if (BitConverter.SingleToUInt32Bits(all[k]) < end)
            {
                nearSlacks[at] = all[k];
                nearNumbers[at++] = k;
            }
        }

        nearSlacks.AsSpan().Sort(nearNumbers.AsSpan());
    }

    private void Copy()
    {
        int fields = (2 * book.Assets) + 1;
        near = new DriftBlocks<float>(book.Assets, nearNumbers.Length);
        for (int k = 0; k < nearNumbers.Length; k++)
        {
            for (int field = 0; field < fields; field++)
            {
                near[k, field] = book.Rough[nearNumbers[k], field];
            }
        }
    }
}
