using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using NodaTime;

namespace Ballast.Engine.Tests.GoingLive;

/// <summary>How long rules have run without real money.</summary>
public sealed class TrialTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 5, 0, 0);

    [Fact]
    public void Time_between_decisions_counts_and_a_silence_of_days_does_not()
    {
        EngineState state = Opened(LiveWorld.Shadow);
        foreach (int hour in (int[])[1, 2, 3, 26, 100, 101])
        {
            state = Decided(state, hour, new Money(1m));
        }

        // By hand: 1 to 2, 2 to 3, 3 to 26, and 100 to 101.
        Trial(state).Ran.ShouldBe(Duration.FromHours(1 + 1 + 23 + 1));
    }

    [Fact]
    public void A_decision_without_a_value_shows_nothing()
    {
        EngineState state = Decided(Opened(LiveWorld.Shadow), 1, new Money(1m));

        Trial(Decided(Decided(state, 2, null), 3, null)).Ran.ShouldBe(Duration.Zero);
    }

    [Fact]
    public void Rules_that_are_checked_every_other_day_have_their_own_rhythm()
    {
        Policy slow = LiveWorld.Shadow with { Trigger = new TriggerPolicy { CheckEvery = Duration.FromDays(2) } };
        EngineState state = Decided(Opened(slow), 1, new Money(1m));

        Trial(Decided(state, 49, new Money(1m))).Ran.ShouldBe(Duration.FromDays(2));
    }

    [Fact]
    public void Other_rules_begin_anew_and_what_is_said_of_real_money_is_no_rule()
    {
        EngineState state = Decided(Decided(Opened(LiveWorld.Shadow), 1, new Money(1m)), 2, new Money(1m));
        EngineState same = Changed(state, LiveWorld.Live(0.25m) with { Mode = TradingMode.Shadow });
        EngineState other = Changed(state, LiveWorld.Shadow with { NoBuy = [new Asset("CCC")] });

        Trial(same).Ran.ShouldBe(Duration.FromHours(1));
        Trial(other).Ran.ShouldBe(Duration.Zero);
    }

    [Fact]
    public void Time_with_real_money_does_not_count()
    {
        EngineState state = Changed(Decided(Opened(LiveWorld.Shadow), 1, new Money(1m)), LiveWorld.Live(0.25m));

        Trial(Decided(Decided(state, 2, new Money(1m)), 3, new Money(1m))).Ran.ShouldBe(Duration.Zero);
    }

    private static TrialCount Trial(EngineState state) => state.Portfolios[LiveWorld.Core].Trial!;

    private static EngineState Opened(Policy policy) =>
        After(EngineState.Empty, 0, new JournalEvent.PortfolioOpened(policy, PolicyWriter.Hash(policy), "ann"));

    private static EngineState Changed(EngineState state, Policy policy) =>
        After(state, 2, new JournalEvent.PolicyChanged(policy, PolicyWriter.Hash(policy), "ann"));

    private static EngineState Decided(EngineState state, int hour, Money? value) => After(
        state,
        hour,
        new JournalEvent.Decided(
            new DecisionDigest
            {
                Number = hour,
                At = Start + Duration.FromHours(hour),
                Kind = DecisionKind.Hold,
                Cause = DecisionCause.Check,
                Why = [],
                Findings = [],
                NonOrders = [],
                Value = value,
                PlanHash = null,
            },
            PolicyMemory.Fresh));

    private static EngineState After(EngineState state, int hour, JournalEvent happened) => EngineFold.Apply(
        state,
        new StampedEvent(state.JournalSequence + 1, LiveWorld.Core, Start + Duration.FromHours(hour), happened));
}
