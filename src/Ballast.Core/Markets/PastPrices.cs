using System.Collections.Immutable;
using Ballast.Core.Amounts;
using NodaTime;

namespace Ballast.Core.Markets;

/// <summary>
/// Bars that had ended by an instant. A bar that ends later cannot be put in, so whoever decides on this cannot look ahead.
/// Gaps are gaps: a series simply has no bar there.
/// </summary>
public sealed class PastPrices
{
    private readonly ImmutableSortedDictionary<Asset, ImmutableArray<Candle>> series;

    private PastPrices(Instant until, Duration barLength, ImmutableSortedDictionary<Asset, ImmutableArray<Candle>> series)
    {
        Until = until;
        BarLength = barLength;
        this.series = series;
    }

    /// <summary>The instant up to which bars may be known.</summary>
    public Instant Until { get; }

    /// <summary>The nominal length of a bar: one day, one hour, one minute.</summary>
    public Duration BarLength { get; }

    /// <summary>No history at all.</summary>
    public static PastPrices None(Instant until) =>
        new(until, Duration.FromDays(1), ImmutableSortedDictionary<Asset, ImmutableArray<Candle>>.Empty);

    /// <summary>Holds the given bars.</summary>
    /// <param name="until">No bar may end after this.</param>
    /// <param name="barLength">Nominal bar length, above zero.</param>
    /// <param name="series">Bars per asset in rising order of their ends.</param>
    /// <exception cref="ArgumentException">A bar ends after <paramref name="until"/>, or bars are out of order.</exception>
    public static PastPrices Of(Instant until, Duration barLength, IReadOnlyDictionary<Asset, ImmutableArray<Candle>> series)
    {
        foreach ((Asset asset, ImmutableArray<Candle> bars) in series)
        {
            Check(until, asset, bars);
        }

        return new PastPrices(until, barLength, series.ToImmutableSortedDictionary());
    }

    /// <summary>The bars of an asset, oldest first; empty where there are none.</summary>
    public ImmutableArray<Candle> Of(Asset asset) => series.GetValueOrDefault(asset, []);

    private static void Check(Instant until, Asset asset, ImmutableArray<Candle> bars)
    {
        for (int i = 0; i < bars.Length; i++)
        {
            if (bars[i].End > until)
            {
                throw new ArgumentException($"{asset}: a bar ending {bars[i].End} is not past at {until}", nameof(bars));
            }

            if (i > 0 && bars[i].End <= bars[i - 1].End)
            {
                throw new ArgumentException($"{asset}: bars are out of order at {bars[i].End}", nameof(bars));
            }
        }
    }
}
