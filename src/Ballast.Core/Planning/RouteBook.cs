using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Costs;
using Ballast.Core.Markets;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;

namespace Ballast.Core.Planning;

/// <summary>
/// Finds the ways to trade each asset: markets on tradable accounts that are paid in the portfolio's quote or an
/// equivalent of it. Without a venue there is one free market per asset and cash.
/// </summary>
internal sealed class RouteBook
{
    private readonly PlanRequest request;
    private readonly Position quote;
    private readonly ExecutionStyle style;
    private readonly Liquidity liquidity;
    private readonly HoldingLine[] payers;
    private readonly Dictionary<Asset, List<VenueMarket>>? markets;

    /// <summary>For one request.</summary>
    public RouteBook(PlanRequest request, Position quote)
    {
        this.request = request;
        this.quote = quote;
        style = request.Policy.Execution.Style;
        liquidity = style == ExecutionStyle.Limit ? Liquidity.Maker : Liquidity.Taker;
        Cash = [.. quote.Lines.Where(line => line.Access == AccountAccess.Tradable)];
        payers = [.. Cash.Where(line => line.Price.Value > 0m)];
        markets = request.Snapshot.Catalogue switch
        {
            Catalogue.Listed listed => ByBase(listed.Markets),
            Catalogue.Unread => [],
            Catalogue.Offline => null,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Balances that can pay: the quote and its equivalents on tradable accounts.</summary>
    public ImmutableArray<HoldingLine> Cash { get; }

    /// <summary>The ways to sell a position, one per balance, the largest free value first.</summary>
    /// <param name="index">Where the position stands.</param>
    /// <param name="position">The position.</param>
    public TradeRoute[] SellRoutes(int index, Position position)
    {
        if (position.Lines.IsEmpty)
        {
            return [];
        }

        if (position.Lines.Length == 1)
        {
            HoldingLine only = position.Lines[0];
            return IsFree(only) && SellRoute(index, position.Asset, only) is { } single ? [single] : [];
        }

        List<TradeRoute> routes = new(position.Lines.Length);
        foreach (HoldingLine line in position.Lines)
        {
            if (IsFree(line) && SellRoute(index, position.Asset, line) is { } route)
            {
                routes.Add(route);
            }
        }

        return Sorted(
            routes, static (left, right) => Order(left, right, right.FreeValue.CompareTo(left.FreeValue)));
    }

    /// <summary>
    /// The ways to buy a position's own asset, or an equivalent of it on accounts that have no market for it; ordered
    /// by account.
    /// </summary>
    /// <param name="index">Where the position stands.</param>
    /// <param name="position">The position.</param>
    public TradeRoute[] BuyRoutes(int index, Position position)
    {
        if (position.Price.Value <= 0m)
        {
            return [];
        }

        if (markets is null)
        {
            return FreeBuys(index, position);
        }

        Asset own = position.Asset;
        List<TradeRoute> routes = VenueBuys(own, own, position.Price.Value);
        if (routes.Count == 0)
        {
            foreach (HoldingLine line in position.Lines.Where(line => line.Asset != own && line.Price.Value > 0m))
            {
                routes.AddRange(VenueBuys(own, line.Asset, line.Price.Value));
            }
        }

        return Sorted(routes, static (left, right) => Order(left, right, 0));
    }

    private static TradeRoute[] Sorted(List<TradeRoute> routes, Comparison<TradeRoute> order)
    {
        if (routes.Count > 1)
        {
            routes.Sort(order);
        }

        return [.. routes];
    }

    private static int Order(TradeRoute left, TradeRoute right, int first)
    {
        int byAccount = first != 0 ? first : left.Account.CompareTo(right.Account);
        return byAccount != 0 ? byAccount : string.CompareOrdinal(left.Instrument.Symbol, right.Instrument.Symbol);
    }

    private static Dictionary<Asset, List<VenueMarket>> ByBase(ImmutableArray<VenueMarket> all)
    {
        Dictionary<Asset, List<VenueMarket>> found = new(all.Length);
        foreach (VenueMarket market in all)
        {
            if (!found.TryGetValue(market.Instrument.Base, out List<VenueMarket>? list))
            {
                found[market.Instrument.Base] = list = new List<VenueMarket>(2);
            }

            list.Add(market);
        }

        return found;
    }

    private TradeRoute[] FreeBuys(int index, Position position)
    {
        decimal price = position.Price.Value;
        var routes = new TradeRoute[payers.Length];
        for (int i = 0; i < routes.Length; i++)
        {
            Way way = FreeWay(index, position.Asset, payers[i].Account, (position.Asset, payers[i].Asset));
            routes[i] = Route(way, TradeSide.Buy, price, 0m);
        }

        if (routes.Length == 0 && FirstTradableAccount() is { } account)
        {
            Way way = FreeWay(index, position.Asset, account, (position.Asset, quote.Asset));
            return [Route(way, TradeSide.Buy, price, 0m)];
        }

        if (routes.Length > 1)
        {
            Array.Sort(routes, static (left, right) => Order(left, right, 0));
        }

        return routes;
    }

    private static bool IsFree(HoldingLine line) =>
        line.Access == AccountAccess.Tradable && line.Free.Value > 0m && line.Price.Value > 0m;

    private AccountId? FirstTradableAccount() =>
        request.Snapshot.Positions
            .SelectMany(position => position.Lines)
            .Where(line => line.Access == AccountAccess.Tradable)
            .Select(line => line.Account)
            .Min();

    private List<TradeRoute> VenueBuys(Asset served, Asset bought, decimal price)
    {
        List<TradeRoute> routes = [];
        if (markets is null || !markets.TryGetValue(bought, out List<VenueMarket>? found))
        {
            return routes;
        }

        foreach (VenueMarket market in found.Where(way => IsOpen(way) && IsTradedAt(served, way.Account)))
        {
            routes.Add(Route(WayOf(served, market), TradeSide.Buy, price, 0m));
        }

        return routes;
    }

    private TradeRoute? SellRoute(int index, Asset served, HoldingLine line)
    {
        if (markets is null)
        {
            Way free = FreeWay(index, served, line.Account, (line.Asset, quote.Asset));
            return Route(free, TradeSide.Sell, line.Price.Value, line.Free.Value);
        }

        if (!markets.TryGetValue(line.Asset, out List<VenueMarket>? found))
        {
            return null;
        }

        VenueMarket? best = found
            .Where(market => market.Account == line.Account && IsOpen(market) && IsTradedAt(served, line.Account))
            .OrderBy(market => market.Instrument.Quote == quote.Asset ? 0 : 1)
            .ThenBy(market => market.Instrument.Symbol, StringComparer.Ordinal)
            .FirstOrDefault();
        return best is null
            ? null
            : Route(WayOf(served, best), TradeSide.Sell, line.Price.Value, line.Free.Value);
    }

    private bool IsTradedAt(Asset asset, AccountId account) => request.Policy.Across.Trades(asset, account);

    private bool IsOpen(VenueMarket market) =>
        market.Instrument.IsTrading && CashPrice(market.Instrument.Quote) > 0m;

    private Way FreeWay(int index, Asset served, AccountId account, (Asset Base, Asset Quote) traded)
    {
        FreeMarket? ready = served == traded.Base ? request.Free?.Find(index, traded.Base, traded.Quote) : null;
        return new Way
        {
            Served = served,
            Account = account,
            Instrument = ready?.Instrument ?? Instrument.Unfiltered(traded.Base, traded.Quote),
            Curve = ready?.Curve,
        };
    }

    private static Way WayOf(Asset served, VenueMarket market) => new()
    {
        Served = served,
        Account = market.Account,
        Instrument = market.Instrument,
        Market = market,
    };

    private TradeRoute Route(Way way, TradeSide side, decimal price, decimal free)
    {
        decimal cash = CashPrice(way.Instrument.Quote);
        CostCurve curve = way.Curve ?? request.Costs.CurveOf(SketchOf(way, side, cash));
        BookSide? depth = way.Market?.Book is { } book ? BookSide.Of(book, side, new Price(cash)) : null;
        decimal accepted = cash == 1m ? price : cash > 0m ? price / cash : 0m;
        return new TradeRoute
        {
            Account = way.Account,
            Instrument = way.Instrument,
            Market = way.Market,
            Side = side,
            BasePrice = price,
            CashPrice = cash,
            Free = free,
            FreeValue = free == 0m ? 0m : free * price,
            Curve = curve,
            Depth = depth,
            Accepted = accepted,
            Touch = depth?.Best ?? accepted,
            Rules = way.Market is null ? SizeRules.None : SizeRules.Of(way.Instrument, style),
            WorstFee = way.Market is null || liquidity == Liquidity.Taker
                ? curve.FeeRate
                : Math.Max(curve.FeeRate, TakerFee(way, side, cash)),
        };
    }

    private TradeSketch SketchOf(Way way, TradeSide side, decimal cash) => new()
    {
        Asset = way.Served,
        Side = side,
        Notional = default,
        Liquidity = liquidity,
        Market = way.Market,
        QuotePrice = new Price(cash),
    };

    private decimal TakerFee(Way way, TradeSide side, decimal cash) =>
        request.Costs.CurveOf(SketchOf(way, side, cash) with { Liquidity = Liquidity.Taker }).FeeRate;

    // Zero means that the asset is no cash of this portfolio, or worthless.
    private decimal CashPrice(Asset asset)
    {
        if (asset == quote.Asset)
        {
            return quote.Price.Value;
        }

        foreach (HoldingLine line in quote.Lines)
        {
            if (line.Asset == asset)
            {
                return line.Price.Value;
            }
        }

        return 0m;
    }

    private readonly ref struct Way
    {
        public required Asset Served { get; init; }

        public required AccountId Account { get; init; }

        public required Instrument Instrument { get; init; }

        public VenueMarket? Market { get; init; }

        public CostCurve? Curve { get; init; }
    }
}
