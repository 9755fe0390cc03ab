using System.Globalization;
using System.Text.Json;
using System.Web;
using Ballast.Adapters.Tests.Conformance;
using Ballast.Adapters.Venues.BinanceSpot;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.BinanceSpot;

/// <summary>Orders as an exchange lists them: the newest, or those from a number on.</summary>
internal sealed class ListedOrders
{
    /// <summary>Whether of those from a number on the newest are listed, which Binance does not.</summary>
    public bool IsNewestOfNumber { get; init; }

    /// <summary>Numbers of orders that are open; the others are filled.</summary>
    public HashSet<long> Open { get; } = [];

    public List<string> Asked { get; } = [];

    /// <summary>After how many requests it is out of order.</summary>
    public int? Breaks { get; set; }

    public BinanceSpotVenue? Client { get; set; }

    public IReadOnlyList<(long Id, Instant At)> All { get; private set; } = [];

    public void Place(IEnumerable<(long Id, Instant At)> orders) => All = [.. orders];

    public HttpResponseMessage Answer(HttpRequestMessage request)
    {
        if (Asked.Count == Breaks)
        {
            return CannedVenue.Of(503, "{}");
        }

        string query = request.RequestUri!.Query;
        Asked.Add(query);
        var wanted = HttpUtility.ParseQueryString(query);
        int limit = int.Parse(wanted["limit"]!, CultureInfo.InvariantCulture);
        wanted["startTime"].ShouldBeNull("which end of a day is listed is not documented");
        long? from = wanted["orderId"] is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        IEnumerable<(long Id, Instant At)> orders = from is null ? All : All.SkipWhile(order => order.Id < from);
        bool isNewest = from is null || IsNewestOfNumber;
        return CannedVenue.Of(200, JsonSerializer.Serialize(
            (isNewest ? orders.TakeLast(limit) : orders.Take(limit)).Select(order => new
            {
                symbol = "BTCUSDC",
                orderId = order.Id,
                clientOrderId = $"c{order.Id}",
                price = "1",
                origQty = "1",
                executedQty = Open.Contains(order.Id) ? "0" : "1",
                status = Open.Contains(order.Id) ? "NEW" : "FILLED",
                time = order.At.ToUnixTimeMilliseconds(),
            })));
    }
}
