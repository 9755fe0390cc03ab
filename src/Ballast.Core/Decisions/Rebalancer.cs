using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Guards;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
using Ballast.Core.Triggers;
using NodaTime;

namespace Ballast.Core.Decisions;

/// <summary>
/// The one decision: live trading, paper trading and the exact backtest all call it with the same policy and the same
/// costs.
/// </summary>
public static class Rebalancer
{
    /// <summary>How long a plan may wait before it is started and all its orders have left; longer where its orders may
    /// rest longer. The collar of its orders bounds what prices may do meanwhile.</summary>
    public static Duration PlanLifetime { get; } = Duration.FromMinutes(5);

    // A sale that rests, and after it the purchase that it funds, must both be able to wait out their time.
    private static Duration Lifetime(ExecutionPolicy execution) => execution.Style == ExecutionStyle.Market
        ? PlanLifetime
        : Duration.Max(PlanLifetime, (execution.LimitTimeout * 2) + Duration.FromMinutes(2));

    /// <summary>Decides. Pure: equal arguments give an equal verdict.</summary>
    /// <param name="book">What the owner wants, compiled once.</param>
    /// <param name="snapshot">The portfolio now, taken for the same policy.</param>
    /// <param name="memory">What earlier decisions left.</param>
    /// <param name="past">Bars that have ended; cannot hold a later one.</param>
    /// <param name="moment">The instant and who asked.</param>
    public static Verdict Decide(
        CompiledPolicy book, Snapshot snapshot, PolicyMemory memory, PastPrices past, DecisionMoment moment)
    {
        Policy policy = book.Policy;
        if (moment.Cause == DecisionCause.Check && CheckCadence.NextCheck(
            policy, memory, moment.Now) is var next && next > moment.Now)
        {
            return new Verdict(new Decision.Hold(NotDue(memory, moment.Now, next), []) { Findings = [] }, memory);
        }

        if (snapshot.Value.Sign <= 0)
        {
            Decision empty = new Decision.Refuse([NoValue(snapshot)]) { Findings = [] };
            return new Verdict(empty, memory with { LastDecisionAt = moment.Now });
        }

        memory = SessionLossBreaker.Watch(policy.Guards, Accepting(memory, snapshot), snapshot.Value, moment.Now);
        if ((book.NoTarget ?? Blind(policy, past)) is { } blind)
        {
            return new Verdict(
                new Decision.Refuse([blind]) { Findings = [] }, memory with { LastDecisionAt = moment.Now });
        }

        TriggerRound round = TriggerBoard.Look(book, snapshot, memory, past, moment);
        memory = round.Memory with { LastDecisionAt = moment.Now };
        if (memory.Breaker is { } open)
        {
            return new Verdict(new Decision.Refuse([open]) { Findings = round.Findings }, memory);
        }

        return Loudest(round, policy.Trigger) is { } loudest
            ? Planned(book, snapshot, round with { Memory = memory }, loudest, moment)
            : new Verdict(new Decision.Hold(QuietReason(round), []) { Findings = round.Findings }, memory);
    }

    private static Reason? Blind(Policy policy, PastPrices past) =>
        policy.Trigger.AtrSchedule is { } atr && AtrScheduleTrigger.Refusal(atr, past) is { } blind
            ? blind
            : DrawdownTrigger.Refusal(policy, past);

    private static Reason NoValue(Snapshot snapshot) => Reason.Deferred(
        "no-value", () => $"the portfolio is worth {Phrase.Amount(snapshot.Value)} {snapshot.Quote}: nothing to weigh");

    /// <summary>Decides with a policy that is compiled for this one call.</summary>
    /// <param name="policy">What the owner wants.</param>
    /// <param name="snapshot">The portfolio now, taken for the same policy.</param>
    /// <param name="memory">What earlier decisions left.</param>
    /// <param name="past">Bars that have ended; cannot hold a later one.</param>
    /// <param name="moment">The instant and who asked.</param>
    public static Verdict Decide(
        Policy policy, Snapshot snapshot, PolicyMemory memory, PastPrices past, DecisionMoment moment) =>
        Decide(CompiledPolicy.Of(policy, PolicyWriter.Hash(policy)), snapshot, memory, past, moment);

