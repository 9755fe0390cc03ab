using System.Text;
using Ballast.Adapters.Connections;

namespace Ballast.Adapters.Tests.Connections;

public sealed class AccountsFileTests
{
    private const string Head = """{ "accounts": { "a": { "venue": "binance",""";

    [Fact]
    public void An_account_of_each_network_is_read_with_the_addresses_of_that_network()
    {
        AccountConnection[] read = [.. Read("""
            { "accounts": {
                // where it all began
                "main": { "venue": "binance", "network": "live", "key": "a-key", "secret": "a-secret" },
                "play": { "venue": "binance", "network": "testnet", "key": "b-key", "secret": "b-secret" },
                "here": { "venue": "binance", "network": "local", "address": "http://127.0.0.1:5081",
                          "key": "c-key", "secret": "c-secret" } } }
            """).ShouldBeOfType<AccountsReading.Read>().Connections];

        read.Select(connection => (connection.Account.Value, connection.Identity)).ShouldBe(
            [("here", "binance local"), ("main", "binance live"), ("play", "binance testnet")]);
        read.Cast<BinanceConnection>().Select(connection => connection.Addresses.Rest.AbsoluteUri).ShouldBe(
            ["http://127.0.0.1:5081/", "https://api.binance.com/", "https://testnet.binance.vision/"]);
        read.Cast<BinanceConnection>().Select(connection => connection.Addresses.Api.AbsoluteUri).ShouldBe(
        [
            "ws://127.0.0.1:5081/ws-api/v3", "wss://ws-api.binance.com/ws-api/v3",
            "wss://ws-api.testnet.binance.vision/ws-api/v3",
        ]);
        read[0].Secrets.Select(name => name.Text).ShouldBe(["c-key", "c-secret"]);
    }

    [Theory]
    [InlineData("""{ "accounts": {} }""", "$.accounts has 0 accounts")]
    [InlineData("""{ "accounts": [] }""", "$.accounts must be an object")]
    [InlineData("""{ "account": {} }""", "$.accounts is missing")]
    [InlineData("""{ "accounts": { "a": { "venue": "binance" } }, "x": 1 }""", "$.x is not a field here")]
    [InlineData("""{ "accounts": { "A": { "venue": "binance" } } }""", "\"A\" is not an account's name")]
    [InlineData("""{ "accounts": { "a": {} } }""", "$.accounts.a.venue is missing")]
    [InlineData("""{ "accounts": { "a": { "venue": "mtgox" } } }""", "$.accounts.a.venue is \"mtgox\"")]
    [InlineData("""{ "accounts": { "a": { "venue": "binance" } } }""", "$.accounts.a.network is missing")]
    [InlineData(
        """{ "accounts": { "a": { "venue": "binance", "network": "demo" } } }""",
        "$.accounts.a.network is \"demo\"; live, testnet, local are known")]
    [InlineData(
        """{ "accounts": { "a": { "venue": "binance", "network": "live", "key": "k", "secret": "S3CRET!" } } }""",
        "$.accounts.a.secret names a secret")]
    [InlineData(
        """{ "accounts": { "a": { "venue": "binance", "network": "live", "key": 7, "secret": "s" } } }""",
        "$.accounts.a.key must be a text")]
    [InlineData(
        Head + """ "network": "live", "address": "http://127.0.0.1:1", "key": "k", "secret": "s" } } }""",
        "$.accounts.a.address is not a field here; accept, key, network, secret, venue are known")]
    [InlineData(
        Head + """ "network": "local", "address": "http://example.org", "key": "k", "secret": "s" } } }""",
        "$.accounts.a.address must be an http address of this machine")]
    [InlineData("""{ "accounts": { "a": {}, "a": {} } }""", "a field is there twice")]
    [InlineData("""{ "accounts": """, "it is not JSON (line 1)")]
    public void What_does_not_belong_is_refused_with_the_path_of_the_field(string file, string words) =>
        Read(file).ShouldBeOfType<AccountsReading.Refused>().Cause.ShouldContain(words);

    [Fact]
    public void A_secret_that_was_written_where_its_name_belongs_is_not_repeated() =>
        Read(Head + """ "network": "live", "key": "CANARY+/9", "secret": "s" } } }""")
            .ShouldBeOfType<AccountsReading.Refused>().Cause.ShouldNotContain("CANARY");

    private static AccountsReading Read(string file) => AccountsFile.Read(Encoding.UTF8.GetBytes(file));
}
