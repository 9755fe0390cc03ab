using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using Ballast.Engine.Tests.Crashes;
using Ballast.Engine.Tests.Hedging;
using Ballast.Engine.Transfers;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Ballast.Engine.Tests.Transfers;

/// <summary>
/// Two venues joined by a way for cash, a disk and a clock that outlive the engine. One venue trades AAA alone and
/// holds too much of it, the other trades BBB alone and has too little cash to buy it.
/// </summary>
#pragma warning disable CA1001 // An engine that is killed is never disposed: that is what is explored.
internal sealed class TransferWorld
#pragma warning restore CA1001
{
    public static readonly PortfolioId Core = new("core");
    public static readonly AccountId Here = new("here");
    public static readonly AccountId There = new("there");

    // Long enough for a way that rests after three failures in a row.
    private static readonly TimeSpan Settling = TimeSpan.FromHours(4);

    private readonly SimulatedThread thread;
    private readonly JournalCodec codec = new(JournalUpgrades.Current);
    private readonly Dictionary<string, int> posts = [];
    private readonly decimal owned;
    private EngineState folded = EngineState.Empty;
    private int looked;
    private PortfolioEngine? engine;

    public TransferWorld(int seed)
    {
        thread = new SimulatedThread(Clock);
        Disk = new SimulatedDisk(seed);
        Venues = new SortedDictionary<AccountId, ScriptedVenue>
        {
            [Here] = Holding(seed, ("AAA", 60m), ("USDC", 500m)),
            [There] = Holding(seed, ("BBB", 10m), ("USDC", 20m)),
        };
        Way = new ScriptedTransfers(Clock, seed, Route, Venues);
        owned = Cash();
    }

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 1, 5, 0, 0, 30, TimeSpan.Zero));

    public SimulatedDisk Disk { get; }

    public SortedDictionary<AccountId, ScriptedVenue> Venues { get; }

    public ScriptedTransfers Way { get; }

    public SilentNotifier Owner { get; } = new();

    /// <summary>The perpetuals of the first account, where its coin is hedged; <see langword="null"/>
    /// otherwise.</summary>
    public NamedPerpetuals? Perpetuals { get; private set; }

    /// <summary>Whether the next life has a gateway.</summary>
    public bool HasGateway { get; set; } = true;

    /// <summary>Whether what was to be bought with the transfer is there.</summary>
    public bool IsBought => Weight("BBB") > 0.33m;

    /// <summary>Whether the owner was told something.</summary>
    public bool HasTold(string code) => Owner.Told.Any(told => told.Code == code);

    /// <summary>What became of transfers, for messages of tests.</summary>
    public string Story => string.Join("; ", Events.Select(happened => happened switch
    {
        JournalEvent.TransferIntended intended => $"intended {intended.Ticket}",
        JournalEvent.TransferDropped dropped => $"dropped, {dropped.Why}",
        JournalEvent.TransferEnded ended => $"{ended.End} {ended.Credited}",
        JournalEvent.TransferDeferred deferred => deferred.Transfer is null ? "waits no more" : "waits",
        JournalEvent.PlanAccepted accepted => $"plan, {accepted.Plan.Why.Code}, "
            + string.Join(", ", accepted.Plan.Transfers.Select(transfer => transfer.Why)),
        JournalEvent.RunEnded ended => $"run {ended.Status}",
        _ => "",
    }).Where(part => part.Length > 0));

    /// <summary>A person says that it is over.</summary>
    public Task<ChangeOutcome> ResolveAsync(ClientOrderId transfer) => engine!.ResolveQuarantineAsync(
        new QuarantineResolution
        {
            Portfolio = Core,
            Order = transfer,
            Actor = "ann",
            Why = new Reason("seen", "looked at both accounts"),
        },
        CancellationToken.None);

    public PortfolioView View => engine!.Find(Core)!;

    public IReadOnlyList<JournalEvent> Events => [.. Stamped.Select(stamped => stamped.Event)];

    /// <summary>Every transfer that was put on record.</summary>
    public ImmutableArray<StampedEvent> Intents => [.. Stamped.Where(at => at.Event is JournalEvent.TransferIntended)];

    /// <summary>Every end of a transfer.</summary>
    public ImmutableArray<StampedEvent> Ends => [.. Stamped.Where(at => at.Event is JournalEvent.TransferEnded)];

    private IEnumerable<StampedEvent> Stamped => Disk.Entries.Select(codec.Decode);

    public PortfolioBook Book => Folded().Portfolios[Core];

    /// <summary>USDC from here to there, a fee of one.</summary>
    public static TransferRoute Route { get; } = new()
    {
        From = Here,
        To = There,
        Asset = ScriptedVenue.Quote,
        FixedFee = new Quantity(1m),
        FeeRate = 0m,
        Minimum = new Quantity(10m),
        Maximum = new Quantity(100_000m),
        Step = new Quantity(0.01m),
        Earliest = Duration.FromMinutes(2),
        Latest = Duration.FromMinutes(15),
        Path = TransferPath.Internal,
    };

    /// <summary>Half of the first account's coin is to be hedged from now on, with its own cash as margin.</summary>
    public void Hedge()
    {
        Perpetuals = new NamedPerpetuals(Venues[Here]) { Leaving = HedgeLeaving };
        Policy = Policy with
        {
            Hedges = Policy.Hedges.Add(new Asset("AAA"), new HedgePolicy
            {
                Account = Here,
                Market = NamedPerpetuals.Market,
                Ratio = 0.5m,
                Leverage = 2m,
                MaxMargin = new Money(1_000_000m),
            }),
        };
    }

    /// <summary>One life: until it dies, something holds, or time is over.</summary>
    /// <returns>Steps it took.</returns>
    public int Live(int crashAt, TimeSpan atMost, Func<bool>? until = null)
    {
        SimulatedLife life = new(crashAt);
        Begin(life);
        thread.Run(StartAsync, () => life.IsDead || (until?.Invoke() ?? false), Clock.GetUtcNow() + atMost);
        thread.Kill();
        Conserved();
        return life.Steps;
    }

    /// <summary>Faults stop, what was hidden shows, and everything must come to its end.</summary>
    public void Settle()
    {
        Way.Faults = TransferFaults.None;
        foreach (ScriptedVenue venue in Venues.Values)
        {
            venue.Faults = VenueFaults.None;
            venue.Reveal();
        }

        foreach (ScriptedTransfer sent in Way.Sent.Values)
        {
            sent.VisibleFrom = DateTimeOffset.MinValue;
        }

        SimulatedLife life = new(int.MaxValue);
        Begin(life);
        thread.Run(StartAsync, HasComeToRest, Clock.GetUtcNow() + Settling);
        IsAtRest().ShouldBeTrue(
            $"everything ends: {View.Status} {View.StatusWhy} {View.LastDecision?.Why[0]}; {Story}");
        engine!.View.StateHash.ShouldBe(Folded().Hash, "replay(journal) = state");
        thread.Kill();
        Conserved();
        LedgersEqual();
    }

    /// <summary>What the venues, what is under way and what was kept come to is what there was.</summary>
    public void Conserved() => (Cash() + Way.InTransit + Way.Kept).ShouldBe(owned + Traded());

    public async Task StartAsync()
    {
        try
        {
            (await engine!.StartAsync(CancellationToken.None)).ShouldBeOfType<StartOutcome.Started>();
            if (engine.Find(Core) is null)
            {
                await engine.AddPortfolioAsync(Policy, PolicyWriter.Hash(Policy), "ann", CancellationToken.None);
            }
        }
        catch (JournalUnavailableException) when (Disk.Failures > 0)
        {
            // A disk that takes nothing: the process says so and ends.
        }
    }

    public Policy Policy { get; set; } = new()
    {
        Portfolio = Core,
        Quote = ScriptedVenue.Quote,
        Accounts = [Here, There],
        Target = new Dictionary<Asset, Weight>
        {
            [new("AAA")] = new(0.4m),
            [new("BBB")] = new(0.4m),
            [ScriptedVenue.Quote] = new(0.2m),
        }.ToImmutableSortedDictionary(),
        Trigger = new TriggerPolicy
        {
            CheckEvery = Duration.FromMinutes(1),
            Band = new BandPolicy { Absolute = new Weight(0.05m), Destination = Destination.Target },
        },
        Transfers = new TransferPolicy { DriftBpsPerDay = 50m },
    };

    private void Begin(SimulatedLife life)
    {
        Perpetuals?.Life = life;
        var ports = Venues.ToDictionary(pair => pair.Key, pair => new ScriptedPorts(pair.Value, life, Clock));
        engine = new PortfolioEngine(
            new EnginePorts
            {
                Journal = Disk.For(life),
                Notifier = Owner,
                Accounts = ports.ToImmutableSortedDictionary(pair => pair.Key, pair => new AccountPorts
                {
                    Balances = pair.Value,
                    Orders = pair.Value,
                    Catalog = new OneMarket(pair.Value, pair.Key == Here ? "AAA" : "BBB"),
                    Positions = pair.Key == Here ? Perpetuals : null,
                    Hedges = pair.Key == Here ? Perpetuals : null,
                }),
                Prices = [ports[Here]],
                Transfers = HasGateway ? new ScriptedTransferPorts(Way, life, Clock) { Leaving = Leaving } : null,
            },
            new EngineSettings { Installation = 7, ObserveEvery = Duration.FromSeconds(30) },
            Clock,
            NullLoggerFactory.Instance);
    }

    // Promise: on record before it leaves, exactly as recorded, and once.
    private void Leaving(PreparedRequest request)
    {
        posts[request.Body] = posts.GetValueOrDefault(request.Body) + 1;
        posts[request.Body].ShouldBe(1, "a transfer is never sent twice");
        TransferRecord open = Book.OpenTransfer.ShouldNotBeNull("its intent is committed before it leaves");
        open.State.ShouldBe(TransferState.Intended);
        open.Request.ShouldBe(request, "exactly the stored request leaves");
        Book.LiveOrders.ShouldBeEmpty();
        Book.OpenHedge.ShouldBeNull("its cash may be that hedge's margin");
        Venues[Here].Totals[ScriptedVenue.Quote].ShouldBeGreaterThanOrEqualTo(open.Ticket.Units.Value);
        Book.Runs.Values.Single(run => run.Run == open.Run).Plan.Transfers
            .ShouldContain(planned => planned.Choice == TransferChoice.Send && planned.Units == open.Ticket.Units);
    }

    // The same promise, and beside no transfer.
    private void HedgeLeaving(HedgeTicket ticket)
    {
        HedgeRecord open = Book.OpenHedge.ShouldNotBeNull("its intent is committed before it leaves");
        (open.Ticket, open.State).ShouldBe((ticket, HedgeState.Intended));
        Perpetuals!.Sent.ShouldNotContain(sent => sent.Id == ticket.Id, "an order is never sent twice");
        Book.OpenTransfer.ShouldBeNull("what it takes may be this order's margin");
        Book.LiveOrders.ShouldBeEmpty();
    }

    // Asked after every piece of work: nothing can have come to rest before something was written down.
    private bool HasComeToRest()
    {
        bool hasGrown = Disk.Entries.Count > looked;
        looked = Disk.Entries.Count;
        return hasGrown && IsAtRest();
    }

    private bool IsAtRest() =>
        Folded().Portfolios.GetValueOrDefault(Core)
            is { OpenTransfer: null, OpenHedge: null, LastDecision.Kind: DecisionKind.Hold } book
        && book.LastRecovery?.Epoch == Folded().Epoch && !book.LiveOrders.Any()
        && book.Transfers.All(transfer => transfer.EndedAt < book.LastDecision.At)
        && Math.Abs(Weight("BBB") - 0.4m) < 0.06m;

    private decimal Weight(string asset)
    {
        decimal value = Venues.Values.Sum(venue => venue.Totals.Sum(pair => pair.Value * venue.PriceOf(pair.Key)));
        return Venues.Values.Sum(venue =>
            venue.Totals.GetValueOrDefault(new Asset(asset)) * venue.PriceOf(new Asset(asset))) / value;
    }

    private void LedgersEqual()
    {
        foreach ((AccountId account, ScriptedVenue venue) in Venues)
        {
            foreach ((Asset asset, decimal total) in venue.Totals)
            {
                Book.Ledgers[account].Of(asset).Value.ShouldBe(total, $"{account}: {asset}");
            }
        }

        Events.OfType<JournalEvent.BalanceBooked>().ShouldBeEmpty("a transfer is no deposit and no withdrawal");
        Events.OfType<JournalEvent.Halted>().ShouldBeEmpty();
    }

    private decimal Cash() => Venues.Values.Sum(venue => venue.Totals[ScriptedVenue.Quote]);

    private decimal Traded() => Venues.Values.SelectMany(venue => venue.Trades).Sum(trade =>
        (trade.Side == Ballast.Core.Markets.TradeSide.Buy ? -1m : 1m) * trade.Fill.Size.Value * trade.Fill.Price.Value
        - (trade.Fill.FeeAsset == ScriptedVenue.Quote ? trade.Fill.Fee.Value : 0m));

    private EngineState Folded()
    {
        while (folded.JournalSequence < Disk.Entries.Count)
        {
            folded = EngineFold.Apply(folded, codec.Decode(Disk.Entries[(int)folded.JournalSequence]));
        }

        return folded;
    }

    private ScriptedVenue Holding(int seed, params (string Asset, decimal Units)[] held)
    {
        ScriptedVenue venue = new(Clock, seed);
        foreach (string asset in new[] { "AAA", "BBB", "CCC" })
        {
            venue.Totals.Remove(new Asset(asset));
        }

        foreach ((string asset, decimal units) in held)
        {
            venue.Totals[new Asset(asset)] = units;
        }

        return venue;
    }
}
