using System.Net;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Paper;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ports;
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Hosting;
using Ballast.Testing;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>Orders for hedges as they are written, and what their answers mean.</summary>
public sealed class FleaPerpetualsTests : IDisposable
{
    private static readonly AccountId Account = new("purpleflea");

    private readonly FleaWorld world = new();
    private readonly ManualClock clock = new();
    private readonly FleaTap tap = new();
    private readonly PurpleFleaVenue venue;

    public FleaPerpetualsTests() => venue = PurpleFleaVenue.Over(
        PaperServices.OptionsOf(Account, InProcessTransport.Address),
        new VenueClocks(clock, clock),
        () => tap.On(new InProcessTransport(new PurpleFleaFace(world.Exchange, clock))));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        venue.Dispose();
        world.Dispose();
    }

    [Fact]
    public async Task An_order_has_the_fields_that_the_api_documents_and_no_key()
    {
        PreparedRequest request = await PreparedAsync(Ticket(HedgeStep.Open, 50m));

        (request.Method, new Uri(request.Url).AbsolutePath).ShouldBe(("POST", "/purpleflea/api/v1/trading/order"));
        request.Body.ShouldBe(
            """{"agent_id":"demo","market":"BTC-PERP","side":"short","notional_usdc":50,"leverage":2,"order_"""
            + """type":"market","max_slippage_bps":50,"purpose":"hedge:BTC"}""");
        (await PreparedAsync(Ticket(HedgeStep.Reduce, 20m))).Body.ShouldContain("\"side\":\"long\"");
    }

    // A transport may repeat a request that has no body.
    [Fact]
    public async Task A_position_is_closed_by_its_name_with_a_body()
    {
        PreparedRequest request = await PreparedAsync(Ticket(HedgeStep.Close, 50m));

        (request.Method, new Uri(request.Url).PathAndQuery, request.Body)
            .ShouldBe(("DELETE", "/purpleflea/api/v1/trading/positions/pos-2?agent_id=demo", "{}"));
    }

    // 50 at the best bid of 49,990 are 0.0010002; a tenth of a percent is charged.
    [Fact]
    public async Task An_order_is_answered_with_what_it_came_to_and_so_is_its_closing()
    {
        HedgeFill opened = (await SendAsync(Ticket(HedgeStep.Open, 50m))).ShouldBeOfType<HedgeOutcome.Done>().Fill;
        (opened.Size.Value, opened.Price.Value).ShouldBe((0.0010002m, 49_990m));
        opened.Fee!.Value.Value.ShouldBe(0.05m, 0.000001m);

        string id = world.Perpetuals.ShouldHaveSingleItem().Id;
        HedgeFill closed = (await SendAsync(Ticket(HedgeStep.Close, 50m, id))).ShouldBeOfType<HedgeOutcome.Done>().Fill;
        (closed.Size.Value, closed.Price.Value, closed.Fee).ShouldBe((0.0010002m, 50_010m, null));
        world.Perpetuals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_definite_refusal_had_no_effect_and_everything_else_may_have_had_one()
    {
        (await SendAsync(Ticket(HedgeStep.Open, 5_000m))).ShouldBeOfType<HedgeOutcome.Refused>()
            .Error.Message.ShouldContain("200");
        (await SendAsync(Ticket(HedgeStep.Close, 5m, "pos-9"))).ShouldBeOfType<HedgeOutcome.Refused>();
        world.Perpetuals.ShouldBeEmpty();

        foreach ((HttpStatusCode status, string body) in new[]
        {
            (HttpStatusCode.BadGateway, ""), (HttpStatusCode.OK, "{}"), (HttpStatusCode.OK, "<html>"),
            (HttpStatusCode.OK, """{"fill_price":50000,"size":0}"""),
            (HttpStatusCode.OK, """{"fill_price":50000,"size":0.0001,"status":"pending"}"""),
            (HttpStatusCode.OK, """{"fill_price":50000,"size":0.0001,"error":"paused"}"""),
        })
        {
            tap.Instead = (_, _) => (status, body);
            (await SendAsync(Ticket(HedgeStep.Open, 5m))).ShouldBeOfType<HedgeOutcome.Unknown>();
        }
    }

    [Fact]
    public async Task The_mark_is_the_price_of_the_markets_asset_and_an_unknown_one_has_none()
    {
        (await venue.Hedges.ReadMarketAsync("BTC-PERP", Cancellation))
            .ShouldBeOfType<Reading<HedgeMarket>.Known>().Value.Mark.Value.ShouldBe(50_000m);
        (await venue.Hedges.ReadMarketAsync("DOGE-PERP", Cancellation))
            .ShouldBeOfType<Reading<HedgeMarket>.Failed>().Error.Code.ShouldBe("price-unknown");
    }

    private async Task<HedgeOutcome> SendAsync(HedgeTicket ticket) =>
        await venue.Hedges.SendAsync(ticket, await PreparedAsync(ticket), Cancellation);

    private async Task<PreparedRequest> PreparedAsync(HedgeTicket ticket) =>
        (await venue.Hedges.PrepareAsync(ticket, Cancellation)).ShouldBeOfType<Reading<PreparedRequest>.Known>().Value;

    private static HedgeTicket Ticket(HedgeStep step, decimal notional, string position = "pos-2") => new()
    {
        Id = ClientOrderId.Of(8, 1, 1, ushort.MaxValue - 1, 0),
        Account = Account,
        Asset = new Asset("BTC"),
        Market = "BTC-PERP",
        Purpose = "hedge:BTC",
        Order = new HedgeOrder
        {
            Step = step,
            Notional = new Money(notional),
            Margin = new Money(notional / 2m),
            Fee = new Money(notional / 1_000m),
            PositionId = step == HedgeStep.Close ? position : null,
        },
        Leverage = 2m,
        Before = Quantity.Zero,
        ExpectedPrice = new Price(50_000m),
        MaxSlippageBps = 50m,
        Why = new Reason("hedge-too-small", "in a test"),
    };
}
