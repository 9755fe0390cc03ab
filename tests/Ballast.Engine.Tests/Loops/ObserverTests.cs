using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Tests.Worlds;

namespace Ballast.Engine.Tests.Loops;

public sealed class ObserverTests
{
    private static readonly AccountId Paper = new("paper");

    [Fact]
    public void Reads_the_markets_between_wanted_assets_with_their_books()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Lines[Paper].Shows = _ => new OrderBook(
            [new BookLevel(new Price(99.9m), new Quantity(5m))],
            [new BookLevel(new Price(100.1m), new Quantity(5m))],
            world.Now);
        Policy policy = EngineWorld.Quiet("core", "paper");
        world.Manage(policy with
        {
            Target = new Dictionary<Asset, Weight>
            {
                [new("AAA")] = new(0.5m),
                [policy.Quote] = new(0.5m),
            }.ToImmutableSortedDictionary(),
        });
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");

        VenueMarket market = world.Find("core").Snapshot!.Catalogue.Of(Paper).ShouldHaveSingleItem();
        market.Instrument.Symbol.ShouldBe("AAAUSDC");
        market.Book!.Asks[0].Price.Value.ShouldBe(100.1m);
    }

    /// <summary>An account that shows no book has markets all the same; what it lacks is the depth.</summary>
    [Fact]
    public void Keeps_a_market_whose_book_cannot_be_read()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");

        ImmutableArray<VenueMarket> markets = world.Find("core").Snapshot!.Catalogue.Of(Paper);
        markets.Select(market => market.Instrument.Symbol).ShouldBe(["AAAUSDC", "BBBUSDC", "CCCUSDC"]);
        markets.ShouldAllBe(market => market.Book == null && market.BookFault == null);
    }
}
