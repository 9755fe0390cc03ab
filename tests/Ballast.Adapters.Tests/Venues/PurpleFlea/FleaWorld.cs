using System.Collections.Immutable;
using System.Text;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Adapters.Tests.Replays;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Paper;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Views;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Services;
using Ballast.PaperExchange.Stores;
using Ballast.Testing.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>
/// The real engine and journal over the services of a paper exchange's agent, on one simulated thread. Exchange and
/// journal outlive the engine, which can be killed after any piece of work.
/// </summary>
internal sealed class FleaWorld : IDisposable
{
    /// <summary>The conservative six-service policy of the samples.</summary>
    public const string Conservative =
        """
        {
          "portfolio": "agent", "quote": "USDC", "accounts": ["purpleflea"],
          "target": { "weights": {
            "casino": 0.20, "trading": 0.30, "wallet": 0.15, "domains": 0.15, "escrow": 0.10, "USDC": 0.10 } },
          "trigger": {
            "checkEvery": "5m", "emergency": 0.10,
            "band": { "absolute": 0.05, "perAsset": { "casino": 0.03, "USDC": 0.02 }, "destination": "half" } },
          "trade": { "minNotional": 5 }
        }
        """;

    private static readonly AccountId Services = new("purpleflea");
    private static readonly AccountId Wallet = new("purpleflea-wallet");
    private static readonly Asset Usdc = new("USDC");

