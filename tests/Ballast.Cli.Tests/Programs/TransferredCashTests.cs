using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Programs;

/// <summary>
/// Sell at one account, move the cash, buy at the other, as an owner sees it on the paper exchange. A pass of
/// <c>rebalance</c> begins and ends with its process, and an hour of the market lies between two.
/// </summary>
public sealed class TransferredCashTests
{
    private const int MostPasses = 8;

    [Fact]
    public async Task Sells_at_one_account_moves_the_cash_and_buys_at_the_other_over_restarts()
    {
        using ScratchDirectory scratch = new();
        string policy = scratch.Write("policy.jsonc", Text());
        string data = Path.Combine(scratch.Path, "data");
        string[] pass = ["rebalance", "--data", data, "--policy", policy];
        await RestAsync(pass, data);

        // Half of the BTC, which only paper trades, is to become ETH, which only paper-2 trades.
        scratch.Write("policy.jsonc", Text().Replace(
            "\"BTC\": 0.60, \"ETH\": 0.20", "\"BTC\": 0.30, \"ETH\": 0.50", StringComparison.Ordinal));
        JsonNode sale = await RunAsync(pass);
        Orders(sale).ShouldContain("sell BTCUSDC paper");
        Orders(sale).ShouldContain("buy ETHUSDC paper-2", "what the cash that is there pays for");
        JsonNode sent = sale["transfer"]!;
        Text(sent, "state").ShouldBe("underway");
        (Text(sent, "from"), Text(sent, "to"), Text(sent, "asset")).ShouldBe(("paper", "paper-2", "USDC"));

        JsonNode portfolio = await PortfolioAsync(data);
        Text(portfolio["transfer"]!, "units").ShouldBe(Text(sent, "units"));
        portfolio["transfer"]!["serves"]![0]!.GetValue<string>().ShouldBe("ETH");
        string told = await StatusAsync(data);
        told.ShouldContain("from paper to paper-2 for ETH, fee 1 USDC, underway since");
        told.ShouldContain("should arrive by");

        JsonNode purchase = await RunAsync(pass);
        Orders(purchase).ShouldContain("buy ETHUSDC paper-2");
        portfolio = await PortfolioAsync(data);
        portfolio["transfer"].ShouldBeNull();
        Text(portfolio["lastTransfer"]!, "state").ShouldBe("arrived");
        (await StatusAsync(data)).ShouldContain("the fee was 1");
        await RestAsync(pass, data);
        Kinds(await CliRun.Of("journal", "read", "--json", "--limit", "10000", "--data", data))
            .ShouldNotContain("balance-booked", "a transfer is no deposit and no withdrawal");
    }

    [Fact]
    public async Task A_server_that_is_killed_while_cash_is_on_its_way_goes_on_and_sends_nothing_twice()
    {
        using ScratchDirectory scratch = new();
        string policy = scratch.Write("policy.jsonc", Text());
        string data = Path.Combine(scratch.Path, "data");
        string[] serve =
        [
            "serve", "--no-live", "--port", "0", "--exchange-port", "0", "--speed", "120", "--data", data, "--policy",
            policy,
        ];
        await using (ProgramRun killed = ProgramRun.Start(serve))
        {
            await killed.UntilOutAsync("has left");
            await killed.KillAsync();
        }

        Text((await PortfolioAsync(data))["transfer"]!, "state").ShouldBe("underway");
        await using (ProgramRun again = ProgramRun.Start(serve))
        {
            await again.UntilOutAsync("arrived");
            await again.UntilOutAsync("completed");
            CliRun status = await CliRun.Of("status", "--json", "--data", data);
            using HttpClient client = new() { BaseAddress = new Uri(Text(status.Document(), "server")) };
            string listed = await client.GetStringAsync(
                new Uri("api/v1/portfolios/two-desks/transfers", UriKind.Relative),
                TestContext.Current.CancellationToken);
            Text(JsonNode.Parse(listed)!["items"]!.AsArray().ShouldHaveSingleItem()!, "state").ShouldBe("arrived");
            (await again.StopAsync()).Code.ShouldBe(0);
        }

        string[] kinds = Kinds(await CliRun.Of("journal", "read", "--json", "--limit", "10000", "--data", data));
        kinds.Count(kind => kind == "transfer-intended").ShouldBe(1);
        kinds.Count(kind => kind == "transfer-ended").ShouldBe(1);
        kinds.ShouldNotContain("balance-booked");
    }

