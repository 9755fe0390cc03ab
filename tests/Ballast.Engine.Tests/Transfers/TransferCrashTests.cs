using System.Collections.Concurrent;
using System.Globalization;
using Ballast.Testing.Simulation;
using NodaTime;

namespace Ballast.Engine.Tests.Transfers;

/// <summary>
/// Sell, transfer, buy from a seed, killed at every step and again afterwards. What is checked is in
/// <see cref="TransferWorld"/>: one request per transfer, on record before it leaves; nothing lost or made between the
/// venues; ledgers equal to balances; no transfer taken for a deposit or withdrawal; and in the end what was to be
/// bought is there. <c>BALLAST_TRANSFER_WORLDS</c> sets how many worlds misbehave (60 unless set); docs/OPERATING.md
/// has the command of the long run.
/// </summary>
public sealed class TransferCrashTests(ITestOutputHelper output)
{
    private const int FirstSeed = 100;

    private static readonly TimeSpan FirstLife = TimeSpan.FromMinutes(20);

    private static int? Wish => Environment.GetEnvironmentVariable("BALLAST_TRANSFER_WORLDS") is { } wish
        ? int.Parse(wish, CultureInfo.InvariantCulture)
        : null;

    [Fact]
    public void Keeps_its_promises_when_killed_at_every_step()
    {
        int steps = new TransferWorld(1).Live(int.MaxValue, FirstLife);
        int last = Math.Min(steps, 400);
        int stride = Wish is null ? 3 : 1;
        int kills = 0;
        Parallel.For(0, last / stride, nth => Interlocked.Add(
            ref kills, Explore(1, 1 + (nth * stride), isTroubled: false)));
        output.WriteLine($"{kills} crash points of {steps} steps, no promise broken");
        kills.ShouldBeGreaterThanOrEqualTo(last / stride, "each first life is killed");
    }

    [Fact]
    public void Keeps_its_promises_when_killed_anywhere_while_way_and_venues_misbehave()
    {
        int worlds = Wish ?? 60;
        int kills = 0;
        Parallel.For(FirstSeed, FirstSeed + worlds, seed => Interlocked.Add(
            ref kills, Explore(seed, 20 + (seed * 7919 % 300), isTroubled: true)));
        output.WriteLine($"{kills} crash points in {worlds} worlds, no promise broken");
        kills.ShouldBeGreaterThanOrEqualTo(worlds);
    }

    [Fact]
    public void A_kill_after_the_sales_does_not_leave_the_transfer_to_their_cooldown()
    {
        int steps = Patient().Live(int.MaxValue, FirstLife);
        int stride = Wish is null ? 4 : 1;
        ConcurrentBag<string> held = [];
        Parallel.For(0, Math.Min(steps, 200) / stride, nth =>
        {
            TransferWorld world = Patient();
            world.Live(1 + (nth * stride), FirstLife);
            world.Live(int.MaxValue, TimeSpan.FromHours(1), () => world.Way.Sent.Count > 0);
            if (world.Way.Sent.Count == 0)
            {
                held.Add($"step {1 + (nth * stride)}: {world.View.LastDecision?.Why[0]}; {world.Story}");
            }
        });
        held.ShouldBeEmpty();
    }

    private static TransferWorld Patient()
    {
        TransferWorld world = new(1);
        world.Policy = world.Policy with { Trigger = world.Policy.Trigger with { Cooldown = Duration.FromHours(6) } };
        return world;
    }

    // Half of what is sold to pay for the transfer is hedged besides: neither begins beside the other, and both end.
    [Fact]
    public void Keeps_its_promises_with_a_hedge_on_the_account_that_pays()
    {
        int worlds = Wish ?? 40;
        Parallel.For(FirstSeed, FirstSeed + worlds, seed => Explore(
            seed, 20 + (seed * 7919 % 300), isTroubled: seed % 2 == 0, world => world.Hedge()));
    }

    private static int Explore(int seed, int crashAt, bool isTroubled, Action<TransferWorld>? prepare = null)
    {
        TransferWorld world = new(seed);
        prepare?.Invoke(world);
        world.Way.Faults = isTroubled ? TransferFaults.All : TransferFaults.None;
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
