using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Engine.Journal;
using Ballast.PaperExchange.Hosting;
using NodaTime;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>Recorded markets walked to their ends by everything that <c>serve</c> runs.</summary>
public sealed class RecordedMarketTests
{
    private const string Daily = "daily/close_wide_binance_usdt.csv";
    private const string Stress = "hourly/binance_stress_events_1h_2022-04_2023-03.csv.gz";

    private static readonly Asset Usdt = new("USDT");

    [Fact]
    public void Nine_years_of_daily_closes_with_a_band_of_five_points()
    {
        CandleTable table = RecordedPrices.Read(Daily);
        using ReplayWorld world = Replay(table, """
            {
              "portfolio": "threshold", "quote": "USDT", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.40, "ETH": 0.30, "USDT": 0.30 } },
              "trigger": { "checkEvery": "7d", "band": { "absolute": 0.05, "destination": "half" } }
            }
            """);

        world.RunUntil(EndOf(table));

        ReplayWatch.Check(world, table);
        Rebalances(world).ShouldBeInRange(60, 250);
        world.Decisions.Count(decision => decision.Kind == DecisionKind.Refuse).ShouldBeLessThan(12);
    }

    // A portfolio that wants a coin before it is listed waits for it, and begins by itself on its first day.
    [Fact]
    public void All_coins_monthly_from_before_the_last_of_them_was_listed()
    {
        Instant listed = Instant.FromUtc(2023, 5, 5, 0, 0);
        CandleTable table = RecordedPrices.Read(Daily)
            .Between(listed - Duration.FromDays(20), listed + Duration.FromDays(200));
        string weights = string.Join(", ", table.Assets.Select(asset => $"\"{asset}\": 0.04"));
        using ReplayWorld world = Replay(table, $$"""
            {
              "portfolio": "monthly", "quote": "USDT", "accounts": ["paper"],
              "target": { "weights": { {{weights}}, "USDT": 0.04 } },
              "trigger": { "checkEvery": "1d", "band": { "absolute": 0.20 },
                "schedule": { "cron": "0 0 1 * *", "timeZone": "UTC" } }
            }
            """);

        world.RunUntil(EndOf(table));

        ReplayWatch.Check(world, table);
        Refusals(world).ShouldContain("price-missing");
        Rebalances(world).ShouldBeGreaterThanOrEqualTo(6, "the first purchase and the months after it");
        world.Exchange.Record().Orders.Min(order => order.At).ShouldBeGreaterThanOrEqualTo(listed);
    }

    [Fact]
    public void Hourly_prices_through_a_crash_with_band_calendar_and_emergency()
    {
        CandleTable table = RecordedPrices.Read(
            "hourly/kucoin_BTC-USDT_1h.csv.gz", "hourly/kucoin_ETH-USDT_1h.csv.gz",
            "hourly/kucoin_SOL-USDT_1h.csv.gz", "hourly/kucoin_BNB-USDT_1h.csv.gz")
            .Between(Instant.FromUtc(2022, 4, 25, 0, 0), Instant.FromUtc(2022, 7, 5, 0, 0));
        using ReplayWorld world = Replay(table, """
            {
              "portfolio": "hybrid", "quote": "USDT", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.40, "ETH": 0.20, "SOL": 0.15, "BNB": 0.15, "USDT": 0.10 } },
              "trigger": { "checkEvery": "4h", "cooldown": "1d", "band": { "absolute": 0.05, "destination": "half" },
                "emergency": 0.15, "schedule": { "cron": "0 0 1 * *", "timeZone": "UTC" } }
            }
            """);

        world.RunUntil(EndOf(table));

        ReplayWatch.Check(world, table);
        Rebalances(world).ShouldBeGreaterThanOrEqualTo(4, "the first purchase and three first days of a month");
        Refusals(world).ShouldBeEmpty("nothing in it is dead or implausible");
    }

