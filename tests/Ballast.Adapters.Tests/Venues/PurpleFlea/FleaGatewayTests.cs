using Ballast.Adapters.Secrets;
using System.Text.Json;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Paper;
using Ballast.Adapters.Venues.PurpleFlea;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

public sealed class FleaGatewayTests : IDisposable
{
    private static readonly AccountId Account = new("purpleflea");

    private readonly ManualClock clock = new();
    private readonly PaperVenue exchange;
    private readonly PurpleFleaVenue venue;

    public FleaGatewayTests()
    {
        exchange = new PaperVenue(
            new PaperVenueOptions { Accounts = [PaperAccount.Demo] },
            new ScriptedMarket(PaperInstruments.Of(new Asset("BTC"), new Asset("USDC"), 50_000m, 50_000m)),
            new MemoryExchangeStore(),
            clock);
        venue = PaperServices.InProcess(exchange, Account, new VenueClocks(clock, clock));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        venue.Dispose();
        exchange.Dispose();
    }

    // The wallet has no coin here: the market lists BTC and has no price of it yet.
    [Fact]
    public async Task Balances_are_sleeves_and_the_reserve_is_cash()
    {
        AccountReading.Read read = (await venue.Balances.ReadBalancesAsync(Account, Cancellation))
            .ShouldBeOfType<AccountReading.Read>();

        read.Balances.Select(balance => $"{balance.Asset} {balance.Free}").ShouldBe(
            ["USDC 300", "casino 200", "domains 100", "escrow 100", "trading 200", "wallet 100"]);
        read.Access.ShouldBe(AccountAccess.Tradable);
    }

    [Fact]
    public void A_prepared_movement_has_the_exact_body_and_no_key()
    {
        OrderTicket ticket = Ticket("casino", TradeSide.Sell, 12.5m);

        PreparedRequest prepared = venue.Orders.Prepare(ticket);

        prepared.Method.ShouldBe("POST");
        prepared.Url.ShouldEndWith("/purpleflea/api/v1/agents/demo/rebalance");
        prepared.Body.ShouldBe(
            $$"""{"service":"casino","direction":"decrease","amount_usdc":12.5,"reason":"ballast {{ticket.Id}}"}""");
        prepared.ToString().ShouldNotContain("paper\"");
    }

    [Fact]
    public async Task An_accepted_movement_is_filled_whole_at_one_without_a_fee()
    {
        SendOutcome.Accepted accepted = (await SendAsync(Ticket("casino", TradeSide.Sell, 12.5m)))
            .ShouldBeOfType<SendOutcome.Accepted>();

        accepted.Order.Status.ShouldBe(VenueOrderStatus.Filled);
        VenueFill fill = accepted.Fills.ShouldHaveSingleItem();
        (fill.Size.Value, fill.Price.Value, fill.Fee.Value).ShouldBe((12.5m, 1m, 0m));
        exchange.Agents.Portfolio("demo")["casino"].ShouldBe(187.5m);
    }

    [Fact]
    public async Task A_source_that_is_too_small_is_a_rejection()
    {
        VenueError error = (await SendAsync(Ticket("casino", TradeSide.Sell, 500m)))
            .ShouldBeOfType<SendOutcome.Rejected>().Error;

        (error.Kind, error.Code).ShouldBe((VenueErrorKind.Rejected, "http-409"));
    }

    [Theory]
    [InlineData(FaultKind.AnswerTimeout)]
    [InlineData(FaultKind.AnswerReset)]
    [InlineData(FaultKind.AnswerServerError)]
    [InlineData(FaultKind.AnswerGarbage)]
    [InlineData(FaultKind.RequestLost)]
    public async Task Whatever_proves_nothing_is_unknown(FaultKind fault)
    {
        exchange.Faults.Add(new FaultRule { Kind = fault, Times = 1 });

        (await SendAsync(Ticket("casino", TradeSide.Sell, 10m))).ShouldBeOfType<SendOutcome.Unknown>()
            .Error.Kind.ShouldBe(VenueErrorKind.OutcomeUnknown);
    }

