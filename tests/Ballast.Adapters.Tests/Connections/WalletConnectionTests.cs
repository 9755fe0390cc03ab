using System.Text;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Tests.Wallets;
using Ballast.Adapters.Venues;
using Ballast.Core.Portfolios;
using Ballast.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Adapters.Tests.Connections;

/// <summary>Wallets in the accounts file.</summary>
public sealed class WalletConnectionTests
{
    private const string Bitcoin = "\"chain\": \"bitcoin\", \"address\": \"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa\"";
    private const string Ethereum = $"\"chain\": \"ethereum\", \"address\": \"{EncodedCalls.Owner}\"";
    private const string Servers = "\"endpoints\": [\"https://example.org/api\"]";

    [Fact]
    public void A_wallet_is_its_chain_and_its_address_whatever_its_servers()
    {
        WalletConnection read = Read($$"""{{Bitcoin}}, {{Servers}}""")
            .ShouldBeOfType<AccountsReading.Read>().Connections.Single().ShouldBeOfType<WalletConnection>();

        read.Identity.ShouldBe("wallet bitcoin 1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
        read.Secrets.ShouldBeEmpty();
        read.Tokens.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("\"chain\": \"dogecoin\"", "$.accounts.cold.chain is \"dogecoin\"; arbitrum, base, bitcoin, bnb,")]
    [InlineData("\"chain\": \"base\", \"address\": \"0x1\"", "$.accounts.cold.address is no address")]
    [InlineData($"{Bitcoin}", "$.accounts.cold.endpoints is missing")]
    [InlineData($"{Bitcoin}, \"endpoints\": []", "$.accounts.cold.endpoints must be a list")]
    [InlineData($"{Bitcoin}, \"endpoints\": [\"http://example.org\"]", "each is an https address")]
    [InlineData($"{Bitcoin}, \"endpoints\": [\"http://8.8.8.8\"]", "each is an https address")]
    [InlineData($"{Bitcoin}, \"endpoints\": [\"https://a:b@example.org\"]", "each is an https address")]
    [InlineData($"{Bitcoin}, {Servers}, \"key\": \"node\"", "$.accounts.cold.key is of no use")]
    [InlineData($"{Bitcoin}, \"endpoints\": [\"https://a.org/{{key}}\"]", "$.accounts.cold.key is missing")]
    [InlineData($"{Bitcoin}, {Servers}, \"tokens\": {{ \"x\": \"Y\" }}", "$.accounts.cold.tokens.x is no address")]
    [InlineData($"{Ethereum}, {Servers}, \"tokens\": {{ \"{EncodedCalls.Usdc}\": \"\" }}", "must be a text")]
    [InlineData($"{Ethereum}, {Servers}, \"tokens\": {{ \"{EncodedCalls.Usdc}\": \"a b\" }}", "no asset's name")]
    [InlineData($"{Ethereum}, {Servers}, \"signer\": \"me\"", "$.accounts.cold.signer is not a field here")]
    public void What_does_not_belong_is_refused_with_the_path_of_the_field(string fields, string words) =>
        Read(fields).ShouldBeOfType<AccountsReading.Refused>().Cause.ShouldContain(words);

    [Fact]
    public void A_token_is_there_once_however_it_is_spelt() =>
        Read($$"""
            {{Ethereum}}, {{Servers}},
            "tokens": { "{{EncodedCalls.Usdc}}": "USDC", "{{EncodedCalls.Usdc.ToLowerInvariant()}}": "USDC" }
            """).ShouldBeOfType<AccountsReading.Refused>().Cause
            .ShouldContain("$.accounts.cold.tokens has a token twice");

    [Fact]
    public void A_private_network_may_be_asked_without_encryption() =>
        Read($"{Bitcoin}, \"endpoints\": [\"http://127.0.0.1:3002\", \"http://192.168.1.9:3002\"]")
            .ShouldBeOfType<AccountsReading.Read>();

    [Fact]
    public async Task An_opened_wallet_reaches_its_server_by_its_key_and_can_do_nothing_but_count()
    {
        await using ChainServer server = await new EvmServer().StartAsync();
        string endpoint = server.Address.AbsoluteUri.Replace(ChainServer.Key, "{key}", StringComparison.Ordinal);
        AccountConnection connection = Read($$"""
            {{Ethereum}}, "endpoints": ["{{endpoint}}"], "key": "node-key",
            "tokens": { "{{EncodedCalls.Usdc}}": "USDC", "{{EncodedCalls.Wbtc}}": "WBTC" }
            """).ShouldBeOfType<AccountsReading.Read>().Connections.Single();
        ManualClock clock = new();
        ConnectionSurroundings surroundings = new(
            new SecretPlaces("nowhere", name => name == "BALLAST_SECRET_NODE_KEY" ? ChainServer.Key : null),
            new VenueClocks(clock, clock),
            NullLoggerFactory.Instance);

        ConnectedAccount account = (await OpenConnection.OfAsync(
            connection, surroundings, TestContext.Current.CancellationToken))
            .ShouldBeOfType<ConnectionOpening.Opened>().Account;
        using IDisposable part = account.Part;
        AccountReading reading = await account.Ports.Balances.ReadBalancesAsync(
            account.Account, TestContext.Current.CancellationToken);

        account.Ports.Orders.ShouldBeNull();
        account.Text.ShouldBe("ethereum wallet, counted only");
        reading.ShouldBeOfType<AccountReading.Read>().Balances.Select(balance => balance.Asset.Symbol)
            .ShouldBe(["ETH", "USDC", "WBTC"]);
    }

    private static AccountsReading Read(string fields) => AccountsFile.Read(Encoding.UTF8.GetBytes(
        $$"""{ "accounts": { "cold": { "venue": "wallet", {{fields}} } } }"""));
}
