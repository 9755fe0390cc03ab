using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;

namespace Ballast.Core.Tests.Planning;

public sealed class WholeBookTests
{
    /// <summary>
    /// By hand: V = 1000, fee 1 %. Sell x of A, buy y of B: C = 0.01 (x + y), A after = 0.5 (V - C), B after = 0.5 (V -
    /// C). A falls from 700 to 0.5 (1000 - C), B rises from 300: x + y = 400 whatever C is, so C = 4 and both end at
    /// 498.
    /// </summary>
    [Fact]
    public void Meets_the_hand_calculation_of_two_assets_at_one_percent()
    {
        Plan plan = new PlanCase()
            .With(policy => policy with { Costs = new CostPolicy { TakerFeeBps = 100m } })
            .Holds("A", 7m, 100m, 0.5m).Holds("B", 30m, 10m, 0.5m).Holds("USDC", 0m, 1m, 0m)
            .Planned();

        plan.Cost.Value.ShouldBe(4m, 1e-18m);
        plan.ValueAfter.Value.ShouldBe(996m, 1e-18m);
        plan.Orders.Select(order => (order.Asset.Symbol, order.Side))
            .ShouldBe([("A", TradeSide.Sell), ("B", TradeSide.Buy)]);
        plan.Orders[0].Size.Value.ShouldBe(2.02m, 1e-18m);
        plan.Orders[1].Size.Value.ShouldBe(19.8m, 1e-18m);
    }

    /// <summary>
    /// The published convention of self-financing with proportional cost, V1 = V - c sum |w V1 - h|, recomputed from
    /// the orders: fifteen equal targets bought from cash, then from arbitrary holdings.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Meets_the_self_financing_equation_to_twenty_digits(int seed)
    {
        const decimal fee = 0.001m;
        Random random = new(seed);
        PlanCase written = new PlanCase().With(policy => policy with { Costs = new CostPolicy { TakerFeeBps = 10m } });
        decimal cash = seed == 1 ? 100_000m : 137.77m;
        written.Holds("USDC", cash, 1m, 0m);
        for (int i = 0; i < 15; i++)
        {
            decimal units = seed == 1 ? 0m : random.Next(1, 1_000_000) / 777m;
            written.Holds($"C{i:00}", units, random.Next(1, 1_000_000) / 1_234m, 1m / 15m);
        }

        Plan plan = written.Planned();
        decimal after = plan.ValueAfter.Value;
        decimal traded = plan.Lines
            .Where(line => line.Asset.Symbol != "USDC")
            .Sum(line => Math.Abs((after / 15m) - line.ValueBefore.Value));
        decimal left = plan.ValueBefore.Value - (fee * traded) - after;

        Math.Abs(left / after).ShouldBeLessThan(1e-20m);
        foreach (PlanLine line in plan.Lines.Where(line => line.Asset.Symbol != "USDC"))
        {
            Math.Abs(line.WeightAfter.Value - (1m / 15m)).ShouldBeLessThan(1e-20m);
        }
    }

    /// <summary>
    /// By hand: V = 1000, bands 5 points, half. A +10 points is clipped to +2.5, B -10 to -2.5, USDC on target: sell 75
    /// of A, buy 75 of B.
    /// </summary>
    [Fact]
    public void Returns_to_half_the_band_and_leaves_the_rest_alone()
    {
        Plan plan = new PlanCase().To(Destination.Half)
            .Holds("A", 500m, 1m, 0.4m).Holds("B", 300m, 1m, 0.4m).Holds("USDC", 200m, 1m, 0.2m)
            .Planned();

        plan.Orders.Select(order => (order.Asset.Symbol, order.Size.Value)).ShouldBe([("A", 75m), ("B", 75m)]);
    }

