using System.Collections.Immutable;
using Ballast.Numerics.Linear;

namespace Ballast.Numerics.Moments;

/// <summary>How two prices make a return.</summary>
public enum ReturnKind
{
    /// <summary><c>p_t / p_(t-1) - 1</c>: adds up over assets.</summary>
    Simple,

    /// <summary><c>ln(p_t / p_(t-1))</c>: adds up over time.</summary>
    Logarithmic,
}

/// <summary>Returns of several assets over the same periods, with NaN where there is none and every gap
/// stated.</summary>
public sealed class ReturnPanel
{
    private ReturnPanel(Matrix returns, ImmutableArray<ReturnGap> gaps)
    {
        Returns = returns;
        Gaps = gaps;
        CompletePeriods = CountComplete(returns);
    }

    /// <summary>Shape (T, N): one row a period, one column an asset; NaN where missing; not written after it is
    /// here.</summary>
    public Matrix Returns { get; }

    /// <summary>All gaps, asset after asset, each from early to late; also those that were filled on request.</summary>
    public ImmutableArray<ReturnGap> Gaps { get; }

    /// <summary>T: how many periods there are.</summary>
    public int Periods => Returns.Rows;

    /// <summary>N: how many assets there are.</summary>
    public int Assets => Returns.Columns;

    /// <summary>How many periods have a return for every asset.</summary>
    public int CompletePeriods { get; }

    /// <summary>A panel of returns that are already at hand.</summary>
    /// <param name="returns">Shape (T, N), NaN where missing; infinities count as missing. Copied.</param>
    public static ReturnPanel Of(Matrix returns)
    {
        ArgumentNullException.ThrowIfNull(returns);
        Matrix copy = returns.Copy();
        foreach (ref double value in copy.Values)
        {
            value = double.IsFinite(value) ? value : double.NaN;
        }

        return new ReturnPanel(copy, FindGaps(copy, GapFilling.None));
    }

    /// <summary>Returns between successive prices. A missing price makes the returns on both of its sides
    /// missing.</summary>
    /// <param name="prices">Shape (T + 1, N), above zero, NaN where missing.</param>
    /// <param name="kind">Simple or logarithmic.</param>
    public static PanelOutcome FromPrices(Matrix prices, ReturnKind kind) =>
        Build(prices, kind, GapFilling.None);

    /// <summary>Returns between successive prices where a missing price stands for the last one before it, as pandas
    /// pads: the return is zero over the gap and holds the whole move after it. What lies before an asset's first price
    /// stays missing. Each filled gap is stated.</summary>
    /// <param name="prices">Shape (T + 1, N), above zero, NaN where missing.</param>
    /// <param name="kind">Simple or logarithmic.</param>
    public static PanelOutcome FromPricesCarriedForward(Matrix prices, ReturnKind kind) =>
        Build(prices, kind, GapFilling.CarriedForward);

    private static PanelOutcome Build(Matrix prices, ReturnKind kind, GapFilling filling)
    {
        ArgumentNullException.ThrowIfNull(prices);
        for (int i = 0; i < prices.Values.Length; i++)
        {
            double price = prices.Values[i];
            if (!double.IsNaN(price) && !(price > 0.0 && double.IsFinite(price)))
            {
                return new PanelOutcome.BadPrice(i / prices.Columns, i % prices.Columns, price);
            }
        }

        Matrix raw = Differences(prices, kind);
        ImmutableArray<ReturnGap> gaps = FindGaps(raw, filling);
        return new PanelOutcome.Built(
            new ReturnPanel(filling == GapFilling.None ? raw : Differences(CarryForward(prices), kind), gaps));
    }

    private static Matrix Differences(Matrix prices, ReturnKind kind)
    {
        Matrix returns = new(Math.Max(prices.Rows - 1, 0), prices.Columns);
        for (int t = 0; t < returns.Rows; t++)
        {
            ReadOnlySpan<double> before = prices.Row(t);
            ReadOnlySpan<double> after = prices.Row(t + 1);
            Span<double> row = returns.Row(t);
            for (int i = 0; i < row.Length; i++)
            {
                double ratio = after[i] / before[i];
                row[i] = kind == ReturnKind.Simple ? ratio - 1.0 : Math.Log(ratio);
            }
        }

        return returns;
    }

    private static Matrix CarryForward(Matrix prices)
    {
        Matrix carried = prices.Copy();
        for (int t = 1; t < carried.Rows; t++)
        {
            ReadOnlySpan<double> before = carried.Row(t - 1);
            Span<double> row = carried.Row(t);
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = double.IsNaN(row[i]) ? before[i] : row[i];
            }
        }

        return carried;
    }

    private static ImmutableArray<ReturnGap> FindGaps(Matrix returns, GapFilling filling)
    {
        ImmutableArray<ReturnGap>.Builder gaps = ImmutableArray.CreateBuilder<ReturnGap>();
        for (int i = 0; i < returns.Columns; i++)
        {
            int t = 0;
            while (t < returns.Rows)
            {
                int length = RunOfMissing(returns, t, i);
                if (length > 0)
                {
                    GapPlace place = Place(t, length, returns.Rows);
                    bool stays = filling == GapFilling.None || place == GapPlace.BeforeHistory;
                    gaps.Add(new ReturnGap(i, t, length, place, stays ? GapFilling.None : filling));
                }

                t += length + 1;
            }
        }

        return gaps.ToImmutable();
    }

    private static GapPlace Place(int first, int length, int periods)
    {
        if (first == 0)
        {
            return GapPlace.BeforeHistory;
        }

        return first + length == periods ? GapPlace.AfterHistory : GapPlace.Inside;
    }

    private static int RunOfMissing(Matrix returns, int from, int asset)
    {
        int t = from;
        while (t < returns.Rows && double.IsNaN(returns[t, asset]))
        {
            t++;
        }

        return t - from;
    }

    private static int CountComplete(Matrix returns)
    {
        int complete = 0;
        for (int t = 0; t < returns.Rows; t++)
        {
            complete += Vectors.FirstNotFinite(returns.Row(t)) < 0 ? 1 : 0;
        }

        return complete;
    }
}
