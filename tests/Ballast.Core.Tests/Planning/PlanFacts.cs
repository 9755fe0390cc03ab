using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Tests.Planning;

/// <summary>
/// What has to be true of every plan, computed from the plan and the request alone; each answers with what is wrong, or
/// null.
/// </summary>
public static class PlanFacts
{
    private const decimal Digits = 1e-18m;

    public static string? Wrong(PlanRequest request, Plan plan) =>
        SumsUp(plan) ?? GrowsWorse(request, plan) ?? Oversells(request, plan) ?? Overspends(request, plan)
        ?? BreaksFilters(request, plan) ?? Misorders(plan) ?? BreaksCaps(request, plan) ?? BreaksShares(request, plan);

    /// <summary>Values after are values before, plus orders, less costs.</summary>
    public static string? SumsUp(Plan plan)
    {
        decimal noise = plan.ValueBefore.Value * Digits;
        decimal sum = plan.Lines.Sum(line => line.ValueAfter.Value);
        decimal costs = plan.Orders.Sum(order => order.Cost.Value);
        decimal unexplained = Math.Abs(plan.ValueBefore.Value - costs - plan.ValueAfter.Value);
        return Math.Abs(sum - plan.ValueAfter.Value) > noise ? $"values after sum to {sum}, not {plan.ValueAfter}"
            : unexplained > noise ? $"costs of {costs} do not explain {plan.ValueAfter}"
            : null;
    }

    /// <summary>The largest drift in bands grows by no more than costs and one lot of rounding.</summary>
    public static string? GrowsWorse(PlanRequest request, Plan plan)
    {
        decimal before = plan.Lines.Max(line => Ratio(line.WeightBefore - line.Target, line.Band));
        foreach (PlanLine line in plan.Lines)
        {
            decimal drift = (line.WeightAfter - line.Target).Magnitude.Value;
            decimal slack = Slack(request, plan, line.Asset);
            if (line.Band.Value > 0m && drift > (before * line.Band.Value) + slack)
            {
                return $"{line.Asset} drifts {drift}, {drift / line.Band.Value} bands, where {before} was the most";
            }
        }

        return null;
    }

    /// <summary>Every asset is inside its band, or the plan says what kept it out.</summary>
    public static string? TriggersAgain(PlanRequest request, Plan plan)
    {
        bool isStuck = plan.NonOrders.Any(missing => missing.Why.Code is not "inside-band");
        foreach (PlanLine line in plan.Lines)
        {
            decimal drift = (line.WeightAfter - line.Target).Magnitude.Value;
            if (!isStuck && drift > line.Band.Value + Slack(request, plan, line.Asset))
            {
                return $"{line.Asset} drifts {drift} with a band of {line.Band} and no word why";
            }
        }

        return null;
    }

    public static string? Oversells(PlanRequest request, Plan plan)
    {
        foreach (var sold in plan.Orders.Where(IsSale).GroupBy(order => (order.Account, order.Instrument.Base)))
        {
            decimal free = request.Snapshot.Positions.SelectMany(position => position.Lines)
                .Where(line => IsFree(line) && line.Account == sold.Key.Account && line.Asset == sold.Key.Base)
                .Sum(line => line.Free.Value);
            if (sold.Sum(order => order.Size.Value) > free)
            {
                return $"sells {sold.Sum(order => order.Size.Value)} {sold.Key} of {free}";
            }
        }

        foreach (Position position in request.Snapshot.Positions)
        {
            bool keeps = request.Policy.NoSell.Contains(position.Asset);
            decimal sold = plan.Orders.Where(order => IsSale(order) && order.Asset == position.Asset)
                .Sum(order => order.Size.Value * PriceOf(position, order.Instrument.Base));
            if (sold > position.SellableValue.Value * (1m + Digits) || (sold > 0m && keeps))
            {
                return $"sells {sold} of {position.Asset} where {position.SellableValue} may go";
            }
        }

        return plan.Orders.Any(order => !IsSale(order) && request.Policy.NoBuy.Contains(order.Asset))
            ? "buys what it must not"
            : null;
    }

    /// <summary>
    /// At the collar and with fees, purchases on an account never exceed its cash above the reserve and what its sales
    /// bring at worst.
    /// </summary>
    public static string? Overspends(PlanRequest request, Plan plan)
    {
        Position quote = request.Snapshot.Positions.Single(position => position.Asset == request.Snapshot.Quote);
        decimal reserve = request.Policy.Trade.Reserve.TryGetValue(quote.Asset, out Quantity kept) ? kept.Value : 0m;
        bool hasVenue = request.Snapshot.Catalogue is Catalogue.Listed;
        foreach (IGrouping<AccountId, PlannedOrder> account in plan.Orders.GroupBy(order => order.Account))
        {
            decimal free = quote.Lines.Where(line => line.Account == account.Key).Sum(Worth);
            decimal spent = account.Sum(order => Worst(request, order, hasVenue));
            if (spent > 0m && spent > free + (plan.ValueBefore.Value * Digits))
            {
                return $"{account.Key} spends {spent} of {free}";
            }
        }

        decimal allFree = quote.Lines.Where(IsFree).Sum(Worth);
        decimal allSpent = plan.Orders.Sum(order => Worst(request, order, hasVenue));
        return allSpent > 0m && allSpent > Math.Max(0m, allFree - reserve) + (plan.ValueBefore.Value * Digits)
            ? $"spends {allSpent} of {allFree} less {reserve}"
            : null;
    }

