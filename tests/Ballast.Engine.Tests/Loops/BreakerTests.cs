using Ballast.Core.Policies;
using Ballast.Engine.Journal;
using Ballast.Engine.Tests.Worlds;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Loops;

/// <summary>The session-loss breaker, from the loss to the person who closes it.</summary>
public sealed class BreakerTests
{
    [Fact]
    public void Latches_on_a_loss_and_not_on_withdrawals_survives_a_restart_and_is_closed_by_a_person()
    {
        EngineWorld world = new();
        ScriptedVenue venue = world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper") with
        {
            Guards = new GuardPolicy { SessionLoss = 0.05m },
        });
        world.Until(() => world.Find("core").LastDecision is not null, "it decides");
        decimal before = world.Find("core").LastDecision!.Value!.Value.Value;

        // Twice 3 % of the portfolio: each small enough to be booked unasked, together more than the session's loss.
        for (int i = 0; i < 2; i++)
        {
            venue.Totals[ScriptedVenue.Quote] -= 0.03m * before;
            world.Pass(TimeSpan.FromMinutes(2));
        }

        world.Events<JournalEvent.BalanceBooked>().Count.ShouldBe(2);
        decimal left = world.Find("core").LastDecision!.Value!.Value.Value;
        left.ShouldBeLessThan(0.95m * before, "the value is down by more than the breaker allows to lose");
        world.Find("core").Breaker.ShouldBeNull("withdrawals are no losses");

        world.Prices.PriceFactor = 0.9m;
        world.Until(() => world.Find("core").Breaker is not null, "a loss of 10 % of the coins latches it");
        world.Find("core").Status.ShouldBe(PortfolioStatus.Halted);
        world.Events<JournalEvent.BreakerTripped>().Count.ShouldBe(1);

        world.Restart();
        world.Pass(TimeSpan.FromMinutes(3));
        world.Find("core").Breaker.ShouldNotBeNull("it survives a restart, and prices that have come back");
        world.Events<JournalEvent.BreakerTripped>().Count.ShouldBe(1, "it is told once");

        world.Resume("core");
        world.Pass(TimeSpan.FromMinutes(3));
        world.Find("core").Breaker.ShouldBeNull();
        world.Find("core").Status.ShouldBe(PortfolioStatus.Running);
        world.Events<JournalEvent.BreakerCleared>().Single().Actor.ShouldBe("ann");
    }

    [Fact]
    public void Sends_nothing_of_a_run_once_the_breaker_has_latched()
    {
        EngineWorld world = new();
        world.Open("paper");
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper") with { Guards = new GuardPolicy { SessionLoss = 0.05m } });
        world.Until(() => world.Find("core").LastDecision is not null, "it decides");
        string plan = world.Plan("core").Plan.Hash;
        world.Prices.PriceFactor = 0.9m;
        world.Until(() => world.Find("core").Breaker is not null, "it latches");

        world.Run("core", plan, "key").ShouldBeOfType<RunAnswer.Refused>().Why.Code.ShouldBe("halted");
        world.Lines[new("paper")].Sent.ShouldBe(0);
    }

    [Fact]
    public void Keeps_a_breaker_closed_that_a_person_closed_while_a_decision_was_being_made()
    {
        EngineWorld world = new();
        world.Open("paper");
        bool isClosing = false;
        world.Thinking = core => core with
        {
            Decide = (book, snapshot, memory, past, moment) =>
            {
                if (isClosing)
                {
                    isClosing = false;
                    _ = world.Engine.ResumeAsync(new("core"), "ann", EngineWorld.Word, CancellationToken.None);
                }

                return core.Decide(book, snapshot, memory, past, moment);
            },
        };
        world.Start();
        world.Manage(EngineWorld.Quiet("core", "paper") with { Guards = new GuardPolicy { SessionLoss = 0.05m } });
        world.Until(() => world.Find("core").LastDecision is not null, "it decides");
        world.Prices.PriceFactor = 0.9m;
        world.Until(() => world.Find("core").Breaker is not null, "it latches");

        isClosing = true;
        world.Until(() => world.Events<JournalEvent.BreakerCleared>().Count == 1, "the person closes it");
        world.Pass(TimeSpan.FromMinutes(3));
        world.Find("core").Breaker.ShouldBeNull("what the decision remembered does not undo it");
        world.Events<JournalEvent.BreakerTripped>().Count.ShouldBe(1);
    }
}
