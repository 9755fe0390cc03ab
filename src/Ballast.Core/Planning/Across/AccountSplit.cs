using Ballast.Core.Markets;

namespace Ballast.Core.Planning.Across;

/// <summary>
/// Decides at which account each asset is sold and bought: reads every way into a lane, with what it costs, how much it
/// takes and which cash it moves, and asks for the cheapest split of all legs together.
/// </summary>
internal sealed class AccountSplit
{
    private readonly UniverseBuilder built;
    private readonly OrderSizer sizer;
    private readonly List<CashPool> pools;

    /// <summary>For one universe; shares the pools with whoever makes the orders.</summary>
    public AccountSplit(UniverseBuilder built, OrderSizer sizer, List<CashPool> pools)
    {
        this.built = built;
        this.sizer = sizer;
        this.pools = pools;
        HasChoice = built.SellRoutes.Concat(built.BuyRoutes).Any(routes =>
            routes.Length > 1 && routes.Any(route => route.Account != routes[0].Account));
    }

    /// <summary>Whether any asset can be traded at more than one account: otherwise there is nothing to
    /// decide.</summary>
    public bool HasChoice { get; }

    /// <summary>Splits what is wanted.</summary>
    /// <param name="results">By asset, the signed value to trade.</param>
    public SplitDecision Solve(RoutingResult[] results)
    {
        List<LegDecision> legs = [];
        for (int i = 0; i < results.Length; i++)
        {
            if (results[i].Wanted != 0m)
            {
                legs.Add(Read(i, results[i].Wanted));
            }
        }

        SplitDecision decision = Decide(legs, 1m);
        decimal share = Affordable(decision);
        return share < 1m ? Decide(legs, share) with { Share = share } : decision;
    }

    private LegDecision Read(int asset, decimal wanted)
    {
        TradeSide side = wanted > 0m ? TradeSide.Buy : TradeSide.Sell;
        IEnumerable<TradeRoute> routes = side == TradeSide.Sell
            ? built.SellRoutes[asset]
            : built.BuyRoutes[asset].OrderByDescending(route => CashPool.For(pools, route).Free);
        decimal value = Math.Abs(wanted);
        return new LegDecision(asset, side, value) { Ways = [.. routes.Select(route => Read(route, value))] };
    }

    private WayDecision Read(TradeRoute route, decimal wanted)
    {
        decimal most = route.Side == TradeSide.Sell ? Math.Min(wanted, route.FreeValue) : wanted;
        Sizing sizing = sizer.Size(route, most);
        if (sizing.Refusal is not null)
        {
            return new WayDecision(route, sizing);
        }

        decimal reach = sizing.Cause == SizeLimit.None ? most : Math.Min(most, sizing.Total * route.BasePrice);
        return new WayDecision(route, sizing)
        {
            Reach = reach,
            Least = Math.Min(sizer.LeastValue(route), reach),
            Lot = route.Rules.Step * route.BasePrice * sizing.Pieces,
            Steps = [.. route.Curve.Parts(reach).Select(part => new SplitStep(
                part.Width, part.Rate, CashPer(route, sizing.Limit, part.Rate)))],
        };
    }

    // As orders are funded: at the collar with the larger of the fees, and never better than expected.
    private static decimal CashPer(TradeRoute route, decimal limit, decimal rate)
    {
        decimal atLimit = route.HasVenue ? limit * route.CashPrice / route.BasePrice : 1m;
        if (route.Side == TradeSide.Buy)
        {
            return Math.Max(route.HasVenue ? atLimit * (1m + route.WorstFee) : 0m, 1m + rate);
        }

        return Math.Max(0m, Math.Min(route.HasVenue ? atLimit * (1m - route.WorstFee) : 1m, 1m - rate));
    }

    private SplitDecision Decide(List<LegDecision> legs, decimal share)
    {
        List<WayDecision> open = [];
        List<SplitLane> lanes = [];
        List<SplitLeg> wanted = [];
        foreach (LegDecision leg in legs)
        {
            decimal value = leg.Side == TradeSide.Buy ? leg.Wanted * share : leg.Wanted;
            foreach (WayDecision way in leg.Ways.Where(way => way.IsOpen))
            {
                open.Add(way);
                lanes.Add(LaneOf(way, wanted.Count, value));
            }

            wanted.Add(new SplitLeg(leg.Side, value));
        }

        SplitAnswer answer = SplitSearch.Solve(new SplitProblem
        {
            Legs = wanted,
            Lanes = lanes,
            Cash = [.. pools.Select(pool => pool.Available)],
            Unit = built.Universe.Wealth,
        });
        for (int i = 0; i < open.Count; i++)
        {
            open[i].Taken = answer.Taken[i];
        }

        return new SplitDecision(legs, answer.IsProven);
    }

    private SplitLane LaneOf(WayDecision way, int leg, decimal wanted) => new()
    {
        Leg = leg,
        Pool = pools.IndexOf(CashPool.For(pools, way.Route)),
        Least = way.Least,
        Most = Math.Min(way.Reach, wanted),
        Lot = way.Lot,
        Fixed = way.Route.Curve.Fixed,
        Steps = way.Steps,
    };

    // Where all cash together does not suffice, every purchase gives up the same part, so that none is starved for
    // being the dearer one.
    private decimal Affordable(SplitDecision decision)
    {
        decimal available = pools.Sum(pool => pool.Available);
        decimal needed = 0m;
        foreach (LegDecision leg in decision.Legs)
        {
            if (leg.Side == TradeSide.Sell)
            {
                available += leg.Ways.Sum(way => way.CashOf(way.Taken));
            }
            else if (leg.Ways.Any(way => way.IsOpen))
            {
                needed += leg.Wanted * leg.Ways.Where(way => way.IsOpen).Min(way => way.Steps[0].Cash);
            }
        }

        return needed > available ? Math.Max(0m, available) / needed : 1m;
    }
}
