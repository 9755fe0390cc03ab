using System.Collections.Frozen;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>Which REST request each method of the WebSocket API stands for: each is implemented once.</summary>
internal static class ApiMethods
{
    private const string ListenKeys = "/api/v3/userDataStream";

    private static readonly FrozenDictionary<string, (string Verb, string Path)> Known =
        new Dictionary<string, (string Verb, string Path)>(StringComparer.Ordinal)
        {
            ["ping"] = ("GET", "/api/v3/ping"),
            ["time"] = ("GET", "/api/v3/time"),
            ["exchangeInfo"] = ("GET", "/api/v3/exchangeInfo"),
            ["depth"] = ("GET", "/api/v3/depth"),
            ["trades.recent"] = ("GET", "/api/v3/trades"),
            ["klines"] = ("GET", "/api/v3/klines"),
            ["avgPrice"] = ("GET", "/api/v3/avgPrice"),
            ["ticker.price"] = ("GET", "/api/v3/ticker/price"),
            ["ticker.book"] = ("GET", "/api/v3/ticker/bookTicker"),
            ["ticker.24hr"] = ("GET", "/api/v3/ticker/24hr"),
            ["account.status"] = ("GET", "/api/v3/account"),
            ["account.commission"] = ("GET", "/api/v3/account/commission"),
            ["order.place"] = ("POST", "/api/v3/order"),
            ["order.test"] = ("POST", "/api/v3/order/test"),
            ["order.status"] = ("GET", "/api/v3/order"),
            ["order.cancelReplace"] = ("POST", "/api/v3/order/cancelReplace"),
            ["order.cancel"] = ("DELETE", "/api/v3/order"),
            ["openOrders.status"] = ("GET", "/api/v3/openOrders"),
            ["openOrders.cancelAll"] = ("DELETE", "/api/v3/openOrders"),
            ["allOrders"] = ("GET", "/api/v3/allOrders"),
            ["myTrades"] = ("GET", "/api/v3/myTrades"),
            ["userDataStream.start"] = ("POST", ListenKeys),
            ["userDataStream.ping"] = ("PUT", ListenKeys),
            ["userDataStream.stop"] = ("DELETE", ListenKeys),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The REST request of a method, or <see langword="null"/> where there is none.</summary>
    public static (string Verb, string Path)? Find(string method) =>
        Known.TryGetValue(method, out (string Verb, string Path) found) ? found : null;
}
