using Ballast.Adapters.Notify;
using Ballast.Core;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Notify;

/// <summary>When a channel says what.</summary>
public sealed class OutboxTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly Duration Hour = Duration.FromHours(1);

    [Fact]
    public void What_is_not_urgent_is_collected_and_goes_out_together()
    {
        Outbox outbox = new(Severity.Info, Hour, null);
        outbox.DueAt().ShouldBeNull();
        outbox.Add(Said(Noon, Severity.Info, "a"));
        outbox.Add(Said(Noon + Duration.FromMinutes(40), Severity.Warning, "b"));

        outbox.DueAt().ShouldBe(Noon + Hour);

        NotifyLetter letter = outbox.Take();
        letter.Messages.Select(message => message.Message.Code).ShouldBe(["a", "b"]);
        letter.Severity.ShouldBe(Severity.Warning);
        letter.Subject.ShouldBe("Ballast warning: 2 messages");
        letter.Text.ShouldBe("2026-03-02 12:00:00Z info a: said\n2026-03-02 12:40:00Z warning b: said");
        outbox.DueAt().ShouldBeNull();
    }

    [Fact]
    public void What_is_urgent_goes_out_at_once_in_quiet_hours_too_and_takes_the_rest_along()
    {
        Outbox outbox = new(Severity.Info, Hour, Night);
        Instant midnight = Instant.FromUtc(2026, 3, 2, 23, 0);
        outbox.Add(Said(midnight, Severity.Info, "a"));
        outbox.DueAt().ShouldBe(Instant.FromUtc(2026, 3, 3, 6, 0), "quiet ends at seven in Berlin");

        outbox.Add(Said(midnight + Duration.FromSeconds(5), Severity.Urgent, "quarantine"));

        outbox.DueAt().ShouldBe(midnight + Duration.FromSeconds(5));
        outbox.Take().Messages.Length.ShouldBe(2);
    }

    [Fact]
    public void Bursts_of_what_is_urgent_are_three_seconds_apart()
    {
        Outbox outbox = new(Severity.Info, Hour, null);
        outbox.Add(Said(Noon, Severity.Urgent, "a"));
        outbox.Take();
        outbox.Ended(Noon);
        outbox.Add(Said(Noon + Duration.FromMilliseconds(10), Severity.Urgent, "b"));

        outbox.DueAt().ShouldBe(Noon + Duration.FromSeconds(3));
    }

    [Fact]
    public void A_letter_that_did_not_go_out_is_tried_again_later_and_later_and_loses_nothing()
    {
        Outbox outbox = new(Severity.Info, Hour, null);
        outbox.Add(Said(Noon, Severity.Urgent, "a"));
        List<double> waits = [];
        Instant now = Noon;
        for (int i = 0; i < 9; i++)
        {
            NotifyLetter letter = outbox.Take();
            outbox.Add(Said(now, Severity.Info, $"{i}"));
            outbox.TakeBack(letter, null, now);
            waits.Add((outbox.DueAt()!.Value - now).TotalSeconds);
            now = outbox.DueAt()!.Value;
        }

        waits.ShouldBe([2, 4, 8, 16, 32, 64, 128, 256, 300]);
        outbox.Take().Messages.Select(message => message.Message.Code)
            .ShouldBe(["a", "0", "1", "2", "3", "4", "5", "6", "7", "8"]);
    }

    [Fact]
    public void A_receivers_wish_to_wait_counts_where_it_is_longer()
    {
        Outbox outbox = new(Severity.Info, Hour, null);
        outbox.Add(Said(Noon, Severity.Urgent, "a"));

        outbox.TakeBack(outbox.Take(), Duration.FromSeconds(90), Noon);

        outbox.DueAt().ShouldBe(Noon + Duration.FromSeconds(90));
    }

    [Fact]
    public void Where_there_is_no_room_the_oldest_of_the_least_urgent_goes_and_the_letter_says_how_many()
    {
        Outbox outbox = new(Severity.Info, Hour, null);
        outbox.Add(Said(Noon, Severity.Urgent, "urgent"));
        for (int i = 0; i < 250; i++)
        {
            outbox.Add(Said(Noon, Severity.Info, $"{i}"));
        }

        NotifyLetter letter = outbox.Take();

        letter.Messages.Length.ShouldBe(200);
        letter.Messages[0].Message.Code.ShouldBe("urgent");
        letter.Messages[1].Message.Code.ShouldBe("51");
        letter.Dropped.ShouldBe(51);
        letter.Text.ShouldEndWith("and 51 more, see the log");
        letter.TextUpTo(100).Length.ShouldBe(100);
        letter.TextUpTo(100).ShouldEndWith("(cut)");
    }

    [Fact]
    public void A_channel_is_not_told_what_is_less_urgent_than_it_wants()
    {
        Outbox outbox = new(Severity.Warning, Hour, null);
        outbox.Add(Said(Noon, Severity.Info, "a"));
        outbox.DueAt().ShouldBeNull();
    }

    // Berlin is an hour ahead of UTC in winter and two in summer; on 2026-03-29 the clocks go from two to three.
    [Theory]
    [InlineData("2026-03-02T20:59:59Z", "2026-03-02T20:59:59Z")]
    [InlineData("2026-03-02T21:00:00Z", "2026-03-03T06:00:00Z")]
    [InlineData("2026-03-03T05:59:59Z", "2026-03-03T06:00:00Z")]
    [InlineData("2026-03-03T06:00:00Z", "2026-03-03T06:00:00Z")]
    [InlineData("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")]
    public void Quiet_hours_go_over_midnight_by_the_owners_clock(string now, string end) =>
        Night.EndAfter(At(now)).ShouldBe(At(end));

    [Theory]
    [InlineData("2026-03-02T11:59:00Z", "2026-03-02T11:59:00Z")]
    [InlineData("2026-03-02T12:00:00Z", "2026-03-02T13:00:00Z")]
    [InlineData("2026-03-02T13:00:00Z", "2026-03-02T13:00:00Z")]
    public void Quiet_hours_may_be_within_a_day(string now, string end) =>
        new QuietHours(new LocalTime(12, 0), new LocalTime(13, 0), DateTimeZone.Utc)
            .EndAfter(At(now)).ShouldBe(At(end));

    private static QuietHours Night { get; } = new(
        new LocalTime(22, 0), new LocalTime(7, 0), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

    private static Instant At(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;

    private static NotifyMessage Said(Instant at, Severity severity, string code) =>
        new(at, severity, new Reason(code, "said"));
}
