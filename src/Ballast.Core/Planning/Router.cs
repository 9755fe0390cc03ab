using Ballast.Core.Markets;
using Ballast.Core.Planning.Across;

namespace Ballast.Core.Planning;

/// <summary>
/// Turns the value each asset should gain or lose into orders, several where one account does not suffice. Cash does
/// not move between accounts within a plan, so purchases are bounded by an account's own cash and sales. Where an asset
/// can be traded at more than one account, <see cref="AccountSplit"/> decides where.
/// </summary>
internal sealed class Router
{
    private const decimal Rest = 1e-12m;

    private readonly UniverseBuilder built;
    private readonly PlanUniverse universe;
    private readonly OrderSizer sizer;
    private readonly List<CashPool> pools;
    private readonly AccountSplit split;

    /// <summary>For one universe.</summary>
    public Router(UniverseBuilder built, OrderSizer sizer)
    {
        this.built = built;
        this.sizer = sizer;
        universe = built.Universe;
        int quote = universe.Quote;
        pools = CashPool.Of(built.Cash, universe.Values[quote] - universe.Floors[quote]);
        split = new AccountSplit(built, sizer, pools);
        Results = new RoutingResult[universe.Count];
    }

    /// <summary>Where the legs of the last routing went; <see langword="null"/> where there was nothing to
    /// decide.</summary>
    public SplitDecision? Split { get; private set; }

    /// <summary>Cash by account, with what the last routing left of it.</summary>
    public IReadOnlyList<CashPool> Pools => pools;

    /// <summary>The orders of the last routing.</summary>
    public List<RoutedOrder> Orders { get; } = [];

    /// <summary>What the last routing came to, by asset.</summary>
    public RoutingResult[] Results { get; }

    /// <summary>The notional of the largest single order, at its expected price.</summary>
    public decimal LargestOrder => Orders.Count == 0 ? 0m : Math.Max(0m, Orders.Max(order => order.PieceNotional));

    /// <summary>Routes all trades of a solve, scaled.</summary>
    public void Route(ReadOnlySpan<decimal> after, decimal scale)
    {
        Orders.Clear();
        Array.Clear(Results);
        foreach (CashPool pool in pools)
        {
            pool.Reset();
        }

        decimal noise = universe.Wealth * PlanUniverse.TradeNoise;
        for (int i = 0; i < universe.Count; i++)
        {
            decimal whole = after[i] - universe.Values[i];
            decimal trade = scale == 1m ? whole : whole * scale;
            if (i != universe.Quote && Math.Abs(trade) > noise)
            {
                Results[i].Wanted = trade;
            }
        }

        if (split.HasChoice)
        {
            RouteAcross();
            return;
        }

        for (int i = 0; i < universe.Count; i++)
        {
            if (Results[i].Wanted < 0m)
            {
                Sell(i, -Results[i].Wanted);
            }
        }

        BuyAll();
    }

    // Sales first, so that what they bring is there when purchases are paid.
    private void RouteAcross()
    {
        Split = split.Solve(Results);
        foreach (LegDecision leg in Split.Legs.OrderBy(leg => leg.Side == TradeSide.Buy))
        {
            foreach (WayDecision way in leg.Ways)
            {
                way.Taken = Take(leg, way);
            }

            decimal missing = leg.Wanted - leg.Taken;
            if (missing > leg.Wanted * Rest)
            {
                Results[leg.Asset].Note(CauseOf(leg));
            }
        }
    }

    private decimal Take(LegDecision leg, WayDecision way)
    {
        if (way.Widest.Refusal is { } refusal)
        {
            Results[leg.Asset].Refuse(refusal, way.Widest.Needed);
            return 0m;
        }

        CashPool pool = CashPool.For(pools, way.Route);
        if (way.Taken <= 0m || Sized(way, pool) is not { } sizing
            || Accept(leg.Asset, way.Route, sizing) is not { } order)
        {
            return 0m;
        }

        pool.Available += order.WorstProceeds > 0m ? order.WorstProceeds : -order.WorstPayment;
        return order.Worth;
    }

    // Half a step more than was decided, so that a last digit does not cost a whole one.
    private Sizing? Sized(WayDecision way, CashPool pool)
    {
        TradeRoute route = way.Route;
        decimal value = way.Taken + (route.Rules.Step * route.BasePrice / 2m);
        if (route.Side == TradeSide.Sell)
        {
            return sizer.Size(route, Math.Min(value, route.FreeValue));
        }

        Sizing sizing = sizer.Size(route, value);
        decimal payment = sizing.Refusal is null ? new RoutedOrder(0, route, sizing).WorstPayment : 0m;
        if (payment <= pool.Available)
        {
            return sizing;
        }

        decimal affordable = OrderSizer.Affordable(route, (value, payment), pool.Available);
        return affordable <= 0m ? null : sizer.Size(route, affordable);
    }

    private static SizeLimit CauseOf(LegDecision leg)
    {
        decimal reach = leg.Ways.Sum(way => way.Reach);
        SizeLimit limited = leg.Ways.Select(way => way.Widest.Cause).FirstOrDefault(cause => cause != SizeLimit.None);
        return reach < leg.Wanted && limited != SizeLimit.None ? limited
            : leg.Side == TradeSide.Sell ? SizeLimit.Inventory
            : SizeLimit.Cash;
    }

