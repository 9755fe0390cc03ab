using System.Globalization;
using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Commands;

/// <summary><c>plan</c> for a policy whose target moves: what gave the target is never left unsaid.</summary>
public sealed class MovingPlanTests : IDisposable
{
    private static readonly string Holdings = CliRun.Sample("plan/holdings.json");
    private static readonly string Prices = CliRun.Sample("plan/prices.csv");
    private static readonly string Parity = CliRun.Sample("policies/risk-parity-reserve.jsonc");

    private readonly ScratchDirectory folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_fallback_that_answered_is_said_with_what_was_refused_and_what_would_help()
    {
        CliRun run = await CliRun.Of("plan", "--policy", Parity, "--holdings", Holdings, "--prices", Prices, "--json");

        run.Code.ShouldBe(0, run.Error);
        JsonNode target = run.Document()["target"]!;
        target["method"]!.GetValue<string>().ShouldBe("equal");
        target["weights"]!["BTC"]!.GetValue<decimal>().ShouldBe(0.3m);
        target["attempts"]!.AsArray().Select(attempt => attempt!["method"]!.GetValue<string>())
            .ShouldBe(["risk-parity", "inverse-volatility", "equal"]);
        target["attempts"]![0]!["refusal"]!["sentence"]!.GetValue<string>().ShouldContain("no past price");
        run.Error.ShouldContain("note: risk-parity gave no target");
        run.Error.ShouldContain("daily closes of 90d");
        run.Error.ShouldContain("note: give a price history");
    }

    [Fact]
    public async Task People_see_it_too()
    {
        CliRun run = await CliRun.Of("plan", "--policy", Parity, "--holdings", Holdings, "--prices", Prices);

        run.Out.ShouldContain("target");
        run.Out.ShouldContain("equal, estimated");
        run.Out.ReplaceLineEndings(" ").ShouldContain("inverse-volatility refused");
    }

    [Fact]
    public async Task A_policy_whose_target_stays_has_none_that_moves()
    {
        CliRun run = await CliRun.Of("plan", "--holdings", Holdings, "--prices", Prices, "--json");

        run.Document()["target"].ShouldBeNull();
        run.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reads_a_document_from_outside_once_and_by_its_limits()
    {
        string policy = folder.Write("policy.jsonc", """
            { "portfolio": "p", "quote": "USDC", "accounts": ["paper"],
              "target": { "external": { "file": "w.json", "assets": ["BTC", "ETH", "SOL", "USDC"] } },
              "trigger": { "band": { "absolute": 0.05 } } }
            """);
        string[] plan = ["plan", "--policy", policy, "--holdings", Holdings, "--prices", Prices, "--json"];

        CliRun missing = await CliRun.Of(plan);
        missing.ShouldFail(1, "w.json cannot be read");
        missing.Document()["target"]!["held"]!["code"]!.GetValue<string>().ShouldBe("external-unread");

        Document(TimeSpan.Zero);
        CliRun taken = await CliRun.Of(plan);
        taken.Code.ShouldBe(0, taken.Error);
        taken.Document()["target"]!["method"]!.GetValue<string>().ShouldBe("external");
        taken.Document()["target"]!["weights"]!["USDC"]!.GetValue<decimal>().ShouldBe(0.7m);
        taken.Document()["outcome"]!.GetValue<string>().ShouldBe("planned");
        taken.Error.ShouldContain("10.0 % a day at most");

        Document(TimeSpan.FromDays(-2));
        (await CliRun.Of(plan)).ShouldFail(1, "older than the 1d");
        Document(TimeSpan.FromDays(2));
        (await CliRun.Of(plan)).ShouldFail(1, "still to come");
    }

    [Fact]
    public async Task A_document_of_today_serves_a_history_that_ends_with_yesterday()
    {
        string yesterday = DateTime.UtcNow.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string before = DateTime.UtcNow.AddDays(-2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string prices = folder.Write(
            "p.csv", $"date,BTC,ETH,SOL\n{before},97000,2600,148\n{yesterday},97250.5,2610.2,148.35\n");
        string policy = folder.Write("policy.jsonc", """
            { "portfolio": "p", "quote": "USDC", "accounts": ["paper"],
              "target": { "external": { "file": "w.json", "assets": ["BTC", "ETH", "SOL", "USDC"] } } }
            """);
        Document(TimeSpan.FromMinutes(-5));

        CliRun run = await CliRun.Of(
            "plan", "--policy", policy, "--holdings", Holdings, "--prices", prices, "--asked", "--json");

        run.Code.ShouldBe(0, run.Error);
        run.Document()["target"]!["method"]!.GetValue<string>().ShouldBe("external");
    }

    private void Document(TimeSpan apart)
    {
        string asOf = (DateTime.UtcNow + apart).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        folder.Write("w.json", $$"""{ "asOf": "{{asOf}}", "weights": { "BTC": 0.3, "USDC": 0.7 } }""");
    }
}
