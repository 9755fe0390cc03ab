using System.Globalization;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>What requests weigh, as Binance's documentation of 2026-07 has it; more rather than less in
/// doubt.</summary>
internal static class RequestWeights
{
    private const int Unlisted = 20;

    /// <summary>The weight of a request.</summary>
    public static int Of(HttpMethod method, string path, string query) => path switch
    {
        "/api/v3/order" => method == HttpMethod.Get ? 4 : 1,
        "/api/v3/time" or "/api/v3/ping" or "/sapi/v1/asset/tradeFee" or "/sapi/v1/account/apiRestrictions" => 1,
        "/api/v3/klines" => 2,
        "/api/v3/ticker/24hr" => Count(query) switch { <= 20 => 2, <= 100 => 40, _ => 80 },
        "/api/v3/depth" => Limit(query) switch { <= 100 => 5, <= 500 => 25, <= 1000 => 50, _ => 250 },
        "/api/v3/openOrders" => 80,
        _ => Unlisted,
    };

    // Names in a list that is percent-encoded: a comma between each two.
    private static int Count(string query) => 1 + query.Split("%2C").Length - 1;

    private static int Limit(string query)
    {
        string? limit = query.Split('&').FirstOrDefault(part => part.StartsWith("limit=", StringComparison.Ordinal));
        return limit is null ? 100 : int.Parse(limit.AsSpan("limit=".Length), CultureInfo.InvariantCulture);
    }
}
