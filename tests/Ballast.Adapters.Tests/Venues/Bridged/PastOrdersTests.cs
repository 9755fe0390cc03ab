using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>
/// Past orders of Kraken, which lists the newest fifty of all markets, through the real bridge on answers in the form
/// that Kraken documents (ClosedOrders).
/// </summary>
public sealed class PastOrdersTests
{
    private const string Ours = "00000007000100000000002a00000000";

    private static readonly AccountId Account = new("mine");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_full_of_other_markets_is_not_taken_for_all()
    {
        ImmutableArray<VenueOrder> orders = await ReadAsync(
            Listed("ofs=50", Enumerable.Range(50, 20).Select(i => new Line(i))),
            Listed("ofs=70", []),
            Listed("start=", Enumerable.Range(0, 50).Select(i =>
                new Line(i) { Pair = i % 10 == 0 ? "XXBTZUSD" : "XETHZUSD", Size = i == 0 ? null : "1.0" })));

        orders.Length.ShouldBe(25, "five of the first fifty, of which one says no size, and twenty behind them");
        orders.Select(order => order.VenueId).ShouldBeUnique();
        orders.ShouldAllBe(order => order.Symbol == "BTC/USD");
    }

    // ccxt leaves out what was placed before the time that is asked for; on Kraken's page it had its place.
    [Fact]
    public async Task Nor_is_one_that_is_full_of_orders_from_before()
    {
        ImmutableArray<VenueOrder> orders = await ReadAsync(
            Listed("ofs=50", [new Line(60)]),
            Listed("ofs=51", []),
            Listed("start=", Enumerable.Range(0, 50).Select(i => new Line(i) { At = "1700000000" })));

        orders.Select(order => order.VenueId).ShouldBe([new Line(60).VenueId]);
    }

    // A number that no order of ours can have, and names like ours.
    [Theory]
    [InlineData("123456789012345678901234567890.12345678", "")]
    [InlineData(null, "7f3b2c9d1e4a4f6b8c0d9e8f7a6b5c4d")]
    [InlineData(null, "00000008000100000000002a00000000")]
    public async Task An_odd_order_of_somebody_else_hides_no_other(string? size, string name)
    {
        ImmutableArray<VenueOrder> orders = await ReadAsync(
            Listed("start=", [new Line(1) { Name = Ours }, new Line(2) { Size = size, Name = name }]));

        orders.Select(order => (order.VenueId, order.Status)).ShouldBe(
        [
            (new Line(1).VenueId, VenueOrderStatus.Cancelled),
            (new Line(2).VenueId, VenueOrderStatus.Open),
        ],
        ignoreOrder: true);
    }

    private static async Task<ImmutableArray<VenueOrder>> ReadAsync(params object[] lists)
    {
        using ExchangeBridge bridge =
            await RecordedBridge.StartAsync("kraken", JsonSerializer.Serialize<object[]>([.. lists, Open()]));
        IOrderGateway kraken = (await RecordedBridge.OpenAsync(bridge, "kraken")).Orders.ShouldNotBeNull();
        Instrument market = RecordedBridge.MarketOf("BTC/USD");
        Instant since = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - Duration.FromMinutes(2);
        Reading<ImmutableArray<VenueOrder>> reading =
            await kraken.ReadOrdersAsync(Account, market, since, Cancellation);
        return reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>(
            (reading as Reading<ImmutableArray<VenueOrder>>.Failed)?.Error.ToString()).Value;
    }

    private static object Listed(string having, IEnumerable<Line> orders) => new
    {
        to = "POST api.kraken.com/0/private/ClosedOrders",
        having,
        answer = new
        {
            error = Array.Empty<string>(),
            result = new
            {
                closed = orders.ToDictionary(order => order.VenueId, order => (object)new
                {
                    status = "canceled",
                    opentm = order.At,
                    vol = order.Size,
                    vol_exec = "0.0",
                    cost = "0.0",
                    fee = "0.0",
                    price = "0.0",
                    cl_ord_id = order.Name,
                    descr = new { pair = order.Pair, type = "buy", ordertype = "limit", price = "100" },
                }),
                count = 70,
            },
        },
    };

    private static object Open() => new
    {
        to = "POST api.kraken.com/0/private/OpenOrders",
        answer = new { error = Array.Empty<string>(), result = new { open = new { } } },
    };

    private sealed record Line(int Number)
    {
        public string VenueId => string.Create(CultureInfo.InvariantCulture, $"O{Number:D5}-AAAAA-BBBBBB");

        public string Pair { get; init; } = "XXBTZUSD";

        public string At { get; init; } = "{seconds}";

        public string? Size { get; init; } = "1.0";

        public string Name { get; init; } = "";
    }
}
