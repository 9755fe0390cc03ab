using System.Collections.Immutable;
using System.Text.Json;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Past orders of Hyperliquid, which lists the newest two thousand changes of orders whatever time is asked for,
/// through the real bridge on answers in the form that it documents (historicalOrders): one order a minute, of which
/// each was open and was cancelled.
/// </summary>
public sealed class NewestOrdersTests
{
    private const int Orders = 1_000;

    private static readonly Instrument Market = RecordedBridge.MarketOf("PURR/USDC");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_full_list_is_whole_where_it_reaches_further_back_than_what_is_asked_for()
    {
        Reading<ImmutableArray<VenueOrder>> reading = await ReadAsync(Duration.FromMinutes(10.5));

        reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>(
                (reading as Reading<ImmutableArray<VenueOrder>>.Failed)?.Error.ToString())
            .Value.Length.ShouldBe(11, "ten and a half minutes, the first of them now");
    }

    [Fact]
    public async Task It_is_never_taken_for_whole_where_it_does_not()
    {
        Reading<ImmutableArray<VenueOrder>> reading = await ReadAsync(Duration.FromDays(2));

        reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Failed>().Error.Code.ShouldBe("history-too-dense");
    }

    private static async Task<Reading<ImmutableArray<VenueOrder>>> ReadAsync(Duration back)
    {
        Instant now = Now;
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("hyperliquid", JsonSerializer.Serialize<object[]>(
        [
            Answer(
                "historicalOrders",
                [
                    .. Enumerable.Range(0, Orders).Select(i => Order(i, now, "canceled")),
                    .. Enumerable.Range(0, Orders).Select(i => Order(i, now, "open")),
                ]),
            Answer("frontendOpenOrders", []),
        ]));
        IOrderGateway orders = (await RecordedBridge.OpenAsync(bridge, "hyperliquid")).Orders.ShouldNotBeNull();
        return await orders.ReadOrdersAsync(new AccountId("mine"), Market, now - back, Cancellation);
    }

    private static object Answer(string type, object[] list) =>
        new { to = "POST api.hyperliquid.xyz/info", having = $"\"type\":\"{type}\"", answer = list };

    private static object Order(int minutesAgo, Instant now, string status)
    {
        long at = (now - Duration.FromMinutes(minutesAgo)).ToUnixTimeMilliseconds();
        return new
        {
            order = new
            {
                coin = "PURR/USDC",
                side = "B",
                limitPx = "0.2001",
                sz = "50",
                oid = 1_000 + minutesAgo,
                timestamp = at,
                origSz = "50",
            },
            status,
            statusTimestamp = status == "open" ? at : at + 1,
        };
    }
}
