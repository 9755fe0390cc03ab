using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.PaperExchange.Hosting;
using NodaTime;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>Markets written for one situation each, through everything that <c>serve</c> runs.</summary>
public sealed class WrittenMarketTests
{
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Usdt = new("USDT");

    [Fact]
    public void A_daily_bar_that_moves_by_thirty_percent_is_doubted_for_a_day_and_believed_the_next()
    {
        CandleTable table = Days(100m, 100m, 131m, 132m, 131m);
        using ReplayWorld world = Replay(table);

        world.RunUntil(Start + Duration.FromDays(5));

        ReplayWatch.Check(world, table);
        Kinds(world).ShouldBe(["Rebalance", "Hold", "Refuse", "Rebalance", "Hold"]);
    }

    [Fact]
    public void A_wild_bar_is_refused_and_forgotten_when_the_price_is_back()
    {
        CandleTable table = Days(100m, 1000m, 100m, 101m);
        using ReplayWorld world = Replay(table);

        world.RunUntil(Start + Duration.FromDays(4));

        ReplayWatch.Check(world, table);
        Kinds(world).ShouldBe(["Rebalance", "Refuse", "Hold", "Hold"]);
    }

    [Fact]
    public void A_price_that_stays_absurd_is_refused_until_a_person_confirms_it()
    {
        CandleTable table = Days([100m, .. Enumerable.Repeat(1000m, 60)]);
        using ReplayWorld world = Replay(table);
        world.RunUntil(Start + Duration.FromDays(50));
        string[] before = Kinds(world);
        before[0].ShouldBe("Rebalance");
        before.Skip(1).ShouldAllBe(kind => kind == "Refuse");
        before.Length.ShouldBeInRange(49, 51, "a refusal is repeated at each daily check, for no waiting will do");

        world.Confirm(Btc, new Price(990m));
        world.RunUntil(Start + Duration.FromDays(53));

        ReplayWatch.Check(world, table);
        Kinds(world)[before.Length].ShouldBe("Rebalance");
        JournalEvent.PriceConfirmed word =
            world.Journal.Select(entry => entry.Event).OfType<JournalEvent.PriceConfirmed>().Single();
        (word.Actor, word.Price).ShouldBe(("ann", new Price(990m)));
    }

    [Fact]
    public void A_close_of_zero_is_no_price()
    {
        CandleTable table = Days(100m, 0m, 0m, 100m, 100m);
        using ReplayWorld world = Replay(table);

        world.RunUntil(Start + Duration.FromDays(5));

        ReplayWatch.Check(world, table);
        Kinds(world).ShouldBe(
            ["Rebalance", "Hold", "Refuse", "Hold", "Hold"], "a bar holds to its end, a day; then it is missed");
    }

    [Fact]
    public void After_the_end_of_the_recording_a_refusal_a_day_is_journaled_and_nothing_more()
    {
        CandleTable table = Days(100m, 100m, 100m);
        using ReplayWorld world = Replay(table);
        world.RunUntil(Start + Duration.FromDays(6));
        int entries = world.Entries.Count;

        world.RunUntil(Start + Duration.FromDays(300));

        (world.Entries.Count - entries).ShouldBeInRange(293, 295, "one at each of 294 daily checks");
        string[] kinds = Kinds(world);
        kinds[..4].ShouldBe(["Rebalance", "Hold", "Hold", "Hold"], "the last bar holds to its end, a day");
        kinds[4..].ShouldAllBe(kind => kind == "Refuse");
        ReplayWatch.Check(world, table);
    }

    // A snapshot is complete or none: what an unread account holds is unknown, not zero, and weights without it
    // would be wrong for all the others.
    [Fact]
    public void One_unreadable_account_of_several_refuses_by_name_and_goes_on_when_it_answers_again()
    {
        CandleTable table = Days([.. Enumerable.Repeat(100m, 3), .. Enumerable.Repeat(120m, 9)]);
        using ReplayWorld world = Replay(table, "\"paper\", \"cold\"");
        world.RunUntil(Start + Duration.FromDays(2));
        int orders = world.Exchange.Record().Orders.Length;
        orders.ShouldBeGreaterThan(0);

        world.Silent.Add(new AccountId("cold"));
        world.RunUntil(Start + Duration.FromDays(6));
        world.Exchange.Record().Orders.Length.ShouldBe(orders);
        DecisionDigest refused = world.Decisions.Last();
        refused.Kind.ShouldBe(DecisionKind.Refuse);
        refused.Why.Single().ShouldBe(new Reason(
            "account-unreadable", "account cold could not be read: the venue does not answer"));

        world.Silent.Clear();
        world.RunUntil(Start + Duration.FromDays(9));
        ReplayWatch.Check(world, table);
        world.Exchange.Record().Orders.Length.ShouldBeGreaterThan(orders);
    }

    private static ReplayWorld Replay(CandleTable table) => Replay(table, "\"paper\"");

    private static ReplayWorld Replay(CandleTable table, string accounts)
    {
        string policy = $$"""
            {
              "portfolio": "written", "quote": "USDT", "accounts": [{{accounts}}],
              "target": { "weights": { "BTC": 0.50, "USDT": 0.50 } },
              "trigger": { "checkEvery": "1d", "band": { "absolute": 0.04 } }
            }
            """;
        return new ReplayWorld(policy, new MarketChoice.Replayed(table, Usdt), Start);
    }

    private static CandleTable Days(params IReadOnlyList<decimal> closes) => CandleTable.Of(
        Duration.FromDays(1),
        new Dictionary<Asset, ImmutableArray<Candle>>
        {
            [Btc] =
            [
                .. closes.Select((close, day) =>
                    new Candle { End = Start + Duration.FromDays(day), Close = new Price(close) }),
            ],
        });

    private static string[] Kinds(ReplayWorld world) =>
        [.. world.Decisions.Select(decision => decision.Kind.ToString())];
}
