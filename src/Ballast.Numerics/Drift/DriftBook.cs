namespace Ballast.Numerics.Drift;

/// <summary>
/// Many portfolios over the same few assets, and which of them have drifted out of their bands: those with
/// <c>abs(q_i p_i - t_i V) &gt; b V</c> for any asset i, where <c>V = sum q_i p_i</c>. Quantities, targets and bands
/// lie in blocks of one cache line per number, so that a scan is one stream through memory and a register takes as many
/// portfolios as it has lanes. A portfolio that holds nothing has no drift.
/// </summary>
public sealed class DriftBook
{
    // Between these, products and sums of floats neither overflow nor lose digits.
    private const double Least = 1e-18;
    private const double Most = 1e18;
    private const int MostAssets = 256;

    private readonly DriftBlocks<double> exact;
    private readonly DriftBlocks<float> rough;
    private readonly float margin;

    private DriftBook(int assets, int count)
    {
        Assets = assets;
        Count = count;
        exact = new DriftBlocks<double>(assets, count);
        rough = new DriftBlocks<float>(assets, count);

        // Each of q, p, t and b is rounded once, each product and each sum once more: together less than 2 N + 16 half
        // units in the last place of V. Narrowed by that, a band holds nothing back that is outside in doubles.
        margin = ((2 * assets) + 16) * 6e-8f;
    }

    /// <summary>N: assets of the universe, the quote currency among them where it is held.</summary>
    public int Assets { get; }

    /// <summary>How many portfolios there are.</summary>
    public int Count { get; }

    /// <summary>Grows by one with every change, so that an index built earlier can tell.</summary>
    internal long Version { get; private set; }

    internal DriftBlocks<double> Exact => exact;

    internal DriftBlocks<float> Rough => rough;

    /// <summary>Reads portfolios.</summary>
    /// <param name="assets">N, one to 256.</param>
    /// <param name="quantities">q, shape (count, N), row after row; zero, or 1e-18 to 1e18.</param>
    /// <param name="targets">t, shape (count, N), weights between zero and one.</param>
    /// <param name="bands">b, shape (count): the half-width in weight, zero or more; infinity for none.</param>
    /// <returns>The book, or which number is at fault.</returns>
    public static DriftBookOutcome Of(
        int assets, ReadOnlySpan<double> quantities, ReadOnlySpan<double> targets, ReadOnlySpan<double> bands)
    {
        if (assets is <= 0 or > MostAssets || quantities.Length != (long)assets * bands.Length
            || targets.Length != quantities.Length)
        {
            return new DriftBookOutcome.Refused(
                "shape",
                $"{quantities.Length} quantities and {targets.Length} targets of {bands.Length} portfolios with "
                + $"{assets} assets");
        }

        if (FirstNotHeld(quantities) is >= 0 and var q)
        {
            return new DriftBookOutcome.Refused(
                $"quantities[{q}]", $"{quantities[q]} is neither zero nor between {Least} and {Most}");
        }

        if (FirstNotBetween(targets, 1.0) is >= 0 and var t)
        {
            return new DriftBookOutcome.Refused($"targets[{t}]", $"{targets[t]} is no weight between zero and one");
        }

        if (FirstNotBetween(bands, double.PositiveInfinity) is >= 0 and var b)
        {
            return new DriftBookOutcome.Refused($"bands[{b}]", $"{bands[b]} is below zero or no number");
        }

        DriftBook book = new(assets, bands.Length);
        for (int k = 0; k < bands.Length; k++)
        {
            book.Fill(k, quantities.Slice(k * assets, assets), targets.Slice(k * assets, assets), bands[k]);
        }

        return new DriftBookOutcome.Ready(book);
    }

    /// <summary>Takes over what a portfolio holds after a trade or a flow.</summary>
    /// <param name="portfolio">Its number from zero.</param>
    /// <param name="quantities">q, shape (N), each zero or 1e-18 to 1e18.</param>
    /// <exception cref="ArgumentException">There is no such portfolio, or the quantities are none.</exception>
    public void Hold(int portfolio, ReadOnlySpan<double> quantities)
    {
        if ((uint)portfolio >= (uint)Count || quantities.Length != Assets
            || FirstNotHeld(quantities) >= 0)
        {
            throw new ArgumentException($"portfolio {portfolio} of {Count} cannot hold these {quantities.Length}");
        }

        for (int i = 0; i < Assets; i++)
        {
            exact[portfolio, i] = quantities[i];
            rough[portfolio, i] = (float)quantities[i];
        }

        Version++;
    }

