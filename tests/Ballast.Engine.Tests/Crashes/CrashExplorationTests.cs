using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Crashes;

/// <summary>
/// The whole engine from a seed, killed at every step that it takes and again while it recovers, against a venue that
/// misbehaves. What is checked is in <see cref="InvariantWatch"/>.
/// </summary>
public sealed class CrashExplorationTests
{
    private static readonly TimeSpan FirstLife = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rebalances_and_settles_when_nothing_goes_wrong(int seed)
    {
        CrashWorld world = new(seed);
        world.Live(int.MaxValue, VenueFaults.None, FirstLife);
        world.Settle();
        world.Watch.OrdersSent.ShouldBeGreaterThanOrEqualTo(3);
        world.Watch.States.ShouldNotContain("Quarantined");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Keeps_its_promises_when_killed_at_every_step_of_a_quiet_venue(int seed)
    {
        int steps = new CrashWorld(seed).Live(int.MaxValue, VenueFaults.None, FirstLife);
        Parallel.For(1, steps + 1, crashAt => Explore(seed, crashAt, VenueFaults.None));
    }

    [Fact]
    public void Keeps_its_promises_when_killed_anywhere_and_again_in_recovery_while_the_venue_misbehaves() =>
        Parallel.For(100, 700, seed => Explore(seed, 20 + (seed * 7919 % 260), VenueFaults.All));

    [Fact]
    public void Two_runs_of_one_seed_write_the_same_journal()
    {
        Ends(42).ShouldBe(Ends(42));
        Ends(42).ShouldNotBe(Ends(43));
    }

    private static string Ends(int seed)
    {
        CrashWorld world = new(seed);
        world.Live(120, VenueFaults.All, FirstLife);
        world.Settle();
        return world.HeadHash;
    }

    private static void Explore(int seed, int crashAt, VenueFaults faults)
    {
        CrashWorld world = new(seed);
        try
        {
            world.Live(crashAt, faults, FirstLife);
            world.Live(5 + (((seed * 31) + crashAt) % 60), faults, FirstLife);
            world.Settle();
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"seed {seed}, crash at step {crashAt}: {broken.Message}", broken);
        }
    }
}
