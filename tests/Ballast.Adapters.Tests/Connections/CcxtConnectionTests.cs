using System.Text;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Venues;
using Ballast.Adapters.Tests.Venues.Bridged;
using Ballast.Adapters.Venues;
using Ballast.Core.Portfolios;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Adapters.Tests.Connections;

public sealed class CcxtConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_keys_of_an_exchange_are_named_as_it_calls_them()
    {
        CcxtConnection okx = Read("""
            "exchange": "okx", "network": "demo", "key": "k", "secret": "s", "password": "p"
            """);
        CcxtConnection hyperliquid = Read("""
            "exchange": "hyperliquid", "network": "testnet", "wallet": "0xab", "privateKey": "p"
            """);

        okx.Identity.ShouldBe("ccxt okx demo");
        okx.Credentials.Select(key => $"{key.Key}={key.Value}").ShouldBe(["apiKey=k", "password=p", "secret=s"]);
        (hyperliquid.Wallet, hyperliquid.Secrets.Single().Text).ShouldBe(("0xab", "p"));
    }

    [Theory]
    [InlineData(""" "exchange": "../okx", "network": "live", "key": "k" """, "$.accounts.a.exchange is an exchange's")]
    [InlineData(""" "exchange": "okx", "network": "live" """, "$.accounts.a.key is missing")]
    [InlineData(""" "exchange": "okx", "network": "here", "key": "k" """, "$.accounts.a.network is \"here\"")]
    [InlineData(""" "exchange": "okx", "network": "local", "key": "k" """, "$.accounts.a.address is missing")]
    [InlineData(""" "exchange": "okx", "network": "live", "key": "k", "uid": "u" """, "$.accounts.a.uid is not a")]
    [InlineData(
        """ "exchange": "okx", "network": "live", "key": "k", "perpetuals": "traded" """,
        "$.accounts.a.perpetuals is \"traded\"; shown is known")]
    [InlineData(""" "exchange": "okx", "network": "live", "key": "A KEY" """, "$.accounts.a.key names a secret")]
    public void What_does_not_belong_is_refused_with_the_path_of_the_field(string fields, string words) =>
        AccountsFile.Read(Encoding.UTF8.GetBytes(Whole(fields))).ShouldBeOfType<AccountsReading.Refused>()
            .Cause.ShouldContain(words);

    [Fact]
    public async Task A_local_exchange_takes_orders_and_its_bridge_ends_with_the_account()
    {
        await using BridgedRig rig = new();
        await rig.InitializeAsync();
        CcxtConnection connection = Read($$"""
            "exchange": "binance", "network": "local", "address": "{{rig.Address}}", "key": "k", "secret": "s"
            """);

        ConnectedAccount account =
            (await OpenAsync(connection, rig)).ShouldBeOfType<ConnectionOpening.Opened>().Account;

        account.Ports.Orders!.Capabilities.Venue.ShouldBe("paper-binance");
        account.Text.ShouldBe($"ccxt binance local at {rig.Address.Authority}");
        (await account.Ports.Balances.ReadBalancesAsync(account.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Read>().Balances.Select(balance => balance.Asset)
            .ShouldBe([PaperRig.Btc, PaperRig.Usdc]);
        account.Part.Dispose();
        rig.Bridge.ProcessNumber.ShouldBeNull();
    }

    [Fact]
    public async Task An_exchange_without_proven_client_ids_is_read_only_and_says_why()
    {
        await using BridgedRig rig = new();
        await rig.InitializeAsync();
        CcxtConnection connection = Read("""
            "exchange": "cryptocom", "network": "live", "key": "k", "secret": "s"
            """);

        ConnectedAccount account =
            (await OpenAsync(connection, rig)).ShouldBeOfType<ConnectionOpening.Opened>().Account;

        account.Ports.Orders.ShouldBeNull();
        account.Text.ShouldStartWith("ccxt cryptocom live, read-only: an order of a client id is not found by it");
    }

    [Theory]
    [InlineData("kraken", "testnet", "NoSandbox")]
    [InlineData("mtgox", "live", "NoRow")]
    public async Task A_sandbox_or_exchange_that_does_not_exist_is_refused(
        string exchange, string network, string words)
    {
        await using BridgedRig rig = new();
        await rig.InitializeAsync();
        CcxtConnection connection = Read($$"""
            "exchange": "{{exchange}}", "network": "{{network}}", "key": "k", "secret": "s"
            """);

        (await OpenAsync(connection, rig)).ShouldBeOfType<ConnectionOpening.Refused>()
            .Why.Sentence.ShouldContain(words);
    }

    [Fact]
    public async Task An_exchange_that_no_test_has_seen_is_read_only_and_says_why()
    {
        await using BridgedRig rig = new();
        await rig.InitializeAsync();
        CcxtConnection connection = Read("""
            "exchange": "bitstamp", "network": "live", "key": "k", "secret": "s"
            """);

        ConnectedAccount account =
            (await OpenAsync(connection, rig)).ShouldBeOfType<ConnectionOpening.Opened>().Account;

        account.Ports.Orders.ShouldBeNull();
        account.Text.ShouldBe(
            "ccxt bitstamp live, read-only: no test has proven how it handles client order ids");
        account.History.ShouldBeOfType<TradeHistoryAccess.NotReadable>()
            .Why.ShouldEndWith("nothing is known of how its trades are listed");
    }

    [Theory]
    [InlineData(""" "exchange": "gemini", "network": "testnet", "key": "k" """, "NoSandbox", "choose another network")]
    [InlineData(""" "exchange": "dydx", "network": "live", "key": "k" """, "NotOffered", "an exchange without spot")]
    [InlineData(
        """ "exchange": "lighter", "network": "live", "wallet": "0xab", "privateKey": "k" """,
        "PrivateKey", "leave \"privateKey\" out")]
    public async Task What_an_exchange_that_no_test_has_seen_does_not_get_is_said(
        string fields, string words, string wayOut)
    {
        await using BridgedRig rig = new();
        await rig.InitializeAsync();

        ConnectionOpening.Refused refused =
            (await OpenAsync(Read(fields), rig)).ShouldBeOfType<ConnectionOpening.Refused>();

        refused.Why.Sentence.ShouldContain(words);
        refused.WayOut.ShouldContain(wayOut);
    }

    [Fact]
    public async Task Perpetuals_that_are_not_offered_are_refused_and_their_bridge_ends()
    {
        await using BridgedRig rig = new();
        await rig.InitializeAsync();
        CcxtConnection connection = Read("""
            "exchange": "cryptocom", "network": "live", "key": "k", "secret": "s", "perpetuals": "shown"
            """);

        (await OpenAsync(connection, rig)).ShouldBeOfType<ConnectionOpening.Refused>()
            .WayOut.ShouldStartWith("leave \"perpetuals\" out");
        rig.Bridge.ProcessNumber.ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_bridge_the_way_to_one_is_said()
    {
        CcxtConnection connection = Read(""" "exchange": "okx", "network": "live", "key": "k", "secret": "s" """);

        (await OpenConnection.OfAsync(connection, Surroundings() with { Bridge = null }, Cancellation))
            .ShouldBeOfType<ConnectionOpening.Refused>().WayOut.ShouldContain("scripts/install-bridge.sh");
    }

    private static Task<ConnectionOpening> OpenAsync(CcxtConnection connection, BridgedRig rig) =>
        OpenConnection.OfAsync(connection, Surroundings() with { Bridge = rig.Bridge }, Cancellation);

    private static ConnectionSurroundings Surroundings() => new(
        new SecretPlaces("/nowhere", name => name == "BALLAST_SECRET_S" ? "papersecret" : "paper"),
        new VenueClocks(TimeProvider.System, TimeProvider.System),
        NullLoggerFactory.Instance);

    private static string Whole(string fields) => $$"""{ "accounts": { "a": { "venue": "ccxt", {{fields}} } } }""";

    private static CcxtConnection Read(string fields) =>
        (CcxtConnection)AccountsFile.Read(Encoding.UTF8.GetBytes(Whole(fields)))
            .ShouldBeOfType<AccountsReading.Read>().Connections.Single();
}
