using System.Collections.Immutable;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;

namespace Ballast.Engine.Tests.Loops;

/// <summary>One pass and out, for schedulers outside.</summary>
public sealed class RunOnceTests
{
    [Fact]
    public void Rebalances_once_and_finds_nothing_to_do_the_second_time()
    {
        EngineWorld world = Managed("core");
        PassReport first = Once(world).Single();
        first.Decision.Kind.ShouldBe(DecisionKind.Rebalance);
        first.Run!.Status.ShouldBe(RunStatus.Completed);
        first.Run.EndedAt.ShouldNotBeNull("it returns when every order has ended");

        world.Pass(TimeSpan.FromMinutes(1));
        PassReport second = Once(world).Single();
        second.Run.ShouldBeNull();
        world.Events<JournalEvent.RunStarted>().Count.ShouldBe(1);
    }

    [Fact]
    public void Serves_the_other_portfolios_when_one_venue_is_dead()
    {
        EngineWorld world = Managed("alpha", "beta");
        world.Create();
        world.Lines[new("beta")].IsDead = true;
        ImmutableArray<PassReport> reports = OnceMore(world);

        reports.Single(report => report.Portfolio.Value == "alpha").Run!.Status.ShouldBe(RunStatus.Completed);
        PassReport dead = reports.Single(report => report.Portfolio.Value == "beta");
        dead.Run.ShouldBeNull();
        dead.Decision.Kind.ShouldBe(DecisionKind.Refuse);
        dead.Decision.Why[0].Sentence.ShouldNotBeEmpty();
    }

    [Fact]
    public void Reports_a_portfolio_whose_pass_meets_a_bug_and_serves_the_others()
    {
        EngineWorld world = Managed("alpha", "beta");
        world.Thinking = core => core with
        {
            Decide = (book, snapshot, memory, past, moment) => book.Policy.Portfolio.Value == "beta"
                ? throw new InvalidOperationException("a bug")
                : core.Decide(book, snapshot, memory, past, moment),
        };
        ImmutableArray<PassReport> reports = Once(world);

        reports.Single(report => report.Portfolio.Value == "alpha").Run!.Status.ShouldBe(RunStatus.Completed);
        reports.Single(report => report.Portfolio.Value == "beta").Decision.Why[0].Code.ShouldBe("loop-stopped");
        world.Find("beta").Halt.ShouldNotBeNull("a bug leaves a halt for a person");
    }

    // Portfolios that an earlier life has taken under management and never looked at.
    private static EngineWorld Managed(params IReadOnlyList<string> names)
    {
        EngineWorld world = new();
        foreach (string name in names)
        {
            world.Open(name);
        }

        world.Create();
        world.Ask(engine => engine.LoadAsync(CancellationToken.None)).ShouldBeOfType<StartOutcome.Started>();
        world.Manage([.. names.Select(name => EngineWorld.PolicyOf(name, name))]);
        return world;
    }

    private static ImmutableArray<PassReport> Once(EngineWorld world)
    {
        world.Create();
        return OnceMore(world);
    }

    private static ImmutableArray<PassReport> OnceMore(EngineWorld world)
    {
        world.Ask(engine => engine.LoadAsync(CancellationToken.None)).ShouldBeOfType<StartOutcome.Started>();
        return world.Ask(engine => engine.RunOnceAsync(CancellationToken.None));
    }
}
