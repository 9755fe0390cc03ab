using Ballast.Core.Decisions;
using Ballast.Core.Guards;
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
            : TriggerView.Quiet(TriggerNames.Schedule, "schedule-not-due", () => Waiting(next));
    }

    private static string Waiting(Instant? next) => next is { } time
        ? $"the next scheduled time is {Phrase.Time(time)}"
        : "the schedule has no time within the next 41 years";
}
