using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning.Across;

/// <summary>
/// Finds what should be moved by hand where a plan falls short because cash, or an asset, lies at the wrong account:
/// never more than is spare after the plan, the fullest account first, and nothing too small to be traded with.
/// </summary>
internal sealed class HandMoves
{
    private const decimal Finest = 0.00000001m;

    private readonly PlanRequest request;
    private readonly PlanDraft draft;
    private readonly PlanUniverse universe;
    private readonly OrderSizer sizer;
    private readonly List<HandMove> moves = [];
    private readonly Dictionary<CashPool, decimal> taken = [];
    private decimal spare;

    /// <summary>For finished work.</summary>
    public HandMoves(PlanRequest request, PlanDraft draft)
    {
        this.request = request;
        this.draft = draft;
        universe = draft.Built.Universe;
        sizer = new OrderSizer(request.Policy);
        int quote = universe.Quote;
        spare = draft.After[quote] - (universe.Targets[quote] * draft.WealthAfter);
    }

    /// <summary>The moves that would let the missing orders be made; empty with one account.</summary>
    public ImmutableArray<HandMove> Of(IEnumerable<NonOrder> missing)
    {
        if (request.Policy.Accounts.Length > 1)
        {
            foreach (NonOrder order in missing)
            {
                int asset = IndexOf(order.Asset);
                if (order.Gap.Sign > 0 && order.Why.Code == "no-cash")
                {
                    Fund(asset, order.Gap.Value);
                }
                else if (order.Gap.Sign < 0 && order.Why.Code == "no-market" && asset != universe.Quote)
                {
                    Bring(asset, -order.Gap.Value);
                }
            }
        }

        return [.. moves];
    }

    /// <summary>A missing order with what to move for it, if anything.</summary>
    public static NonOrder Told(NonOrder order, ImmutableArray<HandMove> moves)
    {
        HandMove[] own = [.. moves.Where(move => move.Serves == order.Asset)];
        return own.Length == 0
            ? order
            : order with
            {
                Why = new Reason(
                    order.Why.Code,
                    $"{order.Why.Sentence} {string.Join(" ", own.Select(Sentence))}"),
            };
    }

    /// <summary>The move as its owner is asked for it.</summary>
    public static string Sentence(HandMove move) => string.Create(
        PlanWording.Form,
        $"Move {move.Units.Value:0.########} {move.Asset} from {move.From} to {move.To} by hand; it goes on when that "
        + $"has arrived.");

    private int IndexOf(Asset asset)
    {
        for (int i = 0; i < universe.Count; i++)
        {
            if (universe.AssetAt(i) == asset)
            {
                return i;
            }
        }

        return universe.Quote;
    }

    private void Fund(int asset, decimal gap)
    {
        TradeRoute? route = draft.Built.BuyRoutes[asset]
            .Where(way => way.HasVenue && way.Market?.BookFault is null)
            .OrderBy(way => way.Curve.Rate).ThenBy(way => way.Account).FirstOrDefault();
        if (route is null)
        {
            return;
        }

        decimal needed = sizer.CashFor(route, gap);
        decimal least = sizer.CashFor(route, Math.Max(sizer.LeastValue(route), universe.Wealth * PlanUniverse.Noise));
        foreach (CashPool pool in draft.Router.Pools
            .Where(pool => pool.Account != route.Account && pool.Asset == route.Instrument.Quote)
            .OrderByDescending(pool => pool.Available).ThenBy(pool => pool.Account))
        {
            decimal left = pool.Available - taken.GetValueOrDefault(pool);
            decimal value = Math.Min(needed, Math.Min(spare, left));
            if (value < least)
            {
                return;
            }

            taken[pool] = taken.GetValueOrDefault(pool) + value;
            spare -= value;
            needed -= value;
            Add((pool.Account, route.Account, asset), pool.Asset, (value, route.CashPrice), new Reason(
                "cash-needed",
                string.Create(
                    PlanWording.Form,
                    $"{gap:0.##} {request.Snapshot.Quote} of {universe.AssetAt(asset)} should be bought at "
                    + $"{route.Account}, and the cash is at {pool.Account}.")));
        }
    }

    // An asset that lies where it has no market, and has one at another account.
    private void Bring(int asset, decimal gap)
    {
        decimal left = gap;
        foreach (HoldingLine line in universe.Positions[asset].Lines
            .Where(line => line.Access == AccountAccess.Tradable && !IsSoldAt(asset, line))
            .OrderByDescending(line => line.Free.Value * line.Price.Value))
        {
            decimal value = Math.Min(left, line.Free.Value * line.Price.Value);
            if (MarketElsewhere(asset, line) is { } market && value >= Least(market, line.Price.Value))
            {
                left -= value;
                Add((line.Account, market.Account, asset), line.Asset, (value, line.Price.Value), new Reason(
                    "no-market-here",
                    string.Create(
                        PlanWording.Form,
                        $"{value:0.##} {request.Snapshot.Quote} of {universe.AssetAt(asset)} should be sold; "
                        + $"{line.Account} cannot sell it, {market.Account} can.")));
            }
        }
    }

    private decimal Least(VenueMarket market, decimal price) => Math.Max(
        request.Policy.Trade.MinNotional.Value,
        Math.Max(market.Instrument.MinNotional, market.Instrument.Lot.Min * price));

    private bool IsSoldAt(int asset, HoldingLine line) => draft.Built.SellRoutes[asset].Any(
        route => route.Account == line.Account && route.Instrument.Base == line.Asset);

    private VenueMarket? MarketElsewhere(int asset, HoldingLine line) =>
        request.Snapshot.Catalogue is Catalogue.Listed listed
        ? listed.Markets
            .Where(market => market.Account != line.Account && market.Instrument.Base == line.Asset
                && market.Instrument.IsTrading && market.BookFault is null
                && market.Instrument.Quote == request.Snapshot.Quote
                && request.Policy.Across.Trades(universe.AssetAt(asset), market.Account))
            .OrderBy(market => market.Fees?.Taker ?? 0m).ThenBy(market => market.Account).FirstOrDefault()
        : null;

    private void Add(
        (AccountId From, AccountId To, int Serves) way, Asset asset, (decimal Value, decimal Price) worth, Reason why)
    {
        decimal units = Rounding.Down(worth.Value / worth.Price, Finest);
        if (units > 0m)
        {
            moves.Add(new HandMove
            {
                From = way.From,
                To = way.To,
                Serves = universe.AssetAt(way.Serves),
                Asset = asset,
                Units = new Quantity(units),
                Value = new Money(units * worth.Price),
                Why = why,
            });
        }
    }
}
