using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using NodaTime;

namespace Ballast.Core.Tests.Targets.Moving;

/// <summary>
/// Daily closes that a formula gives, so that a program of another language can have the same ones:
/// <c>100 exp(sum of s_i sin(1.7 t (i + 1)) + 0.003 cos(0.9 t))</c> from day 1 on, rounded to six decimals.
/// </summary>
internal static class WavePrices
{
    public static readonly ImmutableArray<Asset> Coins = [new("AAA"), new("BBB"), new("CCC")];

    private static readonly double[] Sizes = [0.01, 0.02, 0.04];

    /// <summary>Day zero.</summary>
    public static Instant Start { get; } = Instant.FromUtc(2024, 1, 1, 0, 0);

    /// <summary>The instant of a day.</summary>
    public static Instant Day(int day) => Start + Duration.FromDays(day);

    /// <summary>Closes of so many days.</summary>
    public static CandleTable Table(int days) => Table(days, (_, _, close) => close);

    /// <summary>Closes of so many days, changed by day and coin; a negative close is a gap.</summary>
    public static CandleTable Table(int days, Func<int, int, decimal, decimal> change) => CandleTable.Of(
        Duration.FromDays(1),
        Coins.Index().ToDictionary(
            coin => coin.Item,
            coin => Closes(coin.Index, days).Index()
                .Select(close => (Day: close.Index, Close: change(close.Index, coin.Index, close.Item)))
                .Where(close => close.Close >= 0m)
                .Select(close => new Candle { End = Day(close.Day), Close = new Price(close.Close) })
                .ToImmutableArray()));

    private static IEnumerable<decimal> Closes(int coin, int days)
    {
        double log = 0.0;
        for (int t = 0; t < days; t++)
        {
            log += t == 0 ? 0.0 : (Sizes[coin] * Math.Sin(1.7 * t * (coin + 1))) + (0.003 * Math.Cos(0.9 * t));
            yield return Math.Round((decimal)(100.0 * Math.Exp(log)), 6);
        }
    }
}
