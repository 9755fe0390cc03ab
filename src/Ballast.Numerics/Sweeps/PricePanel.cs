using System.Runtime.InteropServices;

namespace Ballast.Numerics.Sweeps;

/// <summary>
/// Prices of several assets in one currency, bar by bar without a hole. They are held asset by asset, so that one load
/// takes successive bars of an asset. The currency itself is no column; its price is always one.
/// </summary>
public sealed class PricePanel
{
    // Loads may reach so far beyond the last bar; what they find there is never used, but must be a price.
    private const int Padding = 32;

    private readonly double[] byAsset;
    private readonly int barStride;

    private PricePanel(int bars, int assets)
    {
        Bars = bars;
        Assets = assets;
        barStride = ((bars + 7) / 8 * 8) + Padding;
        byAsset = new double[barStride * assets];
        Complete = BarCalendar.Always;
    }

    /// <summary>How many bars, at least one.</summary>
    public int Bars { get; }

    /// <summary>How many assets, at least one; the quote currency is not among them.</summary>
    public int Assets { get; }

    /// <summary>Bars at which every asset has a price of its own; elsewhere some are carried on from before.</summary>
    public BarCalendar Complete { get; private init; }

    /// <summary>Elements from one asset to the next, beginning at <see cref="Series"/>.</summary>
    internal int BarStride => barStride;

    /// <summary>The first price of the first asset; bars follow each other.</summary>
    internal ref double Series => ref MemoryMarshal.GetArrayDataReference(byAsset);

    /// <summary>A panel of prices that are all there.</summary>
    /// <param name="prices">Shape (bars, assets), row-major; finite and above zero, or the panel is refused.</param>
    /// <param name="assets">How many assets; the length must be a multiple of it.</param>
    /// <returns>The panel, or which price is at fault.</returns>
    public static PanelOutcome Of(ReadOnlySpan<double> prices, int assets) =>
        Refusal(prices, assets) is { } why
            ? new PanelOutcome.Refused(why)
            : new PanelOutcome.Ready(Filled(prices, assets, BarCalendar.Always));

    /// <summary>
    /// A panel of prices with holes: where an asset has none, its last one is carried on and the bar is not complete,
    /// so that nothing is decided on it.
    /// </summary>
    /// <param name="prices">Shape (bars, assets), row-major; NaN is a hole. The first bar must be whole.</param>
    /// <param name="assets">How many assets; the length must be a multiple of it.</param>
    /// <returns>The panel, or which price is at fault.</returns>
    public static PanelOutcome WithHoles(ReadOnlySpan<double> prices, int assets)
    {
        if (ShapeRefusal(prices.Length, assets) is { } why)
        {
            return new PanelOutcome.Refused(why);
        }

        double[] carried = prices.ToArray();
        var complete = new List<int>();
        for (int bar = 0; bar < carried.Length / assets; bar++)
        {
            bool whole = true;
            for (int asset = 0; asset < assets; asset++)
            {
                int at = (bar * assets) + asset;
                whole &= !double.IsNaN(prices[at]);
                carried[at] = double.IsNaN(prices[at]) && bar > 0 ? carried[at - assets] : prices[at];
            }

            complete.AddRange(whole ? [bar] : []);
        }

        BarCalendar calendar = complete.Count == carried.Length / assets
            ? BarCalendar.Always
            : BarCalendar.At(CollectionsMarshal.AsSpan(complete));
        return Refusal(carried, assets) is { } fault
            ? new PanelOutcome.Refused(fault)
            : new PanelOutcome.Ready(Filled(carried, assets, calendar));
    }

    /// <summary>The price of an asset at a bar.</summary>
    public double this[int bar, int asset] => byAsset[(asset * barStride) + bar];

    /// <summary>Copies the prices of a bar; what lies beyond the assets is left as it is.</summary>
    internal void Row(int bar, Span<double> row)
    {
        int at = bar;
        for (int asset = 0; asset < Assets; asset++)
        {
            row[asset] = byAsset[at];
            at += barStride;
        }
    }

    private static PricePanel Filled(ReadOnlySpan<double> prices, int assets, BarCalendar complete)
    {
        var panel = new PricePanel(prices.Length / assets, assets) { Complete = complete };
        for (int asset = 0; asset < assets; asset++)
        {
            Span<double> series = panel.byAsset.AsSpan(asset * panel.barStride, panel.barStride);
            for (int bar = 0; bar < panel.Bars; bar++)
            {
                series[bar] = prices[(bar * assets) + asset];
            }

            series[panel.Bars..].Fill(series[panel.Bars - 1]);
        }

        return panel;
    }

    private static SweepRefusal? ShapeRefusal(int length, int assets) => (assets, length) switch
    {
        ( <= 0, _) => new SweepRefusal("assets", $"there are {assets} assets, at least one is needed"),
        (_, 0) => new SweepRefusal("prices", "there are no prices"),
        _ when length % assets != 0 =>
            new SweepRefusal("prices", $"{length} prices are no whole number of bars of {assets} assets"),
        _ => null,
    };

    private static SweepRefusal? Refusal(ReadOnlySpan<double> prices, int assets)
    {
        if (ShapeRefusal(prices.Length, assets) is { } why)
        {
            return why;
        }

        for (int i = 0; i < prices.Length; i++)
        {
            if (!(prices[i] > 0.0) || !double.IsFinite(prices[i]))
            {
                return new SweepRefusal(
                    $"prices[{i / assets},{i % assets}]",
                    $"asset {i % assets} has the price {prices[i]} at bar {i / assets}; prices are above zero");
            }
        }

        return null;
    }
}

/// <summary>What came of reading prices. Closed: <see cref="Ready"/> or <see cref="Refused"/>.</summary>
public abstract record PanelOutcome
{
    /// <summary>The prices can be swept.</summary>
    public sealed record Ready(PricePanel Panel) : PanelOutcome;

    /// <summary>A price, or the shape, is at fault.</summary>
    public sealed record Refused(SweepRefusal Why) : PanelOutcome;
}
