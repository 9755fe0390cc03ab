using System.Text.Json.Nodes;
using Ballast.Core.Policies;

namespace Ballast.Cli.Tests.Programs;

/// <summary>One pass for cron, over exchanges in this process and in another.</summary>
public sealed class RebalanceTests
{
    [Fact]
    public async Task Says_what_it_did_as_one_document_and_ends_well_also_when_there_was_nothing_to_do()
    {
        using ScratchDirectory scratch = new();
        CliRun first = await ProgramRun.Of("rebalance", "--data", scratch.Path);
        CliRun second = await ProgramRun.Of("rebalance", "--data", scratch.Path);

        first.Code.ShouldBe(0, first.Error);
        JsonNode run = first.Document()["items"]![0]!["run"]!;
        run["status"]!.GetValue<string>().ShouldBe("completed");
        run["orders"]!.AsArray().Count.ShouldBe(3);
        second.Code.ShouldBe(0, second.Error);
        second.Document()["items"]![0]!["run"].ShouldBeNull();
        second.Document()["items"]![0]!["decision"]!["kind"]!.GetValue<string>().ShouldBe("hold");
    }

    [Fact]
    public async Task Six_services_of_an_agent_are_kept_on_target_as_sleeves()
    {
        using ScratchDirectory scratch = new();
        string policy = CliRun.Sample("policies/six-sleeves-conservative.jsonc");

        CliRun first = await ProgramRun.Of("rebalance", "--data", scratch.Path, "--policy", policy);

        first.Code.ShouldBe(0, first.Error);
        JsonNode run = first.Document()["items"]![0]!["run"]!;
        run["status"]!.GetValue<string>().ShouldBe("completed");

        // The casino is on its target; the feed tells that it has lost a fifth from its peak, which halves that.
        run["orders"]!.AsArray().Select(order => order!["symbol"]!.GetValue<string>()).Order()
            .ShouldBe(["casino", "domains", "trading", "wallet"]);
    }

    // The first pass brings the services to their targets; the second finds nothing else to do and opens the hedge.
    [Fact]
    public async Task A_hedge_is_looked_after_once_nothing_else_is_to_be_traded_and_the_document_says_so()
    {
        using ScratchDirectory scratch = new();
        string[] pass =
            ["rebalance", "--data", scratch.Path, "--policy", CliRun.Sample("policies/six-sleeves-hedged.jsonc")];

        JsonNode first = (await ProgramRun.Of(pass)).Document()["items"]![0]!;
        JsonNode second = (await ProgramRun.Of(pass)).Document()["items"]![0]!;

        first["run"].ShouldNotBeNull();
        first["hedges"]![0]!["why"].ShouldBeNull();
        second["run"].ShouldBeNull();
        JsonNode hedge = second["hedges"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)hedge["last"]!["why"]!["code"]!, (string)hedge["last"]!["step"]!, (string)hedge["last"]!["state"]!)
            .ShouldBe(("hedge-too-small", "open", "done"));

