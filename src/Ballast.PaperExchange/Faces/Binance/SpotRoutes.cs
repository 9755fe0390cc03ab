using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Ballast.PaperExchange.Faces.Binance;

/// <summary>Every request that the face knows, with Binance's weights.</summary>
internal sealed class SpotRoutes
{
    private readonly FrozenDictionary<(string Method, string Path), Route> routes;
    private readonly FrozenSet<string> paths;

    public SpotRoutes(PaperVenue venue, ToldTime told, RequestBudget? budget)
    {
        ImmutableArray<Route> all =
        [
            .. Market(new ExchangeRules(venue, told), new BookReads(venue), new KlineReads(venue)),
            .. Tickers(new TickerReads(venue)),
            .. Orders(new OrderRequests(venue, budget), new ReplaceRequests(venue, budget)),
            .. Account(new AccountReads(venue, budget)),
            .. Stubs(),
        ];
        routes = all.ToFrozenDictionary(route => (route.Method, route.Path));
        paths = all.Select(route => route.Path).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The route of a request, or <see langword="null"/>.</summary>
    public Route? Find(FaceRequest request) => routes.GetValueOrDefault((request.Method, request.Path));

    /// <summary>Whether a path exists, be it with another method.</summary>
    public bool Has(string path) => paths.Contains(path);

    private static IEnumerable<Route> Market(ExchangeRules rules, BookReads books, KlineReads klines)
    {
        yield return Get("/api/v3/ping", _ => new JsonObject());
        yield return Get("/api/v3/time", _ => rules.Time());
        yield return Get(
            "/api/v3/exchangeInfo", rules.Read, "symbol", "symbols", "permissions", "showPermissionSets",
            "symbolStatus") with
        { Weight = static _ => 20 };
        yield return Get("/api/v3/depth", books.Depth, "symbol", "limit") with
        {
            Weight = static asked => asked.FindWhole("limit") switch
            {
                null or <= 100 => 5,
                <= 500 => 25,
                <= 1000 => 50,
                _ => 250,
            },
        };
        yield return Get("/api/v3/trades", books.Trades, "symbol", "limit") with { Weight = static _ => 25 };
        yield return Get("/api/v3/historicalTrades", books.Trades, "symbol", "limit", "fromId") with
        {
            Weight = static _ => 25,
        };
        yield return Get(
            "/api/v3/aggTrades", books.AggregateTrades, "symbol", "limit", "fromId", "startTime", "endTime") with
        { Weight = static _ => 4 };
        foreach (string path in (string[])["/api/v3/klines", "/api/v3/uiKlines"])
        {
            yield return Get(path, klines.Read, "symbol", "interval", "startTime", "endTime", "limit") with
            {
                Weight = static _ => 2,
            };
        }

        yield return Get("/api/v3/avgPrice", klines.AveragePrice, "symbol") with { Weight = static _ => 2 };
    }

    private static IEnumerable<Route> Tickers(TickerReads tickers)
    {
        yield return Get("/api/v3/ticker/24hr", tickers.Day, "symbol", "symbols", "type", "symbolStatus") with
        {
            Weight = static asked => asked.Has("symbol") ? 2 : asked.CountOf("symbols") switch
            {
                null => 80,
                <= 20 => 2,
                <= 100 => 40,
                _ => 80,
            },
        };
        yield return Get("/api/v3/ticker/price", tickers.Prices, "symbol", "symbols", "symbolStatus") with
        {
            Weight = static asked => asked.Has("symbol") ? 2 : 4,
        };
        yield return Get("/api/v3/ticker/bookTicker", tickers.Books, "symbol", "symbols", "symbolStatus") with
        {
            Weight = static asked => asked.Has("symbol") ? 2 : 4,
        };
    }

    private static IEnumerable<Route> Orders(OrderRequests orders, ReplaceRequests replacing)
    {
        yield return Signed("POST", "/api/v3/order/cancelReplace", replacing.Replace, ReplaceRequests.Names);
        yield return Signed("POST", "/api/v3/order", orders.Place, OrderParameters.Names);
        yield return Signed(
            "POST", "/api/v3/order/test", orders.Test, [.. OrderParameters.Names, "computeCommissionRates"]) with
        { Weight = static asked => asked.FindFlag("computeCommissionRates") == true ? 20 : 1 };
        yield return Signed("GET", "/api/v3/order", orders.Find, "symbol", "orderId", "origClientOrderId") with
        {
            Weight = static _ => 4,
        };
        yield return Signed(
            "DELETE", "/api/v3/order", orders.Cancel, "symbol", "orderId", "origClientOrderId", "newClientOrderId");
        yield return Signed("GET", "/api/v3/openOrders", orders.Open, "symbol") with
        {
            Weight = static asked => asked.Has("symbol") ? 6 : 80,
        };
        yield return Signed("DELETE", "/api/v3/openOrders", orders.CancelAll, "symbol");
        yield return Signed(
            "GET", "/api/v3/allOrders", orders.All, "symbol", "orderId", "startTime", "endTime", "limit") with
        { Weight = static _ => 20 };
    }

    private static IEnumerable<Route> Account(AccountReads account)
    {
        yield return Signed("GET", "/api/v3/account", account.Read, "omitZeroBalances") with
        {
            Weight = static _ => 20,
        };
        yield return Signed("GET", "/api/v3/account/commission", account.Commission, "symbol") with
        {
            Weight = static _ => 20,
        };
        yield return Signed(
            "GET", "/api/v3/myTrades", account.Trades, "symbol", "orderId", "startTime", "endTime", "fromId", "limit")
            with
        { Weight = static asked => asked.Has("orderId") ? 5 : 20 };
        yield return Signed("GET", "/api/v3/rateLimit/order", account.OrderCounts) with { Weight = static _ => 40 };
        yield return Signed("GET", "/sapi/v1/asset/tradeFee", account.TradeFees, "symbol");
        yield return Signed("GET", "/sapi/v1/account/apiRestrictions", account.KeyRestrictions);
        yield return Signed("GET", "/sapi/v1/capital/config/getall", account.Withdrawals);
    }

    // What an unmodified ccxt asks before it believes that an exchange is there: no futures, no margin, no networks.
    private static IEnumerable<Route> Stubs()
    {
        yield return Get("/fapi/v1/exchangeInfo", _ => new JsonObject { ["symbols"] = new JsonArray() });
        yield return Get("/dapi/v1/exchangeInfo", _ => new JsonObject { ["symbols"] = new JsonArray() });
        yield return Get(
            "/sapi/v1/margin/allPairs", _ => new JsonArray(), ["symbol", .. Route.OfSignature]);
        yield return Signed("GET", "/sapi/v1/margin/isolated/allPairs", (_, _) => new JsonArray(), "symbol");
        yield return Get(
            "/sapi/v1/system/status", _ => new JsonObject { ["status"] = 0, ["msg"] = "normal" });
    }

    private static Route Get(string path, Func<Parameters, JsonNode> answer, params string[] takes) =>
        new("GET", path) { Takes = [.. takes], Answer = (parameters, _) => answer(parameters) };

    private static Route Signed(
        string method, string path, Func<Parameters, Admitted, JsonNode> answer, params string[] takes) =>
        new(method, path)
        {
            Access = RouteAccess.Signed,
            Takes = [.. takes],
            Answer = (parameters, admitted) => answer(parameters, admitted!),
        };
}
