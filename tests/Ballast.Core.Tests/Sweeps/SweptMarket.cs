using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Sweeps;
using Ballast.Core.Tests.Simulation;
using NodaTime;

namespace Ballast.Core.Tests.Sweeps;

/// <summary>Small markets and requests for the tests of sweeps.</summary>
internal static class SweptMarket
{
    public static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);

    private static readonly Asset Quote = new("USDT");
    private static readonly ImmutableArray<Asset> Assets = [new("AAA"), new("BBB"), new("CCC")];

    /// <summary>Three assets that walk at random, a bar a day.</summary>
    public static CandleTable Days(int seed, int bars)
    {
        Random random = new(seed);
        return CandleTable.Of(Duration.FromDays(1), Assets.ToDictionary(asset => asset, _ => Walk(random, bars)));
    }

    /// <summary>The same prices up to an instant, and others from then on.</summary>
    public static CandleTable ChangedAfter(CandleTable prices, Instant last, int seed)
    {
        Random random = new(seed);
        return CandleTable.Of(prices.BarLength, prices.Assets.ToDictionary(
            asset => asset,
            asset => prices.SeriesOf(asset)
                .Select(bar => bar.End <= last ? bar : Bar(bar.End, random.Next(50, 200)))
                .ToImmutableArray()));
    }

    /// <summary>A quarter of each, the last quarter in cash, at a fee.</summary>
    public static Policy Policy(decimal feeBps) => PanelPrices.Policy(
        Assets.Append(Quote).ToImmutableSortedDictionary(asset => asset, _ => new Weight(0.25m)),
        new TriggerPolicy { CheckEvery = Duration.FromDays(1), Band = new BandPolicy { Absolute = new Weight(0.05m) } },
        feeBps);

    /// <summary>One asset alone, free of cost, so that there is never anything to trade.</summary>
    public static Policy Alone(Duration checkEvery) => PanelPrices.Policy(
        ImmutableSortedDictionary<Asset, Weight>.Empty.Add(Assets[0], new Weight(1m)),
        new TriggerPolicy { CheckEvery = checkEvery, Band = new BandPolicy { Absolute = new Weight(0.05m) } },
        0m);

    /// <summary>Bands that are looked at, all the way to target, at one fee.</summary>
    public static PolicySweepRequest Request(CandleTable prices, Policy policy, params decimal[] widths) => new()
    {
        Policy = policy,
        Prices = prices,
        Axes = SettingAxes.Usual(policy) with
        {
            Bands = [.. widths.Select(width => new BandPolicy { Absolute = new Weight(width) })],
            Destinations = [Destination.Target],
        },
        WalkForward = _ => null,
        RankBy = RankMeasure.Sharpe,
        Capital = new Money(100_000m),
    };

    /// <summary>Sweeps to the end.</summary>
    public static PolicySweepReport Report(PolicySweepRequest request) =>
        PolicySweep.Run(request, new Silence(), TestContext.Current.CancellationToken)
            .ShouldBeOfType<PolicySweepOutcome.Completed>().Report;

    private static ImmutableArray<Candle> Walk(Random random, int bars)
    {
        decimal price = 100m;
        var series = ImmutableArray.CreateBuilder<Candle>(bars);
        for (int bar = 0; bar < bars; bar++)
        {
            series.Add(Bar(Start + Duration.FromDays(bar), price));
            price = Math.Round(price * (1m + (random.Next(-400, 410) / 10_000m)), 6, MidpointRounding.ToZero);
        }

        return series.MoveToImmutable();
    }

    private static Candle Bar(Instant end, decimal close) => new() { End = end, Close = new Price(close) };

    /// <summary>Nobody watches.</summary>
    public sealed class Silence : IProgress<double>
    {
        public void Report(double value)
        {
            // Nothing to show.
        }
    }
}
