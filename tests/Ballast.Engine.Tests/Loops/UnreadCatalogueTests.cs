using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Loops;

/// <summary>A venue that does not say which markets and filters it has is not a venue without filters.</summary>
public sealed class UnreadCatalogueTests
{
    private static readonly TimeSpan SeveralChecks = TimeSpan.FromMinutes(5);

    [Fact]
    public void Sends_nothing_while_the_markets_cannot_be_read() => SendsNothing(
        new Reading<ImmutableArray<VenueMarket>>.Failed(
            new VenueError(VenueErrorKind.Unavailable, "http-503", "service unavailable")));

    [Fact]
    public void Sends_nothing_while_the_venue_lists_no_market_at_all() =>
        SendsNothing(new Reading<ImmutableArray<VenueMarket>>.Known([]));

    [Fact]
    public void Sends_nothing_while_one_of_two_venues_does_not_list_its_markets() =>
        SendsNothing(new Reading<ImmutableArray<VenueMarket>>.Known([]), "first", "second");

    /// <summary>Which trades there may be is as unknown as the markets: no change of a balance may be booked.</summary>
    [Fact]
    public void Books_no_change_of_a_balance_while_the_markets_cannot_be_read()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").Snapshot is not null, "it looks");
        world.Lines[new("paper")].MarketsRead = new Reading<ImmutableArray<VenueMarket>>.Known([]);
        venue.Totals[ScriptedVenue.Quote] += 7m;
        world.Pass(SeveralChecks);
        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty();

        world.Lines[new("paper")].MarketsRead = null;
        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "it is booked afterwards");
    }

    private static void SendsNothing(
        Reading<ImmutableArray<VenueMarket>> answer, params IReadOnlyList<string> accounts)
    {
        EngineWorld world = new();
        accounts = accounts is [] ? ["paper"] : accounts;
        foreach (string account in accounts)
        {
            world.Open(account);
        }

        world.Start();
        world.Manage(EngineWorld.Quiet("core", accounts));
        world.Until(() => world.Find("core").Snapshot is not null, "it looks while everything is well");
        WatchedLine silent = world.Lines[new(accounts[^1])];
        silent.MarketsRead = answer;
        Trade(world, EngineWorld.PolicyOf("core", accounts));
        world.Pass(SeveralChecks);

        world.Lines.Values.Sum(line => line.Sent).ShouldBe(0);
        Reason why = world.Find("core").LastDecision!.Why.ShouldHaveSingleItem();
        why.Code.ShouldBe("markets-unread");
        why.Sentence.ShouldContain(accounts[^1]);
        world.Ask(engine => engine.PlanAsync(new("core"), CancellationToken.None))
            .ShouldBeOfType<PlanAnswer.Refused>().Why.ShouldHaveSingleItem().Code.ShouldBe("markets-unread");

        silent.MarketsRead = null;
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }, ..], "it goes on when they are listed");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
    }

    private static void Trade(EngineWorld world, Policy policy) => world.Ask(engine => engine.ReplacePolicyAsync(
        policy, EngineWorld.HashOf(policy), "ann", CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
}
