using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Matching;

namespace Ballast.PaperExchange.Services;

/// <summary>
/// Takes, fills and ends orders for perpetuals. Their books look like the spot books of the same asset and are not
/// eaten; a resting order fills whole, at its own limit, once the mid reaches it.
/// </summary>
internal sealed class PerpDesk(AgentMarket market)
{
    public AgentOutcome<PerpAnswer> Place(AgentDraft draft, PerpWish wish)
    {
        string asset = PerpMarkets.AssetOf(wish.Market);
        if (market.SymbolOf(asset) is null)
        {
            return new AgentOutcome<PerpAnswer>.Invalid("market", $"there is no market {wish.Market}");
        }

        if (market.LadderOf(asset, draft.At) is not { } ladder)
        {
            return new AgentOutcome<PerpAnswer>.Invalid("market", $"the market {wish.Market} is closed");
        }

        decimal mid = market.MidOf(asset);
        if (wish.LimitPrice is { } limit
            && (limit > mid * PerpMarkets.LimitBand || limit < mid / PerpMarkets.LimitBand))
        {
            return new AgentOutcome<PerpAnswer>.Invalid(
                "limit_price", $"must lie within {PerpMarkets.LimitBand} times of the price, {mid}");
        }

        PerpOrder order = OrderOf(draft, wish);
        if (ObjectionTo(draft.Account, order) is { } objection)
        {
            return objection;
        }

        decimal? worst = wish.LimitPrice ?? LimitPrices.Of(wish.Side, mid, wish.MaxSlippageBps);
        return Fill(draft, wish, order, Walk(draft.Account, order, ladder, worst));
    }

    /// <summary>Closes a position whole, at whatever the book gives.</summary>
    public AgentOutcome<PerpClosing> Close(AgentDraft draft, string id)
    {
        if (draft.Account.Positions.FirstOrDefault(position => position.Id == id) is not { } position)
        {
            return new AgentOutcome<PerpClosing>.Missing($"there is no open position '{id}'");
        }

        if (market.LadderOf(PerpMarkets.AssetOf(position.Market), draft.At) is not { } ladder)
        {
            return new AgentOutcome<PerpClosing>.Invalid("id", $"the market {position.Market} is closed");
        }

        PerpOrder order = ClosingOrder(draft, position);
        List<Slice> slices = BookWalk.Of(ladder, new WalkRequest(order.Side, null, position.Size, 0m, AgentUnits.Cent));
        if (slices.Count == 0)
        {
            return new AgentOutcome<PerpClosing>.Invalid("id", $"the book of {position.Market} is empty");
        }

        decimal cost = slices.Sum(slice => slice.Price * slice.Size)
            + (slices[^1].Price * (position.Size - slices.Sum(slice => slice.Size)));
        PerpBooking closed =
            PerpLedger.Reduce(draft, position, new PerpFill(order, position.Size, cost, PerpMarkets.TakerRate));
        return new AgentOutcome<PerpClosing>.Done(new PerpClosing(closed.Position!, position.Size, cost));
    }

    /// <summary>Takes a resting order out of the book.</summary>
    public static AgentOutcome<PerpOrder> Cancel(AgentDraft draft, string id)
    {
        if (draft.Account.Orders.FirstOrDefault(order => order.Id == id) is not { } order)
        {
            return new AgentOutcome<PerpOrder>.Missing($"there is no open order '{id}'");
        }

        TakeOut(draft, order);
        return new AgentOutcome<PerpOrder>.Done(order);
    }

    /// <summary>Fills and liquidates what a new price reaches; what changed after it is left alone.</summary>
    public static void OnTick(AgentDraft draft, string perp, MarketTick tick)
    {
        foreach (PerpOrder order in draft.Account.Orders.Where(
            order => order.Market == perp && tick.At > order.At && IsReached(order, tick.Mid)))
        {
            TakeOut(draft, order);
            decimal size = AgentUnits.Cut(order.Notional / order.LimitPrice!.Value);
            PerpLedger.Book(
                draft, new PerpFill(order, size, size * order.LimitPrice.Value, PerpMarkets.MakerRate));
        }

        foreach (PerpPosition position in draft.Account.Positions.Where(
            position => position.Market == perp && tick.At > position.UpdatedAt && IsLost(position, tick.Mid)))
        {
            PerpOrder order = ClosingOrder(draft, position) with { Purpose = "liquidation" };
            PerpLedger.Reduce(draft, position, new PerpFill(
                order, position.Size, position.Size * tick.Mid, PerpMarkets.TakerRate));
        }
    }

