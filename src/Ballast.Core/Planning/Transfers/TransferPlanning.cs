using Ballast.Core.Amounts;
using Ballast.Core.Policies;

namespace Ballast.Core.Planning.Transfers;

/// <summary>
/// Judges whether a transfer of cash is worth it: for every route the whole plan is made as if what it needs had
/// arrived, and the cheapest of these and the plan without any is taken. What counts is trades, fee, value that stays
/// out of place, and value that is out of place until the transfer arrives.
/// </summary>
internal sealed class TransferPlanning
{
    private const int MostTries = 4;
    private const decimal Digits = 1e-9m;

    private readonly PlanRequest request;
    private readonly PlanDraft without;
    private readonly OrderSizer sizer;

    /// <summary>For the finished plan without a transfer.</summary>
    public TransferPlanning(PlanRequest request, PlanDraft without)
    {
        this.request = request;
        this.without = without;
        sizer = new OrderSizer(request.Policy);
    }

    /// <summary>Weighs.</summary>
    public TransferAdvice Advise()
    {
        if (request.Policy.Transfers is not { } policy)
        {
            return new TransferAdvice(without, [], []);
        }

        TransferCase? best = null;
        foreach (TransferRoute route in request.Snapshot.Transfers.Routes.Where(IsOfCash))
        {
            if (Considered(route) is { } other && (best is null || other.CostBy(policy) < best.CostBy(policy)))
            {
                best = other;
            }
        }

        return best is null ? new TransferAdvice(without, [], []) : Judged(best, policy);
    }

    private bool IsOfCash(TransferRoute route) => route.From != route.To
        && request.Policy.Accounts.Contains(route.From) && request.Policy.Accounts.Contains(route.To)
        && request.Snapshot.Transfers.IsOpen(route, request.Snapshot.At)
        && ImaginedArrival.PriceOf(request, route).Value > 0m;

    private TransferAdvice Judged(TransferCase best, TransferPolicy policy)
    {
        PlannedTransfer planned = Written(best, policy);
        if (planned.Choice != TransferChoice.Send)
        {
            return new TransferAdvice(without, [planned], []);
        }

        best.Draft.Postpone(best.Awaited, best.FeeValue);
        return new TransferAdvice(best.Draft, [planned], best.Awaited.Later);
    }

    // As much as the purchases at the destination need, or what the source can spare after its own trades.
    private TransferCase? Considered(TransferRoute route)
    {
        decimal price = ImaginedArrival.PriceOf(request, route).Value;
        decimal wanted = Wanted(route);
        Quantity units = wanted <= 0m ? Quantity.Zero : route.SendingFor(new Quantity(wanted / price));
        units = units.IsZero && wanted > 0m ? route.Fitted(route.Maximum) : units;
        for (int tries = 0; tries < MostTries && !units.IsZero; tries++)
        {
            if (TransferCase.Of(request, without, route, units) is not { } imagined)
            {
                return null;
            }

            decimal shortage = imagined.Shortage;
            if (shortage <= 0m)
            {
                return imagined.Awaited.Later.Count > 0 ? imagined : null;
            }

            units = route.Fitted(new Quantity(units.Value - (shortage / price) - Digits));
        }

        return null;
    }

    // Cash for what the plan could not buy, and for what it buys elsewhere although the destination would be cheaper.
    private decimal Wanted(TransferRoute route)
    {
        PlanUniverse universe = without.Built.Universe;
        decimal needed = 0m;
        for (int i = 0; i < universe.Count; i++)
        {
            TradeRoute? own = without.Built.BuyRoutes[i].FirstOrDefault(way => way.Account == route.To
                && way.Instrument.Quote == route.Asset && way.HasVenue && way.Market?.BookFault is null);
            decimal value = own is null ? 0m : Missing(i) + Dearer(i, own);
            needed += value > universe.Wealth * PlanUniverse.TradeNoise ? sizer.CashFor(own!, value) : 0m;
        }

        return needed - without.Router.Pools
            .Where(pool => pool.Account == route.To && pool.Asset == route.Asset).Sum(pool => pool.Available);
    }

    private decimal Missing(int asset)
    {
        PlanUniverse universe = without.Built.Universe;
        decimal goal = universe.Targets[asset] * without.WealthAfter;
        bool isShort = without.Held[asset] is { Wanted: > 0m }
            || without.Limited[asset] == SizeLimit.Cash || Starved(asset);
        return isShort ? Math.Max(0m, goal - without.After[asset]) : 0m;
    }

    private bool Starved(int asset) => without.Router.Results[asset] is { Wanted: > 0m, Cause: SizeLimit.Cash };

    private decimal Dearer(int asset, TradeRoute own) => without.Router.Orders
        .Where(order => order.Asset == asset && order.Route.Side == Markets.TradeSide.Buy
            && order.Route.Account != own.Account && order.Cost > own.Curve.Total(order.Worth))
        .Sum(order => order.Worth);

    private PlannedTransfer Written(TransferCase best, TransferPolicy policy)
    {
        decimal costWith = best.CostBy(policy);
        decimal costWithout = TransferCase.CostOf(without, policy);
        Asset[] serves =
            [.. best.Awaited.Later.Select(order => without.Built.Universe.AssetAt(order.Asset)).Distinct()];
        PlannedTransfer weighed = new()
        {
            From = best.Route.From,
            To = best.Route.To,
            Asset = best.Route.Asset,
            Units = best.Units,
            Fee = best.Route.FeeOf(best.Units),
            FeeValue = new Money(best.FeeValue),
            CostWithout = new Money(costWithout),
            CostWith = new Money(costWith),
            Serves = [.. serves.Order()],
            Latest = best.Route.Latest,
            Choice = TransferChoice.NotWorth,
            Why = new Reason("transfer-not-worth", ""),
        };
        bool isWorth = costWith < costWithout - (without.Built.Universe.Wealth * Digits);
        return TransferWords.Said(isWorth ? Timed(weighed, policy) : weighed, request.Snapshot.Quote);
    }

    private PlannedTransfer Timed(PlannedTransfer transfer, TransferPolicy policy)
    {
        bool isDear = policy.FeeCeiling is { } ceiling && transfer.FeeValue > ceiling;
        NodaTime.Instant now = request.Snapshot.At;
        NodaTime.Instant until = request.Snapshot.Transfers.WaitsUntil ?? now + policy.Deadline;
        return isDear && now < until
            ? transfer with
            {
                Choice = TransferChoice.Wait,
                WaitsUntil = until,
                Why = new Reason("fee-above-ceiling", ""),
            }
            : transfer with
            {
                Choice = TransferChoice.Send,
                Why = new Reason(isDear ? "transfer-deadline" : "transfer-worth", ""),
            };
    }
}
