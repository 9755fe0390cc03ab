using Ballast.Core.Planning.Transfers;

namespace Ballast.Core.Planning;

/// <summary>
/// The work on one plan: solve, route, hold or bound what did not go through, and again until nothing changes.
/// </summary>
internal sealed class PlanDraft
{
    private const decimal Material = 1e-9m;
    private const int MaxScalings = 12;

    private readonly PlanRequest request;
    private readonly CostSolver solver;
    private readonly DestinationSolver destination;
    private bool isConstrained;

    /// <summary>For one request that could be read.</summary>
    public PlanDraft(PlanRequest request, UniverseBuilder built)
    {
        this.request = request;
        Built = built;
        destination = new DestinationSolver(built.Universe, request);
        solver = new CostSolver(built.Universe, destination);
        Router = new Router(built, new OrderSizer(request.Policy));
        Held = new RoutingResult?[built.Universe.Count];
        Limited = new SizeLimit[built.Universe.Count];
        After = new decimal[built.Universe.Count];
    }

    /// <summary>What it plans for.</summary>
    public UniverseBuilder Built { get; }

    /// <summary>The orders.</summary>
    public Router Router { get; }

    /// <summary>Assets that the filters refused to move, with what was wanted.</summary>
    public RoutingResult?[] Held { get; }

    /// <summary>Assets that move less than wanted, and what stopped them.</summary>
    public SizeLimit[] Limited { get; }

    /// <summary>Values after all fills at plan prices and costs.</summary>
    public decimal[] After { get; }

    /// <summary>V after.</summary>
    public decimal WealthAfter { get; private set; }

    /// <summary>The cap that scaled the whole solve, or null.</summary>
    public string? Cap { get; private set; }

    /// <summary>
    /// Whether the orders were dropped because rounding and bounds would have left the portfolio further off than it
    /// was.
    /// </summary>
    public bool IsFutile { get; private set; }

    /// <summary>Does the work.</summary>
    public void Work()
    {
        int rounds = (4 * Built.Universe.Count) + 16;
        do
        {
            solver.Solve();
            RouteWithinCaps();
            rounds--;
        }
        while (rounds > 0 && Tighten());

        Settle();
        if (isConstrained && IsWorse())
        {
            IsFutile = true;
            Router.Orders.Clear();
            Settle();
        }
    }

    /// <summary>
    /// Takes orders out that wait for a transfer, cuts those of which a part is bought now, and gives back the fee that
    /// the solve has counted as gone already: it is a cost of the plan.
    /// </summary>
    /// <param name="awaited">Orders of this work.</param>
    /// <param name="fee">In portfolio quote.</param>
    public void Postpone(AwaitedPurchases awaited, decimal fee)
    {
        foreach ((RoutedOrder whole, RoutedOrder now) in awaited.Begun)
        {
            Router.Orders[Router.Orders.IndexOf(whole)] = now;
        }

        Router.Orders.RemoveAll(awaited.Waiting.Contains);
        PlanUniverse universe = Built.Universe;
        universe.Values[universe.Quote] += fee;
        universe.Wealth += fee;
        Settle();
        After[universe.Quote] -= fee;
        WealthAfter -= fee;
    }

    private void RouteWithinCaps()
    {
        Cap = null;
        Scale = TurnoverScale();
        Router.Route(destination.After, Scale);
        if (request.Policy.Guards.MaxOrderNotional is { } cap)
        {
            FitOrders(cap.Value);
        }

        isConstrained |= Scale < 1m;
    }

    private void FitOrders(decimal most)
    {
        // A smaller trade may fall into fewer and so larger orders, or meet a better price in the book: scale until it
        // fits.
        for (int attempt = 0; attempt < MaxScalings && Router.LargestOrder > most; attempt++)
        {
            Scale *= most / Router.LargestOrder * (attempt == 0 ? 1m : 1m - Material);
            Cap = "max-order-notional";
            Router.Route(destination.After, Scale);
        }

        if (Router.LargestOrder > most)
        {
            Scale = 0m;
            Router.Route(destination.After, Scale);
        }
    }

    /// <summary>The part of the whole solve that the caps allow.</summary>
    public decimal Scale { get; private set; } = 1m;

    private decimal TurnoverScale()
    {
        if (request.TurnoverLeft is not { } left)
        {
            return 1m;
        }

        decimal traded = 0m;
        for (int i = 0; i < Built.Universe.Count; i++)
        {
            traded += i == Built.Universe.Quote ? 0m : Math.Abs(destination.After[i] - Built.Universe.Values[i]);
        }

        decimal allowed = Math.Max(0m, left.Value);
        if (traded <= allowed)
        {
            return 1m;
        }

        Cap = "turnover-cap";
        return allowed / traded;
    }

    // What was refused is held where it is; what fell short is bounded at what it reached. Bounds only ever tighten, so
    // this ends.
    private bool Tighten()
    {
        PlanUniverse universe = Built.Universe;
        bool changed = false;
        for (int i = 0; i < universe.Count; i++)
        {
            ref readonly RoutingResult result = ref Router.Results[i];
            if (result.Wanted == 0m)
            {
                continue;
            }

            if (result.Achieved == 0m)
            {
                Held[i] = result;
                universe.Floors[i] = universe.Values[i];
                universe.Ceilings[i] = universe.Values[i];
                changed = true;
                continue;
            }

            if (result.Cause == SizeLimit.None)
            {
                continue;
            }

            decimal missing = Math.Abs(result.Wanted) - Math.Abs(result.Achieved);
            if (missing > Math.Max(result.Lot, universe.Wealth * Material))
            {
                Bound(i, universe.Values[i] + (result.Achieved / Scale), result.Cause);
                changed = true;
            }
        }

        isConstrained |= changed;
        return changed;
    }

    private void Bound(int asset, decimal value, SizeLimit cause)
    {
        PlanUniverse universe = Built.Universe;
        Limited[asset] = cause;
        if (value < universe.Values[asset])
        {
            universe.Floors[asset] = Math.Max(universe.Floors[asset], value);
        }
        else
        {
            universe.Ceilings[asset] = Math.Min(universe.Ceilings[asset], value);
        }
    }

    private void Settle()
    {
        PlanUniverse universe = Built.Universe;
        Array.Copy(universe.Values, After, universe.Count);
        WealthAfter = universe.Wealth;
        foreach (RoutedOrder order in Router.Orders)
        {
            decimal gained = order.Route.Side == Markets.TradeSide.Buy ? order.Worth : -order.Worth;
            After[order.Asset] += gained;
            After[universe.Quote] -= gained + order.Cost;
            WealthAfter -= order.Cost;
        }
    }

    // Costs shift every drift a little and rounding moves each by its lot, the quote by all of them.
    private bool IsWorse()
    {
        PlanUniverse universe = Built.Universe;
        decimal slack = (universe.Wealth - WealthAfter) + (universe.Wealth * Material);
        decimal lots = 0m;
        foreach (RoutedOrder order in Router.Orders)
        {
            lots += Router.Results[order.Asset].Lot;
        }

        for (int i = 0; i < universe.Count && universe.LargestRatio < PlanUniverse.Unbounded; i++)
        {
            decimal drift = Math.Abs(After[i] - (universe.Targets[i] * WealthAfter));
            decimal own = i == universe.Quote ? lots : Router.Results[i].Lot;
            if (drift > (universe.LargestRatio * universe.Bands[i] * WealthAfter) + slack + own)
            {
                return true;
            }
        }

        return false;
    }
}