    // Only what repeats the movement that was asked for proves it.
    [Theory]
    [InlineData("""{"moved_usdc":40,"status":"accepted"}""", true)]
    [InlineData("""{"amount_usdc":40,"movement_id":7}""", true)]
    [InlineData("{}", false)]
    [InlineData("""{"movement_id":7}""", false)]
    [InlineData("""{"status":"pending","amount_usdc":40}""", false)]
    [InlineData("""{"status":"failed","error":"service is paused","amount_usdc":40}""", false)]
    [InlineData("""{"error":"service is paused","amount_usdc":40}""", false)]
    [InlineData("""{"moved_usdc":0,"amount_usdc":40,"status":"accepted"}""", false)]
    [InlineData("""{"moved_usdc":-40,"status":"accepted"}""", false)]
    [InlineData("""{"moved_usdc":41,"status":"accepted"}""", false)]
    public void An_answer_with_a_good_code_proves_a_movement_only_where_it_repeats_it(string body, bool isProof)
    {
        if (isProof)
        {
            FleaRecords.Movement(body, 40m).Moved.ShouldBe(40m);
        }
        else
        {
            Should.Throw<FormatException>(() => FleaRecords.Movement(body, 40m));
        }
    }

    [Fact]
    public async Task A_wish_to_wait_binds_reads_too()
    {
        exchange.Faults.Add(new FaultRule { Kind = FaultKind.TooManyRequests, Times = 1, Seconds = 30 });

        (await SendAsync(Ticket("casino", TradeSide.Sell, 10m))).ShouldBeOfType<SendOutcome.Rejected>()
            .Error.Kind.ShouldBe(VenueErrorKind.RateLimited);

        (await venue.Balances.ReadBalancesAsync(Account, Cancellation)).ShouldBeOfType<AccountReading.Unreadable>();
        clock.Advance(TimeSpan.FromSeconds(31));
        (await venue.Balances.ReadBalancesAsync(Account, Cancellation)).ShouldBeOfType<AccountReading.Read>();
    }

    [Fact]
    public async Task Markets_and_prices_are_those_of_the_sleeves()
    {
        var markets = (await venue.Catalog.ReadMarketsAsync(Account, Cancellation))
            .ShouldBeOfType<Reading<System.Collections.Immutable.ImmutableArray<VenueMarket>>.Known>().Value;
        markets.Select(market => market.Instrument.Symbol)
            .ShouldBe(["casino", "domains", "escrow", "trading", "wallet"]);

        var prices = (await venue.Prices.ReadPricesAsync(
                [new Asset("casino"), new Asset("BTC")], new Asset("USDC"), Cancellation))
            .ShouldBeOfType<Reading<System.Collections.Immutable.ImmutableArray<PriceQuote>>.Known>().Value;
        prices.Select(price => (price.Asset.Symbol, price.Price.Value)).ShouldBe([("casino", 1m)]);
    }

    [Fact]
    public async Task A_key_that_is_wrong_is_said_so()
    {
        using PurpleFleaVenue stranger = PurpleFleaVenue.Over(
            new PurpleFleaOptions
            {
                Account = Account,
                Address = new Uri("http://paper.invalid/purpleflea/api/v1/"),
                Agent = "demo",
                Key = new Secret("wrong"),
            },
            new VenueClocks(clock, clock),
            () => new PaperExchange.Hosting.InProcessTransport(
                new PaperExchange.Faces.PurpleFlea.PurpleFleaFace(exchange, clock)));

        SendOutcome outcome = await stranger.Orders.SendAsync(
            stranger.Orders.Prepare(Ticket("casino", TradeSide.Sell, 10m)), Cancellation);

        outcome.ShouldBeOfType<SendOutcome.Rejected>().Error.Kind.ShouldBe(VenueErrorKind.NotAuthorized);
        JsonSerializer.Serialize(outcome.ToString()).ShouldNotContain("wrong");
    }

    private Task<SendOutcome> SendAsync(OrderTicket ticket) =>
        venue.Orders.SendAsync(venue.Orders.Prepare(ticket), Cancellation);

    private OrderTicket Ticket(string sleeve, TradeSide side, decimal amount) => new()
    {
        Id = ClientOrderId.Of(7, 1, 42, 0, 0),
        Account = Account,
        Instrument = FleaSleeves.InstrumentOf(new Asset(sleeve)),
        Side = side,
        Size = new Quantity(amount),
        LimitPrice = Price.One,
        TimeInForce = TimeInForce.ImmediateOrCancel,
        RequestExpiresAt = Instant.FromDateTimeOffset(clock.GetUtcNow()) + Duration.FromMinutes(1),
    };
}
