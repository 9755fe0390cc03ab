using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning.Transfers;

/// <summary>
/// The whole plan as it would be with one transfer: what is traded at once, what is bought when it has arrived, and
/// what all that costs.
/// </summary>
internal sealed class TransferCase
{
    private readonly decimal price;
    private readonly PlanDraft without;
    private readonly OrderSizer sizer;
    private AwaitedPurchases? awaited;

    private TransferCase(
        TransferRoute route,
        (Quantity Units, decimal Price) sent,
        (PlanDraft Without, PlanDraft With) drafts,
        OrderSizer sizer)
    {
        Route = route;
        (Units, price) = sent;
        Draft = drafts.With;
        without = drafts.Without;
        this.sizer = sizer;
    }

    /// <summary>The way.</summary>
    public TransferRoute Route { get; }

    /// <summary>What leaves.</summary>
    public Quantity Units { get; }

    /// <summary>The plan in which it has arrived.</summary>
    public PlanDraft Draft { get; }

    /// <summary>The fee in the portfolio's quote currency.</summary>
    public decimal FeeValue => Route.FeeOf(Units).Value * price;

    /// <summary>Plans with a transfer.</summary>
    /// <param name="request">The request as it is.</param>
    /// <param name="without">The work on it.</param>
    /// <param name="route">A route for cash.</param>
    /// <param name="units">What leaves.</param>
    /// <returns><see langword="null"/> where nothing can be planned for it.</returns>
    public static TransferCase? Of(PlanRequest request, PlanDraft without, TransferRoute route, Quantity units)
    {
        PlanRequest imagined = ImaginedArrival.Of(request, route, units);
        UniverseBuilder built = new(imagined);
        if (built.Build() is not null)
        {
            return null;
        }

        PlanDraft with = new(imagined, built);
        with.Work();
        return new TransferCase(
            route,
            (units, ImaginedArrival.PriceOf(request, route).Value),
            (without, with),
            new OrderSizer(request.Policy));
    }

    /// <summary>What the source lacks for it at worst, in portfolio quote; not above zero where it can go.</summary>
    public decimal Shortage => (Units.Value * price) - FreeAt(Route.From) - At(Route.From)
        .Sum(order => order.WorstProceeds - order.WorstPayment);

    /// <summary>
    /// Purchases at the destination that it has to arrive for: what is free there now and what sales bring pays for no
    /// more than the others.
    /// </summary>
    public AwaitedPurchases Awaited => awaited ??= AwaitedPurchases.Of(
        At(Route.To).Where(order => order.Route.Side == TradeSide.Buy),
        FreeAt(Route.To) + At(Route.To).Sum(order => order.WorstProceeds),
        sizer);

    /// <summary>
    /// What it costs in all: trades, fee, what stays out of place, and what is out of place until it arrives.
    /// </summary>
    public decimal CostBy(TransferPolicy policy)
    {
        decimal served = Awaited.Later.Sum(order => order.Worth);
        return CostOf(Draft, policy) + Awaited.CostOfParts + FeeValue
            + (served * Charge(policy, (decimal)Route.Latest.TotalDays));
    }

    /// <summary>What a plan costs: trades, and what stays out of place over the policy's horizon.</summary>
    public static decimal CostOf(PlanDraft draft, TransferPolicy policy)
    {
        PlanUniverse universe = draft.Built.Universe;
        decimal displaced = 0m;
        for (int i = 0; i < universe.Count; i++)
        {
            displaced += Math.Abs(draft.After[i] - (universe.Targets[i] * draft.WealthAfter)) / 2m;
        }

        return universe.Wealth - draft.WealthAfter
            + (displaced * Charge(policy, (decimal)policy.Horizon.TotalDays));
    }

    private static decimal Charge(TransferPolicy policy, decimal days) => policy.DriftBpsPerDay / 10_000m * days;

    private IEnumerable<RoutedOrder> At(AccountId account) => Draft.Router.Orders.Where(order =>
        order.Route.Account == account && order.Route.Instrument.Quote == Route.Asset);

    // What is free above the reserve as things are, wherever the imagined plan would keep the reserve.
    private decimal FreeAt(AccountId account) => without.Router.Pools
        .Where(pool => pool.Account == account && pool.Asset == Route.Asset).Sum(pool => pool.Free);
}
