using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Ballast.Engine.Tests.Crashes;

/// <summary>
/// A venue, a disk and a clock that outlive the engine; the engine lives in them once, dies, and lives again.
/// </summary>
#pragma warning disable CA1001 // An engine that is killed is never disposed: that is what is explored.
internal sealed class CrashWorld
#pragma warning restore CA1001
{
    private static readonly PortfolioId Core = new("core");
    private static readonly AccountId Account = new("paper");

    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 5, 0, 0, 30, TimeSpan.Zero));
    private static readonly double[] Jumps = [-600, -30, -3, 0, 3, 30, 600];

    private readonly OffsetClock wall;
    private readonly SimulatedThread thread;
    private readonly SimulatedDisk disk;
    private readonly Random random;
    private readonly Policy policy;
    private PortfolioEngine? engine;

    public CrashWorld(int seed)
    {
        wall = new OffsetClock(clock);
        thread = new SimulatedThread(clock);
        disk = new SimulatedDisk(seed);
        random = new Random(seed);
        Venue = new ScriptedVenue(clock, seed);
        Watch = new InvariantWatch(Venue, disk, Core);
        policy = PolicyOf(seed);
    }

    public ScriptedVenue Venue { get; }

    public InvariantWatch Watch { get; }

    public SimulatedDisk Disk => disk;

    public OffsetClock Wall => wall;

    public ManualClock Clock => clock;

    public string HeadHash => disk.HeadHash;

    /// <summary>The portfolio as the running or last life sees it.</summary>
    public PortfolioView View => engine!.Find(Core)!;

    public SilentNotifier Owner { get; } = new();

    /// <summary>One life with faults: until it dies or some minutes are over.</summary>
    /// <returns>Steps it took.</returns>
    public int Live(int crashAt, Trouble trouble, TimeSpan atMost)
    {
        Venue.Faults = trouble.Venue;
        disk.Faults = trouble.Disk;
        SimulatedLife life = new(crashAt);
        ScriptedPorts ports = Begin(life, trouble.ClockJumps);
        thread.Run(StartAsync, () => life.IsDead, clock.GetUtcNow() + atMost);
        End(ports, life);
        return life.Steps;
    }

    /// <summary>The disk is replaced by an old backup.</summary>
    public void Restore(int commit)
    {
        disk.Restore(commit);
        Watch.RolledBack();
    }

    /// <summary>
    /// Faults stop and what was hidden shows: everything must settle, and the ledger must equal the venue.
    /// </summary>
    public void Settle()
    {
        Calm();
        SimulatedLife life = new(int.MaxValue);
        ScriptedPorts ports = Begin(life, 0);
        RunToRest(StartAsync, TimeSpan.FromMinutes(2.5));
        if (Watch.IsAnyUnknown)
        {
            // Two absences in a row make the next proof wait for 45 minutes.
            RunToRest(() => Task.CompletedTask, TimeSpan.FromMinutes(50));
        }

        if (Watch.IsAnyQuarantined)
        {
            RunToRest(ResolveAllAsync, TimeSpan.FromMinutes(1.5));
        }

        Watch.AtRest(engine!.Find(Core)!, engine.View.StateHash);
        End(ports, life);
    }

    /// <summary>Faults stop, the clock is right again and has passed every time that it ever showed.</summary>
    public void Calm()
    {
        wall.Offset = TimeSpan.Zero;
        DateTimeOffset shown = disk.Entries.Count == 0
            ? DateTimeOffset.MinValue
            : disk.Entries[^1].Entry.At.ToDateTimeOffset();
        clock.Advance(shown > clock.GetUtcNow() ? shown - clock.GetUtcNow() : TimeSpan.Zero);
        disk.Faults = DiskFaults.None;
        Venue.Faults = VenueFaults.None;
        Venue.Reveal();
    }

    // Ends as soon as everything has settled and been decided upon once more: later passes repeat what was seen.
    private void RunToRest(Func<Task> start, TimeSpan atMost)
    {
        long decision = Watch.LastDecision;
        int seen = disk.Entries.Count;
        bool IsAtRest()
        {
            bool isNews = disk.Entries.Count > seen;
            seen = disk.Entries.Count;
            return isNews && Watch.IsAtRestSince(decision);
        }

        thread.Run(start, IsAtRest, clock.GetUtcNow() + atMost);
    }

    private ScriptedPorts Begin(SimulatedLife life, int clockJumps)
    {
        ScriptedPorts ports = new(Venue, life, clock)
        {
            Leaving = Watch.Leaving,
            Travelling = () => SetClock(clockJumps),
        };
        engine = new PortfolioEngine(
            new EnginePorts
            {
                Journal = disk.For(life),
                Notifier = Owner,
                Accounts = ImmutableSortedDictionary<AccountId, AccountPorts>.Empty
                    .Add(Account, new AccountPorts { Balances = ports, Orders = ports, Catalog = ports }),
                Prices = [ports],
            },
            new EngineSettings { Installation = 7, ObserveEvery = Duration.FromSeconds(30) },
            wall,
            NullLoggerFactory.Instance);
        return ports;
    }

    private void SetClock(int parts)
    {
        if (parts > 0 && random.Next(1000) < parts)
        {
            wall.Offset = TimeSpan.FromSeconds(Jumps[random.Next(Jumps.Length)]);
        }
    }

    private async Task StartAsync()
    {
        try
        {
            (await engine!.StartAsync(CancellationToken.None)).ShouldBeOfType<StartOutcome.Started>();
            if (engine.Find(Core) is null)
            {
                await engine.AddPortfolioAsync(policy, "policy-hash", "ann", CancellationToken.None);
            }
        }
        catch (JournalUnavailableException) when (disk.Failures > 0)
        {
            // A disk that takes nothing: the process says so and ends.
        }
    }

    // A person looks at what no proof could settle: the balances decide.
    private async Task ResolveAllAsync()
    {
        foreach (OrderView stuck in engine!.Find(Core)!.OpenOrders.Where(order => order.State == "quarantined"))
        {
            await engine.ResolveQuarantineAsync(
                new QuarantineResolution
                {
                    Portfolio = Core,
                    Order = stuck.Ticket.Id,
                    Actor = "ann",
                    Why = new Reason("seen", "looked at the venue"),
                },
                CancellationToken.None);
        }
    }

    private void End(ScriptedPorts ports, SimulatedLife life)
    {
        thread.Kill();
        Watch.AtDeath(ports, life.IsDead);
        clock.Advance(TimeSpan.FromSeconds(2));
    }

    private static Policy PolicyOf(int seed) => new()
    {
        Portfolio = Core,
        Quote = ScriptedVenue.Quote,
        Accounts = [Account],
        Target = new Dictionary<Asset, Weight>
        {
            [new("AAA")] = new(0.4m),
            [new("BBB")] = new(0.3m),
            [new("CCC")] = new(0.2m),
            [ScriptedVenue.Quote] =
                new(0.1m),
        }.ToImmutableSortedDictionary(),
        Trigger = new TriggerPolicy
        {
            CheckEvery = Duration.FromMinutes(1),
            Band = new BandPolicy { Absolute = new Weight(0.01m) },
        },
        Trade = new TradePolicy
        {
            Reserve = ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(ScriptedVenue.Quote, new Quantity(25m)),
        },
        Execution = new ExecutionPolicy
        {
            Style = (ExecutionStyle)(seed % 3),
            LimitTimeout = Duration.FromSeconds(20),
        },
        Guards = new GuardPolicy { MaxDailyTurnover = InvariantWatch.TurnoverCap },
    };
}
