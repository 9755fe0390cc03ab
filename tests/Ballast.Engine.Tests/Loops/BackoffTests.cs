using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using NodaTime;

namespace Ballast.Engine.Tests.Loops;

/// <summary>
/// Sources that fail are asked less and less often. Looks are five seconds apart; waits of 2, 4, 8, 16, 32, 60, 60, ...
/// seconds end at the next look: by hand, about 12 askings in the first ten minutes instead of 120.
/// </summary>
public sealed class BackoffTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    private static readonly VenueError Down =
        new(VenueErrorKind.Unavailable, "http-503", "service unavailable");

    [Fact]
    public void A_price_source_that_fails_is_asked_less_often_and_as_usual_after_its_first_answer()
    {
        EngineWorld world = Looking();
        world.Prices.PricesFailWith = Down;
        world.Prices.Asked.Clear();
        world.Pass(TenMinutes);

        Gaps(world.Prices).Take(6).ShouldBeInOrder();
        Gaps(world.Prices)[^1].TotalSeconds.ShouldBeInRange(60, 66);
        world.Prices.Asked.Count.ShouldBeInRange(10, 16);
        world.Find("core").LastDecision!.Why.Single(why => why.Code == "prices-unread").Sentence
            .ShouldContain("service unavailable");

        world.Prices.PricesFailWith = null;
        world.Until(() => world.Find("core").LastDecision!.Kind != DecisionKind.Refuse, "it goes on");
        world.Prices.Asked.Clear();
        world.Pass(TimeSpan.FromMinutes(1));
        world.Prices.Asked.Count.ShouldBeInRange(11, 13);
    }

    [Fact]
    public void A_price_source_that_fails_keeps_no_other_from_being_asked()
    {
        EngineWorld world = Looking(twice: true);
        world.Prices.PricesFailWith = Down;
        world.Prices.Asked.Clear();
        world.OtherPrices.Asked.Clear();
        world.Pass(TenMinutes);

        world.Prices.Asked.Count.ShouldBeInRange(10, 16);
        world.OtherPrices.Asked.Count.ShouldBeInRange(115, 125);
        world.Find("core").LastDecision!.Kind.ShouldNotBe(DecisionKind.Refuse);
    }

    [Fact]
    public void A_price_source_is_left_alone_for_as_long_as_it_wishes()
    {
        EngineWorld world = Looking();
        world.Prices.PricesFailWith = new VenueError(
            VenueErrorKind.RateLimited, "http-429", "too many requests", TimeSpan.FromMinutes(4));
        world.Prices.Asked.Clear();
        world.Pass(TenMinutes);
        world.Prices.Asked.Count.ShouldBe(3);
        Gaps(world.Prices).ShouldAllBe(gap => gap >= Duration.FromMinutes(4));
    }

    [Fact]
    public void A_venue_that_does_not_list_its_markets_is_asked_for_them_less_often()
    {
        EngineWorld world = Looking();
        WatchedLine line = world.Lines[new("paper")];
        line.MarketsRead = new Reading<ImmutableArray<VenueMarket>>.Failed(Down);
        line.Asked.Clear();
        world.Pass(TenMinutes);

        line.Asked.Count.ShouldBeInRange(10, 16);
        Gaps(line)[^1].TotalSeconds.ShouldBeInRange(60, 66);
        Reason why = world.Find("core").StatusWhy!;
        why.Code.ShouldBe("markets-unread");
        why.Sentence.ShouldContain("in a row; asked again in");

        line.MarketsRead = null;
        world.Until(() => world.Find("core").StatusWhy is null, "it goes on");
    }

    private static EngineWorld Looking(bool twice = false)
    {
        EngineWorld world = new() { IsPricedTwice = twice };
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");
        return world;
    }

    private static ImmutableArray<Duration> Gaps(WatchedLine line) =>
        [.. line.Asked.Zip(line.Asked.Skip(1), (before, after) => after - before)];
}
