using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>
/// Bars that had ended by an instant. A bar that ends later cannot be got out, so whoever decides on this cannot look
/// ahead.
/// Gaps are gaps: a series simply has no bar there.
/// </summary>
public sealed class PastPrices
{
    private readonly ImmutableSortedDictionary<Asset, ImmutableArray<Candle>> series;
    private readonly CandleTable? table;

    private PastPrices(
        Instant until, Duration barLength, ImmutableSortedDictionary<Asset, ImmutableArray<Candle>> series)
    {
        Until = until;
        BarLength = barLength;
        this.series = series;
    }

    private PastPrices(Instant until, CandleTable table)
        : this(until, table.BarLength, ImmutableSortedDictionary<Asset, ImmutableArray<Candle>>.Empty) =>
        this.table = table;

    /// <summary>The instant up to which bars may be known.</summary>
    public Instant Until { get; }

    /// <summary>The nominal length of a bar: one day, one hour, one minute.</summary>
    public Duration BarLength { get; }

    /// <summary>Assets whose bars were asked for and could not be read: nothing is known of them, not even that there
    /// are none.</summary>
    public ImmutableSortedSet<Asset> Unread { get; private init; } = [];

    /// <summary>The same bars, and that others could not be read.</summary>
    /// <param name="unread">Assets whose bars were asked for in vain.</param>
    public PastPrices Lacking(ImmutableSortedSet<Asset> unread) =>
        new(Until, BarLength, series) { Unread = unread };

    /// <summary>No history at all; the bar length is a minute, so that no day counts as ended before it has.</summary>
    public static PastPrices None(Instant until) =>
        new(until, Duration.FromMinutes(1), ImmutableSortedDictionary<Asset, ImmutableArray<Candle>>.Empty);

    /// <summary>Holds the given bars.</summary>
    /// <param name="until">No bar may end after this.</param>
    /// <param name="barLength">Nominal bar length, above zero.</param>
    /// <param name="series">Bars per asset in rising order of their ends.</param>
    /// <exception cref="ArgumentException">A bar ends after <paramref name="until"/>, or bars are out of
    /// order.</exception>
    public static PastPrices Of(
        Instant until, Duration barLength, IReadOnlyDictionary<Asset, ImmutableArray<Candle>> series)
    {
        foreach ((Asset asset, ImmutableArray<Candle> bars) in series)
        {
            CheckOrder(asset, [.. bars.Select(bar => bar.End)]);
            if (bars.Length > 0 && bars[^1].End > until)
            {
                throw new ArgumentException(
                    $"{asset}: a bar ending {bars[^1].End} is not past at {until}", nameof(series));
            }
        }

        return new PastPrices(until, barLength, series.ToImmutableSortedDictionary());
    }

    /// <summary>The bars of an asset that had ended, oldest first; empty where there are none.</summary>
    public ReadOnlySpan<Candle> Of(Asset asset)
    {
        ImmutableArray<Candle> bars = table is null ? series.GetValueOrDefault(asset, []) : table.SeriesOf(asset);
        return bars.AsSpan()[..CountUntil(bars)];
    }

    /// <summary>A view on a table that hides what ends after <paramref name="until"/>.</summary>
    internal static PastPrices Cut(Instant until, CandleTable table) => new(until, table);

    /// <summary>Throws where bars do not rise in time.</summary>
    internal static void CheckOrder(Asset asset, ImmutableArray<Instant> ends)
    {
        for (int i = 1; i < ends.Length; i++)
        {
            if (ends[i] <= ends[i - 1])
            {
                throw new ArgumentException($"{asset}: bars are out of order at {ends[i]}", nameof(ends));
            }
        }
    }

    private int CountUntil(ImmutableArray<Candle> bars)
    {
        int known = 0;
        int unknown = bars.Length;
        while (known < unknown)
        {
            int middle = known + ((unknown - known) / 2);
            if (bars[middle].End <= Until)
            {
                known = middle + 1;
            }
            else
            {
                unknown = middle;
            }
        }

        return known;
    }
}
