using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;

namespace Ballast.Testing.Simulation;

/// <summary>
/// The truth of a small venue, for exploring crashes: balances, orders and trades that outlive every life of the
/// process under test, and misbehave from a seed. It is no exchange: prices wander, whoever takes is filled in pieces
/// somewhere within his limit.
/// </summary>
public sealed class ScriptedVenue
{
    private const decimal FeeRate = 0.001m;
    private static readonly TimeSpan PriceStep = TimeSpan.FromSeconds(30);

    private readonly ManualClock clock;
    private readonly Random random;
    private readonly DateTimeOffset start;
    private int numbers;
    private readonly List<(DateTimeOffset Due, ScriptedOrder Order, ScriptedArrival Arrival)> travelling = [];
    private readonly List<(DateTimeOffset Due, ScriptedOrder Order, decimal Size)> resting = [];
    private readonly List<(DateTimeOffset At, SortedDictionary<Asset, decimal> Totals)> past = [];
    private readonly SortedDictionary<string, decimal[]> prices = new(StringComparer.Ordinal);

    /// <summary>A venue with three coins, a quote and a third asset for fees.</summary>
    public ScriptedVenue(ManualClock clock, int seed)
    {
        this.clock = clock;
        random = new Random(seed);
        start = clock.GetUtcNow();
        Markets = [.. new[] { "AAA", "BBB", "CCC" }.Select(Market)];
        foreach (Instrument market in Markets)
        {
            prices[market.Base.Symbol] = Walk(new Random(seed ^ market.Base.Symbol[0]));
        }

        Totals = new SortedDictionary<Asset, decimal>
        {
            [new("AAA")] = 60m,
            [new("BBB")] = 10m,
            [new("CCC")] = 1m,
            [Quote] = 500m,
            [FeeAsset] = 5m,
        };
        Remember();
    }

    /// <summary>The currency of all markets.</summary>
    public static Asset Quote { get; } = new("USDC");

    /// <summary>The asset that some fees are charged in.</summary>
    public static Asset FeeAsset { get; } = new("FEE");

    /// <summary>What may go wrong from now on.</summary>
    public VenueFaults Faults { get; set; } = VenueFaults.None;

    /// <summary>An instant at which everything that can be read stands still; <see langword="null"/> while reads are
    /// of the moment.</summary>
    public DateTimeOffset? ReadsStandAt { get; set; }

    /// <summary>How far it keeps client ids apart.</summary>
    public ClientIdUniqueness ClientIds { get; set; } = ClientIdUniqueness.AmongOpenOrders;

    /// <summary>How often an order arrived under an id that was taken.</summary>
    public int Repeated { get; private set; }

    /// <summary>The markets.</summary>
    public IReadOnlyList<Instrument> Markets { get; }

    /// <summary>What the account truly holds.</summary>
    public SortedDictionary<Asset, decimal> Totals { get; }

    /// <summary>Every order that ever arrived and was accepted.</summary>
    public List<ScriptedOrder> Orders { get; } = [];

    /// <summary>Every trade.</summary>
    public List<ScriptedTrade> Trades { get; } = [];

    /// <summary>Orders refused because the account could not pay for them.</summary>
    public int InsufficientFunds { get; private set; }

    /// <summary>How often the owner moved money.</summary>
    public int OwnerMoves { get; private set; }

    /// <summary>Draws: true in <paramref name="parts"/> of a thousand.</summary>
    public bool Draw(int parts) => parts > 0 && random.Next(1000) < parts;

    /// <summary>A number below a bound.</summary>
    public int Draw(int from, int to) => random.Next(from, to);

    /// <summary>The number of the next order.</summary>
    public int NextNumber() => ++numbers;

    /// <summary>The price of a coin now.</summary>
    public decimal PriceOf(Asset asset)
    {
        if (!prices.TryGetValue(asset.Symbol, out decimal[]? walk))
        {
            return 1m;
        }

        int step = (int)((clock.GetUtcNow() - start).Ticks / PriceStep.Ticks);
        return walk[Math.Min(step, walk.Length - 1)];
    }

