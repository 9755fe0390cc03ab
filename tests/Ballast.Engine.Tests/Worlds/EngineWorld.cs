using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Loops;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Crashes;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Ballast.Engine.Tests.Worlds;

/// <summary>
/// Scripted venues, a disk and a clock that outlive the engine. The whole engine runs on one simulated thread, and its
/// time is the test's.
/// </summary>
#pragma warning disable CA1001 // An engine that is killed is never disposed.
internal sealed class EngineWorld
#pragma warning restore CA1001
{
    // Real time: how late a busy machine's pool may be.
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromMinutes(1);

    private readonly SimulatedThread thread;
    private readonly SortedDictionary<AccountId, Func<WatchedLine>> accounts = [];
    private readonly JournalCodec codec = new(JournalUpgrades.Current);
    private Brain brain = Brain.OfCore;

    public EngineWorld() => thread = new SimulatedThread(Clock);

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 0, 0, 30, TimeSpan.Zero));

    public SimulatedDisk Disk { get; private set; } = new();

    public SilentNotifier Owner { get; } = new();

    /// <summary>The engine's life that runs now.</summary>
    public PortfolioEngine Engine { get; private set; } = null!;

    /// <summary>The lines of that life.</summary>
    public SortedDictionary<AccountId, WatchedLine> Lines { get; } = [];

    /// <summary>Where prices come from: a line of its own to the first venue.</summary>
    public WatchedLine Prices { get; private set; } = null!;

    /// <summary>A second source of prices, at the first venue too; asked where <see cref="IsPricedTwice"/>.</summary>
    public WatchedLine OtherPrices { get; private set; } = null!;

    /// <summary>Whether the next life has two sources of prices.</summary>
    public bool IsPricedTwice { get; set; }

    /// <summary>Where bars that have ended come from.</summary>
    public ICandleSource? Candles { get; set; }

    /// <summary>What the keys of accounts may do.</summary>
    public IKeyInspector? Keys { get; set; }

    /// <summary>What the accounts of the next life can do beside.</summary>
    public Func<AccountPorts, AccountPorts> Equipped { get; set; } = static ports => ports;

    /// <summary>What a program of the owner's says.</summary>
    public IExternalTargetSource? Said { get; set; }

    /// <summary>Who may change what the engine's pure part sees or says.</summary>
    public Func<Brain, Brain> Thinking
    {
        set => brain = value(Brain.OfCore);
    }

    /// <summary>Everything in the journal.</summary>
    public IEnumerable<StampedEvent> Journal => Disk.Entries.Select(codec.Decode);

    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    /// <summary>An account at a venue of its own.</summary>
    public ScriptedVenue Open(string account, Func<ScriptedPorts, ScriptedPorts>? variant = null)
    {
        ScriptedVenue venue = new(Clock, 5);
        Open(account, venue, variant);
        return venue;
    }

    /// <summary>An account reached by a line of its own.</summary>
    public void Open(string account, ScriptedVenue venue, Func<ScriptedPorts, ScriptedPorts>? variant = null) =>
        accounts[new AccountId(account)] = () =>
        {
            ScriptedPorts ports = new(venue, new SimulatedLife(int.MaxValue), Clock);
            return new WatchedLine(variant is null ? ports : variant(ports));
        };

    /// <summary>An account leaves the configuration.</summary>
    public void Close(string account) => accounts.Remove(new AccountId(account));

    /// <summary>Begins a life of the engine and lets its recovery start.</summary>
    public StartOutcome Start()
    {
        Create();
        return Ask(engine => engine.StartAsync(CancellationToken.None));
    }

    /// <summary>A life that nobody has started yet.</summary>
    public void Create()
    {
        Lines.Clear();
        foreach ((AccountId account, Func<WatchedLine> line) in accounts)
        {
            Lines[account] = line();
        }

        Prices = accounts.First().Value();
        OtherPrices = accounts.First().Value();
        Engine = new PortfolioEngine(
            new EnginePorts
            {
                Journal = Disk.For(new SimulatedLife(int.MaxValue)),
                Notifier = Owner,
                Accounts = Lines.ToImmutableSortedDictionary(pair => pair.Key, pair => Equipped(new AccountPorts
                {
                    Balances = pair.Value,
                    Orders = pair.Value,
                    Catalog = pair.Value,
                    Books = pair.Value,
                    Keys = Keys,
                    Hold = () => pair.Value.Held,
                })),
                Prices = IsPricedTwice ? [Prices, OtherPrices] : [Prices],
                Candles = Candles,
                Targets = Said,
            },
            new EngineSettings { Installation = 7 },
            Clock,
            NullLoggerFactory.Instance,
            brain);
    }

    /// <summary>The process is killed and started again.</summary>
    public StartOutcome Restart()
    {
        thread.Kill();
        return Start();
    }

    /// <summary>The process is killed and an earlier state of its disk comes back.</summary>
    public void RollBack(int entries)
    {
        thread.Kill();
        SimulatedDisk earlier = new();
        earlier.Entries.AddRange(Disk.Entries.Take(entries));
        Disk = earlier;
    }

    /// <summary>Takes portfolios under management.</summary>
    public void Manage(params IReadOnlyList<Policy> policies)
    {
        foreach (Policy policy in policies)
        {
            Ask(engine => engine.AddPortfolioAsync(policy, HashOf(policy), "ann", CancellationToken.None))
                .ShouldBeOfType<ChangeOutcome.Done>();
        }
    }

    /// <summary>Asks the engine something and lets time go on until it has answered.</summary>
    public T Ask<T>(Func<PortfolioEngine, Task<T>> ask)
    {
        Task<T>? answer = null;
        thread.Run(() => answer = ask(Engine), () => answer is { IsCompleted: true }, Later(TimeSpan.FromMinutes(10)));

        // A loop that is cancelled may finish on a thread of the pool and come back from there.
        while (!answer!.IsCompleted
            && SpinWait.SpinUntil(() => thread.HasWork || answer.IsCompleted, LongestAbsence))
        {
            thread.Run(() => Task.CompletedTask, () => answer.IsCompleted, Later(TimeSpan.FromMinutes(10)));
        }

        answer.IsCompleted.ShouldBeTrue("the engine answers within ten minutes");
        return answer.GetAwaiter().GetResult();
    }

    /// <summary>Lets time go on.</summary>
    public void Pass(TimeSpan time) => thread.Run(() => Task.CompletedTask, () => false, Later(time));

    /// <summary>Lets time go on until something holds.</summary>
    public void Until(Func<bool> holds, string what)
    {
        thread.Run(() => Task.CompletedTask, holds, Later(TimeSpan.FromMinutes(10)));
        holds().ShouldBeTrue($"within ten minutes: {what}");
    }

    /// <summary>A plan, as a person would get it.</summary>
    public PlanAnswer.Planned Plan(string portfolio)
    {
        PlanAnswer answer = Ask(engine => engine.PlanAsync(new(portfolio), CancellationToken.None));
        return answer.ShouldBeOfType<PlanAnswer.Planned>(
            answer is PlanAnswer.Refused refused ? string.Join("; ", refused.Why) : null);
    }

    /// <summary>Asks for a plan to be carried out.</summary>
    public RunAnswer Run(string portfolio, string planHash, string key) => Ask(engine => engine.StartRunAsync(
        new RunRequest
        {
            Portfolio = new(portfolio),
            PlanHash = planHash,
            IdempotencyKey = key,
            Actor = "ann",
        },
        CancellationToken.None));

    /// <summary>Allows sending again.</summary>
    public void Resume(string? portfolio = null) => Ask(engine => engine.ResumeAsync(
            portfolio is null ? null : new PortfolioId(portfolio), "ann", Word, CancellationToken.None))
        .ShouldBeOfType<ChangeOutcome.Done>();

    /// <summary>A person's reason.</summary>
    public static Reason Word { get; } = new("persons-word", "looked at the venue");

    public PortfolioView Find(string portfolio) => Engine.Find(new PortfolioId(portfolio))!;

    /// <summary>The events of a kind, in order.</summary>
    public IReadOnlyList<TEvent> Events<TEvent>()
        where TEvent : JournalEvent => [.. Journal.Select(stamped => stamped.Event).OfType<TEvent>()];

    /// <summary>A policy over scripted coins that wants a rebalance at once.</summary>
    public static Policy PolicyOf(string portfolio, params IReadOnlyList<string> accounts) => new()
    {
        Portfolio = new PortfolioId(portfolio),
        Quote = ScriptedVenue.Quote,
        Accounts = [.. accounts.Select(account => new AccountId(account))],
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
    };

    /// <summary>A policy that trades only when asked.</summary>
    public static Policy Quiet(string portfolio, params IReadOnlyList<string> accounts) =>
        PolicyOf(portfolio, accounts) with
        {
            Trigger = new TriggerPolicy { CheckEvery = Duration.FromMinutes(1) },
        };

    /// <summary>Equal policies have equal hashes here as there.</summary>
    public static string HashOf(Policy policy) => PolicyWriter.Hash(policy);

    private DateTimeOffset Later(TimeSpan time) => Clock.GetUtcNow() + time;
}
