using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Triggers;
using NodaTime;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Triggers;

/// <summary>When a plan is made because of a transfer: of its end, of a wait that is over, of a way that has
/// rested.</summary>
public sealed class TransferTriggerTests
{
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void Rests_with_a_way_and_says_so_then_fires_once()
    {
        Finding(Resting(Noon + Hour), Noon - Hour).ShouldBe((TriggerStatus.Quiet, "transfer-rests"));
        Finding(Resting(Noon), Noon - Hour).ShouldBe((TriggerStatus.Fired, "transfer-rested"));
        Finding(Resting(Noon), Noon).ShouldBe((TriggerStatus.Quiet, "no-transfer-ended"));
    }

    [Fact]
    public void Stays_owed_where_the_least_interval_holds_it_back_until_a_run_has_served_it()
    {
        Policy policy = Policy(new TriggerPolicy()) with
        {
            Transfers = new TransferPolicy(),
            Guards = new GuardPolicy { MinInterval = Duration.FromHours(2) },
        };
        PolicyMemory before = PolicyMemory.Fresh.AfterRun(new Money(10m), Noon - Hour) with
        {
            LastDecisionAt = Noon - Hour,
        };
        Snapshot snapshot = Holding(Noon, 500m, 300m, 200m) with { Transfers = Resting(Noon) };

        TriggerRound held = Look(policy, snapshot, before);
        held.FindingOf("transfer").Status.ShouldBe(TriggerStatus.HeldBack);
        PolicyMemory later = held.Memory with { LastDecisionAt = Noon };
        Look(policy, Holding(Noon + (Hour * 2), 500m, 300m, 200m), later).FindingOf("transfer").Status
            .ShouldBe(TriggerStatus.Fired, "nobody has planned with the way yet");
        later.AfterRun(new Money(10m), Noon).Owed.ShouldBeEmpty();
    }

    /// <summary>A plan without the transfer would buy back what was sold for it.</summary>
    [Fact]
    public void Holds_back_what_a_failed_transfer_was_for_until_its_way_has_rested()
    {
        Policy policy = Policy(new TriggerPolicy()) with { Transfers = new TransferPolicy() };
        PolicyMemory owing = PolicyMemory.Fresh with { Owed = ["transfer"], LastDecisionAt = Noon - Hour };
        TransferSight sight = Resting(Noon + Hour) with { RestsUntil = Noon + Hour };
        TriggerFinding held = Look(policy, Holding(Noon, 500m, 300m, 200m) with { Transfers = sight }, owing)
            .FindingOf("transfer");
        (held.Status, held.Why.Code).ShouldBe((TriggerStatus.HeldBack, "transfer-rests"));

        Look(policy, Holding(Noon + Hour, 500m, 300m, 200m) with { Transfers = sight }, owing)
            .FindingOf("transfer").Status.ShouldBe(TriggerStatus.Fired);
        Look(policy, Holding(Noon, 500m, 300m, 200m) with { Transfers = Resting(Noon + Hour) }, owing)
            .FindingOf("transfer").Status.ShouldBe(TriggerStatus.Fired, "the last transfer went another way");
    }

    private static TransferSight Resting(Instant until) => new()
    {
        Held =
        [
            new HeldRoute
            {
                From = Paper,
                To = new AccountId("second"),
                Asset = Usdc,
                Until = until,
                Why = new Reason("transfer-rests", "nothing is sent there"),
            },
        ],
    };

    private static (TriggerStatus Status, string Code) Finding(TransferSight sight, Instant lastLook)
    {
        Policy policy = Policy(new TriggerPolicy()) with { Transfers = new TransferPolicy() };
        PolicyMemory memory = PolicyMemory.Fresh with { LastDecisionAt = lastLook };
        TriggerFinding found = Look(policy, Holding(Noon, 500m, 300m, 200m) with { Transfers = sight }, memory)
            .FindingOf("transfer");
        return (found.Status, found.Why.Code);
    }
}
