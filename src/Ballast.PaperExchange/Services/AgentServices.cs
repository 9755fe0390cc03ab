using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.PaperExchange.Services;

/// <summary>
/// The services that hold agents' money beside the exchange: every account is an agent with a casino, a trading book, a
/// wallet, domains, an escrow and a reserve of its own. One request at a time, committed before its answer, like
/// everything at the exchange.
/// </summary>
public sealed class AgentServices
{
    private static readonly ImmutableArray<string> OpeningCoins = ["BTC", "ETH", "SOL"];
    private const decimal OpeningCoinValue = 20m;

    private readonly IVenueTurns turns;
    private readonly AgentBooks books = new();
    private readonly AgentMarket market;
    private readonly AgentValues values;
    private readonly AgentSettlement settlement;
    private readonly MovementDesk movements;
    private readonly OwnerDesk owners;
    private readonly WalletDesk wallet;
    private readonly PerpDesk perps;
    private readonly ulong seed;

    internal AgentServices(IVenueTurns turns, MarketBooks markets, IMarketFeed feed, ulong seed)
    {
        this.turns = turns;
        this.seed = seed;
        market = new AgentMarket(markets, feed);
        values = new AgentValues(market);
        settlement = new AgentSettlement(market, values, seed);
        movements = new MovementDesk(values);
        owners = new OwnerDesk(values, market);
        wallet = new WalletDesk(market);
        perps = new PerpDesk(market);
    }

    /// <summary>Assets with a market, in ordinal order.</summary>
    public ImmutableArray<string> Assets => [.. market.Assets];

    /// <summary>The spot market in which an asset is priced, or <see langword="null"/>.</summary>
    public string? SymbolOf(string asset) => market.SymbolOf(asset);

    /// <summary>The agent's account as it stands.</summary>
    public AgentAccount Account(string agent) => turns.Take(_ => books.Get(agent));

    /// <summary>The value of each service in USDC.</summary>
    public ImmutableSortedDictionary<string, decimal> Portfolio(string agent) => turns.Take(_ =>
        ServiceNames.All.ToImmutableSortedDictionary(
            service => service, service => values.Of(books.Get(agent), service), StringComparer.Ordinal));

    /// <summary>Daily simple returns of each working service over the last days that have ended, oldest first. Before
    /// the agent's first day they are what the services would have returned.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<decimal>> Returns(string agent, int days) =>
        turns.Take(now =>
        {
            long today = AgentMarket.DayOf(now);
            PastReturns past = new(market, OpeningCoins, seed, today - days, today - 1);
            return ServiceNames.Working.ToImmutableSortedDictionary(
                service => service,
                service => (ImmutableArray<decimal>)
                [
                    .. Enumerable.Range(0, days).Select(i => today - days + i).Select(day =>
                        books.DayOf(agent, day)?.Returns[service] ?? past.Of(service, day)),
                ],
                StringComparer.Ordinal);
        });

    /// <summary>The mid of a perpetual's market; zero before its first price.</summary>
    public decimal MarkOf(string perp) => turns.Take(_ => market.MidOf(PerpMarkets.AssetOf(perp)));

    /// <summary>Lines of an agent's log after a number, oldest first.</summary>
    public ImmutableArray<AgentEntry> Entries(string agent, long after, int limit) =>
        turns.Take<ImmutableArray<AgentEntry>>(_ =>
        [
            .. books.Entries.Skip((int)Math.Min(after, int.MaxValue)).Where(entry => entry.Agent == agent)
                .Take(limit),
        ]);

    /// <summary>Moves USDC between a service and the reserve.</summary>
    public AgentOutcome<Movement> Move(string agent, MovementWish wish) =>
        Change(agent, draft => movements.Move(draft, wish));

    /// <summary>Books what an agent's owner brings to a service (above zero) or takes out of it.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="holding">The service, and USDC or a coin of the wallet.</param>
    /// <param name="amount">Units of it.</param>
    public AgentOutcome<decimal> Transfer(string agent, AgentHolding holding, decimal amount) =>
        Change(agent, draft => owners.Transfer(draft, holding, amount));

    /// <summary>Buys or sells a coin of the wallet.</summary>
    public AgentOutcome<WalletFill> Trade(string agent, WalletWish wish) =>
        Change(agent, draft => wallet.Trade(draft, wish));

    /// <summary>Trades a perpetual.</summary>
    public AgentOutcome<PerpAnswer> Place(string agent, PerpWish wish) =>
        Change(agent, draft => perps.Place(draft, wish));

