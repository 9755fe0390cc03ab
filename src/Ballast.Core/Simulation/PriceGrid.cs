using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>
/// The closes of a policy's managed assets as plain numbers in its quote currency, row by row: what a backtest walks
/// along. Assets are in ordinal order, the quote currency among them at a price of one.
/// </summary>
internal sealed class PriceGrid
{
    /// <summary>
    /// Stands where an asset has no bar, or has one at a price of zero: nothing can be valued or traded there.
    /// </summary>
    public const decimal Gap = -1m;

    private readonly CandleTable table;
    private readonly int[] columns;
    private readonly int quoteColumn;
    private readonly decimal[] closes;
    private readonly bool[] complete;
    private readonly ReusedNames reused;

    private PriceGrid(CandleTable table, ImmutableArray<Asset> assets, Asset quote, Instant from)
    {
        reused = new ReusedNames(assets.Length, from);
        this.table = table;
        Assets = assets;
        Quote = assets.IndexOf(quote);
        columns = [.. assets.Select(table.ColumnOf)];
        quoteColumn = columns[Quote];
        closes = new decimal[Rows * assets.Length];
        complete = new bool[Rows];
        Array.Fill(complete, true);
        for (int i = 0; i < columns.Length; i++)
        {
            FillColumn(i);
        }
    }

    /// <summary>Managed assets.</summary>
    public ImmutableArray<Asset> Assets { get; }

    /// <summary>Index of the quote currency.</summary>
    public int Quote { get; }

    /// <summary>How many rows.</summary>
    public int Rows => table.Instants.Length;

    /// <summary>The grid of a policy whose assets are all in the table.</summary>
    /// <param name="table">The prices.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="from">Names count as reused only where both coins lie in the range, which begins here.</param>
    public static PriceGrid Of(CandleTable table, Policy policy, Instant from) =>
        new(table, ManagedAssets(policy), policy.Quote, from);

    /// <summary>All targets, those of the volatility spike too, and the quote; in ordinal order.</summary>
    public static ImmutableArray<Asset> ManagedAssets(Policy policy) =>
    [
        .. policy.Target.Keys
            .Concat(policy.Trigger.VolatilitySpike?.Target.Keys ?? [])
            .Append(policy.Quote)
            .Distinct()
            .Order(),
    ];

    /// <summary>The instant of a row.</summary>
    public Instant At(int row) => table.Instants[row];

    /// <summary>How evenly rows follow each other.</summary>
    public BarRhythm RhythmOf(int first, int count) =>
        BarRhythm.Of(table.Instants.Slice(first, count), table.BarLength);

    /// <summary>What was known at a row.</summary>
    public PastPrices PastAt(int row) => table.PastAt(row);

    /// <summary>Whether an asset's bars ended and those of another coin under its name were left out.</summary>
    public bool IsReplaced(int asset) => reused.IsReplaced(asset);

    /// <summary>Whether every managed asset has a price in a row.</summary>
    public bool IsComplete(int row) => complete[row];

    /// <summary>The closes of a row, one per asset; <see cref="Gap"/> where there is none.</summary>
    public ReadOnlySpan<decimal> Closes(int row) => closes.AsSpan(row * Assets.Length, Assets.Length);

    /// <summary>
    /// The price of an asset at a row's beginning: its open, or its close where the prices have no open.
    /// </summary>
    public decimal OpenOrClose(int row, int asset)
    {
        decimal close = Closes(row)[asset];
        decimal open = close == Gap || asset == Quote ? Gap : table.OpenAt(row, columns[asset]);
        if (decimal.Sign(open) <= 0)
        {
            return close;
        }

        return quoteColumn < 0 ? open : open / QuoteOpen(row);
    }

    private decimal QuoteOpen(int row)
    {
        decimal open = table.OpenAt(row, quoteColumn);
        return decimal.Sign(open) > 0 ? open : table.CloseAt(row, quoteColumn);
    }

    private void FillColumn(int asset)
    {
        for (int row = 0; row < complete.Length; row++)
        {
            decimal price = reused.Admit(asset, PriceOf(row, asset), At(row));
            closes[(row * columns.Length) + asset] = price;
            complete[row] &= decimal.Sign(price) > 0;
        }
    }

    private decimal PriceOf(int row, int asset)
    {
        if (quoteColumn < 0)
        {
            decimal alone = asset == Quote ? 1m : table.CloseAt(row, columns[asset]);
            return decimal.Sign(alone) > 0 ? alone : Gap;
        }

        decimal quote = table.CloseAt(row, quoteColumn);
        decimal close = table.CloseAt(row, columns[asset]);
        return decimal.Sign(quote) > 0 && decimal.Sign(close) > 0 ? close / quote : Gap;
    }
}
