using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Loops;

/// <summary>Where nothing proves what happened, a person says it, and the portfolio goes on.</summary>
public sealed class ResolutionTests
{
    [Theory]
    [InlineData(ChangeKind.Flow)]
    [InlineData(ChangeKind.Gain)]
    [InlineData(ChangeKind.Income)]
    public void Books_a_large_change_as_what_a_person_says_it_was(ChangeKind kind)
    {
        EngineWorld world = Looking(out ScriptedVenue venue);
        decimal value = world.Find("core").LastDecision!.Value!.Value.Value;
        venue.Totals[ScriptedVenue.Quote] += 0.5m * value;
        world.Until(() => world.Find("core").Halt is not null, "a change of half the portfolio waits for a person");
        world.Find("core").Halt!.Why.Code.ShouldBe("unexplained-change");

        Explain(world, kind).ShouldBeOfType<ChangeOutcome.Done>();
        world.Until(() => world.Events<JournalEvent.BalanceBooked>().Count == 1, "it is booked");
        LedgerPosting booked = world.Events<JournalEvent.BalanceBooked>()[0].Postings.Single();
        booked.Change.Value.ShouldBe(0.5m * value);
        booked.Kind.ShouldBe(kind.ToString().ToLowerInvariant());
        booked.Why.Sentence.ShouldContain("ann");
        booked.Why.Sentence.ShouldContain(EngineWorld.Word.Sentence);

        world.Pass(TimeSpan.FromMinutes(2));
        world.Find("core").Halt.ShouldBeNull();
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);

        // A flow is no performance; a gain and income are.
        world.Find("core").Performance.Sum(point => point.Flows.Value)
            .ShouldBe(kind == ChangeKind.Flow ? 0.5m * value : 0m);
    }

    [Fact]
    public void Refuses_a_word_on_a_change_when_none_waits()
    {
        EngineWorld world = Looking(out _);
        Explain(world, ChangeKind.Flow).ShouldBeOfType<ChangeOutcome.Refused>().Why.Code.ShouldBe("no-open-change");
    }

    [Fact]
    public void Does_not_take_a_word_on_one_change_for_another()
    {
        EngineWorld world = Looking(out ScriptedVenue venue);
        venue.Totals[ScriptedVenue.Quote] += 5000m;
        world.Until(() => world.Find("core").Halt is not null, "it waits for a person");
        venue.Totals[ScriptedVenue.Quote] += 5000m;
        Explain(world, ChangeKind.Flow);
        world.Until(() => world.Find("core").Halt is not null, "the larger change waits anew");
        world.Events<JournalEvent.BalanceBooked>().ShouldBeEmpty();
    }

    [Fact]
    public void Trades_the_asset_again_after_a_person_resolves_its_order()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        WatchedLine line = world.Lines[new("paper")];
        line.InsteadOfSending = _ => new SendOutcome.Unknown(
            new VenueError(VenueErrorKind.OutcomeUnknown, "timeout", "no readable answer"));

        // It was never placed, and the venue cannot be read well enough to prove that.
        line.BeforeSend = _ =>
        {
            line.ReadsFailWith = () => new VenueError(VenueErrorKind.Unavailable, "http-503", "maintenance");
            return Task.CompletedTask;
        };
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(
            () => world.Find("core").Runs is [{ EndedAt: not null, Why.Code: not "unsettled" }], "the run is settled");
        OrderView stuck = world.Find("core").OpenOrders.First();
        stuck.State.ShouldBe("quarantined");
        line.ReadsFailWith = null;
        line.BeforeSend = null;
        line.InsteadOfSending = null;
        world.Pass(TimeSpan.FromMinutes(3));
        world.Find("core").Drift.ShouldNotContain(drift => drift.Asset == stuck.Origin.Serves && drift.Band == null);
        venue.Orders.ShouldNotContain(order => order.Market.Base == stuck.Ticket.Instrument.Base, "it is locked");

        foreach (OrderView order in world.Find("core").OpenOrders)
        {
            Resolve(world, order).ShouldBeOfType<ChangeOutcome.Done>();
        }

        Resolve(world, stuck).ShouldBeOfType<ChangeOutcome.Refused>().Why.Code.ShouldBe("not-quarantined");
        world.Until(
            () => venue.Orders.Any(order => order.Market.Base == stuck.Ticket.Instrument.Base), "it is traded again");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
    }

    private static ChangeOutcome Explain(EngineWorld world, ChangeKind kind) => world.Ask(engine =>
        engine.ExplainChangeAsync(
            new ChangeExplanation
            {
                Portfolio = new("core"),
                Kind = kind,
                Actor = "ann",
                Why = EngineWorld.Word,
            },
            CancellationToken.None));

    private static ChangeOutcome Resolve(EngineWorld world, OrderView order) => world.Ask(engine =>
        engine.ResolveQuarantineAsync(
            new QuarantineResolution
            {
                Portfolio = new("core"),
                Order = order.Ticket.Id,
                Actor = "ann",
                Why = EngineWorld.Word,
            },
            CancellationToken.None));

    private static EngineWorld Looking(out ScriptedVenue venue)
    {
        EngineWorld world = new();
        venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper"));
        world.Until(() => world.Find("core").LastDecision is not null, "it decides");
        return world;
    }
}