    [Fact]
    public async Task A_fee_above_the_ceiling_is_waited_out_and_status_says_until_when()
    {
        using ScratchDirectory scratch = new();
        string policy = scratch.Write("policy.jsonc", Text()
            .Replace("\"feeCeiling\": 5", "\"feeCeiling\": 0.5", StringComparison.Ordinal)
            .Replace("\"deadline\": \"12h\"", "\"deadline\": \"3h\"", StringComparison.Ordinal));
        string data = Path.Combine(scratch.Path, "data");
        string[] pass = ["rebalance", "--data", data, "--policy", policy];
        await RunAsync(pass);

        JsonNode waiting = (await PortfolioAsync(data))["waitingTransfer"]!;
        waiting["choice"]!.GetValue<string>().ShouldBe("wait");
        (await StatusAsync(data)).ShouldContain("transfer waits moving");
        for (int passes = 0; passes < MostPasses && (await PortfolioAsync(data))["lastTransfer"] is null; passes++)
        {
            (await CliRun.Of(pass)).Code.ShouldBe(0);
        }

        JsonNode portfolio = await PortfolioAsync(data);
        portfolio["waitingTransfer"].ShouldBeNull();
        Text(portfolio["lastTransfer"]!, "state").ShouldBe("arrived");
    }

    // Passes are an hour apart, and a test does not wait six of them for the next.
    private static string Text() => File.ReadAllText(CliRun.Sample("policies/cash-between-accounts.jsonc"))
        .Replace("\"cooldown\": \"6h\",", "", StringComparison.Ordinal);

    private static async Task<JsonNode> RunAsync(string[] pass)
    {
        CliRun run = await CliRun.Of(pass);
        run.Code.ShouldBe(0, run.Error);
        return run.Document()["items"]![0]!["run"].ShouldNotBeNull(run.Out);
    }

    // Until a pass finds nothing to do and nothing is on its way.
    private static async Task RestAsync(string[] pass, string data)
    {
        for (int passes = 0; passes < MostPasses; passes++)
        {
            CliRun run = await CliRun.Of(pass);
            run.Code.ShouldBe(0, run.Error);
            if (run.Document()["items"]![0]!["run"] is null && (await PortfolioAsync(data))["transfer"] is null)
            {
                return;
            }
        }

        Assert.Fail($"not at rest after {MostPasses} passes: {await StatusAsync(data)}");
    }

    private static async Task<JsonNode> PortfolioAsync(string data)
    {
        CliRun status = await CliRun.Of("status", "--json", "--data", data);
        status.Code.ShouldBe(0, status.Error);
        return status.Document()["items"]![0]!;
    }

    // What people read, whatever the terminal's width.
    private static async Task<string> StatusAsync(string data)
    {
        string told = (await CliRun.Of("status", "--data", data)).Out;
        return string.Join(' ', told.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string[] Kinds(CliRun journal) =>
        [.. journal.Out.TrimEnd().Split('\n').Select(line => Text(JsonNode.Parse(line)!, "kind"))];

    private static string[] Orders(JsonNode run) =>
    [
        .. run["orders"]!.AsArray().Select(order =>
            $"{Text(order!, "side")} {Text(order!, "symbol")} {Text(order!, "account")}"),
    ];

    private static string Text(JsonNode members, string name) => members[name]!.GetValue<string>();
}
