using Ballast.Engine.Ports;
using Ballast.Engine.Views;

namespace Ballast.Engine.Tests.Crashes;

/// <summary>Worlds explored so far, and what was met in them. Safe to use from several threads.</summary>
internal sealed class Exploration
{
    private static readonly TimeSpan FirstLife = TimeSpan.FromMinutes(3);

    private int worlds;
    private int kills;
    private int orders;
    private int quarantined;
    private int diskFailures;
    private int repeated;
    private int refused;

    /// <summary>How many lives of the engine were killed at a step of theirs.</summary>
    public int Kills => kills;

    /// <summary>How many backups were refused.</summary>
    public int Refused => refused;

    /// <summary>
    /// One world: a life that is killed at a step, a second one that is killed early, most often while it recovers, and
    /// one that lives until all has settled.
    /// </summary>
    public void Explore(int seed, int crashAt, Trouble trouble)
    {
        CrashWorld world = new(seed);

        // Half of the venues keep ids apart for ever: only there may the transport double an order.
        bool isForEver = seed % 2 == 0 && trouble != Trouble.None;
        Trouble here = isForEver ? trouble with { Venue = trouble.Venue with { Duplicated = 80 } } : trouble;
        world.Venue.ClientIds = isForEver ? ClientIdUniqueness.ForEver : ClientIdUniqueness.AmongOpenOrders;
        try
        {
            bool isFirstKilled = world.Live(crashAt, here, FirstLife) >= crashAt;
            int again = 5 + (((seed * 31) + crashAt) % 60);
            bool isSecondKilled = world.Live(again, here, FirstLife) >= again;
            world.Settle();
            Interlocked.Add(ref kills, (isFirstKilled ? 1 : 0) + (isSecondKilled ? 1 : 0));
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"seed {seed}, crash at step {crashAt}: {broken.Message}", broken);
        }

        Count(world);
    }

    /// <summary>
    /// One world whose journal is replaced by an old backup after a kill. Where the venue knows orders beyond it,
    /// nothing is sent and a person is asked for; elsewhere all settles as ever.
    /// </summary>
    public void ExploreBackup(int seed, int crashAt)
    {
        CrashWorld world = new(seed);
        try
        {
            bool isKilled = world.Live(crashAt, Trouble.None, FirstLife) >= crashAt;
            world.Restore(world.Disk.Commits * (seed % 10) / 10);
            if (world.Watch.IsVenueAhead)
            {
                int sent = world.Watch.OrdersSent;
                world.Live(int.MaxValue, Trouble.None, FirstLife);
                world.View.Status.ShouldBe(PortfolioStatus.RefusedToStart);
                world.View.StatusWhy!.Code.ShouldBe("journal-rolled-back");
                world.Watch.OrdersSent.ShouldBe(sent, "nothing is sent on a journal that was rolled back");
                Interlocked.Increment(ref refused);
            }
            else
            {
                world.Settle();
            }

            Interlocked.Add(ref kills, isKilled ? 1 : 0);
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"seed {seed}, backup, step {crashAt}: {broken.Message}", broken);
        }

        Count(world);
    }

    private void Count(CrashWorld world)
    {
        Interlocked.Increment(ref worlds);
        Interlocked.Add(ref diskFailures, world.Disk.Failures);
        Interlocked.Add(ref repeated, world.Venue.Repeated);
        Interlocked.Add(ref orders, world.Watch.OrdersSent);
        Interlocked.Add(ref quarantined, world.Watch.Quarantines);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{worlds} worlds, {kills} crash points, {orders} orders sent, {quarantined} quarantined, "
        + $"{repeated} doubled on the way, {diskFailures} failed commits, {refused} backups refused, no promise broken";
}
