using System.Collections.Immutable;
using Ballast.Core.Decisions;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets;

namespace Ballast.Core.Triggers;

/// <summary>
/// Asks every trigger of a policy. Pure; the decision plans on its answer, and screens show it without planning.
/// </summary>
public static class TriggerBoard
{
    /// <summary>Asks, in the order of the policy's documentation; triggers that the policy does not have give no
    /// finding.</summary>
    /// <param name="book">The policy.</param>
    /// <param name="snapshot">The portfolio now.</param>
    /// <param name="memory">What earlier decisions left.</param>
    /// <param name="past">Bars that have ended.</param>
    /// <param name="moment">The instant and who asked.</param>
    public static TriggerRound Look(
        CompiledPolicy book, Snapshot snapshot, PolicyMemory memory, PastPrices past, DecisionMoment moment)
    {
        TriggerPolicy policy = book.Policy.Trigger;
        memory = PortfolioReturns.Record(book.Policy, memory, snapshot.Value, moment.Now);
        double[] returns = policy.VolatilityBand is null && policy.VolatilitySpike is null
            ? []
            : PortfolioReturns.Of(book.Policy, memory, moment.Now);
        memory = policy.VolatilitySpike is { } spike
            ? VolatilitySpikeTrigger.Switch(spike, memory, returns, moment.Now)
            : memory;
        memory = policy.Drawdown is null ? memory : DrawdownTrigger.Switch(book.Policy, memory, snapshot, past);
        TargetSheet sheet = Sheet(book, snapshot, memory, returns);
        TriggerView view = new()
        {
            Book = book,
            Snapshot = snapshot,
            Memory = memory,
            Past = past,
            Moment = moment,
            Sheet = sheet,
        };
        ImmutableArray<TriggerFinding> findings = Ask(view, returns);
        return new TriggerRound(findings, sheet, Remember(view, findings));
    }

    private static TargetSheet Sheet(CompiledPolicy book, Snapshot snapshot, PolicyMemory memory, double[] returns)
    {
        TargetSheet sheet = book.SheetFor(snapshot, memory);
        return book.Policy.Trigger.VolatilityBand is { } band
            ? TargetRule.WithBand(
                sheet, VolatilityBandTrigger.HalfWidth(band, PortfolioReturns.Volatility(returns, band.Window)))
            : sheet;
    }

    private static ImmutableArray<TriggerFinding> Ask(TriggerView view, double[] returns)
    {
        TriggerPolicy policy = view.Trigger;
        var findings = ImmutableArray.CreateBuilder<TriggerFinding>(initialCapacity: 4);
        Add(findings, policy.VolatilityBand is null ? policy.Band : null, _ => BandTrigger.Look(
            view, TriggerNames.Band));
        Add(findings, view.Book.Calendar, calendar => ScheduleTrigger.Look(view, calendar));
        if (policy.Emergency is { } limit)
        {
            findings.Add(EmergencyTrigger.Look(view, limit));
        }

        Add(findings, policy.VolatilityBand, _ => VolatilityBandTrigger.Look(view));
        Add(findings, policy.AtrSchedule, atr => AtrScheduleTrigger.Look(view, atr));
        Add(findings, policy.CashFlow, flow => CashFlowTrigger.Look(view, flow));
        if (policy.InflowShock is { } fraction)
        {
            findings.Add(InflowShockTrigger.Look(view, fraction));
        }

        Add(findings, policy.VolatilitySpike, spike => VolatilitySpikeTrigger.Look(view, spike, returns));
        Add(findings, policy.Drawdown, drawdown => DrawdownTrigger.Look(view, drawdown));
        if (view.Book.Policy.Transfers is not null)
        {
            findings.Add(TransferTrigger.Look(view));
        }

        AddAsked(findings, view);
        return findings.DrainToImmutable();
    }

    private static void Add<T>(
        ImmutableArray<TriggerFinding>.Builder findings, T? policy, Func<T, TriggerFinding> look)
        where T : class
    {
        if (policy is not null)
        {
            findings.Add(look(policy));
        }
    }

    private static void AddAsked(ImmutableArray<TriggerFinding>.Builder findings, TriggerView view)
    {
        switch (view.Moment.Cause)
        {
            case DecisionCause.Check:
                break;
            case DecisionCause.Manual:
                findings.Add(AskedTrigger.Manual(view));
                break;
            case DecisionCause.Initial:
                findings.Add(AskedTrigger.Initial(view));
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static PolicyMemory Remember(TriggerView view, ImmutableArray<TriggerFinding> findings)
    {
        PolicyMemory memory = view.Memory;
        if (view.Trigger.InflowShock is not null)
        {
            memory = memory with
            {
                LastValues = view.Snapshot.Positions.ToImmutableSortedDictionary(
                    position => position.Asset, position => position.Value),
            };
        }

        foreach (TriggerFinding finding in findings)
        {
            bool isOnce = TriggerNames.IsOnce(finding.Trigger);
            bool isOwed = memory.Owed.Contains(finding.Trigger);
            if (isOwed && !isOnce && finding.Status == TriggerStatus.Quiet)
            {
                // Drift that a run left over has gone by itself.
                memory = memory with { Owed = memory.Owed.Remove(finding.Trigger) };
            }

            if (finding.Status == TriggerStatus.Quiet || !isOnce || isOwed)
            {
                continue;
            }

            bool atr = finding.Trigger == TriggerNames.AtrSchedule;
            memory = memory with
            {
                Owed = memory.Owed.Add(finding.Trigger),
                AtrFiredAt = atr ? view.Now : memory.AtrFiredAt,
            };
        }

        return memory;
    }
}
