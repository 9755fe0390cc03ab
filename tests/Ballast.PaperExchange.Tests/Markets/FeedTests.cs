using System.Text;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Markets.Csv;
using NodaTime;

namespace Ballast.PaperExchange.Tests.Markets;

public sealed class FeedTests
{
    private static readonly Instant Origin = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Asset Usdc = new("USDC");

    [Fact]
    public void A_simulated_path_depends_on_its_seed_and_not_on_how_often_it_was_asked()
    {
        List<MarketTick> once = Walk(7, [Duration.FromDays(2)]);
        List<MarketTick> often = Walk(7, [.. Enumerable.Range(1, 48).Select(hour => Duration.FromHours(hour))]);

        often.SequenceEqual(once).ShouldBeTrue();
        Walk(8, [Duration.FromDays(2)]).SequenceEqual(once).ShouldBeFalse();
    }

    [Fact]
    public void Simulated_assets_move_together_as_their_betas_say()
    {
        // Correlation of two assets is the product of their betas in the diffusive part: 0.90 x 0.88 = 0.79 for BTC and
        // ETH;
        // own jumps lower it, common ones raise it.
        List<MarketTick> ticks = Walk(3, [Duration.FromDays(60)]);
        double[] btc = HourlyReturns(ticks, "BTCUSDC");
        double[] eth = HourlyReturns(ticks, "ETHUSDC");

        Correlation(btc, eth).ShouldBeInRange(0.6, 0.92);
        double annual = Math.Sqrt(btc.Average(r => r * r) * 24 * 365);
        annual.ShouldBeInRange(0.4, 1.6, "calm 55 % a year, wild two and a half times that, and jumps");
    }

    [Fact]
    public void Simulated_prices_are_on_the_tick_and_above_zero()
    {
        var market = new SimulatedMarket(AssetSpec.Usual, Usdc, Origin, 5);
        var ticks =
            market.Instruments.ToDictionary(instrument => instrument.Symbol, instrument => instrument.Tick.Step);
        var offGrid = new List<MarketTick>();

        market.AdvanceTo(Origin + Duration.FromDays(3), tick =>
        {
            if (tick.Mid <= 0m || tick.Mid % ticks[tick.Symbol] != 0m)
            {
                offGrid.Add(tick);
            }
        });

        offGrid.ShouldBeEmpty();
    }

    [Fact]
    public void A_replayed_gap_is_a_price_that_ages_and_not_a_zero()
    {
        // BTC misses the second hour; its first price is fresh for one bar and then ages.
        ReplayedMarket market =
            Replay("ts,BTC,ETH\n2024-01-01T00:00:00Z,1,10\n2024-01-01T01:00:00Z,,11\n2024-01-01T02:00:00Z,3,12\n"
            + "2024-01-01T03:00:00Z,4,13\n");
        var ticks = new List<MarketTick>();

        market.AdvanceTo(Origin + Duration.FromMinutes(90), ticks.Add);

        ticks.Select(tick => (tick.Symbol, tick.Mid)).ShouldBe([("BTCUSDC", 1m), ("ETHUSDC", 10m), ("ETHUSDC", 11m)]);
        ticks[0].LiveUntil.ShouldBe(Origin + Duration.FromHours(1));
        (market.Start, market.End).ShouldBe((Origin, Origin + Duration.FromHours(4)));
    }

    [Fact]
    public void Hours_are_joined_to_days()
    {
        ReplayedMarket market = Replay("ts,open,high,low,close,volume\n"
            + string.Concat(Enumerable.Range(1, 48).Select(hour =>
                $"{(Origin + Duration.FromHours(hour)).ToUnixTimeSeconds()},{hour},{hour + 2},{hour},{hour + 1},1\n")));

        var days = market.Candles("BTCUSDC", Duration.FromDays(1), Origin, Origin + Duration.FromDays(2));

        days.Select(day => (day.Open!.Value.Value, day.High!.Value.Value, day.Low!.Value.Value, day.Close.Value))
            .ShouldBe([(1m, 26m, 1m, 25m), (25m, 50m, 25m, 49m)]);
    }

    private static ReplayedMarket Replay(string csv) => new(
        CandleCsv.ReadText("BTC.csv", Encoding.UTF8.GetBytes(csv)).ShouldBeOfType<CandleCsvReading.Read>().Table, Usdc);

    private static List<MarketTick> Walk(ulong seed, Duration[] stops)
    {
        var market = new SimulatedMarket(AssetSpec.Usual, Usdc, Origin, seed);
        var ticks = new List<MarketTick>();
        foreach (Duration stop in stops)
        {
            market.AdvanceTo(Origin + stop, ticks.Add);
        }

        return ticks;
    }

    private static double[] HourlyReturns(List<MarketTick> ticks, string symbol)
    {
        double[] prices =
            [.. ticks.Where(tick => tick.Symbol == symbol).Where((_, i) => i % 60 == 0)
                .Select(tick => (double)tick.Mid)];
        return [.. prices.Zip(prices.Skip(1), (before, after) => Math.Log(after / before))];
    }

    private static double Correlation(double[] one, double[] other)
    {
        double meanOne = one.Average();
        double meanOther = other.Average();
        double covariance = one.Zip(other, (a, b) => (a - meanOne) * (b - meanOther)).Sum();
        return covariance / Math.Sqrt(
            one.Sum(a => (a - meanOne) * (a - meanOne)) * other.Sum(b => (b - meanOther) * (b - meanOther)));
    }
}
