using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Loops;

/// <summary>A book is one more source: no order is priced from one that contradicts the accepted price.</summary>
public sealed class BookGuardTests
{
    private static readonly TimeSpan SeveralChecks = TimeSpan.FromMinutes(4);

    /// <summary>Coins are worth about 100, and every market shows 2599 to 2601.</summary>
    [Fact]
    public void Sends_nothing_into_a_book_far_from_the_accepted_price()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        WatchedLine line = world.Lines[new("paper")];
        line.Shows = _ => Book(world, 2599m, 2601m);
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Pass(SeveralChecks);

        line.Sent.ShouldBe(0);
        world.Find("core").LastDecision!.NonOrders.Select(missing => missing.Why.Code).ShouldContain("book-off-price");

        line.Shows = market => Around(world, venue.PriceOf(market.Base));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, ..], "it trades in a book it can believe");
        RunView run = world.Find("core").Runs[^1];
        run.Orders.ShouldNotBeEmpty();
        foreach (OrderView order in run.Orders)
        {
            decimal accepted = run.Plan.Lines.Single(plan => plan.Asset == order.Origin.Serves).Price.Value;

            // 50 bp of slippage and a tick of 0.01.
            Math.Abs(order.Ticket.LimitPrice.Value - accepted).ShouldBeLessThanOrEqualTo((accepted * 0.005m) + 0.01m);
        }
    }

    [Fact]
    public void Sends_nothing_while_the_depth_to_share_is_not_shown()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        WatchedLine line = world.Lines[new("paper")];
        world.Manage(EngineWorld.PolicyOf("core", "paper") with
        {
            Execution = new ExecutionPolicy { MaxDepthShare = 0.5m },
        });
        world.Pass(SeveralChecks);

        line.Sent.ShouldBe(0);
        world.Find("core").LastDecision!.NonOrders.Select(missing => missing.Why.Code).ShouldContain("no-book");

        line.Shows = market => Around(world, venue.PriceOf(market.Base));
        world.Until(() => line.Sent > 0, "it trades when the depth is shown");
    }

    private static OrderBook Around(EngineWorld world, decimal price) => Book(world, price - 0.05m, price + 0.05m);

    private static OrderBook Book(EngineWorld world, decimal bid, decimal ask) => new(
        [new BookLevel(new Price(bid), new Quantity(1_000m))],
        [new BookLevel(new Price(ask), new Quantity(1_000m))],
        world.Now);
}
