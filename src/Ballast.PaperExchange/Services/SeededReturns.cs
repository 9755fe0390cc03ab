using Ballast.Core.Amounts;
using Ballast.PaperExchange.Seeds;

namespace Ballast.PaperExchange.Services;

/// <summary>
/// What a service earns on a day, and what longs pay shorts at a funding time: fixed by seed, name and number alone,
/// for any day past or to come.
/// </summary>
internal static class SeededReturns
{
    private const decimal Unit = 0.000001m;

    /// <summary>The simple return of a service on a day; zero for the wallet, whose coins have prices, and the
    /// reserve.</summary>
    /// <param name="seed">The exchange's.</param>
    /// <param name="service">One of <see cref="ServiceNames"/>.</param>
    /// <param name="day">Whole days since 1970.</param>
    public static decimal Of(ulong seed, string service, long day) => service switch
    {
        // Mean, standard deviation and bounds of a day, by how the services are described: the casino swings most.
        ServiceNames.Casino => Draw(seed, service, day, new Spread(0.0015, 0.04, -0.30, 0.40)),
        ServiceNames.Trading => Draw(seed, service, day, new Spread(0.0008, 0.015, -0.12, 0.12)),
        ServiceNames.Domains => Draw(seed, service, day, new Spread(0.0003, 0.003, -0.02, 0.02)),
        ServiceNames.Escrow => Draw(seed, service, day, new Spread(0.0002, 0.00005, 0.0, 0.0005)),
        _ => 0m,
    };

    /// <summary>What a long pays a short at a funding time, as a fraction of the notional: -0.01 % to 0.03 %.</summary>
    public static decimal FundingRate(ulong seed, string market, long time)
    {
        double share = SeededRandom.FractionOf(SeededRandom.SeedOf(seed, "funding/" + market), (ulong)time);
        return Rounded(-0.0001 + (0.0004 * share));
    }

    private static decimal Draw(ulong seed, string service, long day, Spread spread)
    {
        SeededRandom random = new(SeededRandom.SeedOf(seed, $"returns/{service}/{day}"));
        return Rounded(Math.Clamp(spread.Mean + (spread.Deviation * random.NextGaussian()), spread.Low, spread.High));
    }

    private static decimal Rounded(double rate) => Math.Sign(rate) * Rounding.Down((decimal)Math.Abs(rate), Unit);

    private sealed record Spread(double Mean, double Deviation, double Low, double High);
}
