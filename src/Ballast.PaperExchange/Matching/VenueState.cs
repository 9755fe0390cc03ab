using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;

namespace Ballast.PaperExchange.Matching;

/// <summary>Everything the exchange must remember, and what changed of it since the last commit.</summary>
internal sealed class VenueState
{
    private readonly SortedDictionary<long, ExchangeOrder> open = [];
    private readonly Dictionary<(string Account, string ClientId), List<long>> byClientId = [];
    private readonly SortedDictionary<(string Account, string Asset), Balance> balances = [];
    private ChangeSet changes = new();

    public List<ExchangeOrder> Orders { get; } = [];

    public List<ExchangeTrade> Trades { get; } = [];

    public List<ExchangeFlow> Flows { get; } = [];

    public List<ReceivedPost> Posts { get; } = [];

    public PendingEffects Pending { get; private set; } = new();

    public IEnumerable<ExchangeOrder> OpenOrders => open.Values;

    public IEnumerable<Balance> BalancesOf(string account) =>
        balances.Where(pair => pair.Key.Account == account).Select(pair => pair.Value);

    public Balance BalanceOf(string account, Asset asset) =>
        balances.GetValueOrDefault((account, asset.Symbol)) ?? new Balance(asset, Quantity.Zero, Quantity.Zero);

    public bool Knows(string account) => balances.Keys.Any(key => key.Account == account);

    public ExchangeOrder Get(long id) => Orders[(int)(id - 1)];

    public IReadOnlyList<long> WithClientId(string account, string clientId) =>
        byClientId.GetValueOrDefault((account, clientId)) ?? [];

    public void Load(StoredExchange stored)
    {
        foreach (ExchangeOrder order in stored.Orders)
        {
            Index(order);
        }

        Trades.AddRange(stored.Trades);
        Flows.AddRange(stored.Flows);
        Posts.AddRange(stored.Posts);
        Pending = stored.Pending;
        foreach (StoredBalance row in stored.Balances)
        {
            balances[(row.Account, row.Asset)] =
                new Balance(new Asset(row.Asset), new Quantity(row.Free), new Quantity(row.Locked));
        }
    }

    public void Put(ExchangeOrder order)
    {
        if (order.Id > Orders.Count)
        {
            changes.Placed.Add(order.Id);
        }

        Index(order);
        changes.Orders[order.Id] = order;
    }

    /// <summary>Notes what the customer called the cancel that ended an order.</summary>
    public void NameCancel(long orderId, string cancelId) => changes.CancelIds[orderId] = cancelId;

    public void Add(ExchangeTrade trade)
    {
        Trades.Add(trade);
        changes.Trades.Add(trade);
    }

    public void Add(ExchangeFlow flow)
    {
        Flows.Add(flow);
        changes.Flows.Add(flow);
    }

    public void Add(ReceivedPost post)
    {
        Posts.Add(post);
        changes.Posts.Add(post);
    }

    public void Owe(PendingEffects pending)
    {
        Pending = pending;
        changes.Pending = pending;
    }

    /// <summary>
    /// Moves free and locked balances; neither may fall below zero, or the exchange itself has a fault and must stop.
    /// </summary>
    public void Move(string account, Asset asset, decimal free, decimal locked)
    {
        Balance now = BalanceOf(account, asset);
        var next = new Balance(asset, new Quantity(now.Free.Value + free), new Quantity(now.Locked.Value + locked));
        if (next.Free.Value < 0m || next.Locked.Value < 0m)
        {
            throw new InvalidOperationException(
                $"{account} would hold {next.Free} free and {next.Locked} locked {asset}");
        }

        balances[(account, asset.Symbol)] = next;
        changes.Balances[(account, asset.Symbol)] = next;
    }

    /// <summary>What is to be committed, and a clean slate.</summary>
    public ChangeSet TakeChanges()
    {
        ChangeSet taken = changes;
        changes = new ChangeSet();
        return taken;
    }

    private void Index(ExchangeOrder order)
    {
        if (order.Id > Orders.Count)
        {
            Orders.Add(order);
            var key = (order.Account, order.ClientId);
            if (!byClientId.TryGetValue(key, out List<long>? ids))
            {
                byClientId.Add(key, ids = []);
            }

            ids.Add(order.Id);
        }
        else
        {
            Orders[(int)(order.Id - 1)] = order;
        }

        if (order.IsOpen)
        {
            open[order.Id] = order;
        }
        else
        {
            open.Remove(order.Id);
        }
    }
}
