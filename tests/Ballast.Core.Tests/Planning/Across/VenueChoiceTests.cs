using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Across;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Planning.Across;

/// <summary>Where orders go and what the plan says about it; every number is calculated by hand.</summary>
public sealed class VenueChoiceTests
{
    private static readonly LotFilter Cents = new(0.01m, decimal.MaxValue, 0.01m);
    private static readonly FeeRates Cheap = new(0.001m, 0.001m);
    private static readonly FeeRates Dear = new(0.004m, 0.004m);

    /// <summary>200 of A should go and both accounts hold enough: the fee decides, not where most is free.</summary>
    [Fact]
    public void Sells_where_it_costs_least()
    {
        Plan plan = Across()
            .Holds("A", 1m, 0.4m, 0.05m, (350m, 0m, "paper"), (250m, 0m, "second"))
            .Holds("USDC", 400m, 1m, 0.6m)
            .Trades(Market(10m), Dear).Trades(Market(10m), Cheap, account: "second")
            .Planned();

        PlannedOrder order = plan.Orders.ShouldHaveSingleItem();
        order.Account.Value.ShouldBe("second");
        plan.Venues.Select(choice => (choice.Account.Value, choice.Why.Code)).ShouldBe(
            [("second", "cheapest"), ("paper", "dearer")]);
        plan.Venues[0].CostBps.ShouldBe(10m);
        plan.Venues[1].Why.Sentence.ShouldBe("paper would take 40 bp to sell A; second takes 10 bp.");
    }

    /// <summary>
    /// Best bid 100 with 1 unit, then 99.6: 2 units cost 10 bp fee, and 40 bp of impact on the half that goes deeper;
    /// the other account is flat at 30 bp. One unit each is cheapest.
    /// </summary>
    [Fact]
    public void Splits_where_a_book_grows_dearer_than_the_other_account()
    {
        OrderBook thin = new([Level(100m, 1m), Level(99.6m, 50m)], [Level(100m, 50m)], Instant.MinValue);
        OrderBook deep = new([Level(100m, 50m)], [Level(100m, 50m)], Instant.MinValue);
        Plan plan = Across()
            .Holds("A", 100m, 0.4m, 0.05m, (3m, 0m, "paper"), (3m, 0m, "second"))
            .Holds("USDC", 400m, 1m, 0.6m)
            .Trades(Market(10m), Cheap, thin).Trades(Market(10m), new FeeRates(0.003m, 0.003m), deep, "second")
            .Planned();

        plan.Orders.Select(order => (order.Account.Value, order.Size.Value))
            .ShouldBe([("paper", 1m), ("second", 1m)]);
        plan.Venues.ShouldAllBe(choice => choice.Why.Code == "shared");
    }

    /// <summary>Only second trades B and it has no cash: A is sold there, although it is dearer there.</summary>
    [Fact]
    public void Sells_where_the_proceeds_are_needed()
    {
        Plan plan = Across()
            .Holds("A", 1m, 0.2m, 0.05m, (400m, 0m, "paper"), (400m, 0m, "second"))
            .Holds("B", 1m, 0.6m, 0.05m, (0m, 0m, "second"))
            .Holds("USDC", 200m, 1m, 0.2m)
            .Trades(Market(10m), Cheap).Trades(Market(10m), Dear, account: "second")
            .Trades(PlanCase.Market("B", Cents, 0.0001m, 10m), Cheap, account: "second")
            .Planned();

        plan.Orders.Where(order => order.Asset.Symbol == "A" && order.Account.Value == "second")
            .Sum(order => order.Size.Value).ShouldBeInRange(399.99m, 400m, "all but what no lot of B needs");
        plan.Venues.Single(choice => choice.Asset.Symbol == "A" && choice.Account.Value == "paper").Why.Code
            .ShouldBe("shared");
    }

    /// <summary>What a cold wallet holds counts and stays: 600 of A are 60 %, and only paper's 200 can go.</summary>
    [Fact]
    public void Counts_what_is_only_read_and_says_so()
    {
        Plan plan = Across("ro-cold")
            .Holds("A", 1m, 0.5m, 0.01m, (100m, 0m, "paper"), (100m, 0m, "second"), (400m, 0m, "ro-cold"))
            .Holds("USDC", 400m, 1m, 0.5m)
            .Trades(Market(10m), Cheap).Trades(Market(10m), Cheap, account: "second")
            .Planned();

        plan.Orders.Sum(order => order.Size.Value).ShouldBeInRange(99m, 101m);
        VenueChoice cold = plan.Venues.Single(choice => choice.Account.Value == "ro-cold");
        (cold.Why.Code, cold.Value.Value).ShouldBe(("read-only", 0m));
        cold.Why.Sentence.ShouldContain("400 USDC of A count and are not traded");
    }

    /// <summary>Both hold A and have a market; the policy trades it at paper alone, which is dearer.</summary>
    [Fact]
    public void Trades_an_asset_where_the_policy_says_and_nowhere_else()
    {
        PlanCase written = Across()
            .Holds("A", 1m, 0.2m, 0.05m, (300m, 0m, "paper"), (300m, 0m, "second"))
            .Holds("B", 1m, 0.4m, 0.05m, (0m, 0m, "paper"))
            .Holds("USDC", 1m, 0.4m, 0.05m, (200m, 0m, "paper"), (200m, 0m, "second"))
            .Trades(Market(10m), Dear).Trades(Market(10m), Cheap, account: "second")
            .Trades(PlanCase.Market("B", Cents, 0.0001m, 10m), Cheap)
            .Trades(PlanCase.Market("B", Cents, 0.0001m, 10m), Cheap, account: "second");
        Plan plan = written.With(policy => policy with
        {
            Across = new AcrossPolicy
            {
                TradedAt = ImmutableSortedDictionary<Asset, ImmutableArray<AccountId>>.Empty
                    .Add(new Asset("A"), [new AccountId("paper")]),
            },
        }).Planned();

        plan.Orders.Where(order => order.Asset.Symbol == "A").ShouldAllBe(order => order.Account.Value == "paper");
        plan.Orders.ShouldContain(order => order.Asset.Symbol == "A");
        written.With(policy => policy with { Across = new AcrossPolicy() }).Planned().Orders
            .ShouldContain(order => order.Asset.Symbol == "A" && order.Account.Value == "second");
    }

    /// <summary>Where there is one account there is nothing to choose, and the plan says nothing of it.</summary>
    [Fact]
    public void Says_nothing_where_there_is_one_account()
    {
        Plan plan = new PlanCase()
            .Holds("A", 600m, 1m, 0.4m).Holds("USDC", 400m, 1m, 0.6m)
            .Trades(Market(10m), Cheap)
            .Planned();

        plan.Venues.ShouldBeEmpty();
        PlanDocument.Of(plan).ContainsKey("venues").ShouldBeFalse();
    }

    private static PlanCase Across(params string[] more) => new PlanCase().With(policy => policy with
    {
        Accounts = [new AccountId("paper"), new AccountId("second"), .. more.Select(name => new AccountId(name))],
        Trade = new TradePolicy(),
    });

    private static Instrument Market(decimal minNotional) => PlanCase.Market("A", Cents, 0.0001m, minNotional);

    private static BookLevel Level(decimal price, decimal size) => new(new(price), new(size));
}
