using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Tests.Decisions;
using Ballast.Core.Triggers;
using NodaTime;
using NodaTime.Text;
using static Ballast.Core.Tests.Decisions.Sketch;

namespace Ballast.Core.Tests.Triggers;

public sealed class ScheduleTriggerTests
{
    /// <summary>
    /// Clock changes by the IANA data: Berlin 2026-03-29 02:00 to 03:00 (01:00Z) and 2026-10-25 03:00 back to 02:00
    /// (01:00Z); New York 2026-03-08 02:00 to 03:00 (07:00Z) and 2026-11-01 02:00 back to 01:00 (06:00Z).
    /// </summary>
    [Theory]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData(
        "30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z", "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z")]
    [InlineData(
        "30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", "2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z")]
    [InlineData("0 0 1 * *", "UTC", "2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z")]
    [InlineData(
        "*/15 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z")]
    public void Fires_after_a_gap_and_once_in_an_overlap(
        string cron, string zone, string after, string first, string second)
    {
        CronCalendar calendar = CronCalendar.Of(new SchedulePolicy(cron, zone, Destination.Target));

        calendar.NextAfter(At(after)).ShouldBe(At(first));
        calendar.NextAfter(At(first)).ShouldBe(At(second));
    }

    [Fact]
    public void Answers_the_same_whether_or_not_it_was_asked_before()
    {
        SchedulePolicy policy = new("*/7 3 * * *", "America/New_York", Destination.Target);
        CronCalendar asked = CronCalendar.Of(policy);
        for (int hour = 0; hour < 24 * 14; hour++)
        {
            Instant instant = At("2026-03-01T00:00:00Z") + Duration.FromHours(hour * 5 % (24 * 14));
            asked.NextAfter(instant).ShouldBe(CronCalendar.Of(policy).NextAfter(instant));
        }
    }

    [Fact]
    public void A_date_that_does_not_exist_never_comes() =>
        CronCalendar.Of(new SchedulePolicy("0 0 30 2 *", "UTC", Destination.Target)).NextAfter(Noon).ShouldBeNull();

    [Fact]
    public void Fires_when_a_time_lies_after_the_last_decision_and_not_after_this_one()
    {
        Policy policy = Daily("0 12 * * *");

        Status(policy, LastDecision(Noon - Duration.FromMinutes(1)), Noon).ShouldBe(TriggerStatus.Fired);
        Status(policy, LastDecision(Noon), Noon + Duration.FromHours(1)).ShouldBe(TriggerStatus.Quiet);
        Status(policy, LastDecision(Noon - Duration.FromHours(1)), Noon - Duration.FromMinutes(1))
            .ShouldBe(TriggerStatus.Quiet);
    }

    [Fact]
    public void Times_missed_while_nobody_looked_fire_once()
    {
        Policy policy = Daily("0 12 * * *");

        TriggerRound round = Look(policy, Holding(Noon, 500m, 300m, 200m), LastDecision(Noon - Duration.FromDays(9)));
        round.FindingOf("schedule").Status.ShouldBe(TriggerStatus.Fired);

        PolicyMemory served =
            round.Memory.AfterRun(Ballast.Core.Amounts.Money.Zero, Noon) with { LastDecisionAt = Noon };
        Status(policy, served, Noon + Duration.FromMinutes(1)).ShouldBe(TriggerStatus.Quiet);
    }

    [Fact]
    public void A_time_that_was_held_back_is_owed_until_a_run_serves_it()
    {
        Policy policy = Daily("0 12 * * *") with { Guards = new GuardPolicy { MinInterval = Duration.FromHours(2) } };
        PolicyMemory memory =
            LastDecision(Noon - Duration.FromHours(1)) with { LastRunAt = Noon - Duration.FromHours(1) };

        TriggerRound held = Look(policy, Holding(Noon, 500m, 300m, 200m), memory);
        held.FindingOf("schedule").Status.ShouldBe(TriggerStatus.HeldBack);

        Instant later = Noon + Duration.FromHours(1);
        Status(policy, held.Memory with { LastDecisionAt = Noon }, later).ShouldBe(TriggerStatus.Fired);
    }

    [Fact]
    public void Before_the_first_decision_nothing_counts_as_missed()
    {
        Policy policy = Daily("0 12 * * *");

        Status(policy, PolicyMemory.Fresh, Noon + Duration.FromSeconds(1)).ShouldBe(TriggerStatus.Quiet);
        Status(policy, PolicyMemory.Fresh, Noon).ShouldBe(TriggerStatus.Fired);
    }

    [Fact]
    public void A_schedule_alone_buys_nothing_before_its_time_and_says_how_to_begin_at_once()
    {
        Instant before = Noon - Duration.FromHours(1);
        Policy policy = Daily("0 12 * * *");

        TriggerFinding cash = Look(policy, Holding(before, 0m, 0m, 1000m), PolicyMemory.Fresh).FindingOf("schedule");
        TriggerFinding held = Look(policy, Holding(before, 1m, 0m, 999m), PolicyMemory.Fresh).FindingOf("schedule");

        cash.Status.ShouldBe(TriggerStatus.Quiet);
        cash.Why.Sentence.ShouldEndWith("unless a run is asked for");
        held.Why.Sentence.ShouldEndWith("12:00:00Z");
    }

    private static TriggerStatus Status(Policy policy, PolicyMemory memory, Instant now) =>
        Look(policy, Holding(now, 500m, 300m, 200m), memory).FindingOf("schedule").Status;

    private static Policy Daily(string cron) =>
        Policy(new TriggerPolicy { Schedule = new SchedulePolicy(cron, "UTC", Destination.Target) });

    private static PolicyMemory LastDecision(Instant at) => PolicyMemory.Fresh with { LastDecisionAt = at };

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
