using Ballast.Adapters.Tests.Venues;
using Ballast.Adapters.Venues.BinanceSpot;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Conformance;

/// <summary>
/// What each answer to an order means. The rows are Binance's documented codes and messages (errors.md, 2026-07).
/// </summary>
public sealed class ErrorRowTests : IDisposable
{
    private readonly PaperRig rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => rig.Dispose();

    [Theory]
    [Conformance(1)]
    [InlineData(400, -2010, "Account has insufficient balance for requested action.")]
    [InlineData(400, -2010, "Order would immediately match and take.")]
    [InlineData(400, -2010, "Market is closed.")]
    [InlineData(400, -2010, "This symbol is not permitted for this account.")]
    [InlineData(400, -2010, "This action is disabled on this account.")]
    [InlineData(400, -2010, "Filter failure: MAX_POSITION")]
    [InlineData(400, -1013, "Market is closed.")]
    [InlineData(400, -1013, "Filter failure: LOT_SIZE")]
    [InlineData(400, -1013, "Filter failure: MARKET_LOT_SIZE")]
    [InlineData(400, -1013, "Filter failure: PRICE_FILTER")]
    [InlineData(400, -1013, "Filter failure: PERCENT_PRICE_BY_SIDE")]
    [InlineData(400, -1013, "Filter failure: PERCENT_PRICE")]
    [InlineData(400, -1013, "Filter failure: NOTIONAL")]
    [InlineData(400, -1013, "Filter failure: MIN_NOTIONAL")]
    [InlineData(400, -1013, "Filter failure: MAX_NUM_ORDERS")]
    [InlineData(400, -1013, "Price * QTY is zero or less.")]
    [InlineData(400, -2011, "Unknown order sent.")]
    [InlineData(400, -2013, "Order does not exist.")]
    [InlineData(400, -2016, "No trading window could be found for the symbol.")]
    [InlineData(400, -2026, "Order was canceled or expired with no executed qty over 90 days ago.")]
    [InlineData(400, -1121, "Invalid symbol.")]
    [InlineData(400, -1100, "Illegal characters found in a parameter.")]
    [InlineData(400, -1101, "Too many parameters sent for this endpoint.")]
    [InlineData(400, -1102, "Mandatory parameter was not sent.")]
    [InlineData(400, -1103, "An unknown parameter was sent.")]
    [InlineData(400, -1104, "Not all sent parameters were read.")]
    [InlineData(400, -1105, "Parameter was empty.")]
    [InlineData(400, -1106, "Parameter was not required.")]
    [InlineData(400, -1111, "Parameter has too much precision.")]
    [InlineData(400, -1112, "No orders on book for symbol.")]
    [InlineData(400, -1114, "TimeInForce parameter sent when not required.")]
    [InlineData(400, -1115, "Invalid timeInForce.")]
    [InlineData(400, -1116, "Invalid orderType.")]
    [InlineData(400, -1117, "Invalid side.")]
    [InlineData(400, -1131, "recvWindow must be less than 60000.")]
    public Task A_refusal_for_good_is_definitive(int status, int code, string message) =>
        ShouldRejectAsync(status, code, message, VenueErrorKind.Rejected);

    [Theory]
    [Conformance(2)]
    [InlineData(429, -1003, "Too much request weight used.")]
    [InlineData(418, -1003, "Way too much request weight used; IP banned.")]
    [InlineData(429, -1015, "Too many new orders.")]
    [InlineData(400, -1003, "Too much request weight used.")]
    [InlineData(400, -1015, "Too many new orders.")]
    [InlineData(403, -1003, "Forbidden.")]
    public Task Too_many_requests_were_not_executed(int status, int code, string message) =>
        ShouldRejectAsync(status, code, message, VenueErrorKind.RateLimited);

