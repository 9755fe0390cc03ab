namespace Ballast.Engine.Tests.Crashes;

/// <summary>
/// The whole engine from a seed, killed at every step that it takes and again while it recovers, against a venue that
/// misbehaves. What is checked is in <see cref="InvariantWatch"/>.
/// </summary>
public sealed class CrashExplorationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan FirstLife = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rebalances_and_settles_when_nothing_goes_wrong(int seed)
    {
        CrashWorld world = new(seed);
        world.Live(int.MaxValue, Trouble.None, FirstLife);
        world.Settle();
        world.Watch.OrdersSent.ShouldBeGreaterThanOrEqualTo(3);
        world.Watch.States.ShouldNotContain("Quarantined");
    }

    [Fact]
    public void Keeps_its_promises_when_killed_at_every_step_of_a_quiet_venue()
    {
        Exploration quiet = new();
        for (int seed = 1; seed <= 3; seed++)
        {
            int steps = new CrashWorld(seed).Live(int.MaxValue, Trouble.None, FirstLife);
            Parallel.For(1, steps + 1, crashAt => quiet.Explore(seed, crashAt, Trouble.None));
        }

        output.WriteLine($"explored: {quiet}");
        quiet.Kills.ShouldBeGreaterThanOrEqualTo(400);
    }

    [Fact]
    public void Keeps_its_promises_when_killed_anywhere_and_again_in_recovery_while_the_venue_misbehaves()
    {
        Exploration misbehaving = new();
        Parallel.For(
            100, 3000, seed => misbehaving.Explore(seed, 5 + (seed * 7919 % 275), Trouble.All));
        output.WriteLine($"explored: {misbehaving}");
        misbehaving.Kills.ShouldBeGreaterThanOrEqualTo(4000);
    }

    [Fact]
    public void Refuses_an_old_backup_of_its_journal_while_the_venue_knows_more_and_settles_where_it_does_not()
    {
        Exploration backups = new();
        Parallel.For(5000, 5300, seed => backups.ExploreBackup(seed, 60 + (seed * 7919 % 140)));
        output.WriteLine($"explored: {backups}");
        backups.Refused.ShouldBeGreaterThanOrEqualTo(100);
    }

    [Fact]
    public void Two_runs_of_one_seed_write_the_same_journal()
    {
        Ends(42).ShouldBe(Ends(42));
        Ends(42).ShouldNotBe(Ends(43));
    }

    private static string Ends(int seed)
    {
        CrashWorld world = new(seed);
        world.Live(120, Trouble.All, FirstLife);
        world.Settle();
        return world.HeadHash;
    }
}