        // What it has made is looked at once more, and is enough.
        ((string)hedge["why"]!["code"]!).ShouldBe("hedge-in-band");
        hedge["order"].ShouldBeNull();
        hedge["notSent"].ShouldBeNull();
        CliRun status = await CliRun.Of("status", "--json", "--data", scratch.Path);
        ((string)status.Document()["items"]![0]!["hedges"]![0]!["last"]!["state"]!).ShouldBe("done");
    }

    [Theory]
    [InlineData("date,BTC,ETH,SOL\n2024-01-01,1,2,3\n2024-01-02,text,2,3\n", 2, "line 3")]
    [InlineData("date,BTC,ETH,SOL\n2024-01-01,1,,3\n2024-01-02,1,,3\n", 1, "")]
    [InlineData("date,BTC,ETH\n2024-01-01,1,2\n2024-01-02,1,2\n", 1, "")]
    [InlineData("", 2, "empty")]
    public async Task Prices_with_text_or_holes_are_refused_and_nothing_is_traded(string csv, int code, string words)
    {
        using ScratchDirectory scratch = new();
        string prices = scratch.Write("prices.csv", csv);
        string data = Path.Combine(scratch.Path, "data");

        CliRun run = await CliRun.Of("rebalance", "--market", "replay", "--prices", prices, "--data", data);

        run.Code.ShouldBe(code, run.Error);
        run.Error.ShouldContain(words);
        CliRun journal = await CliRun.Of("journal", "read", "--data", data);
        journal.Out.ShouldNotContain("order-");
    }

    [Fact]
    public async Task A_directory_remembers_its_exchange_wherever_that_answers_and_takes_no_other()
    {
        using ScratchDirectory scratch = new();
        string exchange = Path.Combine(scratch.Path, "exchange");
        string data = Path.Combine(scratch.Path, "data");
        string[] rebalance = ["rebalance", "--data", data];
        await using (ProgramRun paper = Paper(exchange, "--seed", "3", "--speed", "60"))
        {
            CliRun begun = await CliRun.Of([.. rebalance, "--venue", await AddressAsync(paper)]);
            begun.Code.ShouldBe(0, begun.Error);
            (await CliRun.Of(rebalance)).Code.ShouldBe(0);
            (await CliRun.Of([.. rebalance, "--seed", "3"])).ShouldFail(2, "begun with the exchange at");
            CliRun back = await CliRun.At(new ShiftedTime(TimeSpan.FromDays(-2)), rebalance);
            back.ShouldFail(1, "the machine's clock went back", "behind the last entry");
            string[] serve = ["serve", "--no-live", "--port", "0", "--data", data];
            (await CliRun.At(new ShiftedTime(TimeSpan.FromDays(-2)), serve))
                .ShouldFail(1, "the machine's clock went back", "behind the last entry");
        }

        (await CliRun.Of(rebalance)).ShouldFail(1, "no paper exchange answers", "start it again");
        await using ProgramRun moved = Paper(exchange);
        await using ProgramRun other = Paper(Path.Combine(scratch.Path, "other"));
        (await CliRun.Of([.. rebalance, "--venue", await AddressAsync(other)])).ShouldFail(2, "another exchange");
        CliRun again = await CliRun.Of([.. rebalance, "--venue", await AddressAsync(moved)]);
        again.Code.ShouldBe(0, again.Error);
        again.Document()["items"]![0]!["decision"]!["kind"]!.GetValue<string>().ShouldBe("hold");
        await other.StopAsync();
        (await CliRun.Of("paper", "--exchange-port", "0", "--seed", "4", "--data", exchange))
            .ShouldFail(2, "begun with a simulated market of seed 3");
    }

    [Fact]
    public async Task A_replay_begins_where_it_was_told_to_and_goes_on_from_there()
    {
        const string Rows = "2024-01-01,40,30,20\n2024-01-02,41,31,21\n2024-01-03,42,32,22\n2024-01-04,43,33,23\n";
        using ScratchDirectory scratch = new();
        string prices = scratch.Write("prices.csv", "date,BTC,ETH,SOL\n" + Rows);
        string data = Path.Combine(scratch.Path, "data");
        string[] replay = ["rebalance", "--market", "replay", "--prices", prices, "--data", data];

        CliRun run = await CliRun.Of([.. replay, "--from", "2024-01-03"]);

        run.Code.ShouldBe(0, run.Error);
        CliRun journal = await CliRun.Of("journal", "read", "--json", "--data", data);
        JsonNode.Parse(journal.Out.Split('\n')[0])!["at"]!.GetValue<string>().ShouldStartWith("2024-01-03T");
        JsonNode bought = run.Document()["items"]![0]!["run"]!["orders"]!.AsArray()
            .First(order => order!["symbol"]!.GetValue<string>() == "BTCUSDC")!;
        bought.ToJsonString().ShouldContain("\"42");
        (await CliRun.Of([.. replay, "--from", "2024-01-02"])).ShouldFail(2, "this one has reached 2024-01-03");
        (await CliRun.Of(replay)).Code.ShouldBe(0);
    }

    [Fact]
    public async Task A_live_policy_on_a_paper_exchange_is_told_that_no_real_money_moves()
    {
        using ScratchDirectory scratch = new();
        string policy = scratch.Write(
            "policy.jsonc", DefaultPolicy.Text.Replace("\"paper\",\n", "\"live\",\n", StringComparison.Ordinal));

        CliRun run = await CliRun.Of("rebalance", "--policy", policy, "--data", Path.Combine(scratch.Path, "data"));

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldContain("core: the policy says mode live, and the exchange is a paper one");
    }

    [Fact]
    public async Task A_pass_that_is_stopped_before_it_has_begun_says_so_and_leaves_nothing_in_between()
    {
        using ScratchDirectory scratch = new();

        (await CliRun.Interrupted("rebalance", "--data", scratch.Path)).ShouldFail(130, "stopped before it was done");

        (await CliRun.Of("rebalance", "--data", scratch.Path)).Code.ShouldBe(0);
    }

    private static ProgramRun Paper(string directory, params string[] market) =>
        ProgramRun.Start(["paper", "--json", "--exchange-port", "0", "--data", directory, .. market]);

    private static async Task<string> AddressAsync(ProgramRun paper) =>
        (await paper.DocumentAsync())["url"]!.GetValue<string>();
}