    public static string? BreaksFilters(PlanRequest request, Plan plan)
    {
        foreach (PlannedOrder order in plan.Orders.Where(_ => request.Snapshot.Catalogue is Catalogue.Listed))
        {
            Instrument market = order.Instrument;
            decimal size = order.Size.Value;
            decimal price = order.LimitPrice.Value;
            bool isOnGrid = IsOn(size, market.Lot.Step) && IsOn(price, market.Tick.Step);
            bool isSized = size > 0m && size >= market.Lot.Min && size <= market.Lot.Max;
            if (!isOnGrid || !isSized || size * price < market.MinNotional || size * price > market.MaxNotional)
            {
                return $"{order.Side} {size} at {price} breaks {market.Lot} {market.Tick} {market.MinNotional}";
            }
        }

        return null;
    }

    public static string? Misorders(Plan plan) =>
        plan.Orders.Zip(plan.Orders.Skip(1)).Any(pair => pair.First.Side > pair.Second.Side)
            ? "a sell comes after a buy"
            : null;

    public static string? BreaksCaps(PlanRequest request, Plan plan)
    {
        decimal traded = plan.Orders.Sum(order => order.Size.Value * PlanPrice(request, order));
        decimal most = (request.Policy.Guards.MaxOrderNotional?.Value ?? 1e20m) * (1m + Digits);
        decimal left = (request.TurnoverLeft?.Value ?? 1e20m) * (1m + Digits);
        return plan.Orders.Any(order => order.Notional.Value > most) ? $"an order is above {most}"
            : traded > left ? $"trades {traded} of {left}"
            : null;
    }

    /// <summary>Every account pays for its purchases with what its share of the reserve leaves and its sales bring at
    /// worst, so that execution, which holds each account to its share, can carry the plan out.</summary>
    public static string? BreaksShares(PlanRequest request, Plan plan)
    {
        Position quote = request.Snapshot.Positions.Single(position => position.Asset == request.Snapshot.Quote);
        ReserveShares shares = ReserveShares.Of(request.Policy, request.Snapshot);
        decimal noise = plan.ValueBefore.Value * Digits;
        bool isVenue = request.Snapshot.Catalogue is Catalogue.Listed;
        foreach (var account in plan.Orders.GroupBy(order => (order.Account, order.Instrument.Quote)))
        {
            HoldingLine? line = quote.Lines.FirstOrDefault(
                line => line.Account == account.Key.Account && line.Asset == account.Key.Quote);
            decimal spent = account.Sum(order => Worst(request, order, isVenue));
            decimal kept = line is null ? 0m : Math.Min(shares.Kept(line.Account, line.Asset).Value, line.Free.Value);
            if (spent > noise && line is not null && spent > ((line.Free.Value - kept) * line.Price.Value) + noise)
            {
                return $"{account.Key} spends {spent} of {line.Free} less its share of {kept}";
            }
        }

        return null;
    }

    private static bool IsSale(PlannedOrder order) => order.Side == TradeSide.Sell;

    private static bool IsFree(HoldingLine line) => line.Access == AccountAccess.Tradable;

    private static decimal Worth(HoldingLine line) => line.Free.Value * line.Price.Value;

    private static bool IsOn(decimal value, decimal grid) => grid == 0m || value % grid == 0m;

    private static decimal Ratio(Weight drift, Weight band) =>
        band.IsZero ? (drift.Magnitude.Value > Digits ? 1e6m : 0m) : drift.Magnitude.Value / band.Value;

    // One lot per traded asset, all lots for the quote, and what costs take from the whole.
    private static decimal Slack(PlanRequest request, Plan plan, Asset asset)
    {
        decimal lots = plan.Orders
            .Where(order => order.Asset == asset || asset == request.Snapshot.Quote)
            .Sum(order => order.Instrument.Lot.Step * PlanPrice(request, order));
        return ((lots + plan.Cost.Value) / plan.ValueAfter.Value) + 1e-8m;
    }

    private static decimal PlanPrice(PlanRequest request, PlannedOrder order) =>
        PriceOf(request.Snapshot.Positions.Single(position => position.Asset == order.Asset), order.Instrument.Base);

    private static decimal PriceOf(Position position, Asset asset) =>
        asset == position.Asset ? position.Price.Value : position.Lines.First(line => line.Asset == asset).Price.Value;

    private static decimal Worst(PlanRequest request, PlannedOrder order, bool hasVenue)
    {
        VenueMarket? market = request.Snapshot.Catalogue.Of(order.Account)
            .FirstOrDefault(m => m.Instrument == order.Instrument);
        decimal rate = market?.Fees?.Taker ?? (request.Policy.Costs.TakerFeeBps / 10_000m);
        decimal gross = order.Size.Value * (hasVenue ? order.LimitPrice.Value : PlanPrice(request, order));
        decimal cost = hasVenue ? gross * rate : order.Cost.Value;
        return order.Side == TradeSide.Buy ? gross + cost : cost - gross;
    }
}