    /// <summary>Lets everything happen that is due.</summary>
    public void CatchUp()
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((DateTimeOffset due, ScriptedOrder order, ScriptedArrival arrival) in travelling.Where(
            item => item.Due <= now).ToList())
        {
            travelling.Remove((due, order, arrival));
            if (due < arrival.ExpiresAt)
            {
                Arrive(order, arrival);
            }
        }

        foreach ((DateTimeOffset due, ScriptedOrder order, decimal size) in resting.Where(item => item.Due <= now)
            .ToList())
        {
            resting.Remove((due, order, size));
            if (order.Status is VenueOrderStatus.Open or VenueOrderStatus.PartlyFilled)
            {
                Trade(order, Math.Min(size, order.Size - order.Filled), order.Limit);
                order.Status = order.Filled == order.Size ? VenueOrderStatus.Filled : VenueOrderStatus.PartlyFilled;
            }
        }

        if (Draw(Faults.OwnerMoves))
        {
            OwnerMoves++;
            Totals[Quote] += Draw(-20, 40);
            Remember();
        }
    }

    /// <summary>Shows everything that was hidden, what is still on its way included.</summary>
    public void Reveal()
    {
        foreach (ScriptedOrder order in Orders.Concat(travelling.Select(item => item.Order)))
        {
            order.VisibleFrom = DateTimeOffset.MinValue;
        }
    }

    /// <summary>An order that will arrive later.</summary>
    public void Travel(ScriptedOrder order, ScriptedArrival arrival, TimeSpan delay) =>
        travelling.Add((clock.GetUtcNow() + delay, order, arrival));

    /// <summary>An order arrives.</summary>
    /// <returns>The venue's refusal, or <see langword="null"/>.</returns>
    public string? Arrive(ScriptedOrder order, ScriptedArrival arrival)
    {
        Repeated += Orders.Any(other => other.ClientId == order.ClientId) ? 1 : 0;
        if (Namesake(order.ClientId) is not null)
        {
            return "duplicate";
        }

        decimal price = PriceOf(order.Market.Base);
        bool isBuy = order.Side == TradeSide.Buy;
        decimal needed = isBuy ? order.Size * order.Limit * (1m + FeeRate) : order.Size;
        if (Free(isBuy ? order.Market.Quote : order.Market.Base) < needed)
        {
            InsufficientFunds++;
            return "insufficient-balance";
        }

        Orders.Add(order);
        if (arrival.IsResting)
        {
            order.Status = VenueOrderStatus.Open;
            ScheduleRest(order);
            return null;
        }

        bool crosses = isBuy ? price <= order.Limit : price >= order.Limit;
        if (crosses)
        {
            TakeInPieces(order, price);
        }

        order.Status = order.Filled == order.Size ? VenueOrderStatus.Filled : VenueOrderStatus.Expired;
        return null;
    }

    /// <summary>The order that an id belongs to; <see langword="null"/> where the id is free.</summary>
    public ScriptedOrder? Namesake(string clientId) => ClientIds switch
    {
        ClientIdUniqueness.ForEver => Orders.FirstOrDefault(order => order.ClientId == clientId),
        ClientIdUniqueness.AmongOpenOrders => Orders.FirstOrDefault(order => order.ClientId == clientId
            && order.Status is VenueOrderStatus.Open or VenueOrderStatus.PartlyFilled),
        ClientIdUniqueness.None => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Cancels what rests.</summary>
    public static void Cancel(ScriptedOrder order)
    {
        if (order.Status is VenueOrderStatus.Open or VenueOrderStatus.PartlyFilled)
        {
            order.Status = VenueOrderStatus.Cancelled;
        }
    }

    /// <summary>An amount comes from elsewhere, or leaves (below zero).</summary>
    public void Move(Asset asset, decimal amount)
    {
        Totals[asset] = Totals.GetValueOrDefault(asset) + amount;
        Remember();
    }

    /// <summary>Units that open orders hold.</summary>
    public decimal Locked(Asset asset) => Orders
        .Where(order => order.Status is VenueOrderStatus.Open or VenueOrderStatus.PartlyFilled)
        .Sum(order => order.Side == TradeSide.Buy
            ? (order.Market.Quote == asset ? (order.Size - order.Filled) * order.Limit * (1m + FeeRate) : 0m)
            : (order.Market.Base == asset ? order.Size - order.Filled : 0m));

    /// <summary>The balances as they were a while ago.</summary>
    public SortedDictionary<Asset, decimal> TotalsAt(DateTimeOffset at) =>
        past.Last(item => item.At <= at || item == past[0]).Totals;

    private decimal Free(Asset asset) => Totals.GetValueOrDefault(asset) - Locked(asset);

    private void ScheduleRest(ScriptedOrder order)
    {
        int pieces = Draw(0, 4);
        for (int i = 0; i < pieces; i++)
        {
            decimal part = Rounding.Down(order.Size / pieces, order.Market.Lot.Step);
            resting.Add((clock.GetUtcNow() + TimeSpan.FromSeconds(Draw(1, 150)), order, part));
        }
    }

    private void TakeInPieces(ScriptedOrder order, decimal price)
    {
        decimal left = Draw(250) ? Rounding.Down(order.Size / 2m, order.Market.Lot.Step) : order.Size;
        int pieces = Draw(1, 5);
        for (int i = pieces; i >= 1 && left > 0m; i--)
        {
            decimal part = i == 1 ? left : Rounding.Down(left / i, order.Market.Lot.Step);
            decimal towardsLimit = price + ((order.Limit - price) * Draw(0, 10) / 10m);
            Trade(order, part, Rounding.Down(towardsLimit, 0.01m));
            left -= part;
        }
    }

    private void Trade(ScriptedOrder order, decimal size, decimal price)
    {
        if (size <= 0m)
        {
            return;
        }

        bool isBuy = order.Side == TradeSide.Buy;
        bool isThird = Draw(200);
        Asset feeAsset = isThird ? FeeAsset : isBuy && Draw(300) ? order.Market.Base : order.Market.Quote;
        decimal fee = isThird ? 0.001m : size * FeeRate * (feeAsset == order.Market.Base ? 1m : price);
        Totals[order.Market.Base] = Totals.GetValueOrDefault(order.Market.Base) + (isBuy ? size : -size);
        Totals[order.Market.Quote] += (isBuy ? -1m : 1m) * size * price;
        Totals[feeAsset] -= fee;
        VenueFill fill = new()
        {
            TradeId = $"t{Trades.Count + 1:D6}",
            Size = new Quantity(size),
            Price = new Price(price),
            Fee = new Quantity(fee),
            FeeAsset = feeAsset,
            At = NodaTime.Instant.FromDateTimeOffset(clock.GetUtcNow()),
        };
        ScriptedTrade trade = new(Trades.Count + 1, order.VenueId, order.Side, fill);
        Trades.Add(trade);
        order.Trades.Add(trade);
        Remember();
    }

    private void Remember() => past.Add((clock.GetUtcNow(), new SortedDictionary<Asset, decimal>(Totals)));

    private static Instrument Market(string coin) => Instrument.Unfiltered(new Asset(coin), Quote) with
    {
        Lot = new LotFilter(0.01m, 100000m, 0.01m),
        MarketLot = new LotFilter(0.01m, 100000m, 0.01m),
        Tick = new TickFilter(0.01m, 1_000_000m, 0.01m),
        MinNotional = 5m,
    };

    private static decimal[] Walk(Random steps)
    {
        decimal[] walk = new decimal[600];
        decimal price = 100m;
        for (int i = 0; i < walk.Length; i++)
        {
            price = Math.Max(20m, price + (steps.Next(-120, 121) / 100m));
            walk[i] = price;
        }

        return walk;
    }
}
