using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets;
using NodaTime;

namespace Ballast.Core.Triggers;

/// <summary>What every trigger looks at, and how it words its answer.</summary>
internal sealed class TriggerView
{
    private int? breached;

    /// <summary>The policy.</summary>
    internal required CompiledPolicy Book { get; init; }

    /// <summary>The portfolio now.</summary>
    internal required Snapshot Snapshot { get; init; }

    /// <summary>The memory, with modes (spike, drawdown) already switched.</summary>
    internal required PolicyMemory Memory { get; init; }

    /// <summary>Bars that have ended.</summary>
    internal required PastPrices Past { get; init; }

    /// <summary>The instant and who asked.</summary>
    internal required DecisionMoment Moment { get; init; }

    /// <summary>Targets and bands that hold now.</summary>
    internal required TargetSheet Sheet { get; init; }

    /// <summary>How many positions are outside their bands.</summary>
    internal int Breached => breached ??= Sheet.CountBreaches(Snapshot);

    /// <summary>The largest drift from them.</summary>
    internal DriftReading Drift => Sheet.Measure(Snapshot);

    /// <summary>The triggers' block of the policy.</summary>
    internal TriggerPolicy Trigger => Book.Policy.Trigger;

    /// <summary>The instant of the decision.</summary>
    internal Instant Now => Moment.Now;

    /// <summary>Whether an earlier firing has not been served yet.</summary>
    internal bool IsOwed(string trigger) => Memory.Owed.Contains(trigger);

    /// <summary>The answer "nothing to do".</summary>
    internal static TriggerFinding Quiet(string trigger, string code, Func<string> sentence) =>
        new(trigger, TriggerStatus.Quiet, Reason.Deferred(code, sentence));

    /// <summary>The answer "act", unless what this trigger waits for holds it back.</summary>
    internal TriggerFinding Fire(string trigger, Patience patience, string code, Func<string> sentence)
    {
        if (WaitingTime.Left(Book.Policy, Memory, patience, Now) is not { } wait)
        {
            return new TriggerFinding(trigger, TriggerStatus.Fired, Reason.Deferred(code, sentence));
        }

        return new TriggerFinding(
            trigger,
            TriggerStatus.HeldBack,
            Reason.Deferred(
                wait.Code, () => $"{sentence()}; {wait.Name} holds it back until {Phrase.Time(wait.Until)}"));
    }

    /// <summary>The largest drift in words: <c>BTC is at 46 % with a target of 40 %, 6 % off</c>.</summary>
    internal string LargestDrift() => DriftOf(Drift.Largest);

    /// <summary>One position's drift in words.</summary>
    internal string DriftOf(int position)
    {
        decimal value = Snapshot.Value.Value;
        Weight weight = new(value == 0m ? 0m : Snapshot.Positions[position].Value.Value / value);
        Weight target = Sheet.Lines[position].Target;
        return $"{Sheet.Lines[position].Asset} is at {Phrase.Percent(weight)} with a target of "
            + $"{Phrase.Percent(target)}, " +
            $"{Phrase.Percent((weight - target).Magnitude)} off";
    }
}