    /// <summary>
    /// By hand: V = 1000, bands 5 points, edge. Drifts +12, -4, -8: clipped +5, -4, -5; they sum to -4, so the lowest
    /// rise to a common level: -4 and -5 become -2.5 and -2.5. A sells 70; B buys 15; USDC takes 55.
    /// </summary>
    [Fact]
    public void Raises_the_lowest_drifts_to_a_common_level()
    {
        Plan plan = new PlanCase().To(Destination.Edge)
            .Holds("A", 420m, 1m, 0.3m).Holds("B", 260m, 1m, 0.3m).Holds("USDC", 320m, 1m, 0.4m)
            .Planned();

        plan.Orders.Select(order => (order.Asset.Symbol, order.Side, order.Size.Value))
            .ShouldBe([("A", TradeSide.Sell, 70m), ("B", TradeSide.Buy, 15m)]);
    }

    /// <summary>
    /// By hand: only A is out; half takes it from +8 to +2.5 points; the quote, -3 before, rises by 5.5 and stays
    /// inside its band.
    /// </summary>
    [Fact]
    public void Lets_the_quote_pay_first_when_only_breaching_assets_take_part()
    {
        Plan plan = new PlanCase().To(Destination.Half)
            .With(policy => policy with { Trade = new TradePolicy { Scope = PlanScope.Breaching } })
            .Holds("A", 480m, 1m, 0.4m).Holds("B", 350m, 1m, 0.4m).Holds("USDC", 170m, 1m, 0.2m)
            .Planned();

        plan.Orders.Select(order => (order.Asset.Symbol, order.Side, order.Size.Value))
            .ShouldBe([("A", TradeSide.Sell, 55m)]);
    }

    /// <summary>
    /// By hand: A at +14 goes to target; USDC may take 4 of it, from +1 to its edge at +5; 10 are left for those below
    /// target. B rises from -11 to C's -4, which takes 7, and both share the last 3: each ends at -2.5.
    /// </summary>
    [Fact]
    public void Goes_to_the_opposite_drifts_when_the_quote_is_at_its_edge()
    {
        Plan plan = new PlanCase().To(Destination.Target)
            .With(policy => policy with { Trade = new TradePolicy { Scope = PlanScope.Breaching } })
            .Holds("A", 440m, 1m, 0.3m).Holds("B", 190m, 1m, 0.3m, 0.12m)
            .Holds("C", 160m, 1m, 0.2m).Holds("USDC", 210m, 1m, 0.2m)
            .Planned();

        plan.Orders.Select(order => (order.Asset.Symbol, order.Side, order.Size.Value))
            .ShouldBe([("A", TradeSide.Sell, 140m), ("B", TradeSide.Buy, 85m), ("C", TradeSide.Buy, 15m)]);
    }

    [Fact]
    public void Refuses_what_makes_no_sense()
    {
        Code(new PlanCase().Holds("A", 0m, 1m, 0.5m).Holds("USDC", 0m, 1m, 0.5m)).ShouldBe("no-value");
        Code(new PlanCase().Holds("A", 1m, 0m, 0.5m).Holds("USDC", 9m, 1m, 0.5m)).ShouldBe("price-zero");
        Code(new PlanCase().Holds("A", 1m, 1m, 0.5m).Holds("USDC", 9m, 1m, 0.4m)).ShouldBe("targets-not-one");
        Code(new PlanCase().Holds("A", 0m, 1e-28m, 0.5m).Holds("USDC", 900m, 1m, 0.5m)).ShouldBe("beyond-precision");
    }

    [Fact]
    public void Makes_the_same_plan_with_the_same_hash_from_the_same_request()
    {
        PlanCase written = new PlanCase().Holds("A", 7m, 100m, 0.5m).Holds("USDC", 100m, 1m, 0.5m);

        string first = written.Planned().Hash;

        first.ShouldBe(written.Planned().Hash);
        first.Length.ShouldBe(64);
        written.Holds("A", 8m, 100m, 0.5m).Planned().Hash.ShouldNotBe(first);
    }

    private static string Code(PlanCase written) => written.Run().ShouldBeOfType<PlanOutcome.Refused>().Why.Code;
}
