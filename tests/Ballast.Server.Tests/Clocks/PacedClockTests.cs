using Ballast.Server.Clocks;

namespace Ballast.Server.Tests.Clocks;

public sealed class PacedClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly int Graceful = (int)(PacedClock.Grace / PacedClock.Beat);

    private readonly BeatingClock real = new();

    // The grace at the start passes at real speed; the beats after it run at an hour a second, 36 s a beat.
    [Fact]
    public async Task Runs_fast_while_nothing_goes_on()
    {
        await using PacedClock clock = new(real, Start, 3600d);
        real.Beat(Graceful);
        DateTimeOffset before = clock.GetUtcNow();
        real.Beat(100);
        (clock.GetUtcNow() - before).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Runs_in_real_time_while_someone_talks_to_a_port_and_a_moment_longer()
    {
        await using PacedClock clock = new(real, Start, 3600d);
        real.Beat(Graceful);
        DateTimeOffset before = clock.GetUtcNow();
        using (clock.Hold())
        {
            real.Beat(10);
        }

        real.Beat(Graceful / 2);
        (clock.GetUtcNow() - before).ShouldBe(PacedClock.Beat * (10 + (Graceful / 2)));
    }

    [Fact]
    public async Task Runs_fast_again_at_once_when_what_was_going_on_is_over()
    {
        await using PacedClock clock = new(real, Start, 3600d);
        using (clock.Hold())
        {
            real.Beat(10);
        }

        clock.Relax();
        DateTimeOffset before = clock.GetUtcNow();
        real.Beat(100);
        (clock.GetUtcNow() - before).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Is_slow_until_the_first_pass_is_over_where_it_is_told_to()
    {
        await using PacedClock clock = new(real, Start, 3600d) { StartsSlow = true };
        real.Beat(3 * Graceful);
        (clock.GetUtcNow() - Start).ShouldBe(PacedClock.Grace * 3);
        clock.Relax();
        real.Beat(100);
        (clock.GetUtcNow() - Start).ShouldBe((PacedClock.Grace * 3) + TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Hurries_to_the_end_of_a_recording_and_not_beyond()
    {
        await using PacedClock clock = new(real, Start, 3600d) { FastUntil = Start + TimeSpan.FromSeconds(90) };
        clock.Relax();
        real.Beat(3);
        (clock.GetUtcNow() - Start).ShouldBe(TimeSpan.FromSeconds(90));
        real.Beat(100);
        (clock.GetUtcNow() - Start).ShouldBe(TimeSpan.FromSeconds(91));
    }

    [Fact]
    public async Task Does_not_stand_still_for_ever_when_a_venue_never_answers()
    {
        await using PacedClock clock = new(real, Start, 3600d);
        using IDisposable hold = clock.Hold();
        real.Beat(2 * Graceful);
        (clock.GetUtcNow() - Start).ShouldBeGreaterThan(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Counts_a_stall_of_the_machine_as_two_beats_at_most()
    {
        await using PacedClock clock = new(real, Start, 3600d);
        real.Beat(Graceful);
        DateTimeOffset before = clock.GetUtcNow();
        real.Beat(TimeSpan.FromSeconds(30));
        (clock.GetUtcNow() - before).ShouldBe(TimeSpan.FromSeconds(72));
    }

    [Fact]
    public async Task Stops_at_the_instant_a_timer_waits_for()
    {
        await using PacedClock clock = new(real, Start, 3600d);
        real.Beat(Graceful);
        DateTimeOffset due = clock.GetUtcNow() + TimeSpan.FromSeconds(50);
        Task wait = Task.Delay(TimeSpan.FromSeconds(50), clock, TestContext.Current.CancellationToken);
        real.Beat(2);
        await wait;
        clock.GetUtcNow().ShouldBe(due);
    }

    [Fact]
    public async Task A_changed_timer_fires_once_at_its_new_time()
    {
        await using PacedClock clock = new(real, Start, 3600d);
        TaskCompletionSource fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using ITimer timer = clock.CreateTimer(
            _ => fired.TrySetResult(), null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan).ShouldBeTrue();
        real.Beat(Graceful);
        real.Beat(5);
        fired.Task.IsCompleted.ShouldBeFalse();
        real.Beat(30);
        await fired.Task.WaitAsync(TestContext.Current.CancellationToken);
        clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(Start + TimeSpan.FromMinutes(10));
    }
}