    // USDC was not traded against USDT from the 26th of September 2022 to the 11th of March 2023, and came back below
    // its peg.
    [Fact]
    public void A_stablecoin_is_refused_while_it_is_delisted_and_traded_again_when_it_is_back()
    {
        CandleTable table = RecordedPrices.Read(Stress)
            .Between(Instant.FromUtc(2022, 9, 1, 0, 0), Instant.FromUtc(2023, 3, 31, 0, 0));
        using ReplayWorld world = Replay(table, """
            {
              "portfolio": "stable", "quote": "USDT", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.40, "USDC": 0.40, "USDT": 0.20 } },
              "trigger": { "checkEvery": "12h", "band": { "absolute": 0.03 } }
            }
            """);

        world.RunUntil(EndOf(table));

        ReplayWatch.Check(world, table);
        Refusals(world).Distinct().ShouldBe(["price-stale"]);
        Instant back = Instant.FromUtc(2023, 3, 11, 0, 0);
        world.Decisions.Count(decision => decision.At > back && decision.Kind == DecisionKind.Hold)
            .ShouldBeGreaterThan(10);
        world.Exchange.Record().Orders.ShouldContain(order => order.At > back);
    }

    // LUNA fell from 60 to nothing within four days of May 2022, stopped, and came back after 437 hours under the same
    // symbol as another coin, near a price at which the first one had last been believed.
    [Fact]
    public void A_collapsed_coin_is_not_bought_on_the_way_down_nor_believed_as_another_coin_until_a_person_says_so()
    {
        CandleTable table = RecordedPrices.Read(Stress)
            .Between(Instant.FromUtc(2022, 5, 5, 0, 0), Instant.FromUtc(2022, 6, 3, 0, 0));
        using ReplayWorld world = Replay(table, """
            {
              "portfolio": "luna", "quote": "USDT", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.40, "LUNA": 0.30, "USDT": 0.30 } },
              "trigger": { "checkEvery": "1h", "band": { "absolute": 0.05 } },
              "guards": { "sessionLoss": 0.5 }
            }
            """);

        world.RunUntil(Instant.FromUtc(2022, 6, 1, 0, 0));
        ReplayWatch.Check(world, table);
        Refusals(world).Distinct().ShouldBe(["price-jump", "price-stale"], ignoreOrder: true);
        world.Exchange.Record().Orders.Max(order => order.At).ShouldBeLessThan(Instant.FromUtc(2022, 5, 12, 0, 0));
        Refusals(world)[^1].ShouldBe("price-jump");

        Price now = table.SeriesOf(new Asset("LUNA")).Last(bar => bar.End <= world.Now).Close;
        world.Confirm(new Asset("LUNA"), now);
        world.RunUntil(EndOf(table));

        ReplayWatch.Check(world, table);
        world.Decisions.Last().Kind.ShouldNotBe(DecisionKind.Refuse);
    }

    // FTT fell from 22 to 2 within three days of November 2022; UST had died in May.
    [Fact]
    public void A_dead_coin_among_the_targets_stops_all_trading_and_says_which_it_is()
    {
        CandleTable table = RecordedPrices.Read(Stress)
            .Between(Instant.FromUtc(2022, 11, 5, 0, 0), Instant.FromUtc(2022, 11, 17, 0, 0));
        using ReplayWorld world = Replay(table, """
            {
              "portfolio": "ftt", "quote": "USDT", "accounts": ["paper"],
              "target": { "weights": { "BTC": 0.40, "FTT": 0.30, "USDT": 0.30 } },
              "trigger": { "checkEvery": "1h", "band": { "absolute": 0.05 } }
            }
            """);

        world.RunUntil(EndOf(table));

        ReplayWatch.Check(world, table);
        Rebalances(world).ShouldBeGreaterThan(1);
        DecisionDigest last = world.Decisions.Last();
        last.Kind.ShouldBe(DecisionKind.Refuse);
        last.Why.Single().ToString().ShouldStartWith("price-stale: the latest price of FTT");
    }

    private static ReplayWorld Replay(CandleTable table, string policy) =>
        new(policy, new MarketChoice.Replayed(table, Usdt), table.Instants[0]);

    private static Instant EndOf(CandleTable table) => table.Instants[^1] + table.BarLength;

    private static int Rebalances(ReplayWorld world) =>
        world.Journal.Count(entry => entry.Event is JournalEvent.RunEnded { Status: RunStatus.Completed });

    private static List<string> Refusals(ReplayWorld world) =>
        [.. world.Decisions.Where(d => d.Kind == DecisionKind.Refuse).SelectMany(d => d.Why).Select(why => why.Code)];
}
