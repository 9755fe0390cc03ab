using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Web;
using Ballast.Adapters.Tests.Conformance;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.BinanceSpot;

/// <summary>
/// Past orders of an exchange that lists a thousand at once and, where it is given a time, 24 hours at most: with a
/// beginning alone it ends a day after it, which Binance's documentation allows.
/// </summary>
public sealed class BinancePastOrdersTests : IDisposable
{
    private static readonly Duration Day = Duration.FromDays(1);

    private readonly PaperRig rig = new();
    private readonly List<string> asked = [];

    public void Dispose() => rig.Dispose();

    // The first orders after `since` come days later: a day that has none is not the end.
    [Theory]
    [InlineData(3, 1)]
    [InlineData(999, 1)]
    [InlineData(1_000, 7)]
    [InlineData(2_500, 8)]
    public async Task All_since_an_instant_are_read_whatever_lies_between(int count, int requests)
    {
        Instant since = rig.Now - Duration.FromDays(10);
        Instant first = since + Duration.FromDays(4) - Duration.FromHours(1);

        ImmutableArray<VenueOrder> orders = await ReadAsync(
            [.. Enumerable.Range(1, count).Select(i => first + Duration.FromMinutes(i))], since);

        orders.Select(order => order.VenueId).ShouldBe(
            Enumerable.Range(1, count).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        asked.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task What_is_older_is_left_out()
    {
        Instant since = rig.Now - Day;

        ImmutableArray<VenueOrder> orders = await ReadAsync(
            [.. Enumerable.Range(0, 1_200).Select(i => since + Duration.FromMinutes(i - 1_195))], since);

        orders.Length.ShouldBe(5);
        asked.Count.ShouldBe(1, "the newest thousand reach back far enough");
    }

    private async Task<ImmutableArray<VenueOrder>> ReadAsync(Instant[] placed, Instant since)
    {
        CannedVenue exchange = CannedVenue.With(request =>
            CannedVenue.Of(200, JsonSerializer.Serialize(List(placed, request.RequestUri!.Query))));
        using BinanceSpotVenue venue = CannedVenue.Reach(exchange, rig.Clocks, null);
        Reading<ImmutableArray<VenueOrder>> reading = await venue.Orders.ReadOrdersAsync(
            PaperRig.Account, rig.Instrument, since, TestContext.Current.CancellationToken);
        return reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>(
            (reading as Reading<ImmutableArray<VenueOrder>>.Failed)?.Error.ToString()).Value;
    }

    private object[] List(Instant[] placed, string query)
    {
        asked.Add(query);
        var wanted = HttpUtility.ParseQueryString(query);
        long? Number(string name) =>
            wanted[name] is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
        IEnumerable<(Instant At, int Id)> orders = placed.Select((at, i) => (at, i + 1));
        if (Number("startTime") is { } start)
        {
            long end = Math.Min(Number("endTime") ?? long.MaxValue, start + (long)Day.TotalMilliseconds);
            orders = orders.Where(order =>
                order.At.ToUnixTimeMilliseconds() >= start && order.At.ToUnixTimeMilliseconds() <= end);
        }

        orders = Number("orderId") is { } id ? orders.Where(order => order.Id >= id)
            : Number("startTime") is null ? orders.TakeLast(1_000)
            : orders;
        return
        [
            .. orders.Take(1_000).Select(order => (object)new
            {
                symbol = "BTCUSDC",
                orderId = order.Id,
                clientOrderId = $"c{order.Id}",
                price = "1",
                origQty = "1",
                executedQty = "1",
                status = "FILLED",
                time = order.At.ToUnixTimeMilliseconds(),
            }),
        ];
    }
}