    private static Verdict Planned(
        CompiledPolicy book, Snapshot snapshot, TriggerRound round, Firing firing, DecisionMoment moment)
    {
        GuardPolicy guards = book.Policy.Guards;
        Money? left = TurnoverCap.Left(guards, round.Memory, snapshot.Value, moment.Now);
        if (left is { IsZero: true })
        {
            Reason spent = TurnoverCap.Spent(guards, round.Memory);
            return new Verdict(new Decision.Refuse([spent]) { Findings = round.Findings }, round.Memory);
        }

        PlanOutcome outcome = Planner.Plan(new PlanRequest
        {
            Policy = book.Policy,
            PolicyHash = book.Hash,
            Snapshot = snapshot,
            Targets = round.Sheet.Lines,
            Destination = firing.Destination,
            Why = TargetWords.Named(firing.Why, book.Aim),
            Costs = book.Costs,
            NetFlow = NetFlow(book.Policy, snapshot, round.Memory, moment),
            TurnoverLeft = left,
            ExpiresAt = moment.Now + Lifetime(book.Policy.Execution),
            Free = book.Free,
        });
        return Judged(book.Policy, outcome, round);
    }

    private static Verdict Judged(Policy policy, PlanOutcome outcome, TriggerRound round)
    {
        PolicyMemory served = round.Memory with { Owed = round.Memory.Owed.Clear() };
        return outcome switch
        {
            // Nothing is sent in shadow mode, so no run will ever serve what is owed.
            PlanOutcome.Planned planned => new Verdict(
                new Decision.Rebalance(planned.Plan) { Findings = round.Findings },
                policy.Mode == TradingMode.Shadow ? served : round.Memory),
            PlanOutcome.NothingToTrade nothing => new Verdict(
                new Decision.Hold(NothingToTrade(nothing), nothing.NonOrders)
                {
                    Findings = round.Findings,
                    Transfers = nothing.Transfers,
                },
                served),
            PlanOutcome.Refused refused => new Verdict(
                new Decision.Refuse([refused.Why]) { Findings = round.Findings }, round.Memory),
            _ => throw new UnreachableException(),
        };
    }

    // Of several that fire, the one that goes furthest back to target; a person's wish is named first.
    private static Firing? Loudest(TriggerRound round, TriggerPolicy policy)
    {
        Firing? loudest = null;
        foreach (TriggerFinding finding in round.Findings)
        {
            if (finding.Status != TriggerStatus.Fired)
            {
                continue;
            }

            Destination destination = DestinationOf(finding.Trigger, policy);
            bool asked = finding.Trigger is TriggerNames.Manual or TriggerNames.Initial;
            if (loudest is null || asked || destination < loudest.Destination)
            {
                loudest = new Firing(finding.Why, destination);
            }
        }

        return loudest;
    }

    private static Destination DestinationOf(string trigger, TriggerPolicy policy) => trigger switch
    {
        TriggerNames.Band or TriggerNames.VolatilityBand or TriggerNames.Transfer =>
            policy.Band?.Destination ?? Destination.Target,
        TriggerNames.Schedule => policy.Schedule?.Destination ?? Destination.Target,
        _ => Destination.Target,
    };

    // With flows as the only source of trades, the first purchase is the first flow: all the cash there is.
    private static Money NetFlow(Policy policy, Snapshot snapshot, PolicyMemory memory, DecisionMoment moment) =>
        moment.Cause == DecisionCause.Initial && policy.Trade.Flows == FlowUse.Only
            ? snapshot.Positions.First(position => position.Asset.Equals(policy.Quote)).Value
            : memory.PendingFlow;

    private static PolicyMemory Accepting(PolicyMemory memory, Snapshot snapshot) =>
        snapshot.AcceptedPrices.Prices.IsEmpty ? memory : memory.Accepting(snapshot.AcceptedPrices);

    private static Reason NotDue(PolicyMemory memory, Instant now, Instant next) => memory.LastDecisionAt > now
        ? Reason.Deferred("clock-set-back", () =>
            $"the clock says {Phrase.Time(now)}, before the last decision; the next check is due {Phrase.Time(next)}")
        : Reason.Deferred("not-due", () => $"the next check is due {Phrase.Time(next)}");

    private static Reason QuietReason(TriggerRound round)
    {
        foreach (TriggerFinding finding in round.Findings)
        {
            if (finding.Status == TriggerStatus.HeldBack)
            {
                return finding.Why;
            }
        }

        return round.Findings.IsEmpty
            ? Reason.Deferred(
                "no-trigger", () => "the policy has no trigger; only a person or an agent can start a rebalance")
            : round.Findings[0].Why;
    }

    private static Reason NothingToTrade(PlanOutcome.NothingToTrade nothing) => Reason.Deferred(
        "nothing-to-trade",
        () => nothing.NonOrders.IsEmpty
            ? "nothing needs to be traded"
            : $"nothing can be traded: {string.Join("; ", nothing.NonOrders.Select(order => order.Why.Sentence))}");

    private sealed record Firing(Reason Why, Destination Destination);
}
