using System.Collections.Immutable;
using System.Net;
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
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using Ballast.Testing;
using NodaTime;

namespace Ballast.Adapters.Tests.Venues.PurpleFlea;

/// <summary>The wallet's coins over the wire, at a paper exchange with BTC at 50,000 and a book around it.</summary>
public sealed class FleaWalletGatewayTests : IDisposable
{
    private static readonly AccountId Account = new("purpleflea-wallet");
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Usdc = new("USDC");

    private readonly ManualClock clock = new();
    private readonly FleaTap tap = new();
    private readonly ScriptedMarket market = new(PaperInstruments.Of(Btc, Usdc, 50_000m, 50_000m));
    private readonly PaperVenue exchange;
    private readonly PurpleFleaWallet wallet;

    public FleaWalletGatewayTests()
    {
        market.Set("BTCUSDC", Now, 50_000m);
        exchange = new PaperVenue(
            new PaperVenueOptions { Accounts = [PaperAccount.Demo] }, market, new MemoryExchangeStore(), clock);
        var face = new PurpleFleaFace(exchange, clock);
        wallet = PurpleFleaWallet.Over(
            PaperServices.OptionsOf(Account, InProcessTransport.Address),
            new VenueClocks(clock, clock),
            () => tap.On(new InProcessTransport(face)));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Instant Now => Instant.FromDateTimeOffset(clock.GetUtcNow());

    public void Dispose()
    {
        wallet.Dispose();
        exchange.Dispose();
    }

    // The market has BTC alone, so that the wallet began with 80 USDC and 20 in BTC.
    [Fact]
    public async Task Balances_are_coins_and_the_wallets_own_cash()
    {
        AccountReading.Read read = (await wallet.Balances.ReadBalancesAsync(Account, Cancellation))
            .ShouldBeOfType<AccountReading.Read>();

        read.Balances.Select(balance => $"{balance.Asset} {balance.Free}").ShouldBe(["BTC 0.0004", "USDC 80"]);
    }

    [Fact]
    public async Task A_coin_without_a_price_has_no_market_and_takes_none_from_the_others()
    {
        (await MarketsAsync()).Select(market => market.Instrument.Symbol).ShouldBe(["BTC-USDC"]);
        (await PricesAsync()).Select(quote => (quote.Asset, quote.Price.Value, quote.At))
            .ShouldBe([(Btc, 50_000m, Now)]);
    }

    // 50,250 is 50 bp above 50,000.
    [Theory]
    [InlineData(TradeSide.Buy, 50_250, "buy", "50")]
    [InlineData(TradeSide.Sell, 49_750, "sell", "50")]
    [InlineData(TradeSide.Buy, 50_000, "buy", "0")]
    [InlineData(TradeSide.Sell, 1, "sell", "9999.8")]
    public async Task The_limit_travels_as_its_distance_from_the_last_price(
        TradeSide side, int limit, string path, string bps)
    {
        await MarketsAsync();
        OrderTicket ticket = Ticket(side, 0.0001m, limit);

        PreparedRequest prepared = wallet.Orders.Prepare(ticket);

        prepared.Url.ShouldEndWith($"/purpleflea/api/v1/wallet/{path}");
        prepared.Body.ShouldBe(
            $$"""{"agent_id":"demo","asset":"BTC","quantity":0.0001,"max_slippage_bps":{{bps}},"""
            + $"\"reason\":\"ballast {ticket.Id}\"}}");
    }

    [Fact]
    public async Task What_the_venue_could_not_keep_is_not_written()
    {
        (await CodeOfAsync(Ticket(TradeSide.Buy, 0.0001m, 50_250))).ShouldBe("price-unknown");
        await MarketsAsync();
        (await CodeOfAsync(Ticket(TradeSide.Buy, 0.0001m, 49_999))).ShouldBe("price-moved");
        (await CodeOfAsync(Ticket(TradeSide.Sell, 0.0001m, 50_001))).ShouldBe("price-moved");
        (await CodeOfAsync(Ticket(TradeSide.Buy, 0.0001m, 50_250) with
        {
            TimeInForce = TimeInForce.GoodTillCancelled,
        })).ShouldBe("no-resting-orders");
        tap.Sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trade_comes_back_with_the_cash_that_it_moved_to_the_last_unit()
    {
        await MarketsAsync();

        SendOutcome.Accepted bought = (await SendAsync(Ticket(TradeSide.Buy, 0.00012345m, 50_250)))
            .ShouldBeOfType<SendOutcome.Accepted>();

        VenueFill fill = bought.Fills.ShouldHaveSingleItem();
        decimal cash = exchange.Agents.Account("demo").Holdings["wallet/USDC"];
        ((fill.Size.Value * fill.Price.Value) + fill.Fee.Value).ShouldBe(80m - cash);
        (bought.Order.Status, bought.Order.Filled.Value).ShouldBe((VenueOrderStatus.Filled, 0.00012345m));
        fill.Price.Value.ShouldBeInRange(50_000m, 50_250m);
    }

    [Fact]
    public async Task Too_little_cash_and_too_thin_a_book_are_rejections()
    {
        await MarketsAsync();

        (await SendAsync(Ticket(TradeSide.Buy, 1m, 50_250))).ShouldBeOfType<SendOutcome.Rejected>()
            .Error.Code.ShouldBe("http-409");
        (await SendAsync(Ticket(TradeSide.Sell, 1m, 49_750))).ShouldBeOfType<SendOutcome.Rejected>()
            .Error.Code.ShouldBe("http-409");
        (await SendAsync(Ticket(TradeSide.Buy, 0.0001m, 50_000))).ShouldBeOfType<SendOutcome.Rejected>()
            .Error.Code.ShouldBe("http-422");
    }

    [Theory]
    [InlineData("""{"fill_id":"t","quantity":0.0001}""")]
    [InlineData("""{"fill_id":"t","quantity":0.0002,"value_usdc":5}""")]
    [InlineData("""{"fill_id":"t","quantity":0.0001,"value_usdc":-5}""")]
    [InlineData("""{"quantity":"all"}""")]
    public async Task An_answer_that_cannot_be_true_leaves_the_outcome_unknown(string body)
    {
        await MarketsAsync();
        tap.Instead = (path, _) => path.Contains("wallet/buy", StringComparison.Ordinal)
            ? (HttpStatusCode.OK, body)
            : null;

        (await SendAsync(Ticket(TradeSide.Buy, 0.0001m, 50_250))).ShouldBeOfType<SendOutcome.Unknown>();
    }

    // A venue that states a price and no cash: the cash is what they come to.
    [Fact]
    public async Task An_answer_with_a_price_alone_is_read()
    {
        await MarketsAsync();
        tap.Instead = (path, _) => path.Contains("wallet/buy", StringComparison.Ordinal)
            ? (HttpStatusCode.OK, """{"quantity":0.0001,"fill_price":50005}""")
            : null;

        VenueFill fill = (await SendAsync(Ticket(TradeSide.Buy, 0.0001m, 50_250)))
            .ShouldBeOfType<SendOutcome.Accepted>().Fills.Single();

        (fill.Price.Value, fill.Fee.Value).ShouldBe((50_005m, 0m));
    }

    private async Task<ImmutableArray<VenueMarket>> MarketsAsync() =>
        (await wallet.Catalog.ReadMarketsAsync(Account, Cancellation))
        .ShouldBeOfType<Reading<ImmutableArray<VenueMarket>>.Known>().Value;

    private async Task<ImmutableArray<PriceQuote>> PricesAsync() =>
        (await wallet.Prices.ReadPricesAsync([Btc, new Asset("ETH"), new Asset("casino")], Usdc, Cancellation))
        .ShouldBeOfType<Reading<ImmutableArray<PriceQuote>>.Known>().Value;

    private async Task<string> CodeOfAsync(OrderTicket ticket) =>
        (await wallet.Orders.PrepareAsync(ticket, Cancellation))
        .ShouldBeOfType<Reading<PreparedRequest>.Failed>().Error.Code;

    private Task<SendOutcome> SendAsync(OrderTicket ticket) =>
        wallet.Orders.SendAsync(wallet.Orders.Prepare(ticket), Cancellation);

    private OrderTicket Ticket(TradeSide side, decimal size, decimal limit) => new()
    {
        Id = ClientOrderId.Of(7, 1, 42, 0, 0),
        Account = Account,
        Instrument = FleaCoins.InstrumentOf(Btc),
        Side = side,
        Size = new Quantity(size),
        LimitPrice = new Price(limit),
        TimeInForce = TimeInForce.ImmediateOrCancel,
        RequestExpiresAt = Now + Duration.FromMinutes(1),
    };
}
