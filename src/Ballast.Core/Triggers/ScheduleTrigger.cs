using Ballast.Core.Decisions;
using Ballast.Core.Guards;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Triggers;

/// <summary>
/// Fires once when one or more cron times lie in (last decision, this decision], whatever the drift. Before the first
/// decision only a cron time at this very instant counts: what was missed before Ballast was there is nobody's run.
/// </summary>
internal static class ScheduleTrigger
{
    internal static TriggerFinding Look(TriggerView view, CronCalendar calendar)
    {
        Instant from = view.Memory.LastDecisionAt ?? view.Now - Duration.Epsilon;
        Instant? next = calendar.NextAfter(from);
        if (next is { } time && time <= view.Now)
        {
            return view.Fire(
                TriggerNames.Schedule, Patience.Interval, "schedule-due", () =>
                    $"the scheduled time {Phrase.Time(time)} has come");
        }

        return view.IsOwed(TriggerNames.Schedule)
            ? view.Fire(TriggerNames.Schedule, Patience.Interval, "schedule-owed",
                () => "an earlier scheduled time has not been served yet")
            : TriggerView.Quiet(TriggerNames.Schedule, "schedule-not-due", () => Waiting(view, next));
    }

    private static string Waiting(TriggerView view, Instant? next)
    {
        string when = next is { } time
            ? $"the next scheduled time is {Phrase.Time(time)}"
            : "the schedule has no time within the next 41 years";
        return IsAllCash(view)
            ? $"{when}; until then all is in {view.Snapshot.Quote}, unless a run is asked for"
            : when;
    }

    private static bool IsAllCash(TriggerView view)
    {
        foreach (Position position in view.Snapshot.Positions)
        {
            if (position.Value.IsZero == position.Asset.Equals(view.Snapshot.Quote))
            {
                return false;
            }
        }

        return true;
    }
}
