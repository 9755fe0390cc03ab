using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;

namespace Ballast.Engine.Tests.Execution;

/// <summary>A policy that may no longer trade stops a run that has begun.</summary>
public sealed class TradingPermissionTests
{
    [Fact]
    public void Sends_nothing_that_was_signed_before_the_mode_became_shadow()
    {
        (EngineWorld world, List<TradingMode> sentUnder) = Watched();
        bool isAsked = false;
        world.Lines[new("paper")].Signing = () =>
        {
            if (!isAsked)
            {
                // The change comes right behind the commit that signs the first order.
                isAsked = true;
                _ = Replace(world);
            }
        };
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }], "the run ends");

        sentUnder.ShouldNotContain(TradingMode.Shadow);
        RunView run = world.Find("core").Runs[0];
        run.Dropped.ShouldNotBeEmpty();
        run.Dropped.ShouldAllBe(leg => leg.Why.Code == "policy-changed");
        run.Orders.Where(order => order.Fills.IsEmpty).ShouldAllBe(order => order.Why!.Code == "never-sent");
        world.Pass(TimeSpan.FromMinutes(5));
        world.Find("core").Runs.Length.ShouldBe(1, "plans are made and none is sent");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
    }

    [Fact]
    public void Sends_nothing_more_when_the_mode_becomes_shadow_in_the_middle_of_a_run()
    {
        (EngineWorld world, List<TradingMode> sentUnder) = Watched();
        WatchedLine line = world.Lines[new("paper")];
        Func<int, Task> watch = line.BeforeSend!;
        line.BeforeSend = async sent =>
        {
            await watch(sent);
            if (sent == 0)
            {
                (await Replace(world)).ShouldBeOfType<ChangeOutcome.Done>();
            }
        };
        world.Manage(EngineWorld.PolicyOf("core", "paper"));
        world.Until(() => world.Find("core").Runs is [{ EndedAt: not null }], "the run ends");

        sentUnder.ShouldNotBeEmpty();
        sentUnder.ShouldAllBe(mode => mode != TradingMode.Shadow);
        world.Find("core").Runs[0].Dropped.ShouldNotBeEmpty();
        world.Events<JournalEvent.OrderReserved>().Count
            .ShouldBeLessThan(world.Find("core").Runs[0].Plan.Orders.Length);
    }

    // Under which mode each order leaves.
    private static (EngineWorld World, List<TradingMode> SentUnder) Watched()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        List<TradingMode> sentUnder = [];
        world.Lines[new("paper")].BeforeSend = _ =>
        {
            sentUnder.Add(world.Find("core").Policy.Mode);
            return Task.CompletedTask;
        };
        return (world, sentUnder);
    }

    private static Task<ChangeOutcome> Replace(EngineWorld world)
    {
        Policy shadow = EngineWorld.PolicyOf("core", "paper") with { Mode = TradingMode.Shadow };
        return world.Engine.ReplacePolicyAsync(shadow, EngineWorld.HashOf(shadow), "ann", CancellationToken.None);
    }
}
