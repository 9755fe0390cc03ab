using System.Collections.Immutable;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Adapters.Venues.Paper;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Views;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.Testing.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using SimulatedClock = Ballast.Testing.Simulation.ManualClock;

namespace Ballast.Adapters.Tests.Replays;

/// <summary>
/// Everything that <c>serve</c> puts together, on one simulated thread: the real engine, the real journal, the real
/// paper exchange on its own file, reached through the real client. Years pass in seconds, and the same market and
/// policy give the same bytes.
/// </summary>
internal sealed class ReplayWorld : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ballast-replay-").FullName;
    private readonly Policy policy;
    private readonly SimulatedClock real;
    private readonly ScaledTimeProvider clock;
    private readonly SimulatedThread thread;
    private readonly DataDirectory directory;
    private readonly SqliteJournal journal;
    private readonly PaperVenue exchange;
    private readonly Dictionary<AccountId, BinanceSpotVenue> connections;
    private bool hasStarted;

    public ReplayWorld(string policyJson, MarketChoice market, Instant start)
        : this(policyJson, market, start, 1d)
    {
    }

    /// <summary>A world whose market, exchange and engine run by a clock faster than the machine's; waits of the
    /// machine are whole milliseconds.</summary>
    public ReplayWorld(string policyJson, MarketChoice market, Instant start, double speed)
    {
        policy = PolicyReader.Read(System.Text.Encoding.UTF8.GetBytes(policyJson))
            .ShouldBeOfType<PolicyReading.Read>().Policy;
        real = new SimulatedClock(start.ToDateTimeOffset());
        clock = new ScaledTimeProvider(real, start.ToDateTimeOffset(), start.ToDateTimeOffset(), speed);
        thread = new SimulatedThread(real);
        directory = DataDirectory.Acquire(folder).ShouldBeOfType<DirectoryOutcome.Acquired>().Directory;
        journal = SqliteJournal.Open(directory).ShouldBeOfType<JournalOpening.Opened>().Journal;
        PaperAccount[] customers = [.. policy.Accounts.Select(Customer)];
        exchange = PaperSetup.Open(
            market,
            new PaperVenueOptions { Accounts = [.. customers], Seed = 7 },
            Path.Combine(folder, "exchange.db"),
            new ExchangeClocks(clock, real));
        VenueClocks clocks = new(clock, real);
        connections = policy.Accounts.ToDictionary(
            account => account, account => PaperConnection.InProcess(exchange, account, Customer(account), clocks));
        Engine = new PortfolioEngine(
            Ports(),
            new EngineSettings { Installation = 8, ObserveEvery = Duration.FromDays(30) },
            clock,
            NullLoggerFactory.Instance);
    }

    public PortfolioEngine Engine { get; }

    public PaperVenue Exchange => exchange;

    public OwnersEar Owner { get; } = new();

    /// <summary>Accounts whose balances cannot be read.</summary>
    public HashSet<AccountId> Silent { get; } = [];

    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public PortfolioView View => Engine.Find(policy.Portfolio)!;

    /// <summary>Everything in the journal, as an independent reader of the file finds it.</summary>
    public IReadOnlyList<StampedEvent> Journal
    {
        get
        {
            JournalCodec codec = new(JournalUpgrades.Current);
            return [.. Entries.Select(codec.Decode)];
        }
    }

    public IReadOnlyList<StoredEntry> Entries =>
        new SqliteJournalReader(directory.JournalFile).Read(0, int.MaxValue);

    public IEnumerable<DecisionDigest> Decisions =>
        Journal.Select(entry => entry.Event).OfType<JournalEvent.Decided>().Select(decided => decided.Decision);

    /// <summary>Starts where nothing has started yet, and lets time pass.</summary>
    public void RunUntil(Instant until) => thread.Run(
        StartAsync, () => false, clock.RealOrigin + ((until.ToDateTimeOffset() - clock.Origin) / clock.Speed));

    /// <summary>A person vouches for a price.</summary>
    public void Confirm(Asset asset, Price price)
    {
        PriceConfirmation word = new()
        {
            Portfolio = policy.Portfolio,
            Asset = asset,
            Price = price,
            Actor = "ann",
            Why = new Reason("price-confirmed", "looked it up"),
        };
        bool isDone = false;
        thread.Run(
            async () =>
            {
                (await Engine.ConfirmPriceAsync(word, CancellationToken.None)).ShouldBeOfType<ChangeOutcome.Done>();
                isDone = true;
            },
            () => isDone,
            DateTimeOffset.MaxValue);
    }

    public void Dispose()
    {
        Task ending = Engine.DisposeAsync().AsTask();
        thread.Run(() => ending, () => ending.IsCompleted, DateTimeOffset.MaxValue);
        foreach (BinanceSpotVenue connection in connections.Values)
        {
            connection.Dispose();
        }

        exchange.Dispose();
        journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        directory.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private EnginePorts Ports()
    {
        BinanceSpotVenue first = connections[policy.Accounts[0]];
        return new EnginePorts
        {
            Journal = new BlockingJournal(journal),
            Notifier = Owner,
            Accounts = connections.ToImmutableSortedDictionary(
                pair => pair.Key,
                pair => new AccountPorts
                {
                    Balances = new SilencedBalances(pair.Value.Balances, Silent),
                    Orders = pair.Value.Orders,
                    Catalog = pair.Value.Catalog,
                    Books = pair.Value.Books,
                }),
            Prices = [first.Prices],
            Candles = first.Candles,
        };
    }

    private async Task StartAsync()
    {
        if (hasStarted)
        {
            return;
        }

        hasStarted = true;
        (await Engine.StartAsync(CancellationToken.None)).ShouldBeOfType<StartOutcome.Started>();
        await Engine.AddPortfolioAsync(policy, PolicyWriter.Hash(policy), "ann", CancellationToken.None);
    }

    private PaperAccount Customer(AccountId account) => PaperAccount.Demo with
    {
        Name = account.Value,
        ApiKey = "key-" + account.Value,
        OpeningBalances =
            ImmutableSortedDictionary<Asset, Quantity>.Empty.Add(policy.Quote, new Quantity(100_000m)),
    };
}
