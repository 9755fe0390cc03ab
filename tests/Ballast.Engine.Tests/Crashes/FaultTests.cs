using Ballast.Core;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;
using NodaTime;

namespace Ballast.Engine.Tests.Crashes;

/// <summary>Each fault by itself, and what the engine does about it; together they are in the exploration.</summary>
public sealed class FaultTests
{
    private static readonly TimeSpan OneLife = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(1000, 0, "No space left on device")]
    [InlineData(0, 1000, "Input/output error")]
    public void Stops_and_says_so_when_the_disk_takes_nothing_and_recovers_after_a_restart(
        int noSpace, int flushFails, string cause)
    {
        for (int commit = 6; commit < 14; commit++)
        {
            CrashWorld world = new(seed: 3);
            DiskFaults disk = new() { NoSpace = noSpace, FlushFails = flushFails, FromCommit = commit };
            world.Live(int.MaxValue, new Trouble { Disk = disk }, OneLife);

            world.View.Status.ShouldBe(PortfolioStatus.Stopped);
            world.View.StatusWhy!.Code.ShouldBe("journal-unavailable");
            world.Owner.Told.ShouldContain(told => told.Code == "journal-unavailable" && told.Sentence.Contains(cause));
            world.Disk.Failures.ShouldBe(1, "nothing is tried again before a restart has read what is there");
            world.Settle();
        }
    }

    [Fact]
    public void Sends_nothing_that_a_full_disk_did_not_take()
    {
        CrashWorld world = new(seed: 3);
        DiskFaults disk = new() { NoSpace = 1000, FromCommit = 6 };
        world.Live(int.MaxValue, new Trouble { Disk = disk }, OneLife);
        world.Watch.OrdersSent.ShouldBe(0);
        world.Venue.Orders.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    public void Trades_on_no_price_that_a_clock_set_forward_makes_old_and_goes_on_when_it_is_right_again(int hours)
    {
        CrashWorld world = new(seed: 3);
        world.Live(12, Trouble.None, OneLife);
        int sent = world.Watch.OrdersSent;
        world.Wall.Offset = TimeSpan.FromHours(hours);
        world.Live(int.MaxValue, Trouble.None, OneLife);

        world.Watch.OrdersSent.ShouldBe(sent);
        world.View.LastDecision!.Kind.ShouldBe(DecisionKind.Refuse);
        world.View.LastDecision.Why.ShouldContain(why => why.Code.Contains("stale"));
        world.Settle();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    public void Never_counts_time_back_when_the_clock_is_set_back_and_caps_stay_counted(int hours)
    {
        CrashWorld world = new(seed: 3);
        world.Live(60, Trouble.None, OneLife);
        world.Wall.Offset = TimeSpan.FromHours(-hours);
        world.Live(int.MaxValue, Trouble.None, OneLife);

        Instant[] times = [.. world.Disk.Entries.Select(entry => entry.Entry.At)];
        times.ShouldBe(times.Order());
        world.Settle();
    }

    [Fact]
    public void A_post_that_the_network_doubles_has_its_effect_once_where_ids_are_unique_for_ever()
    {
        CrashWorld world = new(seed: 3);
        world.Venue.ClientIds = ClientIdUniqueness.ForEver;
        world.Live(int.MaxValue, new Trouble { Venue = new VenueFaults { Duplicated = 1000 } }, OneLife);

        world.Venue.Repeated.ShouldBeGreaterThanOrEqualTo(3);
        world.Venue.Orders.Count.ShouldBe(world.Watch.OrdersSent);
        world.Watch.States.ShouldNotContain("Quarantined");
        world.Settle();
    }

    [Fact]
    public void A_post_that_the_network_doubles_where_ids_come_free_again_is_detected_locked_and_reported()
    {
        CrashWorld world = new(seed: 3);
        world.Watch.NetworkDoublesOrders();
        world.Live(int.MaxValue, new Trouble { Venue = new VenueFaults { Duplicated = 1000 } }, OneLife);

        world.Venue.Orders.Count.ShouldBeGreaterThan(world.Watch.OrdersSent);
        world.Owner.Told.ShouldContain(told => told.Code == "second-order");
        world.Watch.States.ShouldContain("Quarantined");
    }

    [Fact]
    public void Answers_that_are_lost_late_or_out_of_order_leave_doubt_and_doubt_ends_by_proof()
    {
        int doubts = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            CrashWorld world = new(seed);
            VenueFaults line = new() { AnswerLost = 300, AnswerLate = 150 };
            world.Live(int.MaxValue, new Trouble { Venue = line }, OneLife);
            world.Settle();
            doubts += world.Owner.Told.Count(IsDoubt);
        }

        doubts.ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public void Refuses_an_old_backup_while_the_venue_knows_orders_beyond_it()
    {
        CrashWorld world = new(seed: 3);
        world.Live(int.MaxValue, Trouble.None, OneLife);
        int sent = world.Watch.OrdersSent;
        world.Restore(commit: 3);
        world.Live(int.MaxValue, Trouble.None, OneLife);

        world.View.Status.ShouldBe(PortfolioStatus.RefusedToStart);
        world.View.StatusWhy!.Code.ShouldBe("journal-rolled-back");
        world.Watch.OrdersSent.ShouldBe(sent);
        world.Owner.Told.ShouldContain(told => told.Code == "journal-rolled-back");
    }

    private static bool IsDoubt(Reason told) => told.Code == "order-unknown";
}
