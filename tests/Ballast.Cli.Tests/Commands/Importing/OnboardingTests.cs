using System.Collections.Immutable;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Ballast.Cli.Tests.Programs;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange;
using Ballast.PaperExchange.Accounts;
using Ballast.PaperExchange.Clocks;
using Ballast.PaperExchange.Hosting;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Orders;
using NodaTime;

namespace Ballast.Cli.Tests.Commands.Importing;

/// <summary>
/// From an account at an exchange to trading, by the documented commands in their order, against an exchange on
/// loopback that is connected as a real one would be.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class OnboardingTests
{
    [Fact]
    public async Task A_read_only_account_is_adopted_its_trades_are_imported_and_nothing_is_traded()
    {
        using ScratchDirectory scratch = new();
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        using PaperVenue venue = Exchange(clocks);
        await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
        Connect(scratch, host);
        string file = Path.Combine(scratch.Path, "mine.jsonc");
        decimal cost = Bought(venue, 0.5m) + Bought(venue, 0.25m);

        (await CliRun.Of("adopt", "--data", scratch.Path, "--to", file)).Code.ShouldBe(0);
        (await CliRun.Of("import", "trades", "here", "--data", scratch.Path))
            .ShouldFail(2, "journal", "ballast serve");
        await ServedAsync(scratch, file, async server =>
        {
            CliRun first = await CliRun.Of("import", "trades", "here", "--data", scratch.Path, "--json");
            first.Code.ShouldBe(0, first.Error);
            first.Document()["added"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(2);
            CliRun again = await CliRun.Of("import", "trades", "here", "--data", scratch.Path, "--json");
            again.Document()["added"]!.GetValue<int>().ShouldBe(0);
            again.Document()["known"]!.GetValue<int>().ShouldBe(0, "it goes on behind the last trade");

            // One bitcoin was there before, 0.75 less a fee of 0.1 % were bought.
            JsonNode btc = await PricedAsync(scratch);
            Number(btc, "covered").ShouldBe(0.74925m);
            Number(btc, "uncovered").ShouldBe(1m);
            Number(btc, "held").ShouldBe(1.74925m);
            Number(btc, "cost").ShouldBe(cost);
            Number(btc, "unrealised").ShouldBe((0.74925m * Number(btc, "price")) - cost);

            CliRun plan = await CliRun.Of("plan", "--data", scratch.Path, "--json");
            plan.Code.ShouldBe(0, plan.Error);
        });

        venue.Orders("demo", "BTCUSDC").Length.ShouldBe(2, "in mode shadow nothing is sent");
        CliRun offline = await CliRun.Of("lots", "--data", scratch.Path);
        offline.Code.ShouldBe(0, offline.Error);
        offline.Out.ShouldContain("0.74925");
    }

    [Fact]
    public async Task A_file_of_older_trades_covers_more_and_a_trade_that_the_venue_told_counts_once()
    {
        using ScratchDirectory scratch = new();
        ExchangeClocks clocks = new(TimeProvider.System, TimeProvider.System);
        using PaperVenue venue = Exchange(clocks);
        await using PaperExchangeHost host = await PaperExchangeHost.StartAsync(venue, 0, clocks);
        Connect(scratch, host);
        string file = Path.Combine(scratch.Path, "mine.jsonc");
        Bought(venue, 0.5m);
        ExchangeTrade known = venue.Trades("demo", "BTCUSDC", 0)[0];
        (await CliRun.Of("adopt", "--data", scratch.Path, "--to", file)).Code.ShouldBe(0);
        await ServedAsync(scratch, file, _ => Task.CompletedTask);

        // No server runs now: the journal itself is written to.
        string csv = scratch.Write(
            "old.csv",
            $"""
            time,market,side,quantity,price,fee,fee_asset,trade_id
            2020-05-01,BTC/USDC,buy,1,8000,,,old-1
            {known.At},BTC/USDC,buy,{known.Size},{known.Price},{known.Fee},{known.FeeAsset},{known.Id}
            """);
        CliRun venueFirst = await CliRun.Of("import", "trades", "here", "--data", scratch.Path, "--json");
        venueFirst.Code.ShouldBe(0, venueFirst.Error);
        CliRun fileNext =
            await CliRun.Of("import", "trades", "here", "--data", scratch.Path, "--file", csv, "--json");
        fileNext.Code.ShouldBe(0, fileNext.Error);
        fileNext.Document()["added"]!.GetValue<int>().ShouldBe(1);
        fileNext.Document()["known"]!.GetValue<int>().ShouldBe(1);

        JsonNode btc = Holding(await CliRun.Of("lots", "--data", scratch.Path, "--json"), "BTC");
        Number(btc, "uncovered").ShouldBe(0m);
        Number(btc, "covered").ShouldBe(1.4995m);

        string other = scratch.Write("other.csv", (await File.ReadAllTextAsync(
            csv, TestContext.Current.CancellationToken)).Replace("8000", "9000", StringComparison.Ordinal)
            + "\n2020-05-01,ADA/USDC,buy,1,1,,,new-1");
        (await CliRun.Of("import", "trades", "here", "--data", scratch.Path, "--file", other))
            .ShouldFail(1, "trade old-1 of BTC/USDC is known as buy 1 at 8000");
        (await CliRun.Of("lots", "--data", scratch.Path, "--json")).Document()["items"]!.AsArray().ShouldNotContain(
            item => item!["id"]!.GetValue<string>() == "ADA", "nothing of the file is imported");
        string bad = scratch.Write(
            "bad.csv", "time,market,side,quantity,price,trade_id\n2020-05-01,BTC/USDC,buy,x,1,1");
        (await CliRun.Of("import", "trades", "here", "--data", scratch.Path, "--file", bad))
            .ShouldFail(2, "bad.csv, line 2, quantity: 'x'");
    }

    [Fact]
    public async Task What_a_file_told_wrong_is_taken_back_beside_a_server_and_without_one()
    {
        using ScratchDirectory scratch = new();
        string csv = scratch.Write(
            "old.csv",
            """
            time,market,side,quantity,price,trade_id
            2020-05-01,BTC/USDC,buy,1,8000,old-1
            2020-05-02,BTC/EUR,buy,1,8000,old-2
            """);
        string[] import = ["import", "trades", "paper", "--data", scratch.Path, "--file", csv];
        string[] retract = ["import", "retract", "paper", "--data", scratch.Path, "--reason", "typed wrong"];
        await ServedAsync(scratch, CliRun.Sample("policies/hybrid.jsonc"), async server =>
        {
            (await CliRun.Of(import)).Out.ShouldContain(
                "1 trades without a rate: the file says no quote_price in USDC of them");
            CliRun done = await CliRun.Of([.. retract, "old-2", "--json"]);
            done.Code.ShouldBe(0, done.Error);
            done.Document()["removed"]!.GetValue<int>().ShouldBe(1);
            (await CliRun.Of([.. retract, "old-2"])).ShouldFail(1, "no trade old-2 is known");
            CliRun lots = await CliRun.Of("lots", "--data", scratch.Path, "--json");
            lots.Document()["portfolio"]!.GetValue<string>().ShouldBe("hybrid", "it is the only one");
        });

        (await CliRun.Of([.. import, "--json"])).Document()["added"]!.GetValue<int>().ShouldBe(1, "old-2 again");
        CliRun whole = await CliRun.Of([.. retract, "--file", csv, "--json"]);
        whole.Code.ShouldBe(0, whole.Error);
        whole.Document()["removed"]!.GetValue<int>().ShouldBe(2);
        (await CliRun.Of("lots", "--data", scratch.Path, "--json")).Document()["portfolio"]!.GetValue<string>()
            .ShouldBe("hybrid", "it is the only one without a server, too");
        (await CliRun.Of("lots", "--data", scratch.Path, "--portfolio", "core"))
            .ShouldFail(1, "there is no portfolio core");
        (await CliRun.Of([.. retract, "--file", csv])).Out.ShouldContain("2 were not known, or not from a file");
        (await CliRun.Of(retract)).ShouldFail(2, "name either trades or a --file");
        (await CliRun.Of([.. retract, "--market", "BTC", "old-1"])).ShouldFail(2, "'BTC' is no market");
    }

    // The name says nothing of the directory, and both told of old-2.
    [Fact]
    public async Task Another_file_of_the_same_name_is_told_apart_for_the_owner()
    {
        using ScratchDirectory scratch = new();
        const string columns = "time,market,side,quantity,price,trade_id\n";
        const string shared = "2020-05-02,BTC/USDC,buy,1,8000,old-2\n";
        string fileOf(string year, string lines)
        {
            Directory.CreateDirectory(Path.Combine(scratch.Path, year));
            return scratch.Write(Path.Combine(year, "trades.csv"), columns + lines);
        }

        string first = fileOf("2020", "2020-05-01,BTC/USDC,buy,1,8000,old-1\n" + shared);
        string second = fileOf("2021", shared + "2021-05-01,BTC/USDC,buy,1,9000,new-1\n");
        string third = fileOf("2022", "2022-05-01,BTC/USDC,buy,1,9000,new-2\n");
        Task<CliRun> import(string csv) =>
            CliRun.Of("import", "trades", "paper", "--data", scratch.Path, "--file", csv, "--json");
        string? warning(CliRun run) => run.Document()["sameName"]?.GetValue<string>();
        await ServedAsync(scratch, CliRun.Sample("policies/hybrid.jsonc"), async server =>
        {
            warning(await import(first)).ShouldBeNull();
            warning(await import(first)).ShouldBeNull("it is the same file");
            warning(await import(second)).ShouldBe(
                "a file called trades.csv told of 2 trades before, and 1 of them are not in this one; files of one "
                + "name count as one. 'import retract --file' with either takes back what both told of the 1 trades "
                + "that are in both: to keep them apart retract them, give the files different names and import both "
                + "again");
        });

        (await CliRun.Of("import", "trades", "paper", "--data", scratch.Path, "--file", third)).Out.ShouldContain(
            "a file called trades.csv told of 3 trades before, and 3 of them are not in this one");
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_bad_input()
    {
        using ScratchDirectory scratch = new();

        (await CliRun.Of("import", "trades", "no account", "--data", scratch.Path)).ShouldFail(2, "not an account");
        (await CliRun.Of("import", "trades", "here", "--market", "BTC", "--data", scratch.Path))
            .ShouldFail(2, "'BTC' is no market");
        (await CliRun.Of("lots", "--method", "best", "--data", scratch.Path)).ShouldFail(2, "'best' not a method");
    }

    private static async Task ServedAsync(ScratchDirectory scratch, string policy, Func<ProgramRun, Task> act)
    {
        await using ProgramRun server =
            ProgramRun.Start("serve", "--no-live", "--port", "0", "--data", scratch.Path, "--policy", policy);
        await server.UntilErrorAsync("Ctrl-C stops");
        await server.UntilOutAsync("recovered: ledger and venue agree");
        await act(server);
        (await server.StopAsync()).Code.ShouldBe(0);
    }

    // The first decision brings the prices; it follows the recovery at once.
    private static async Task<JsonNode> PricedAsync(ScratchDirectory scratch)
    {
        for (int i = 0; i < 500; i++)
        {
            JsonNode btc = Holding(await CliRun.Of("lots", "--data", scratch.Path, "--json"), "BTC");
            if (btc["price"] is not null)
            {
                return btc;
            }
        }

        throw new InvalidOperationException("no decision was made");
    }

    private static JsonNode Holding(CliRun run, string asset)
    {
        run.Code.ShouldBe(0, run.Error);
        return run.Document()["items"]!.AsArray().Single(item => item!["id"]!.GetValue<string>() == asset)!;
    }

    private static decimal Number(JsonNode item, string name) =>
        CanonicalDecimal.Parse(item[name]!.GetValue<string>());

    private static decimal Bought(PaperVenue venue, decimal size)
    {
        OrderAnswer.Accepted done = venue.Place("demo", new NewOrder
        {
            Symbol = "BTCUSDC",
            Side = TradeSide.Buy,
            Kind = OrderKind.Market,
            Size = size,
            RequestExpiresAt = Instant.MaxValue,
        }).ShouldBeOfType<OrderAnswer.Accepted>();
        return venue.Trades("demo", "BTCUSDC", 0).Where(trade => trade.OrderId == done.Order.Id)
            .Sum(trade => trade.Size * trade.Price);
    }

    private static PaperVenue Exchange(ExchangeClocks clocks) => PaperSetup.Open(
        new MarketChoice.Simulated([.. AssetSpec.Usual], new Asset("USDC"), 7),
        new PaperVenueOptions
        {
            Accounts =
            [
                PaperAccount.Demo with
                {
                    OpeningBalances = ImmutableSortedDictionary<Asset, Quantity>.Empty
                        .Add(new Asset("BTC"), new Quantity(1m)).Add(new Asset("USDC"), new Quantity(100_000m)),
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
