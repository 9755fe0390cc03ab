using System.Collections.Immutable;
using System.Text;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues.Bridged;
using Ballast.Adapters.Venues;
using Ballast.Adapters.Venues.Bridged;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Ballast.Adapters.Tests.Connections;

/// <summary>
/// What an open account behind the bridge offers the engine, on recorded answers of each exchange in place of its
/// network.
/// </summary>
public sealed class CcxtOpeningTests : IDisposable
{
    private const string OkxTime =
        """{ "to": "GET www.okx.com/api/v5/public/time", "answer": { "code": "0", "data": [{ "ts": "{now}" }] } }""";

    private const string BinanceTime =
        """{ "to": "GET api.binance.com/api/v3/time", "answer": { "serverTime": "{now}" } }""";

    private const string KrakenTime =
        """{ "to": "GET api.kraken.com/0/public/Time", "answer": { "result": { "unixtime": "{seconds}" } } }""";

    private readonly List<IDisposable> parts = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => parts.ForEach(part => part.Dispose());

    // Kraken has no such call; OKX tells neither of transfers (exchanges.json).
    [Theory]
    [InlineData("kraken", "BTC/USD", KrakenTime, "may do what its exchange does not tell")]
    [InlineData("okx", "BTC/USDT", OkxTime, "may perhaps transfer")]
    public async Task A_key_whose_powers_are_not_told_reads_and_sends_nothing_until_its_owner_typed_that(
        string exchange, string symbol, string time, string power)
    {
        string phrase = $"I accept that the key of mine {power}";
        ConnectedAccount doubtful = await OpenedAsync(exchange, "live", null, time);

        Reason held = doubtful.Ports.Hold().ShouldNotBeNull();
        (held.Code, held.Sentence.Contains($"\"accept\": \"{phrase}\"", StringComparison.Ordinal))
            .ShouldBe(("key-not-told", true));
        (await FaultsAsync(doubtful)).ShouldBe(["key-not-told"]);
        (await PrepareAsync(doubtful, symbol)).ShouldBeOfType<Reading<PreparedRequest>.Failed>()
            .Error.Code.ShouldBe("key-not-told");
        (await doubtful.Ports.Balances.ReadBalancesAsync(doubtful.Account, Cancellation))
            .ShouldBeOfType<Core.Portfolios.AccountReading.Read>();

        ConnectedAccount accepted = await OpenedAsync(exchange, "live", phrase, time);
        accepted.Ports.Hold().ShouldBeNull();
        (await FaultsAsync(accepted)).ShouldBeEmpty();
        accepted.Ports.Orders!.Capabilities.Venue.ShouldBe(exchange);
        (await OpenedAsync(exchange, "live", phrase + ".", time)).Ports.Hold().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_key_that_can_do_more_than_trade_is_refused_unless_its_owner_typed_exactly_that()
    {
        // As recorded (bridge/test/permissions.test.js): it may transfer, and works from any address.
        const string Phrase = "I accept that the key of mine may transfer and works from any address";
        ConnectionOpening.Refused refused = (await OpenAsync("binance", "live", null, BinanceTime))
            .ShouldBeOfType<ConnectionOpening.Refused>();

        refused.Why.Code.ShouldBe("key-too-strong");
        refused.WayOut.ShouldContain($"\"accept\": \"{Phrase}\"");
        ConnectedAccount account = await OpenedAsync("binance", "live", Phrase, BinanceTime);
        account.Ports.Hold().ShouldBeNull();
        account.Text.ShouldBe("ccxt binance live");
    }

    [Fact]
    public async Task An_account_at_a_demonstration_takes_orders_of_paper_money_and_its_key_is_not_asked_for()
    {
        ConnectedAccount account = await OpenedAsync("okx", "demo", null, OkxTime);

        account.Ports.Hold().ShouldBeNull();
        account.Ports.Orders!.Capabilities.Venue.ShouldBe("paper-okx-demo");
        PreparedRequest signed = (await PrepareAsync(account, "BTC/USDT"))
            .ShouldBeOfType<Reading<PreparedRequest>.Known>().Value;
        signed.Url.ShouldBe("https://www.okx.com/api/v5/trade/order");
        signed.Body.ShouldContain("\"x-simulated-trading\":\"1\"");
    }

    [Fact]
    public async Task Clocks_that_are_too_far_apart_hold_orders_and_say_so()
    {
        // The recorded time is of 2026-11-21 19:40 (1,795,290,000 s).
        ConnectedAccount account = await OpenedAsync("okx", "demo", null, "");

        account.Ports.Hold().ShouldNotBeNull().Code.ShouldBe("clock-too-far");
    }

    [Fact]
    public async Task A_key_that_is_not_read_holds_orders_and_lets_balances_be_read()
    {
        ConnectedAccount account = await OpenedAsync("okx", "live", null, OkxTime + """
            , { "to": "GET www.okx.com/api/v5/account/config", "answer": { "code": "50001", "msg": "no", "data": [] } }
            """);

        account.Ports.Hold().ShouldNotBeNull().Code.ShouldBe("key-not-read");
        (await account.Ports.Balances.ReadBalancesAsync(account.Account, Cancellation))
            .ShouldBeOfType<Core.Portfolios.AccountReading.Read>();
    }

    [Fact]
    public async Task Past_trades_are_read_where_the_table_says_that_all_are_listed_and_elsewhere_it_says_why_not()
    {
        (await OpenedAsync("gate", "live", null, "")).History.ShouldBeOfType<TradeHistoryAccess.Readable>();
        (await OpenedAsync("okx", "live", null, OkxTime)).History.ShouldBe(new TradeHistoryAccess.NotReadable(
            "okx is reached through ccxt, and it lists the trades of the last 90 days alone"));
    }

    private async Task<ConnectedAccount> OpenedAsync(string exchange, string network, string? accept, string answers)
    {
        ConnectedAccount account = (await OpenAsync(exchange, network, accept, answers))
            .ShouldBeOfType<ConnectionOpening.Opened>().Account;
        parts.Add(account.Part);
        return account;
    }

    private async Task<ConnectionOpening> OpenAsync(string exchange, string network, string? accept, string answers)
    {
        ExchangeBridge bridge = await RecordedBridge.StartAsync(exchange, $"[{answers}]");
        parts.Add(bridge);
        string accepted = accept is null ? "" : $", \"accept\": \"{accept}\"";
        string file = $$"""
            { "accounts": { "mine": { "venue": "ccxt", "exchange": "{{exchange}}", "network": "{{network}}",
                "key": "k", "secret": "s", "password": "p"{{accepted}} } } }
            """;
        AccountConnection connection = AccountsFile.Read(Encoding.UTF8.GetBytes(file))
            .ShouldBeOfType<AccountsReading.Read>().Connections.Single();
        ConnectionSurroundings surroundings = new(
            new SecretPlaces("/nowhere", _ => "Y2FuYXJ5LWtleQ=="),
            new VenueClocks(TimeProvider.System, TimeProvider.System),
            NullLoggerFactory.Instance);
        surroundings = surroundings with { Bridge = bridge };
        return await OpenConnection.OfAsync(connection, surroundings, Cancellation);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(ConnectedAccount account) =>
        (await account.Ports.Keys!.InspectKeyAsync(account.Account, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<Reason>>.Known>().Value.Select(fault => fault.Code);

    private static async Task<Reading<PreparedRequest>> PrepareAsync(ConnectedAccount account, string symbol)
    {
        Instant now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        VenueMarket market = (await account.Ports.Catalog!.ReadMarketsAsync(account.Account, Cancellation))
            .ShouldBeOfType<Reading<ImmutableArray<VenueMarket>>.Known>().Value
            .Single(market => market.Instrument.Symbol == symbol);
        return await account.Ports.Orders!.PrepareAsync(
            new OrderTicket
            {
                Id = ClientOrderId.Of(7, 1, 1, 1, 0),
                Account = account.Account,
                Instrument = market.Instrument,
                Side = TradeSide.Buy,
                Size = new Quantity(0.5m),
                LimitPrice = new Price(20_000m),
                TimeInForce = TimeInForce.ImmediateOrCancel,
                RequestExpiresAt = now + Duration.FromSeconds(20),
            },
            Cancellation);
    }
}