    private void Sell(int asset, decimal wanted)
    {
        decimal left = wanted;
        decimal rest = wanted * Rest;
        foreach (TradeRoute route in built.SellRoutes[asset])
        {
            if (left <= rest)
            {
                return;
            }

            Sizing sizing = sizer.Size(route, Math.Min(left, route.FreeValue));
            if (Accept(asset, route, sizing) is { } order)
            {
                left -= order.Worth;
                CashPool.For(pools, route).Available += Math.Max(0m, order.WorstProceeds);
            }
        }

        Results[asset].Note(left > rest ? SizeLimit.Inventory : SizeLimit.None);
    }

    private void BuyAll()
    {
        decimal needed = 0m;
        decimal available = 0m;
        foreach (CashPool pool in pools)
        {
            available += pool.Available;
        }

        for (int i = 0; i < universe.Count; i++)
        {
            if (Results[i].Wanted > 0m)
            {
                Results[i].Needs = sizer.CashFor(built.BuyRoutes[i][0], Results[i].Wanted);
                needed += Results[i].Needs;
            }
        }

        // A shortage is shared by all purchases, so that none is starved by its place in the alphabet.
        decimal share = needed > available ? Math.Max(0m, available) / needed : 1m;
        for (int i = 0; i < universe.Count; i++)
        {
            if (Results[i].Wanted > 0m)
            {
                Buy(i, Results[i].Wanted, share);
            }
        }
    }

    private void Buy(int asset, decimal wanted, decimal share)
    {
        decimal left = share == 1m ? wanted : wanted * share;
        TradeRoute[] routes = built.BuyRoutes[asset];
        Span<bool> used = routes.Length <= 64 ? stackalloc bool[routes.Length] : new bool[routes.Length];
        bool starved = share < 1m;
        decimal rest = wanted * Rest;
        for (int attempt = 0; attempt < routes.Length && left > rest; attempt++)
        {
            int best = Richest(routes, used);
            used[best] = true;
            TradeRoute route = routes[best];
            CashPool pool = CashPool.For(pools, route);
            decimal needs = best == 0 && left == wanted ? Results[asset].Needs : sizer.CashFor(route, left);
            decimal affordable = OrderSizer.Affordable(route, (left, needs), pool.Available);
            starved |= affordable < left;
            if (affordable <= 0m)
            {
                continue;
            }

            Sizing sizing = sizer.Size(route, affordable);
            if (Accept(asset, route, sizing) is { } order)
            {
                left -= order.Worth;
                pool.Available -= order.WorstPayment;
            }
        }

        Results[asset].Note(starved ? SizeLimit.Cash : SizeLimit.None);
    }

    private int Richest(TradeRoute[] routes, ReadOnlySpan<bool> used)
    {
        int best = -1;
        decimal most = 0m;
        for (int k = 0; k < routes.Length; k++)
        {
            decimal available = used[k] ? 0m : CashPool.For(pools, routes[k]).Available;
            if (!used[k] && (best < 0 || available > most))
            {
                (best, most) = (k, available);
            }
        }

        return best;
    }

    private RoutedOrder? Accept(int asset, TradeRoute route, Sizing sizing)
    {
        if (sizing.Refusal is not null)
        {
            Results[asset].Refuse(sizing.Refusal, sizing.Needed);
            return null;
        }

        RoutedOrder order = new(asset, route, sizing);
        if (order.Cost >= order.Worth)
        {
            Results[asset].Refuse("costs-too-much", order.Cost);
            return null;
        }

        Results[asset].Note(sizing.Cause);
        Results[asset].Achieved += route.Side == TradeSide.Buy ? order.Worth : -order.Worth;
        if (route.Rules.Step != 0m)
        {
            decimal lot = route.Rules.Step * route.BasePrice * sizing.Pieces;
            Results[asset].Lot = Math.Max(Results[asset].Lot, lot);
        }

        Orders.Add(order);
        return order;
    }
}

/// <summary>What routing one asset's trade came to.</summary>
internal struct RoutingResult
{
    /// <summary>Signed value to trade.</summary>
    public decimal Wanted { get; set; }

    /// <summary>Signed value of the orders, at plan prices.</summary>
    public decimal Achieved { get; set; }

    /// <summary>Cash that a purchase of what is wanted takes at worst on its first route.</summary>
    public decimal Needs { get; set; }

    /// <summary>Value of the largest rounding that sizes may have lost.</summary>
    public decimal Lot { get; set; }

    /// <summary>Why an order was refused, or null.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The least value that could have moved.</summary>
    public decimal Needed { get; private set; }

    /// <summary>What kept it smaller than wanted.</summary>
    public SizeLimit Cause { get; private set; }

    /// <summary>Remembers the first cause.</summary>
    public void Note(SizeLimit cause) => Cause = Cause == SizeLimit.None ? cause : Cause;

    /// <summary>Remembers the refusal that is nearest to being met.</summary>
    public void Refuse(string code, decimal needed)
    {
        if (Refusal is null || needed < Needed)
        {
            (Refusal, Needed) = (code, needed);
        }
    }
}
