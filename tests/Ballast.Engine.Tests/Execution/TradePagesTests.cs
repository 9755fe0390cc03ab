using System.Globalization;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Execution;

/// <summary>Trades of a venue that answers so seldom that one read brings a part of them.</summary>
public sealed class TradePagesTests
{
    private readonly EngineWorld world = new();

    [Fact]
    public void What_was_read_is_kept_when_the_next_part_does_not_come()
    {
        ScriptedVenue venue = Traded();
        Instrument market = venue.Orders[0].Market;
        string[] marks = [.. Enumerable.Range(0, 3).Select(_ => TradeByHand(venue, market))];
        venue.Faults = VenueFaults.None with { TradesInParts = 1000 };

        // Trades are read where balances differ from the ledger.
        venue.Totals[ScriptedVenue.Quote] += 10m;

        world.Restart();
        world.Lines[new("paper")].LosesTrades = after => after.Value == marks[1];
        world.Pass(TimeSpan.FromMinutes(2));

        MarkOf(market).ShouldBe(marks[1], "two of three parts came");
        world.Find("core").StatusWhy!.Code.ShouldBe("trades-unread");

        world.Lines[new("paper")].LosesTrades = null;
        world.Until(() => world.Find("core").Status == PortfolioStatus.Running, "it recovers");

        MarkOf(market).ShouldBe(marks[2]);
    }

    private string MarkOf(Instrument market) => world.Events<JournalEvent.TradesRead>()
        .Last(read => read.Symbol == market.Symbol).Watermark.Value;

    // What it did to balances is as if it were undone at once.
    private string TradeByHand(ScriptedVenue venue, Instrument market)
    {
        ScriptedOrder order = new()
        {
            VenueId = venue.NextNumber().ToString(CultureInfo.InvariantCulture),
            ClientId = "by-hand",
            Market = market,
            Side = TradeSide.Buy,
            Size = 1m,
            Limit = 1m,
            At = world.Clock.GetUtcNow(),
            VisibleFrom = world.Clock.GetUtcNow(),
            Status = VenueOrderStatus.Filled,
        };
        VenueFill fill = new()
        {
            TradeId = $"hand-{venue.Trades.Count + 1}",
            Size = new Quantity(1m),
            Price = Price.One,
            Fee = Quantity.Zero,
            FeeAsset = market.Quote,
            At = world.Now,
        };
        venue.Orders.Add(order);
        venue.Trades.Add(new ScriptedTrade(venue.Trades.Count + 1, order.VenueId, order.Side, fill));
        return venue.Trades.Count.ToString(CultureInfo.InvariantCulture);
    }

    private ScriptedVenue Traded()
    {
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, ..], "it rebalances");
        return venue;
    }
}