    /// <summary>Closes a position whole.</summary>
    public AgentOutcome<PerpClosing> Close(string agent, string position) =>
        Change(agent, draft => perps.Close(draft, position));

    /// <summary>Takes a resting order out of the book.</summary>
    public AgentOutcome<PerpOrder> Cancel(string agent, string order) =>
        Change(agent, draft => PerpDesk.Cancel(draft, order));

    internal void Load(AgentRecords stored) => books.Load(stored);

    internal AgentRecords Record() => books.Record();

    internal void HandOver(ChangeSet changes) => books.HandOver(changes);

    /// <summary>Opens the services of accounts that have none yet.</summary>
    internal void Open(IEnumerable<PaperAccount> accounts, Instant now)
    {
        foreach (PaperAccount account in accounts.Where(account => books.Find(account.Name) is null))
        {
            AgentDraft draft = new(
                new AgentAccount
                {
                    Name = account.Name,
                    OpenedAt = now,
                    SettledUntil = AgentSettlement.LastAt(now),
                },
                now);
            Endow(draft);
            draft.Set(draft.Account with
            {
                Marks = draft.Account.Marks
                    .Add(ServiceNames.Trading, new ReturnMark(values.Of(draft.Account, ServiceNames.Trading), 1m))
                    .Add(ServiceNames.Wallet, new ReturnMark(values.Of(draft.Account, ServiceNames.Wallet), 1m)),
            });
            books.Keep(draft);
        }
    }

    /// <summary>Settles every funding time up to an instant, at the prices that held before it.</summary>
    internal void SettleUntil(Instant at)
    {
        while (books.SettledUntil <= at - AgentSettlement.Interval)
        {
            Instant due = books.SettledUntil + AgentSettlement.Interval;
            foreach (AgentAccount account in books.All.Where(account => account.SettledUntil < due).ToArray())
            {
                AgentDraft draft = new(account, due);
                if (settlement.Settle(draft) is { } day)
                {
                    books.Keep(day);
                }

                books.Keep(draft);
            }
        }
    }

    /// <summary>Fills and liquidates what a new price of a market reaches.</summary>
    internal void OnTick(MarketTick tick)
    {
        foreach (AgentAccount account in books.All.Where(
            account => !account.Positions.IsEmpty || !account.Orders.IsEmpty).ToArray())
        {
            foreach (string perp in account.Positions.Select(position => position.Market)
                .Concat(account.Orders.Select(order => order.Market)).Distinct()
                .Where(perp => market.SymbolOf(PerpMarkets.AssetOf(perp)) == tick.Symbol))
            {
                AgentDraft draft = new(books.Get(account.Name), tick.At);
                PerpDesk.OnTick(draft, perp, tick);
                if (draft.Entries.Count > 0 || draft.Account != account)
                {
                    books.Keep(draft);
                }
            }
        }
    }

    // What is refused is dropped with its draft, so nothing of it is left.
    private AgentOutcome<T> Change<T>(string agent, Func<AgentDraft, AgentOutcome<T>> change) => turns.Take(now =>
    {
        AgentDraft draft = new(books.Get(agent), now);
        AgentOutcome<T> outcome = change(draft);
        if (outcome is AgentOutcome<T>.Done)
        {
            books.Keep(draft);
        }

        return outcome;
    });

    private void Endow(AgentDraft draft)
    {
        AgentCause cause = new("opening", "");
        Grant(ServiceNames.Casino, 200m);
        Grant(ServiceNames.Trading, 200m);
        Grant(ServiceNames.Domains, 100m);
        Grant(ServiceNames.Escrow, 100m);
        Grant(ServiceNames.Reserve, 300m);
        decimal loose = 100m;
        foreach (string coin in OpeningCoins.Where(coin => market.MidOf(coin) > 0m))
        {
            // Up to the next unit, so that the wallet is worth what it should be to the last cent.
            decimal quantity = Rounding.Up(OpeningCoinValue / market.MidOf(coin), AgentUnits.Coin);
            draft.Post(AgentEntryKind.Opening, new AgentHolding(ServiceNames.Wallet, coin), quantity, cause);
            loose -= OpeningCoinValue;
        }

        Grant(ServiceNames.Wallet, loose);

        void Grant(string service, decimal amount) =>
            draft.Post(AgentEntryKind.Opening, new AgentHolding(service, AgentUnits.Usdc), amount, cause);
    }
}
