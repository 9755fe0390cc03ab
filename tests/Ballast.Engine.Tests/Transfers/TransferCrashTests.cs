using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Transfers;

/// <summary>
/// Sell, transfer, buy from a seed, killed at every step and again afterwards. What is checked is in
/// <see cref="TransferWorld"/>: one request per transfer, on record before it leaves; nothing lost or made between the
/// venues; ledgers equal to balances; no transfer taken for a deposit or withdrawal.
/// </summary>
public sealed class TransferCrashTests(ITestOutputHelper output)
{
    private static readonly TimeSpan FirstLife = TimeSpan.FromMinutes(20);

    [Fact]
    public void Keeps_its_promises_when_killed_at_every_step()
    {
        int steps = new TransferWorld(1).Live(int.MaxValue, FirstLife);
        int kills = 0;
        Parallel.For(1, Math.Min(steps, 400) + 1, crashAt => Interlocked.Add(ref kills, Explore(1, crashAt, false)));
        output.WriteLine($"{kills} crash points of {steps} steps, no promise broken");
        kills.ShouldBeGreaterThanOrEqualTo(150);
    }

    [Fact]
    public void Keeps_its_promises_when_killed_anywhere_while_way_and_venues_misbehave()
    {
        int kills = 0;
        Parallel.For(100, 400, seed => Interlocked.Add(ref kills, Explore(seed, 20 + (seed * 7919 % 300), true)));
        output.WriteLine($"{kills} crash points, no promise broken");
        kills.ShouldBeGreaterThanOrEqualTo(250);
    }

    private static int Explore(int seed, int crashAt, bool misbehaves)
    {
        TransferWorld world = new(seed);
        world.Way.Faults = misbehaves ? TransferFaults.All : TransferFaults.None;
        try
        {
            int kills = world.Live(crashAt, FirstLife) >= crashAt ? 1 : 0;
            int again = 5 + (((seed * 31) + crashAt) % 60);
            kills += world.Live(again, FirstLife) >= again ? 1 : 0;
            world.Settle();
            return kills;
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"seed {seed}, crash at step {crashAt}: {broken.Message}", broken);
        }
    }
}
