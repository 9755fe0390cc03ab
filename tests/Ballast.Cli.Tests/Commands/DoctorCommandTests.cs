using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Commands;

public sealed class DoctorCommandTests
{
    [Fact]
    public async Task A_sound_machine_is_healthy_and_nothing_is_left_behind()
    {
        using ScratchDirectory scratch = new();
        string data = Path.Combine(scratch.Path, "not", "yet");

        CliRun run = await CliRun.Of("doctor", "--data", data, "--port", "0", "--json");

        run.Code.ShouldBe(0, run.Error + run.Out);
        run.Document()["healthy"]!.GetValue<bool>().ShouldBeTrue();
        Checks(run).ShouldBe(
        [
            ".NET", "SQLite", "clock", "data directory", "disk", "journal", "server", "notices", "accounts", "policy",
        ]);
        Directory.EnumerateFileSystemEntries(scratch.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_journal_is_a_failure_with_a_way_out()
    {
        using ScratchDirectory scratch = new();
        scratch.Write("journal.db", new string('x', 5000));

        CliRun run = await CliRun.Of("doctor", "--data", scratch.Path, "--port", "0");

        run.ShouldFail(1, "1 check failed", "restore the last backup");
        run.Out.ShouldContain("failed");
    }

    [Fact]
    public async Task Each_exchange_behind_the_bridge_says_whether_it_takes_orders_and_why()
    {
        using ScratchDirectory scratch = new();
        await InstalledBridge.EnsureAsync();

        CliRun run = await CliRun.Of("doctor", "--data", scratch.Path, "--port", "0", "--exchanges", "--json");

        run.Code.ShouldBe(0, run.Error + run.Out);
        Dictionary<string, string> findings = run.Document()["checks"]!.AsArray()
            .Where(check => check!["check"]!.GetValue<string>().Contains("exchange", StringComparison.Ordinal))
            .ToDictionary(
                check => check!["check"]!.GetValue<string>(), check => check!["finding"]!.GetValue<string>());
        findings.Count.ShouldBe(13);
        findings["exchange binance"].ShouldStartWith("orders (live, testnet): ");
        findings["exchange kraken"].ShouldStartWith("orders (live alone: it has no test network): ");
        findings["exchange cryptocom"].ShouldStartWith("read-only (live, testnet): an order of a client id");
        findings["92 other exchanges"].ShouldStartWith(
            "read-only (live): no test has proven how it handles client order ids, nor how it answers: alpaca, ");
    }

    [Fact]
    public async Task A_bad_policy_is_a_failure_that_names_its_first_error()
    {
        using ScratchDirectory scratch = new();
        string policy = scratch.Write("policy.jsonc", "{ \"portfolio\": 1 }");

        CliRun run = await CliRun.Of(
            "doctor", "--data", scratch.Path, "--port", "0", "--policy", policy, "--json");

        run.ShouldFail(1, "policy check");
        JsonNode finding = run.Document()["checks"]!.AsArray()[^1]!;
        finding["status"]!.GetValue<string>().ShouldBe("failed");
        finding["finding"]!.GetValue<string>().ShouldContain("$.portfolio");
    }

    [Fact]
    public async Task Where_accounts_are_connected_and_no_policy_is_kept_serve_would_want_one()
    {
        using ScratchDirectory scratch = new();
        scratch.Write("accounts.jsonc", """{ "accounts": {} }""");

        CliRun run = await CliRun.Of("doctor", "--data", scratch.Path, "--port", "0", "--json");

        Finding(run, "policy").ShouldBe(["none yet, and connected accounts need one"]);
    }

    [Fact]
    public async Task The_policies_that_serve_would_run_are_looked_at_and_not_the_shipped_one()
    {
        using ScratchDirectory scratch = new();
        string hybrid = CliRun.Sample("policies/hybrid.jsonc");
        (await CliRun.Of("rebalance", "--data", scratch.Path, "--policy", hybrid)).Code.ShouldBe(0);

        CliRun kept = await CliRun.Of("doctor", "--data", scratch.Path, "--port", "0", "--json");
        CliRun named = await CliRun.Of(
            "doctor", "--data", scratch.Path, "--port", "0", "--policy", hybrid, "--json");

        Finding(kept, "policy").ShouldHaveSingleItem()
            .ShouldStartWith("the policy that serve goes on with for hybrid is valid");
        Finding(named, "policy").ShouldHaveSingleItem().ShouldStartWith($"{hybrid} is valid");
    }

    [Fact]
    public async Task A_damaged_journal_leaves_it_open_which_policies_would_run()
    {
        using ScratchDirectory scratch = new();
        scratch.Write("journal.db", new string('x', 5000));

        CliRun run = await CliRun.Of("doctor", "--data", scratch.Path, "--port", "0", "--json");

        Finding(run, "policy").ShouldBe(["which ones are kept is not known: see the check of the journal"]);
    }

    [Fact]
    public async Task A_channel_without_its_secret_is_a_failure_that_says_where_to_put_it()
    {
        using ScratchDirectory scratch = new();
        scratch.Write(
            "notify.jsonc", """{ "channels": [{ "kind": "telegram", "token": "no-such-bot", "chat": "1" }] }""");

        (await CliRun.Of("doctor", "--data", scratch.Path, "--port", "0"))
            .ShouldFail(1, "1 check failed", "ballast keys set no-such-bot");
    }

    [Fact]
    public async Task A_port_that_is_no_port_is_bad_input() =>
        (await CliRun.Of("doctor", "--port", "70000")).ShouldFail(2, "0 to 65535");

    private static IEnumerable<string> Finding(CliRun run, string check) =>
        run.Document()["checks"]!.AsArray()
            .Where(item => item!["check"]!.GetValue<string>() == check)
            .Select(item => item!["finding"]!.GetValue<string>());

    private static IEnumerable<string> Checks(CliRun run) =>
        run.Document()["checks"]!.AsArray().Select(check => check!["check"]!.GetValue<string>());
}
