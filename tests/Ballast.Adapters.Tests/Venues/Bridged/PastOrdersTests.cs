using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core.Amounts;
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
    private static readonly AccountId Account = new("mine");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_full_of_other_markets_is_not_taken_for_all()
    {
        string answers = JsonSerializer.Serialize<object[]>(
        [
            Listed("ofs=50", Enumerable.Range(50, 20).Select(i => (i, "XXBTZUSD"))),
            Listed("ofs=70", []),
            Listed("start=", Enumerable.Range(0, 50).Select(i => (i, i % 10 == 0 ? "XXBTZUSD" : "XETHZUSD"))),
            Open(),
        ]);
        using ExchangeBridge bridge = await RecordedBridge.StartAsync("kraken", answers);
        IOrderGateway kraken = (await RecordedBridge.OpenAsync(bridge, "kraken")).Orders.ShouldNotBeNull();
        Instrument market =
            Instrument.Unfiltered(new Asset("BTC"), new Asset("USD")) with { Symbol = "BTC/USD" };
        Instant since = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - Duration.FromMinutes(2);

        Reading<ImmutableArray<VenueOrder>> reading =
            await kraken.ReadOrdersAsync(Account, market, since, Cancellation);

        ImmutableArray<VenueOrder> orders = reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>(
            (reading as Reading<ImmutableArray<VenueOrder>>.Failed)?.Error.ToString()).Value;
        orders.Length.ShouldBe(25, "five of the first fifty, and twenty behind them");
        orders.Select(order => order.VenueId).ShouldBeUnique();
        orders.ShouldAllBe(order => order.Symbol == "BTC/USD");
    }

    // The first one is by hand, and Kraken says nothing of how much was wanted.
    private static object Listed(string having, IEnumerable<(int Number, string Pair)> orders) => new
    {
        to = "POST api.kraken.com/0/private/ClosedOrders",
        having,
        answer = new
        {
            error = Array.Empty<string>(),
            result = new
            {
                closed = orders.ToDictionary(order => $"O{order.Number:D5}-AAAAA-BBBBBB", order => (object)new
                {
                    status = "canceled",
                    opentm = "{seconds}",
                    vol = order.Number == 0 ? null : "1.0",
                    vol_exec = "0.0",
                    cost = "0.0",
                    fee = "0.0",
                    price = "0.0",
                    cl_ord_id = order.Number == 0
                        ? ""
                        : order.Number.ToString("x32", CultureInfo.InvariantCulture),
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
}
