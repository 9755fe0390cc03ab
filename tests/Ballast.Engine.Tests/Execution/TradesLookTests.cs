using Ballast.Core.Markets;
using Ballast.Engine.Execution;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Execution;

/// <summary>Where a venue lists the trades of all markets at once, whoever asked before it was asked shares it.
/// </summary>
public sealed class TradesLookTests
{
    [Fact]
    public void All_markets_of_an_account_are_read_in_one_look_and_later_in_another()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");
        List<(Instrument Market, TradesLook Look)> asked = world.Lines[new("paper")].TradesAsked;
        asked.Clear();

        // Trades are read where balances differ from the ledger.
        venue.Totals[ScriptedVenue.Quote] += 10m;
        world.Until(() => asked.Count > 0, "it reads them");
        world.Pass(TimeSpan.FromMinutes(1));
        venue.Totals[ScriptedVenue.Quote] += 10m;
        world.Pass(TimeSpan.FromMinutes(1));

        TradesLook[] looks = [.. asked.Select(ask => ask.Look).Distinct()];
        looks.Length.ShouldBeGreaterThan(1);
        int markets = asked.Select(ask => ask.Market.Symbol).Distinct().Count();
        markets.ShouldBeGreaterThan(1);
        asked.GroupBy(ask => ask.Look).ShouldAllBe(look => look.Count() == markets);
    }

    [Fact]
    public void Whoever_asks_after_the_venue_was_asked_takes_part_in_the_next_look()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        using VenueLine line = new(new("paper"), new EngineSettings { Installation = 1 }, world.Clock)
        {
            Ports = new AccountPorts { Balances = world.Lines[new("paper")] },
            Patience = new Patience(world.Clock),
        };

        TradesLook first = line.NextLook;
        TradesLook together = line.NextLook;
        line.BeginLook(first);
        TradesLook second = line.NextLook;
        line.BeginLook(together);
        TradesLook late = line.NextLook;

        together.ShouldBeSameAs(first);
        second.ShouldNotBeSameAs(first);
        late.ShouldBeSameAs(second, "a look that has begun does not begin the next one");
    }
}