    /// <summary>Finds the portfolios that are outside: floats pass over the others, doubles confirm.</summary>
    /// <param name="prices">p, shape (N), each 1e-18 to 1e18.</param>
    /// <param name="outside">Their numbers, ascending; room for all portfolios.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ArgumentException">The prices are none, or there is no room.</exception>
    public int Outside(ReadOnlySpan<double> prices, Span<int> outside)
    {
        Require(prices, outside);
        Span<float> rounded = stackalloc float[MostAssets];
        rounded = rounded[..Assets];
        Round(prices, rounded);
        return Confirm(prices, outside[..rough.Outside(0, rough.BlockCount, rounded, outside)], outside);
    }

    /// <summary>The same in one pass over doubles, for comparison and where memory is to be read once only.</summary>
    /// <param name="prices">p, shape (N), each 1e-18 to 1e18.</param>
    /// <param name="outside">Their numbers, ascending; room for all portfolios.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="ArgumentException">The prices are none, or there is no room.</exception>
    public int OutsideByDoubles(ReadOnlySpan<double> prices, Span<int> outside)
    {
        Require(prices, outside);
        return exact.Outside(0, exact.BlockCount, prices, outside);
    }

    /// <summary>Whether one portfolio is outside.</summary>
    internal bool IsOutside(int portfolio, ReadOnlySpan<double> prices) => exact.IsOutside(portfolio, prices);

    internal static void Round(ReadOnlySpan<double> prices, Span<float> rounded)
    {
        for (int i = 0; i < prices.Length; i++)
        {
            rounded[i] = (float)prices[i];
        }
    }

    /// <summary>Keeps the candidates that are outside in doubles.</summary>
    internal int Confirm(ReadOnlySpan<double> prices, ReadOnlySpan<int> candidates, Span<int> outside)
    {
        int found = 0;
        foreach (int portfolio in candidates)
        {
            if (IsOutside(portfolio, prices))
            {
                outside[found++] = portfolio;
            }
        }

        return found;
    }

    /// <summary>Throws where there are other prices or less room than it takes.</summary>
    internal void Require(ReadOnlySpan<double> prices, ReadOnlySpan<int> room)
    {
        RequirePrices(prices);
        if (room.Length < Count)
        {
            throw new ArgumentException($"room for {room.Length} of {Count} portfolios");
        }
    }

    /// <summary>Throws where these are not the prices of the universe.</summary>
    internal void RequirePrices(ReadOnlySpan<double> prices)
    {
        if (prices.Length != Assets)
        {
            throw new ArgumentException($"{prices.Length} prices of {Assets} assets");
        }

        foreach (double price in prices)
        {
            if (!(price >= Least && price <= Most))
            {
                throw new ArgumentException($"{price} is not between {Least} and {Most}");
            }
        }
    }

    private void Fill(int portfolio, ReadOnlySpan<double> quantities, ReadOnlySpan<double> targets, double band)
    {
        for (int i = 0; i < Assets; i++)
        {
            exact[portfolio, i] = quantities[i];
            rough[portfolio, i] = (float)quantities[i];
            exact[portfolio, Assets + i] = targets[i];
            rough[portfolio, Assets + i] = (float)targets[i];
        }

        exact[portfolio, 2 * Assets] = band;
        rough[portfolio, 2 * Assets] = (float)band - margin;
    }

    private static int FirstNotHeld(ReadOnlySpan<double> quantities)
    {
        for (int i = 0; i < quantities.Length; i++)
        {
            if (quantities[i] is not (0.0 or (>= Least and <= Most)))
            {
                return i;
            }
        }

        return -1;
    }

    private static int FirstNotBetween(ReadOnlySpan<double> values, double most)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0.0 && values[i] <= most))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>What came of reading portfolios. Closed: <see cref="Ready"/> or <see cref="Refused"/>.</summary>
public abstract record DriftBookOutcome
{
    /// <summary>The portfolios can be watched.</summary>
    public sealed record Ready(DriftBook Book) : DriftBookOutcome;

    /// <summary>A number, or the shape, is at fault.</summary>
    /// <param name="Field">Which one, such as <c>targets[3]</c>.</param>
    /// <param name="Why">One sentence with the number.</param>
    public sealed record Refused(string Field, string Why) : DriftBookOutcome;
}
