using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using NodaTime;

namespace Ballast.Core.Tests.Orders;

/// <summary>
/// Every state against every event: the table below is the specification, written by hand from the order-safety rules.
/// </summary>
public sealed class OrderLifecycleTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 1, 12, 0);
    private static readonly Reason Why = new("test", "for the test");

    // B: a bug, throws. Otherwise the first letters of the state's name after the event; "=" means unchanged.
    private const string Table = """
        state       | Reserve Sign  Acknowledge Find  Fill  Close Reject LoseTrack ProveAbsent Quarantine Resolve
        Planned     | Rese    B     B           B     B     B     B      B         B           B          B
        Reserved    | B       Sign  B           B     B     B     Reje   B         B           B          B
        Signed      | B       B     Acke        Foun  Part  B     Reje   Unkn      B           B          B
        Acked       | B       B     =           =     Part  Canc  Reje   B         B           Quar       B
        Partial     | B       B     =           =     =     Canc  Quar   B         B           Quar       B
        Filled      | B       B     =           =     Quar  =     B      B         B           B          B
        Cancelled   | B       B     =           =     =     =     B      B         B           B          B
        Expired     | B       B     =           =     =     =     B      B         B           B          B
        Rejected    | B       B     Quar        Quar  Quar  B     =      B         B           B          B
        Unknown     | B       B     Acke        Foun  Part  B     Reje   B         NotP        Quar       B
        Found       | B       B     =           =     Part  Canc  Reje   B         B           Quar       B
        NotPlaced   | B       B     Quar        Quar  Quar  B     B      B         B           B          B
        Quarantined | B       B     Acke        Foun  =     B     Reje   B         B           =          Reso
        Resolved    | B       B     =           =     =     =     B      B         B           B          B
        """;

    public static TheoryData<string, string, string> Cells()
    {
        TheoryData<string, string, string> cells = [];
        string[][] rows =
            [.. Table.Split('\n').Select(row => row.Split([' ', '|'], StringSplitOptions.RemoveEmptyEntries))];
        foreach (string[] row in rows[1..])
        {
            for (int i = 1; i < row.Length; i++)
            {
                cells.Add(row[0], rows[0][i], row[i]);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Follows_the_table_in_every_state_and_event(string state, string happened, string after)
    {
        Order order = InState(state);
        OrderEvent step = Event(happened, order);
        if (after == "B")
        {
            Should.Throw<InvalidOperationException>(() => OrderLifecycle.Apply(order, step));
            return;
        }

        Order result = OrderLifecycle.Apply(order, step);
        result.State.GetType().Name.ShouldStartWith(after == "=" ? state : after);
    }

    [Fact]
    public void The_table_has_every_state_and_every_event()
    {
        IEnumerable<string> states =
            typeof(OrderState).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal);
        IEnumerable<string> events =
            typeof(OrderEvent).GetNestedTypes().Select(type => type.Name).Order(StringComparer.Ordinal);
        TheoryData<string, string, string> cells = Cells();
        cells.Select(cell => cell.Data.Item1).Distinct().Order(StringComparer.Ordinal).ShouldBe(states);
        cells.Select(cell => cell.Data.Item2).Distinct().Order(StringComparer.Ordinal).ShouldBe(events);
        cells.Count.ShouldBe(states.Count() * events.Count());
    }

    [Fact]
    public void Counts_a_trade_once_however_often_it_is_told()
    {
        Order order = InState("Acked");
        Order once = OrderLifecycle.Apply(order, new OrderEvent.Fill(Trade("7", 3m)));
        Order twice = OrderLifecycle.Apply(once, new OrderEvent.Fill(Trade("7", 3m)));
        twice.ShouldBeSameAs(once);
        once.Remaining.ShouldBe(new Quantity(7m));
    }

    [Fact]
    public void Is_filled_when_distinct_trades_add_up_in_any_order()
    {
        Order order = InState("Signed");
        foreach (string id in (string[])["9", "1", "5", "1", "9"])
        {
            order = OrderLifecycle.Apply(order, new OrderEvent.Fill(Trade(id, id == "5" ? 4m : 3m)));
        }

        order.State.ShouldBeOfType<OrderState.Filled>();
        order.Remaining.IsZero.ShouldBeTrue();
    }

    [Fact]
    public void Books_a_late_fill_after_cancelled()
    {
        Order cancelled = InState("Cancelled");
        Order late = OrderLifecycle.Apply(cancelled, new OrderEvent.Fill(Trade("late", 2m)));
        late.State.ShouldBeOfType<OrderState.Cancelled>();
        late.Filled.ShouldBe(new Quantity(2m));
    }

    [Fact]
    public void Quarantines_an_order_that_the_venue_fills_beyond_its_size()
    {
        Order order = OrderLifecycle.Apply(InState("Acked"), new OrderEvent.Fill(Trade("1", 8m)));
        Order over = OrderLifecycle.Apply(order, new OrderEvent.Fill(Trade("2", 3m)));
        over.State.ShouldBeOfType<OrderState.Quarantined>().Why.Code.ShouldBe("overfilled");
        over.Filled.ShouldBe(new Quantity(11m));
    }

    [Fact]
    public void Quarantines_when_the_venue_has_two_orders_under_one_id()
    {
        Order order = OrderLifecycle.Apply(InState("Signed"), new OrderEvent.Acknowledge("A"));
        Order second = OrderLifecycle.Apply(order, new OrderEvent.Find("B"));
        second.State.ShouldBeOfType<OrderState.Quarantined>().Why.Code.ShouldBe("two-orders-one-id");
    }

    [Fact]
    public void Refuses_to_close_before_all_trades_are_known()
    {
        Order order = InState("Acked");
        Should.Throw<InvalidOperationException>(
            () => OrderLifecycle.Apply(order, new OrderEvent.Close(OrderEnd.Expired, new Quantity(1m))));
    }

    [Fact]
    public void Never_proves_an_order_absent_that_has_a_trade_or_a_venue_number()
    {
        Order unknown = InState("Unknown") with { VenueId = "V" };
        Should.Throw<InvalidOperationException>(() => OrderLifecycle.Apply(unknown, Event("ProveAbsent", unknown)));
    }

    private static Order InState(string state)
    {
        Order order = Order.Wanted(Ticket());
        return order with
        {
            VenueId = state is "Acked" or "Partial" or "Filled" or "Cancelled" or "Expired" or "Found" ? "V" : "",
            Fills = state switch
            {
                "Partial" => order.Fills.Add("p", Trade("p", 2m)),
                "Filled" => order.Fills.Add("f", Trade("f", 10m)),
                _ => order.Fills,
            },
            State = state switch
            {
                "Planned" => new OrderState.Planned(),
                "Reserved" => new OrderState.Reserved(),
                "Signed" => new OrderState.Signed(),
                "Acked" => new OrderState.Acked(),
                "Partial" => new OrderState.Partial(),
                "Filled" => new OrderState.Filled(),
                "Cancelled" => new OrderState.Cancelled(),
                "Expired" => new OrderState.Expired(),
                "Rejected" => new OrderState.Rejected(Why),
                "Unknown" => new OrderState.Unknown(Why),
                "Found" => new OrderState.Found(),
                "NotPlaced" => new OrderState.NotPlaced(Proof()),
                "Quarantined" => new OrderState.Quarantined(Why),
                "Resolved" => new OrderState.Resolved("ann", Why),
                _ => throw new ArgumentOutOfRangeException(nameof(state)),
            },
        };
    }

    private static OrderEvent Event(string name, Order order) => name switch
    {
        "Reserve" => new OrderEvent.Reserve(),
        "Sign" => new OrderEvent.Sign(),
        "Acknowledge" => new OrderEvent.Acknowledge("V"),
        "Find" => new OrderEvent.Find("V"),
        "Fill" => new OrderEvent.Fill(Trade("new", 1m)),
        "Close" => new OrderEvent.Close(OrderEnd.Cancelled, order.Filled),
        "Reject" => new OrderEvent.Reject(Why),
        "LoseTrack" => new OrderEvent.LoseTrack(Why),
        "ProveAbsent" => new OrderEvent.ProveAbsent(Proof()),
        "Quarantine" => new OrderEvent.Quarantine(Why),
        "Resolve" => new OrderEvent.Resolve("ann", Why),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static AbsenceProof Proof() => new()
    {
        Ground = AbsenceGround.RequestExpired,
        FencePassedAt = Noon,
        NotFoundAt = [Noon, Noon, Noon],
        NoTraceAt = Noon,
        BalancesEqualAt = [Noon],
    };

    private static VenueFill Trade(string id, decimal size) => new()
    {
        TradeId = id,
        Size = new Quantity(size),
        Price = new Price(100m),
        Fee = new Quantity(0.1m),
        FeeAsset = new Asset("USDC"),
        At = Noon,
    };

    private static OrderTicket Ticket() => new()
    {
        Id = ClientOrderId.Of(1, 1, 1, 0, 0),
        Account = new AccountId("paper"),
        Instrument = Instrument.Unfiltered(new Asset("BTC"), new Asset("USDC")),
        Side = TradeSide.Buy,
        Size = new Quantity(10m),
        LimitPrice = new Price(101m),
        TimeInForce = TimeInForce.ImmediateOrCancel,
        RequestExpiresAt = Noon,
    };
}