    private readonly string folder = Directory.CreateTempSubdirectory("ballast-flea-").FullName;
    private readonly Policy policy;
    private readonly ManualClock clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 30, TimeSpan.Zero));
    private readonly SimulatedThread thread;
    private readonly DataDirectory directory;
    private readonly SqliteJournal journal;
    private readonly List<IDisposable> connections = [];
    private PortfolioEngine? engine;

    /// <summary>A world of the conservative policy.</summary>
    public FleaWorld()
        : this(Conservative)
    {
    }

    /// <summary>A world of another policy.</summary>
    public FleaWorld(string written)
    {
        policy = PolicyOf(written);
        thread = new SimulatedThread(clock);
        directory = DataDirectory.Acquire(folder).ShouldBeOfType<DirectoryOutcome.Acquired>().Directory;
        journal = SqliteJournal.Open(directory).ShouldBeOfType<JournalOpening.Opened>().Journal;
        Market = new ScriptedMarket(
            PaperInstruments.Of(new Asset("BTC"), Usdc, 50_000m, 50_000m),
            PaperInstruments.Of(new Asset("ETH"), Usdc, 2_500m, 2_500m),
            PaperInstruments.Of(new Asset("SOL"), Usdc, 100m, 100m));
        Market.Set("BTCUSDC", Now, 50_000m);
        Market.Set("ETHUSDC", Now, 2_500m);
        Market.Set("SOLUSDC", Now, 100m);
        Exchange = new PaperVenue(
            new PaperVenueOptions { Accounts = [PaperAccount.Demo], Seed = 7 },
            Market,
            SqliteExchangeStore.Open(Path.Combine(folder, "exchange.db")),
            clock);
    }

    /// <summary>A policy as it is read.</summary>
    public static Policy PolicyOf(string written) =>
        PolicyReader.Read(Encoding.UTF8.GetBytes(written)).ShouldBeOfType<PolicyReading.Read>().Policy;

    public PaperVenue Exchange { get; }

    public ScriptedMarket Market { get; }

    /// <summary>What the engine's requests go through on their way.</summary>
    public FleaTap Tap { get; } = new();

    public OwnersEar Owner { get; } = new();

    public Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    /// <summary>What the engine said to the policy.</summary>
    public ChangeOutcome? Added { get; private set; }

    public PortfolioView View => engine!.Find(policy.Portfolio)!;

    /// <summary>Whether the engine knows an order of a hedge that was done.</summary>
    public bool IsHedged => engine?.Find(policy.Portfolio)?.Hedges is [{ Last.State: HedgeState.Done }];

    /// <summary>Everything in the journal, as an independent reader of the file finds it.</summary>
    public IReadOnlyList<JournalEvent> Journal
    {
        get
        {
            JournalCodec codec = new(JournalUpgrades.Current);
            return [.. new SqliteJournalReader(directory.JournalFile).Read(0, int.MaxValue)
                .Select(entry => codec.Decode(entry).Event)];
        }
    }

    public IReadOnlyList<T> Events<T>()
        where T : JournalEvent => [.. Journal.OfType<T>()];

    /// <summary>Movements that the exchange made: the service's line of each.</summary>
    public AgentEntry[] Movements => [.. Exchange.Record().Agents.Entries.Where(entry =>
        entry.Kind == AgentEntryKind.Movement && entry.Service != ServiceNames.Reserve)];

    /// <summary>The wallet's trades that the exchange made: the coin's line of each.</summary>
    public AgentEntry[] Trades => [.. Exchange.Record().Agents.Entries.Where(entry =>
        entry.Kind == AgentEntryKind.Trade && entry.Asset != "USDC")];

    /// <summary>What the wallet holds at the exchange, by asset.</summary>
    public IEnumerable<KeyValuePair<string, decimal>> Coins => Exchange.Agents.Account("demo").Holdings
        .Where(holding => holding.Value != 0m && holding.Key.StartsWith("wallet/", StringComparison.Ordinal))
        .Select(holding => KeyValuePair.Create(holding.Key["wallet/".Length..], holding.Value));

    /// <summary>What an account must hold by the journal alone: its opening, its fills and what was booked.</summary>
    public SortedDictionary<string, decimal> LedgerOf(string account)
    {
        SortedDictionary<string, decimal> held = new(StringComparer.Ordinal);
        void Post(Asset asset, decimal change) =>
            held[asset.Symbol] = held.GetValueOrDefault(asset.Symbol) + change;
        Dictionary<ClientOrderId, OrderTicket> tickets = [];
        foreach (JournalEvent happened in Journal)
        {
            switch (happened)
            {
                case JournalEvent.LedgerOpened opened when opened.Account.Value == account:
                    opened.Balances.ToList().ForEach(line => Post(line.Key, line.Value.Value));
                    break;
                case JournalEvent.BalanceBooked booked when booked.Account.Value == account:
                    booked.Postings.ToList().ForEach(posting => Post(posting.Asset, posting.Change.Value));
                    break;
                case JournalEvent.OrderReserved reserved:
                    tickets.Add(reserved.Ticket.Id, reserved.Ticket);
                    break;
                case JournalEvent.OrderFilled filled when tickets[filled.Order].Account.Value == account:
                    int sign = tickets[filled.Order].Side == TradeSide.Buy ? 1 : -1;
                    Post(tickets[filled.Order].Instrument.Base, sign * filled.Trade.Size.Value);
                    Post(Usdc, -sign * filled.Trade.Size.Value * filled.Trade.Price.Value);
                    Post(filled.Trade.FeeAsset, -filled.Trade.Fee.Value);
                    break;
                default:
                    break;
            }
        }

        return held;
    }

    /// <summary>Each trade was signed into the journal first and made at most once; the ledger is the wallet to the
    /// last unit.</summary>
    public void ShouldHaveTradedInOrder()
    {
        string[] signed = [.. Events<JournalEvent.OrderSigned>().Select(sent => $"ballast {sent.Order}")];
        Trades.ShouldAllBe(trade => signed.Contains(trade.Reason));
        Trades.GroupBy(trade => trade.Reason).ShouldAllBe(twice => twice.Count() == 1);
        LedgerOf("purpleflea-wallet").Where(line => line.Value != 0m)
            .ShouldBe(Coins);
    }

    /// <summary>Each order of a hedge that the exchange executed, by what it was charged for it.</summary>
    public AgentEntry[] HedgeOrders => [.. Exchange.Record().Agents.Entries.Where(entry =>
        entry.Kind == AgentEntryKind.Fee && entry.Reason.StartsWith("hedge:", StringComparison.Ordinal))];

    /// <summary>The agent's perpetuals.</summary>
    public IReadOnlyList<PerpPosition> Perpetuals => Exchange.Agents.Account("demo").Positions;

    /// <summary>Hands the engine what a person does.</summary>
    public void Ask(Func<PortfolioEngine, Task> wish)
    {
        Task done = Task.CompletedTask;
        thread.Run(() => done = wish(engine!), () => done.IsCompleted, clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        done.IsCompletedSuccessfully.ShouldBeTrue();
    }

    /// <summary>Weights as the exchange has them, by sleeve; the reserve is USDC.</summary>
    public SortedDictionary<string, decimal> Weights
    {
        get
        {
            ImmutableSortedDictionary<string, decimal> values = Exchange.Agents.Portfolio("demo");
            decimal total = values.Values.Sum();
            return new SortedDictionary<string, decimal>(
                values.ToDictionary(
                    pair => pair.Key == ServiceNames.Reserve ? "USDC" : pair.Key, pair => pair.Value / total),
                StringComparer.Ordinal);
        }
    }

    /// <summary>Begins a life where none runs, and lets time pass.</summary>
    public void Run(Duration time)
    {
        DateTimeOffset until = clock.GetUtcNow() + time.ToTimeSpan();
        thread.Run(LiveAsync, () => false, until);
    }

    /// <summary>Begins a life and ends it after so many pieces of work, as a kill does.</summary>
    public void RunAndKill(int pieces)
    {
        int left = pieces;
        thread.Run(LiveAsync, () => left-- <= 0, DateTimeOffset.MaxValue);
        thread.Kill();
        engine = null;
    }

    /// <summary>Begins a life and kills it as soon as the exchange has made so many movements in all.</summary>
    public void RunAndKillAt(int movements)
    {
        thread.Run(LiveAsync, () => Movements.Length >= movements, clock.GetUtcNow() + TimeSpan.FromHours(1));
        thread.Kill();
        engine = null;
    }

    /// <summary>Begins a life and kills it as soon as something holds.</summary>
    /// <returns>Pieces of work until then.</returns>
    public int RunAndKillWhen(Func<bool> isSo)
    {
        int pieces = 0;
        thread.Run(
            LiveAsync,
            () =>
            {
                pieces++;
                return isSo();
            },
            clock.GetUtcNow() + TimeSpan.FromHours(1));
        isSo().ShouldBeTrue();
        thread.Kill();
        engine = null;
        return pieces;
    }

    /// <summary>Each movement was signed into the journal first and made at most once; the ledger is the venue's own
    /// balances to the last unit.</summary>
    public void ShouldBeInOrder()
    {
        string[] signed = [.. Events<JournalEvent.OrderSigned>().Select(sent => $"ballast {sent.Order}")];
        Movements.ShouldAllBe(movement => signed.Contains(movement.Reason));
        Movements.GroupBy(movement => movement.Reason).ShouldAllBe(twice => twice.Count() == 1);
        Exchange.Agents.Portfolio("demo").Values.Sum().ShouldBe(1000m);
    }

    public void Dispose()
    {
        if (engine is not null)
        {
            Task ending = engine.DisposeAsync().AsTask();
            thread.Run(() => ending, () => ending.IsCompleted, DateTimeOffset.MaxValue);
        }

        foreach (IDisposable connection in connections)
        {
            connection.Dispose();
        }

        Exchange.Dispose();
        journal.DisposeAsync().AsTask().GetAwaiter().GetResult();
        directory.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task LiveAsync()
    {
        if (engine is not null)
        {
            return;
        }

        var face = new PurpleFleaFace(Exchange, clock);
        PurpleFleaVenue services = PurpleFleaVenue.Over(
            PaperServices.OptionsOf(Services, InProcessTransport.Address),
            new VenueClocks(clock, clock),
            () => Tap.On(new InProcessTransport(face)));
        PurpleFleaWallet wallet = PurpleFleaWallet.Over(
            PaperServices.OptionsOf(Wallet, InProcessTransport.Address),
            new VenueClocks(clock, clock),
            () => Tap.On(new InProcessTransport(face)));
        connections.AddRange([services, wallet]);
        engine = new PortfolioEngine(
            new EnginePorts
            {
                Journal = new BlockingJournal(journal),
                Notifier = Owner,
                Accounts = ImmutableSortedDictionary<AccountId, AccountPorts>.Empty
                    .Add(Services, new AccountPorts
                    {
                        Balances = services.Balances,
                        Orders = services.Orders,
                        Catalog = services.Catalog,
                        Changes = services.Changes,
                        Positions = services.Positions,
                        Hedges = services.Hedges,
                        Whole = PaperServices.Whole,
                    })
                    .Add(Wallet, new AccountPorts
                    {
                        Balances = wallet.Balances,
                        Orders = wallet.Orders,
                        Catalog = wallet.Catalog,
                        Whole = PaperServices.Whole,
                    }),
                Prices = [services.Prices, wallet.Prices],
                Candles = services.Candles,
            },
            new EngineSettings { Installation = 8, ObserveEvery = Duration.FromMinutes(1) },
            clock,
            NullLoggerFactory.Instance);
        (await engine.StartAsync(CancellationToken.None)).ShouldBeOfType<StartOutcome.Started>();
        if (engine.Find(policy.Portfolio) is null)
        {
            Added = await engine.AddPortfolioAsync(
                policy, PolicyWriter.Hash(policy), "ann", CancellationToken.None);
        }
    }
}