    private static AgentOutcome<PerpAnswer> Fill(
        AgentDraft draft, PerpWish wish, PerpOrder order, List<Slice> slices)
    {
        decimal size = slices.Sum(slice => slice.Size);
        decimal cost = slices.Sum(slice => slice.Price * slice.Size);
        decimal rest = AgentUnits.Cut(order.Notional - cost);
        bool isWhole = slices.Count > 0
            && (rest <= slices[^1].Price * AgentUnits.Cent || IsAllReduced(draft, order, size));
        if (!isWhole && wish.LimitPrice is null)
        {
            return new AgentOutcome<PerpAnswer>.Invalid(
                wish.MaxSlippageBps is null ? "notional_usdc" : "max_slippage_bps",
                "the book holds less than that within reach");
        }

        decimal before = draft.Account.Cash(ServiceNames.Trading);
        PerpBooking effect = size == 0m
            ? new PerpBooking(null, 0m, 0m)
            : PerpLedger.Book(draft, new PerpFill(order, size, cost, PerpMarkets.TakerRate));
        PerpOrder? resting = isWhole || rest < PerpMarkets.MinNotional ? null : Rest(draft, order, rest);
        return draft.Account.Cash(ServiceNames.Trading) < 0m
            ? TooLittle(before)
            : new AgentOutcome<PerpAnswer>.Done(new PerpAnswer
            {
                OrderId = order.Id,
                PositionId = effect.Position?.Id,
                Wish = wish,
                Size = size,
                Cost = cost,
                Fee = effect.Fee,
                Realized = effect.Realized,
                Resting = resting,
            });
    }

    private static PerpOrder Rest(AgentDraft draft, PerpOrder order, decimal notional)
    {
        decimal reserved = order.Effect == PerpEffect.ReduceOnly
            ? 0m
            : AgentUnits.Owed(notional / order.Leverage) + AgentUnits.Owed(notional * PerpMarkets.MakerRate);
        PerpOrder resting = order with { Notional = notional, Reserved = reserved };
        draft.PostTrading(AgentEntryKind.Margin, -reserved, new AgentCause(order.Id, order.Purpose));
        draft.Set(draft.Account with { Orders = draft.Account.Orders.Add(resting) });
        return resting;
    }

    private static void TakeOut(AgentDraft draft, PerpOrder order)
    {
        draft.PostTrading(AgentEntryKind.Margin, order.Reserved, new AgentCause(order.Id, order.Purpose));
        draft.Set(draft.Account with { Orders = draft.Account.Orders.Remove(order) });
    }

    // An order that only reduces meets no more of the book than its position has.
    private static List<Slice> Walk(AgentAccount account, PerpOrder order, Ladder ladder, decimal? worst)
    {
        List<Slice> slices =
            BookWalk.Of(ladder, new WalkRequest(order.Side, worst, null, order.Notional, AgentUnits.Cent));
        if (order.Effect == PerpEffect.Any)
        {
            return slices;
        }

        decimal left = PerpLedger.Find(account, order)!.Size;
        List<Slice> reducing = [];
        foreach (Slice slice in slices.TakeWhile(_ => left > 0m))
        {
            reducing.Add(slice with { Size = Math.Min(left, slice.Size) });
            left -= reducing[^1].Size;
        }

        return reducing;
    }

    private static AgentOutcome<PerpAnswer>? ObjectionTo(AgentAccount account, PerpOrder order)
    {
        PerpPosition? known = PerpLedger.Find(account, order);
        if (known is not null && known.Side != order.Side)
        {
            return null;
        }

        if (order.Effect == PerpEffect.ReduceOnly)
        {
            return new AgentOutcome<PerpAnswer>.Invalid("reduce_only", "there is no position that this would reduce");
        }

        decimal cash = account.Cash(ServiceNames.Trading);
        return order.Notional / order.Leverage > cash ? TooLittle(cash) : null;
    }

    private static AgentOutcome<PerpAnswer>.Short TooLittle(decimal cash) => new(
        cash, AgentUnits.Usdc, $"margin comes from trading, which has {cash} USDC free");

    private static bool IsAllReduced(AgentDraft draft, PerpOrder order, decimal size) =>
        order.Effect == PerpEffect.ReduceOnly && PerpLedger.Find(draft.Account, order)?.Size == size;

    private static bool IsReached(PerpOrder order, decimal mid) =>
        order.Side == TradeSide.Buy ? mid <= order.LimitPrice : mid >= order.LimitPrice;

    private static bool IsLost(PerpPosition position, decimal mid) =>
        position.Margin + position.ProfitAt(mid) <= PerpMarkets.MaintenanceRate * mid * position.Size;

    private static PerpOrder OrderOf(AgentDraft draft, PerpWish wish) => new()
    {
        Id = draft.NextId("ord"),
        Market = wish.Market,
        Side = wish.Side,
        Notional = AgentUnits.Cut(wish.Notional),
        Leverage = wish.Leverage,
        LimitPrice = wish.LimitPrice,
        Purpose = wish.Purpose,
        Effect = wish.Effect,
        At = draft.At,
    };

    private static PerpOrder ClosingOrder(AgentDraft draft, PerpPosition position) => new()
    {
        Id = draft.NextId("ord"),
        Market = position.Market,
        Side = position.Side == TradeSide.Buy ? TradeSide.Sell : TradeSide.Buy,
        Notional = position.Cost,
        Leverage = position.Leverage,
        LimitPrice = null,
        Purpose = position.Purpose,
        Effect = PerpEffect.ReduceOnly,
        At = draft.At,
    };
}
