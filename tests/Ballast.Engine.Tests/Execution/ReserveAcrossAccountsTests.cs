using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Execution;

/// <summary>A reserve that the plan takes once may not be taken again from every account that carries the plan
/// out.</summary>
public sealed class ReserveAcrossAccountsTests
{
    /// <summary>
    /// 3000 and 1000 USDC lie on two accounts and 900 are reserved: the first keeps them, so the second may spend all
    /// of its 1000. Held to the whole reserve it could spend 100.
    /// </summary>
    [Fact]
    public void Sends_every_order_of_a_plan_whole_where_another_account_keeps_the_reserve()
    {
        EngineWorld world = new();
        ScriptedVenue first = Open(world, "first", 3_000m);
        ScriptedVenue second = Open(world, "second", 1_000m);
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "first", "second") with
        {
            Trade = new TradePolicy
            {
                Reserve = new TradePolicy().Reserve.Add(ScriptedVenue.Quote, new Quantity(900m)),
            },
        });
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, ..], "the plan is carried out");

        RunView run = world.Find("core").Runs[^1];
        run.Dropped.ShouldBeEmpty();
        run.Orders.Length.ShouldBe(run.Plan.Orders.Length);
        run.Orders.ShouldAllBe(order => order.Ticket.Size == run.Plan.Orders[order.Origin.Leg].Size);
        run.Plan.Orders.Where(leg => leg.Account.Value == "second" && leg.Side == TradeSide.Buy)
            .Sum(leg => leg.Notional.Value).ShouldBeGreaterThan(500m, "the second account has the means");
        (first.Totals[ScriptedVenue.Quote] + second.Totals[ScriptedVenue.Quote])
            .ShouldBeGreaterThanOrEqualTo(900m, "the reserve is left");
    }

    private static ScriptedVenue Open(EngineWorld world, string account, decimal cash)
    {
        ScriptedVenue venue = world.Open(account);
        foreach (string coin in new[] { "AAA", "BBB", "CCC" })
        {
            venue.Totals[new Asset(coin)] = 0.5m;
        }

        venue.Totals[ScriptedVenue.Quote] = cash;
        return venue;
    }
}
