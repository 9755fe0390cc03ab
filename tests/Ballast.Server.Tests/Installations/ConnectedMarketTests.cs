using System.Runtime.Versioning;
using System.Text;
using Ballast.Core.Policies;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging.Abstractions;
using MarketChoice = Ballast.Server.Installations.MarketChoice;
using PaperMarket = Ballast.PaperExchange.Hosting.MarketChoice;

namespace Ballast.Server.Tests.Installations;

/// <summary>An account at an exchange on this machine, connected as the owner of a real one would connect it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ConnectedMarketTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("ballast-").FullName;
    private PaperVenue venue = null!;
    private PaperExchangeHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        PaperMarket market = new PaperMarket.Simulated(
            SimulatedAssets.Of(DefaultPolicy.Policy), DefaultPolicy.Policy.Quote, 7)
        { HistoryDays = 1 };
        venue = PaperSetup.Open(market, new PaperVenueOptions(), null, clocks);
        host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
        WriteSecret("here-key", "paper");
        WriteSecret("here-secret", "papersecret");
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        venue.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task A_portfolio_on_a_local_account_is_bought_and_the_directory_remembers_its_accounts()
    {
        WriteAccounts("here", Local);
        (await PassAsync("paper")).Run!.Status.ShouldBe(RunStatus.Completed);
        venue.Record().Orders.Length.ShouldBe(3, "BTC, ETH and SOL");

        // A start without options goes on with them.
        await using Installation again = (await OpenAsync(PolicyOf("paper"), null))
            .ShouldBeOfType<SettingUp.Ready>().Installation;
        again.MarketText.ShouldContain("here (binance local at 127.0.0.1:");
    }

    [Fact]
    public async Task A_policy_in_shadow_plans_and_sends_nothing()
    {
        WriteAccounts("here", Local);
        PassReport pass = await PassAsync("shadow");
        (pass.Decision.Kind, pass.Run).ShouldBe((DecisionKind.Rebalance, null));
        venue.Record().Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_is_never_given_to_another_account()
    {
        WriteAccounts("here", Local);
        await PassAsync("shadow");
        WriteAccounts("here", """ "network": "testnet" """);

        (await OpenAsync(PolicyOf("shadow"), null)).ShouldBeOfType<SettingUp.BadInput>()
            .Cause.ShouldContain("here is binance testnet; this directory knows it as binance local");
    }

    [Theory]
    [InlineData("there", "names the account here, and")]
    [InlineData(null, "need a policy")]
    public async Task A_policy_must_name_accounts_that_are_connected(string? account, string words)
    {
        WriteAccounts(account ?? "here", Local);
        PolicySource policy = account is null ? new PolicySource.Shipped() : PolicyOf("paper");
        (await OpenAsync(policy, null)).ShouldBeOfType<SettingUp.BadInput>().Cause.ShouldContain(words);
    }

    [Fact]
    public async Task A_secret_that_is_missing_stops_the_start_and_is_named()
    {
        File.Delete(Path.Combine(directory, "secrets", "here-secret"));
        WriteAccounts("here", Local);
        SettingUp.Refused refused = (await OpenAsync(PolicyOf("paper"), null)).ShouldBeOfType<SettingUp.Refused>();
        (refused.Cause + refused.WayOut).ShouldSatisfyAllConditions(
            said => said.ShouldContain("account here: there is no secret here-secret"),
            said => said.ShouldContain("ballast keys set here-secret"));
    }

    [Fact]
    public async Task A_directory_of_another_market_says_so_when_accounts_are_put_into_it()
    {
        await using (Installation paper = (await OpenAsync(
            new PolicySource.Shipped(), new MarketChoice.Simulated(7, null))).ShouldBeOfType<SettingUp.Ready>()
            .Installation)
        {
            await paper.Engine.LoadAsync(Cancellation);
            await paper.AdoptAsync(Cancellation);
        }

        WriteAccounts("here", Local);
        (await OpenAsync(PolicyOf("paper"), null)).ShouldBeOfType<SettingUp.BadInput>()
            .Cause.ShouldContain("this directory was begun with a simulated market of seed 7");
    }

    private string Local => $"\"network\": \"local\", \"address\": \"{host.Address}\"";

    private async Task<PassReport> PassAsync(string mode)
    {
        await using Installation installation = (await OpenAsync(PolicyOf(mode), null))
            .ShouldBeOfType<SettingUp.Ready>().Installation;
        (await installation.Engine.LoadAsync(Cancellation)).ShouldBeOfType<StartOutcome.Started>();
        (await installation.AdoptAsync(Cancellation)).ShouldBeOfType<ChangeOutcome.Done>();
        return (await installation.Engine.RunOnceAsync(Cancellation)).ShouldHaveSingleItem();
    }

    private Task<SettingUp> OpenAsync(PolicySource policy, MarketChoice? market) => InstallationSetup.OpenAsync(
        new InstallationSettings
        {
            DataDirectory = directory,
            Policy = policy,
            Market = market,
            Real = TimeProvider.System,
            Pace = InstallationPace.SinglePass,
            Logs = NullLoggerFactory.Instance,
        },
        Cancellation);

    private static PolicySource.FromFile PolicyOf(string mode) => new(
        "policy.jsonc",
        PolicyReader.Read(Encoding.UTF8.GetBytes($$"""
            { "portfolio": "core", "quote": "USDC", "accounts": ["here"], "mode": "{{mode}}",
              "target": { "weights": { "BTC": 0.4, "ETH": 0.3, "SOL": 0.2, "USDC": 0.1 } },
              "trigger": { "checkEvery": "1h", "band": { "absolute": 0.05, "destination": "target" } } }
            """)).ShouldBeOfType<PolicyReading.Read>());

    private void WriteAccounts(string name, string where) => File.WriteAllText(
        Path.Combine(directory, "accounts.jsonc"),
        $$"""
        { "accounts": { "{{name}}": {
            "venue": "binance", {{where}}, "key": "here-key", "secret": "here-secret" } } }
        """);

    private void WriteSecret(string name, string content)
    {
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(directory, "secrets")).FullName, name);
        File.WriteAllText(file, content);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
    }
}
