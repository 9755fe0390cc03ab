using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Crashes;

/// <summary>Worlds explored so far, and what was met in them. Safe to use from several threads.</summary>
internal sealed class Exploration
{
    private static readonly TimeSpan FirstLife = TimeSpan.FromMinutes(3);

    private int worlds;
    private int kills;
    private int orders;
    private int quarantined;

    /// <summary>How many lives of the engine were killed at a step of theirs.</summary>
    public int Kills => kills;

    /// <summary>
    /// One world: a life that is killed at a step, a second one that is killed early, most often while it recovers, and
    /// one that lives until all has settled.
    /// </summary>
    public void Explore(int seed, int crashAt, VenueFaults faults)
    {
        CrashWorld world = new(seed);
        try
        {
            bool isFirstKilled = world.Live(crashAt, faults, FirstLife) >= crashAt;
            int again = 5 + (((seed * 31) + crashAt) % 60);
            bool isSecondKilled = world.Live(again, faults, FirstLife) >= again;
            world.Settle();
            Interlocked.Add(ref kills, (isFirstKilled ? 1 : 0) + (isSecondKilled ? 1 : 0));
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"seed {seed}, crash at step {crashAt}: {broken.Message}", broken);
        }

        Interlocked.Increment(ref worlds);
        Interlocked.Add(ref orders, world.Watch.OrdersSent);
        Interlocked.Add(ref quarantined, world.Watch.Quarantines);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{worlds} worlds, {kills} crash points, {orders} orders sent, {quarantined} quarantined, no promise broken";
}
