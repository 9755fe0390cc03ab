using System.Collections.Immutable;
using System.Runtime.Versioning;
using Ballast.Core.Amounts;
using Ballast.Core.Policies;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;

namespace Ballast.Cli.Tests.Commands;

/// <summary><c>adopt</c>, against an exchange on loopback that is connected as a real one would be.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AdoptTests
{
    [Fact]
    public async Task What_is_held_becomes_a_policy_in_mode_shadow_on_which_nothing_has_to_be_traded()
    {
        using ScratchDirectory scratch = new();
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        using PaperVenue venue = Exchange(clocks, ("BTC", 1m), ("USDC", 1000m), ("DOC", 7m));
        await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
        Connect(scratch, host);
        string file = Path.Combine(scratch.Path, "mine.jsonc");

        CliRun run = await CliRun.Of("adopt", "--data", scratch.Path, "--to", file, "--portfolio", "mine");
        CliRun again = await CliRun.Of("adopt", "--data", scratch.Path, "--to", file);

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain("DOC is held and has no price in USDC; it is left out of the target");
        Policy policy = PolicyReader.Read(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken))
            .ShouldBeOfType<PolicyReading.Read>().Policy;
        policy.Mode.ShouldBe(TradingMode.Shadow);
        policy.Portfolio.Value.ShouldBe("mine");
        policy.Accounts.Select(account => account.Value).ShouldBe(["here"]);
        policy.Target.Keys.Select(asset => asset.Symbol).ShouldBe(["BTC", "USDC"]);

        // One bitcoin of about 60,000 and 1,000 in cash: the seed of the market gives the price.
        policy.Target[new("BTC")].Value.ShouldBeInRange(0.95m, 0.999m);
        again.ShouldFail(2, "mine.jsonc cannot be written");
    }

    [Fact]
    public async Task Without_a_file_the_policy_is_printed()
    {
        using ScratchDirectory scratch = new();
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        using PaperVenue venue = Exchange(clocks, ("USDC", 1000m));
        await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
        Connect(scratch, host);

        CliRun run = await CliRun.Of("adopt", "--data", scratch.Path, "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Document()["target"]!["weights"]!["USDC"]!.GetValue<decimal>().ShouldBe(1m);
        run.Document()["mode"]!.GetValue<string>().ShouldBe("shadow");
    }

    [Fact]
    public async Task An_account_that_does_not_answer_is_not_taken_for_empty()
    {
        using ScratchDirectory scratch = new();
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        using PaperVenue venue = Exchange(clocks, ("USDC", 1000m));
        PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
        Connect(scratch, host);
        await host.DisposeAsync();

        (await CliRun.Of("adopt", "--data", scratch.Path)).ShouldFail(1, "here");
        (await CliRun.Of("adopt", "--data", Path.Combine(scratch.Path, "none"))).ShouldFail(2, "accounts.jsonc");
    }

    private static PaperVenue Exchange(ExchangeClocks clocks, params (string Asset, decimal Units)[] held) =>
        PaperSetup.Open(
            new MarketChoice.Simulated([.. AssetSpec.Usual], new Asset("USDC"), 7),
            new PaperVenueOptions
            {
                Accounts =
                [
                    PaperAccount.Demo with
                    {
                        OpeningBalances = held.ToImmutableSortedDictionary(
                            one => new Asset(one.Asset), one => new Quantity(one.Units)),
                    },
                ],
            },
            null,
            clocks);

    private static void Connect(ScratchDirectory scratch, PaperExchangeHost host)
    {
        scratch.Write("accounts.jsonc", $$"""
            { "accounts": { "here": { "venue": "binance", "network": "local", "address": "{{host.Address}}",
                "key": "here-key", "secret": "here-secret" } } }
            """);
        Directory.CreateDirectory(Path.Combine(scratch.Path, "secrets"));
        foreach ((string name, string text) in (ReadOnlySpan<(string, string)>)
            [("here-key", PaperAccount.Demo.ApiKey), ("here-secret", PaperAccount.Demo.Secret)])
        {
            string file = scratch.Write(Path.Combine("secrets", name), text);
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        }
    }
}
