using System.Net.Http.Headers;
using Ballast.Adapters.Tests.Venues.Bridged;
using Ballast.Adapters.Venues;
using Ballast.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Adapters.Tests.Venues;

/// <summary>Wishes to wait of one venue, heard by several processes of one installation.</summary>
public sealed class HoldFileTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly SettableClock machine = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ballast-hold-file-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_shorter_wish_of_one_process_does_not_replace_the_longer_one_of_another()
    {
        (VenueHold serve, VenueHold doctor) = (Started(), Started());

        serve.Heed(2 * Hour);
        doctor.Heed(TimeSpan.FromSeconds(5));

        Started().Left.ShouldBe(2 * Hour);
    }

    [Fact]
    public void Of_wishes_that_many_processes_write_at_once_the_longest_stays()
    {
        VenueHold[] all = [.. Enumerable.Range(1, 16).Select(_ => Started())];

        Parallel.For(0, all.Length, i => all[i].Heed(TimeSpan.FromMinutes(i + 1)));

        Started().Left.ShouldBe(TimeSpan.FromMinutes(16));
    }

    [Fact]
    public void A_process_hears_what_another_was_told_while_it_ran()
    {
        (VenueHold serve, VenueHold doctor) = (Started(), Started());
        serve.Left.ShouldBeNull();

        doctor.Heed(Hour);
        serve.Left.ShouldBe(Hour);

        doctor.Heed(3 * Hour);
        machine.Advance(Hour);
        serve.Left.ShouldBe(2 * Hour, "when the while that it knew of was over it looked again");

        machine.Advance(2 * Hour);
        serve.Left.ShouldBeNull();
    }

    [Fact]
    public void A_damaged_file_holds_a_running_process_for_a_minute_and_not_for_ever()
    {
        Started().Heed(Hour);
        File.WriteAllText(Written, "half a l");
        VenueHold serve = Started();

        serve.Left.ShouldBe(TimeSpan.FromMinutes(1));
        machine.Advance(TimeSpan.FromMinutes(1));
        serve.Left.ShouldBeNull();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public void A_clock_that_is_set_between_two_processes_changes_nothing_until_the_machine_is_switched_off(int hours)
    {
        Started().Heed(2 * Hour);

        machine.Ahead = hours * Hour;
        machine.Advance(TimeSpan.FromMinutes(30));

        Started().Left.ShouldBe(1.5 * Hour);
    }

    // A machine without a name for its running, whose clock was two hours ahead when the wish was written.
    [Fact]
    public void A_wish_that_was_waited_for_does_not_begin_again_by_a_clock_that_was_set_back()
    {
        machine.Ahead = 2 * Hour;
        Started(boot: null).Heed(TimeSpan.FromMinutes(1));
        VenueHold serve = Started(boot: null);
        machine.Ahead = TimeSpan.Zero;

        serve.Left.ShouldBe(TimeSpan.FromMinutes(1));
        machine.Advance(TimeSpan.FromMinutes(1));
        serve.Left.ShouldBeNull();

        machine.Advance(TimeSpan.FromMinutes(1));
        serve.Left.ShouldBeNull();
    }

    // Nothing but the time of day is left, and its clock may have been set: then it is what it shows.
    [Fact]
    public void A_machine_that_was_switched_off_goes_by_the_time_of_day()
    {
        Started().Heed(2 * Hour);

        machine.Ahead = 1.5 * Hour;

        Started("another-boot").Left.ShouldBe(0.5 * Hour);
    }

    [Fact]
    public void A_file_of_an_earlier_version_is_honoured()
    {
        Started().Heed(2 * Hour);
        File.WriteAllText(Written, "2024-01-01T00:00:00.0000000+00:00 2024-01-01T00:10:00.0000000+00:00\n");

        Started().Left.ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void No_wish_is_believed_for_longer_than_a_week()
    {
        VenueHold hold = Started();

        hold.Heed(new RetryConditionHeaderValue(TimeSpan.FromSeconds(int.MaxValue))).ShouldBe(TimeSpan.FromDays(7));

        hold.Left.ShouldBe(TimeSpan.FromDays(7));
        Started().Left.ShouldBe(TimeSpan.FromDays(7));
    }

    [Theory]
    [InlineData("2024-01-01T00:00:00.0000000+00:00 9024-01-01T00:00:00.0000000+00:00\n")]
    [InlineData("2024-01-01T00:00:00.0000000+00:00 2024-01-01T01:00:00.0000000+00:00 one-boot 0 900000000000000\n")]
    public void A_file_that_names_a_far_year_counts_from_when_it_was_written_for_a_week(string line)
    {
        VenueHold hold = Started();
        hold.Heed(Hour);
        File.WriteAllText(Written, line.Replace(
            " 0 ", $" {(long)machine.GetElapsedTime(0).TotalMilliseconds} ", StringComparison.Ordinal));

        machine.Advance(TimeSpan.FromDays(6));
        VenueWait wait = Started().Wait.ShouldNotBeNull();
        wait.Left.ShouldBe(TimeSpan.FromDays(1));
        wait.Sentence.ShouldBe($"the venue asked to wait until 2024-01-08 00:00:00 UTC, as {Written} says; who knows "
            + "that to be wrong removes the file and starts again");

        machine.Advance(TimeSpan.FromDays(1));
        Started().Left.ShouldBeNull();
    }

    [Fact]
    public void What_this_process_was_told_itself_names_no_file()
    {
        VenueHold hold = Started();
        hold.Heed(Hour);

        hold.Wait!.Sentence.ShouldBe("the venue asked to wait until 2024-01-01 01:00:00 UTC");
    }

    [Fact]
    public void A_lock_that_cannot_be_had_is_said_and_a_shorter_wish_not_written()
    {
        Started().Heed(2 * Hour);
        HeardLog log = new();
        using FileStream held = new(
            Written + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        VenueHold other = Started("one-boot", log);

        other.Heed(Hour);
        Started().Left.ShouldBe(2 * Hour);
        log.Lines.ShouldHaveSingleItem().ShouldContain(".lock is held by another process");

        other.Heed(3 * Hour);
        Started().Left.ShouldBe(3 * Hour);
    }

    private string Written =>
        folder.GetFiles().Where(file => file.Extension == "").ShouldHaveSingleItem().FullName;

    private VenueHold Started(string? boot = "one-boot", ILogger? log = null) =>
        new VenueHolds(machine, folder.FullName, log ?? NullLogger.Instance) { Boot = boot }.Of("api.venue.invalid");

    // The time of day can be set; the count of what has passed goes on.
    private sealed class SettableClock : TimeProvider
    {
        private readonly ManualClock passing = new();

        public TimeSpan Ahead { get; set; }

        public override long TimestampFrequency => passing.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => passing.GetUtcNow() + Ahead;

        public override long GetTimestamp() => passing.GetTimestamp();

        public void Advance(TimeSpan by) => passing.Advance(by);
    }
}
