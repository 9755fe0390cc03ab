using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Across;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Tests.Planning.Across;

/// <summary>What a plan asks its owner to move; every number is calculated by hand.</summary>
public sealed class HandMoveTests
{
    private static readonly LotFilter Cents = new(0.01m, decimal.MaxValue, 0.01m);

    /// <summary>
    /// 400 of A are wanted and only second trades it, with 100 of cash; paper has 900. Second can pay 99.40 (at a
    /// collar of 50 bp and 10 bp of fee); for the 300 that are missing 302 have to come over.
    /// </summary>
    [Fact]
    public void Asks_for_cash_where_it_is_needed()
    {
        Plan plan = Across()
            .Holds("A", 1m, 0.4m, 0.05m, (0m, 0m, "second"))
            .Holds("USDC", 1m, 0.6m, 0.05m, (900m, 0m, "paper"), (100m, 0m, "second"))
            .Trades(Market("A"), new FeeRates(0.001m, 0.001m), account: "second")
            .Trades(Market("B"), account: "paper")
            .Planned();

        plan.Orders.ShouldHaveSingleItem().Size.Value.ShouldBe(99.40m);
        HandMove move = plan.Moves.ShouldHaveSingleItem();
        (move.From.Value, move.To.Value, move.Asset.Symbol, move.Serves.Symbol)
            .ShouldBe(("paper", "second", "USDC", "A"));
        move.Units.Value.ShouldBeInRange(300m, 303m);
        NonOrder missing = plan.NonOrders.First(order => order.Asset.Symbol == "A");
        missing.Why.Code.ShouldBe("no-cash");
        missing.Why.Sentence.ShouldContain("USDC from paper to second by hand");
        PlanDocument.Of(plan)["moves"]!.AsArray().Count.ShouldBe(1);
    }

    /// <summary>Once the cash has arrived, the same portfolio buys what was missing, and asks for nothing.</summary>
    [Fact]
    public void Goes_on_when_it_has_arrived()
    {
        Plan plan = Across()
            .Holds("A", 1m, 0.4m, 0.05m, (99.4m, 0m, "second"))
            .Holds("USDC", 1m, 0.6m, 0.05m, (597.5m, 0m, "paper"), (302.5m, 0m, "second"))
            .Trades(Market("A"), new FeeRates(0.001m, 0.001m), account: "second")
            .Trades(Market("B"), account: "paper")
            .Planned();

        plan.Orders.ShouldHaveSingleItem().Size.Value.ShouldBeInRange(299m, 301m);
        plan.Moves.ShouldBeEmpty();
    }

    /// <summary>300 of A should go, lie where nobody buys them, and could be sold at second.</summary>
    [Fact]
    public void Asks_for_an_asset_where_it_can_be_sold()
    {
        NonOrder stuck = Across()
            .Holds("A", 1m, 0.2m, 0.05m, (500m, 0m, "paper"))
            .Holds("USDC", 1m, 0.8m, 0.05m, (500m, 0m, "second"))
            .Trades(Market("A"), account: "second")
            .Nothing().First(order => order.Asset.Symbol == "A");

        stuck.Why.Code.ShouldBe("no-market");
        stuck.Why.Sentence.ShouldContain("Move 300 A from paper to second by hand");
    }

    /// <summary>Cash that the plan itself leaves at its target is not asked for.</summary>
    [Fact]
    public void Asks_for_no_more_than_is_spare()
    {
        Plan plan = Across()
            .Holds("A", 1m, 0.5m, 0.05m, (0m, 0m, "second"))
            .Holds("B", 1m, 0.2m, 0.05m, (0m, 0m, "paper"))
            .Holds("USDC", 1m, 0.3m, 0.05m, (1000m, 0m, "paper"))
            .Trades(Market("A"), account: "second").Trades(Market("B"), account: "paper")
            .Planned();

        plan.Moves.Sum(move => move.Value.Value).ShouldBeLessThanOrEqualTo(
            plan.Lines.Single(line => line.Asset.Symbol == "USDC").ValueAfter.Value - 300m);
        plan.Moves.ShouldNotBeEmpty();
    }

    private static PlanCase Across() => new PlanCase().With(policy => policy with
    {
        Accounts = [new AccountId("paper"), new AccountId("second")],
        Trade = new TradePolicy(),
    });

    private static Instrument Market(string asset) => PlanCase.Market(asset, Cents, 0.0001m, 10m);
}