    [Theory]
    [Conformance(3)]
    [InlineData(400, -1021, "Timestamp for this request is outside of the recvWindow.")]
    [InlineData(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.")]
    public Task A_stamp_outside_its_window_was_not_executed(int status, int code, string message) =>
        ShouldRejectAsync(status, code, message, VenueErrorKind.ClockSkew);

    [Theory]
    [Conformance(4)]
    [InlineData(400, -1022, "Signature for this request is not valid.")]
    [InlineData(401, -1002, "You are not authorized to execute this request.")]
    [InlineData(401, -2014, "API-key format invalid.")]
    [InlineData(401, -2015, "Invalid API-key, IP, or permissions for action.")]
    public Task A_key_that_is_refused_executed_nothing(int status, int code, string message) =>
        ShouldRejectAsync(status, code, message, VenueErrorKind.NotAuthorized);

    [Theory]
    [Conformance(5)]
    [InlineData(400, -1000, "An unknown error occurred while processing the request.")]
    [InlineData(400, -1001, "Internal error; unable to process your request. Please try again.")]
    [InlineData(400, -1004, "Server is busy, please wait and try again.")]
    [InlineData(400, -1006, "An unexpected response was received from the message bus. Execution status unknown.")]
    [InlineData(400, -1007, "Timeout waiting for response from backend server.")]
    [InlineData(503, -1008, "Server is currently overloaded with other requests.")]
    [InlineData(400, -1008, "Server is currently overloaded with other requests.")]
    [InlineData(500, -2010, "Account has insufficient balance for requested action.")]
    [InlineData(400, -2010, "Duplicate order sent.")]
    public Task A_code_that_proves_nothing_is_unknown(int status, int code, string message) =>
        ShouldBeUnknownAsync(status, Coded(code, message));

    [Theory]
    [Conformance(6)]
    [InlineData(500, "Internal Server Error")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(503, "Service Unavailable")]
    [InlineData(504, "<html>Gateway Timeout</html>")]
    [InlineData(404, "<html>Not Found</html>")]
    [InlineData(403, "<html>Forbidden</html>")]
    [InlineData(403, "")]
    [InlineData(409, "")]
    [InlineData(400, "{}")]
    [InlineData(200, "<html>")]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"symbol":"BTCUSDC","orderId":1}""")]
    [InlineData(302, "")]
    public Task An_answer_without_a_code_that_can_be_read_is_unknown(int status, string body) =>
        ShouldBeUnknownAsync(status, body);

    [Fact]
    [Conformance(46)]
    public async Task An_acceptance_of_another_order_is_unknown()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        string name = rig.Venue.Orders.Render(ticket.Id);
        (await AcceptedAsync(ticket, name)).ShouldBeOfType<SendOutcome.Accepted>();
        (await AcceptedAsync(ticket, name + "x")).ShouldBeOfType<SendOutcome.Unknown>()
            .Error.Message.ShouldContain("which was not sent");
    }

    [Fact]
    [Conformance(7)]
    public async Task A_lookup_that_finds_nothing_says_so_and_any_other_error_of_it_is_no_evidence()
    {
        OrderTicket ticket = rig.Ticket(TradeSide.Buy, 0.1m, 50_500m);
        using BinanceSpotVenue none = CannedVenue.Always(400, Coded(-2013, "Order does not exist."), rig.Clocks);
        (await none.Orders.LookUpAsync(ticket, Cancellation)).ShouldBeOfType<Reading<OrderLookup>.Known>()
            .Value.ShouldBeOfType<OrderLookup.NotFound>();
        foreach ((int status, string body) in ((int, string)[])
            [(503, ""), (400, Coded(-1001, "Internal error.")), (429, Coded(-1003, "Too much.")), (200, "{{")])
        {
            using BinanceSpotVenue failing = CannedVenue.Always(status, body, rig.Clocks);
            (await failing.Orders.LookUpAsync(ticket, Cancellation))
                .ShouldBeOfType<Reading<OrderLookup>.Failed>().Error.Kind.ShouldNotBe(VenueErrorKind.OutcomeUnknown);
        }
    }

    [Fact]
    [Conformance(8)]
    public async Task A_cancel_of_what_is_not_open_says_not_found_and_never_that_it_was_cancelled()
    {
        using BinanceSpotVenue venue = CannedVenue.Always(400, Coded(-2011, "Unknown order sent."), rig.Clocks);
        (await venue.Orders.CancelAsync(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m), Cancellation))
            .ShouldBeOfType<Reading<OrderLookup>.Known>().Value.ShouldBeOfType<OrderLookup.NotFound>();
    }

    private async Task ShouldRejectAsync(int status, int code, string message, VenueErrorKind kind)
    {
        VenueError error = (await SendAsync(status, Coded(code, message))).ShouldBeOfType<SendOutcome.Rejected>().Error;
        (error.Kind, error.Code, error.Message).ShouldBe((kind, $"{code}", message));
    }

    private async Task ShouldBeUnknownAsync(int status, string body) =>
        (await SendAsync(status, body)).ShouldBeOfType<SendOutcome.Unknown>()
            .Error.Kind.ShouldBe(VenueErrorKind.OutcomeUnknown);

    private async Task<SendOutcome> SendAsync(int status, string body)
    {
        using BinanceSpotVenue venue = CannedVenue.Always(status, body, rig.Clocks);
        return await venue.Orders.SendAsync(
            venue.Orders.Prepare(rig.Ticket(TradeSide.Buy, 0.1m, 50_500m)), Cancellation);
    }

    private async Task<SendOutcome> AcceptedAsync(OrderTicket ticket, string name)
    {
        string body = $$"""
            {"symbol":"{{ticket.Instrument.Symbol}}","orderId":1,"clientOrderId":"{{name}}","transactTime":1,
             "price":"50500","origQty":"0.1","executedQty":"0","cummulativeQuoteQty":"0","status":"NEW",
             "timeInForce":"GTC","type":"LIMIT","side":"BUY","fills":[]}
            """;
        using BinanceSpotVenue venue = CannedVenue.Always(200, body, rig.Clocks);
        return await venue.Orders.SendAsync(venue.Orders.Prepare(ticket), Cancellation);
    }

    private static string Coded(int code, string message) => $$"""{"code":{{code}},"msg":"{{message}}"}""";
}
