using System.Text;
using Ballast.Adapters.Connections;
using Ballast.Adapters.Secrets;
using Ballast.Adapters.Venues;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Faces.PurpleFlea;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Stores;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Adapters.Tests.Connections;

/// <summary>Agents of Purple Flea in the accounts file.</summary>
public sealed class PurpleFleaConnectionTests
{
    private const string Live =
        "\"network\": \"live\", \"address\": \"https://flea.example/api/v1\", \"agent\": \"a7\", \"token\": \"flea\"";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "purple-flea live a7 services")]
    [InlineData(", \"holds\": \"services\"", "purple-flea live a7 services")]
    [InlineData(", \"holds\": \"wallet\"", "purple-flea live a7 wallet")]
    public void An_account_is_its_agent_and_what_of_its_money_is_meant_wherever_that_answers(
        string holds, string identity)
    {
        PurpleFleaConnection read = Connection(Live + holds);

        read.Identity.ShouldBe(identity);
        read.Address.ShouldBe(new Uri("https://flea.example/api/v1/"));
        read.Secrets.Single().Text.ShouldBe("flea");
    }

    [Theory]
    [InlineData("\"network\": \"testnet\"", "$.accounts.flea.network is \"testnet\"; live, local are known")]
    [InlineData("\"network\": \"live\", \"agent\": \"a\", \"address\": \"http://flea.example\"", "an https address")]
    [InlineData("\"network\": \"live\", \"agent\": \"a\", \"address\": \"http://127.0.0.1\"", "an https address")]
    [InlineData("\"network\": \"live\", \"agent\": \"a\", \"address\": \"https://a:b@flea.io\"", "an https address")]
    [InlineData("\"network\": \"local\", \"agent\": \"a\", \"address\": \"http://10.0.0.7/v1\"", "of this machine")]
    [InlineData("\"network\": \"live\", \"agent\": \"a/b\", \"address\": \"https://flea.example\"", "an agent's name")]
    [InlineData(Live + ", \"holds\": \"casino\"", "$.accounts.flea.holds is \"casino\"")]
    [InlineData(Live + ", \"key\": \"k\"", "$.accounts.flea.key is not a field here")]
    public void What_does_not_belong_is_refused_with_the_path_of_the_field(string fields, string words) =>
        Read(fields).ShouldBeOfType<AccountsReading.Refused>().Cause.ShouldContain(words);

    [Fact]
    public void A_token_is_named_and_never_written() =>
        Read(Live.Replace("\"flea\"", "\"eyJhbGciOiJIUzI1NiJ9.SECRET\"", StringComparison.Ordinal))
            .ShouldBeOfType<AccountsReading.Refused>().Cause.ShouldContain("$.accounts.flea.token names a secret");

    // Names of venues that begin with "paper" take orders of mode paper; any other asks the gate before real money.
    [Fact]
    public async Task Real_money_stands_behind_the_gate_and_nobody_can_tell_what_a_token_may_do()
    {
        AccountId account = new("flea");
        ConnectedAccount opened = await OpenAsync(Connection(Live));
        ConnectedAccount accepted =
            await OpenAsync(Connection($"{Live}, \"accept\": \"{FleaTokenInspector.Phrase(account)}\""));

        opened.Ports.Orders!.Capabilities.Venue.ShouldBe("purpleflea");
        opened.Text.ShouldBe("purple-flea live a7 services");
        (await FaultsAsync(opened)).ShouldHaveSingleItem().Code.ShouldBe("key-not-told");
        opened.Ports.Hold()!.Code.ShouldBe("key-not-told", "and no order leaves, whatever else was proven");
        accepted.Ports.Hold().ShouldBeNull();
        (await FaultsAsync(accepted)).ShouldBeEmpty();
        opened.Part.Dispose();
        accepted.Part.Dispose();
    }

    [Theory]
    [InlineData("services", "USDC 300, casino 200, domains 100, escrow 100, trading 200, wallet 100")]
    [InlineData("wallet", "USDC 100")]
    public async Task A_local_agent_is_read_over_loopback_with_its_token(string holds, string balances)
    {
        await using ServedAgent served = await ExchangeAsync();
        ConnectedAccount account = await OpenAsync(Connection(Local(served.Host.Address, holds)));

        AccountReading.Read read =
            (await account.Ports.Balances.ReadBalancesAsync(account.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Read>();

        string.Join(", ", read.Balances.Select(balance => $"{balance.Asset} {balance.Free}")).ShouldBe(balances);
        account.Ports.Orders!.Capabilities.Venue.ShouldBe("paper-purpleflea");
        account.Text.ShouldBe($"purple-flea local demo {holds} at {served.Host.Address.Authority}");
        account.Part.Dispose();
    }

    [Fact]
    public async Task A_token_that_is_wrong_is_said_so_and_not_repeated()
    {
        await using ServedAgent served = await ExchangeAsync();
        ConnectedAccount account = await OpenAsync(Connection(Local(served.Host.Address, "services")), "not-the-token");

        string why = (await account.Ports.Balances.ReadBalancesAsync(account.Account, Cancellation))
            .ShouldBeOfType<AccountReading.Unreadable>().Why.Sentence;

        why.ShouldNotContain("not-the-token");
        why.ShouldContain("key");
        account.Part.Dispose();
    }

    // The market lists BTC and has no price of it: the wallet is USDC alone.
    private static async Task<ServedAgent> ExchangeAsync()
    {
        PaperVenue venue = new(
            new PaperVenueOptions { Accounts = [PaperAccount.Demo] },
            new ScriptedMarket(PaperInstruments.Of(new Asset("BTC"), new Asset("USDC"), 50_000m, 50_000m)),
            new MemoryExchangeStore(),
            TimeProvider.System);
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        return new ServedAgent(venue, await PaperExchangeHost.StartAsync(venue, 0, clocks));
    }

    // The log has amounts of coins; a trade needs a price and a fee (docs/PURPLE-FLEA.md).
    [Theory]
    [InlineData("services", "services are no purchases")]
    [InlineData("wallet", "neither price nor fee of a trade")]
    public async Task Past_trades_are_not_told_and_what_is_missing_is_said(string holds, string words)
    {
        ConnectedAccount account = await OpenAsync(Connection($"{Live}, \"holds\": \"{holds}\""));
        using IDisposable part = account.Part;

        account.History.ShouldBeOfType<TradeHistoryAccess.NotReadable>().Why.ShouldContain(words);
    }

    private static string Local(Uri address, string holds) =>
        $"\"network\": \"local\", \"address\": \"{new Uri(address, PurpleFleaFace.Prefix)}\", \"agent\": \"demo\", "
        + $"\"token\": \"flea\", \"holds\": \"{holds}\"";

    private static PurpleFleaConnection Connection(string fields) => Read(fields)
        .ShouldBeOfType<AccountsReading.Read>().Connections.Single().ShouldBeOfType<PurpleFleaConnection>();

    private static AccountsReading Read(string fields) => AccountsFile.Read(Encoding.UTF8.GetBytes(
        $$"""{ "accounts": { "flea": { "venue": "purple-flea", {{fields}} } } }"""));

    private static async Task<ConnectedAccount> OpenAsync(PurpleFleaConnection connection, string token = "paper")
    {
        ConnectionSurroundings surroundings = new(
            new SecretPlaces(
                Directory.GetCurrentDirectory(), name => name == "BALLAST_SECRET_FLEA" ? token : null),
            new VenueClocks(TimeProvider.System, TimeProvider.System),
            NullLoggerFactory.Instance);
        return (await OpenConnection.OfAsync(connection, surroundings, Cancellation))
            .ShouldBeOfType<ConnectionOpening.Opened>().Account;
    }

    private static async Task<IReadOnlyList<Reason>> FaultsAsync(ConnectedAccount account) =>
        (await account.Ports.Keys!.InspectKeyAsync(account.Account, Cancellation))
        .ShouldBeOfType<Reading<System.Collections.Immutable.ImmutableArray<Reason>>.Known>().Value;

    private sealed record ServedAgent(PaperVenue Venue, PaperExchangeHost Host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            Venue.Dispose();
        }
    }
}
