using System.Collections.Immutable;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faults;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.Bridged;

/// <summary>Orders over the real bridge to the paper exchange, with what goes wrong in between.</summary>
public sealed class BridgedGatewayTests(BridgedRig rig) : IClassFixture<BridgedRig>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private int Posts => rig.Exchange.Record().Posts.Length;

    [Fact]
    public async Task Preparing_signs_and_sends_nothing_and_holds_no_key()
    {
        int before = Posts;
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.001m, 50_500m);

        PreparedRequest request = await rig.PrepareAsync(ticket);

        Posts.ShouldBe(before);
        request.Method.ShouldBe("POST");
        request.Url.ShouldBe(new Uri(rig.Address, "/api/v3/order").AbsoluteUri);
        request.Body.ShouldContain($"newClientOrderId={ticket.Id}");
        request.Body.ShouldContain("signature=");
        request.Body.ShouldNotContain("X-MBX-APIKEY");
        request.ToString().ShouldNotContain("papersecret");
        request.ExpiresAt.ShouldBeGreaterThan(BridgedRig.Now);

        // The stamp is younger than the window by what signing takes; the journal keeps what was signed.
        request.ExpiresAt.ShouldBeLessThanOrEqualTo(ticket.RequestExpiresAt + Duration.FromSeconds(5));
    }

    [Fact]
    public async Task A_taking_order_comes_back_with_its_fills_and_their_fees()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);

        var accepted = (await rig.SendAsync(ticket)).ShouldBeOfType<SendOutcome.Accepted>();

        accepted.Order.Status.ShouldBe(VenueOrderStatus.Filled);
        accepted.Order.ClientId.ShouldBe(rig.Orders.Render(ticket.Id));
        accepted.Order.Symbol.ShouldBe("BTC/USDC");
        VenueFill fill = accepted.Fills.ShouldHaveSingleItem();

        // The paper exchange charges 10 bp of what is received.
        (fill.Size.Value, fill.FeeAsset, fill.Fee.Value).ShouldBe((0.1m, PaperRig.Btc, 0.0001m));
        fill.Price.Value.ShouldBe(50_010m);
    }

    [Fact]
    public async Task A_refusal_of_the_venue_is_definitive()
    {
        var rejected = (await rig.SendAsync(rig.Ticket(TradeSide.Sell, 5m, 49_500m)))
            .ShouldBeOfType<SendOutcome.Rejected>();

        (rejected.Error.Kind, rejected.Error.Code).ShouldBe((VenueErrorKind.Rejected, "-2010"));
        rejected.Error.Message.ShouldBe("Account has insufficient balance for requested action.");
    }

    [Theory]
    [InlineData(FaultKind.AnswerReset)]
    [InlineData(FaultKind.AnswerServerError)]
    [InlineData(FaultKind.AnswerUnexpected)]
    [InlineData(FaultKind.AnswerBackendTimeout)]
    [InlineData(FaultKind.AnswerGarbage)]
    public async Task An_order_whose_answer_is_lost_is_unknown_and_can_be_found_and_is_one(FaultKind fault)
    {
        int before = Posts;
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.001m, 50_500m);
        PreparedRequest request = await rig.PrepareAsync(ticket);
        rig.Fault(fault, 0);

        (await rig.Orders.SendAsync(request, Cancellation)).ShouldBeOfType<SendOutcome.Unknown>()
            .Error.Kind.ShouldBe(VenueErrorKind.OutcomeUnknown);

        VenueOrder found = (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.Found>().Order;
        (found.Status, found.ClientId).ShouldBe((VenueOrderStatus.Filled, rig.Orders.Render(ticket.Id)));
        Posts.ShouldBe(before + 1);
    }

    [Fact]
    public async Task An_order_that_was_lost_on_its_way_is_unknown_and_not_found()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.001m, 50_500m);
        PreparedRequest request = await rig.PrepareAsync(ticket);
        rig.Fault(FaultKind.RequestLost, 0);

        (await rig.Orders.SendAsync(request, Cancellation)).ShouldBeOfType<SendOutcome.Unknown>();
        (await rig.LookUpAsync(ticket)).ShouldBeOfType<OrderLookup.NotFound>();
    }

    [Fact]
    public async Task The_same_bytes_leave_once_and_asking_again_is_never_a_rejection()
    {
        int before = Posts;
        PreparedRequest request = await rig.PrepareAsync(rig.Ticket(TradeSide.Buy, 0.001m, 50_500m));
        (await rig.Orders.SendAsync(request, Cancellation)).ShouldBeOfType<SendOutcome.Accepted>();

        (await rig.Orders.SendAsync(request, Cancellation)).ShouldBeOfType<SendOutcome.Unknown>();

        Posts.ShouldBe(before + 1);
    }

    [Fact]
    public async Task A_cancel_answers_with_the_orders_record()
    {
        OrderTicket ticket =
            rig.Ticket(TradeSide.Sell, 1m, 51_000m) with { TimeInForce = TimeInForce.GoodTillCancelled };
        (await rig.SendAsync(ticket)).ShouldBeOfType<SendOutcome.Accepted>()
            .Order.Status.ShouldBe(VenueOrderStatus.Open);
        ImmutableArray<VenueOrder> open = Known(
            await rig.Orders.ReadOpenOrdersAsync(BridgedRig.Account, [rig.Instrument], Cancellation));
        open.ShouldContain(order => order.ClientId == rig.Orders.Render(ticket.Id));
        rig.Exchange.Faults.Add(new FaultRule { Kind = FaultKind.FillDuringCancel, Times = 1, Number = 0.25m });

        VenueOrder cancelled = (await rig.Orders.CancelAsync(ticket, Cancellation))
            .ShouldBeOfType<Reading<OrderLookup>.Known>().Value.ShouldBeOfType<OrderLookup.Found>().Order;

        (cancelled.Status, cancelled.Filled.Value).ShouldBe((VenueOrderStatus.Cancelled, 0.25m));
        cancelled.ClientId.ShouldBe(rig.Orders.Render(ticket.Id));
        (await rig.Orders.CancelAsync(ticket, Cancellation)).ShouldBeOfType<Reading<OrderLookup>.Known>()
            .Value.ShouldBeOfType<OrderLookup.NotFound>("it has ended");
    }

    [Fact]
    public async Task Trades_are_read_from_the_watermark_on_and_none_twice()
    {
        TradePage all = await ReadTradesAsync(new TradeWatermark(""));
        await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.002m, 50_500m));
        TradePage first = await ReadTradesAsync(all.Watermark);
        await rig.SendAsync(rig.Ticket(TradeSide.Sell, 0.003m, 49_500m));
        await rig.SendAsync(rig.Ticket(TradeSide.Sell, 0.004m, 49_500m));

        TradePage second = await ReadTradesAsync(first.Watermark);

        first.Trades.ShouldHaveSingleItem().Fill.Size.Value.ShouldBe(0.002m);
        second.Trades.Select(trade => (trade.Side, trade.Fill.Size.Value))
            .ShouldBe([(TradeSide.Sell, 0.003m), (TradeSide.Sell, 0.004m)]);
        (await ReadTradesAsync(second.Watermark)).Trades.ShouldBeEmpty();
        (await ReadTradesAsync(second.Watermark)).Watermark.ShouldBe(second.Watermark);
    }

    [Fact]
    public async Task Trades_after_a_long_silence_are_read_too()
    {
        Instant longAgo = BridgedRig.Now - Duration.FromDays(9);
        (await rig.SendAsync(rig.Ticket(TradeSide.Buy, 0.005m, 50_500m))).ShouldBeOfType<SendOutcome.Accepted>();

        TradePage page = await ReadTradesAsync(new TradeWatermark($"{longAgo.ToUnixTimeMilliseconds()} old"));

        page.Trades.ShouldContain(trade => trade.Fill.Size.Value == 0.005m);
    }

    [Fact]
    public async Task The_sweep_sees_orders_since_an_instant()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.006m, 50_500m);
        Instant since = BridgedRig.Now - Duration.FromMinutes(1);
        await rig.SendAsync(ticket);

        ImmutableArray<VenueOrder> orders =
            Known(await rig.Orders.ReadOrdersAsync(BridgedRig.Account, rig.Instrument, since, Cancellation));

        orders.Select(order => rig.Orders.Recognize(order.ClientId)).ShouldContain(ticket.Id);
        orders.Select(order => order.VenueId).ShouldBeUnique();
    }

    [Fact]
    public async Task An_exchange_that_lets_nothing_be_withdrawn_is_heard_to_say_so()
    {
        IWithdrawalStatus status = rig.Venue.Withdrawals.ShouldNotBeNull();
        bool before = (await status.AreSuspendedAsync(Cancellation)).ShouldBeOfType<Reading<bool>.Known>().Value;
        rig.Fault(FaultKind.WithdrawalsSuspended, 0);

        bool during = (await status.AreSuspendedAsync(Cancellation)).ShouldBeOfType<Reading<bool>.Known>().Value;

        (before, during).ShouldBe((false, true));
    }

    [Fact]
    public void Its_own_names_are_recognized_and_a_strangers_are_not()
    {
        ClientOrderId id = ClientOrderId.Of(0xDEADBEEF, 3, 99, 2, 1);

        rig.Orders.Render(id).ShouldBe(id.ToString(), "32 hexadecimal digits where nothing else is asked");
        rig.Orders.Recognize(rig.Orders.Render(id)).ShouldBe(id);
        rig.Orders.Recognize("x-TKT5PX2F0123456789012345678901").ShouldBeNull();
    }

    private async Task<TradePage> ReadTradesAsync(TradeWatermark after) =>
        (await rig.Orders.ReadTradesAsync(BridgedRig.Account, rig.Instrument, after, new TradesLook(), Cancellation))
            .ShouldBeOfType<Reading<TradePage>.Known>().Value;

    private static ImmutableArray<VenueOrder> Known(Reading<ImmutableArray<VenueOrder>> reading) =>
        reading.ShouldBeOfType<Reading<ImmutableArray<VenueOrder>>.Known>(
            (reading as Reading<ImmutableArray<VenueOrder>>.Failed)?.Error.ToString()).Value;
}
