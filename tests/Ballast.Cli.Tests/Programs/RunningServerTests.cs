using System.Text.Json.Nodes;
using Ballast.Core.Policies;

namespace Ballast.Cli.Tests.Programs;

/// <summary>What people do beside a server that runs; one server for all of them.</summary>
public sealed class RunningServerTests(ServedDirectory served) : IClassFixture<ServedDirectory>
{
    [Theory]
    [InlineData("serve", "--port", "0")]
    [InlineData("rebalance")]
    public async Task A_second_process_on_one_directory_is_told_who_holds_it(params string[] command)
    {
        CliRun run = await ProgramRun.Of([.. command, "--data", served.Directory]);

        run.ShouldFail(1, served.Directory, $"process {served.Server.Id}", "stop that one or choose another");
        run.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Status_shows_what_the_server_knows_as_one_document()
    {
        CliRun run = await ProgramRun.Of("status", "--json", "--data", served.Directory);

        run.Code.ShouldBe(0, run.Error);
        run.Error.ShouldBeEmpty();
        run.Document()["server"]!.GetValue<string>().ShouldStartWith("http://127.0.0.1:");
        JsonNode portfolio = run.Document()["items"]![0]!;
        portfolio["id"]!.GetValue<string>().ShouldBe("core");
        portfolio["snapshot"]!["items"]!.AsArray().Count.ShouldBe(4);
    }

    [Fact]
    public async Task Status_compares_with_the_books_that_were_asked_for_and_says_what_trades_came_to()
    {
        CliRun run = await ProgramRun.Of("status", "--json", "--books", "all", "--data", served.Directory);
        CliRun faulty = await ProgramRun.Of("status", "--books", "weekly", "--data", served.Directory);

        JsonNode performance = run.Document()["items"]![0]!["performance"]!;
        performance.AsObject().ContainsKey("items").ShouldBeFalse("values over time are not for a status");
        JsonNode venue = performance["execution"]!.AsArray().ShouldHaveSingleItem()!;
        venue["id"]!.GetValue<string>().ShouldBe("paper");
        venue["orders"]!.GetValue<int>().ShouldBe(3);
        faulty.ShouldFail(2, "weekly", "constant-mix");
    }

    [Fact]
    public async Task Halt_and_resume_reach_the_server()
    {
        CliRun halted = await ProgramRun.Of("halt", "--reason", "a test", "--json", "--data", served.Directory);
        CliRun status = await ProgramRun.Of("status", "--json", "--data", served.Directory);
        CliRun resumed = await ProgramRun.Of("resume", "--json", "--data", served.Directory);
        CliRun again = await ProgramRun.Of("resume", "--json", "--data", served.Directory);

        halted.Document()["outcome"]!.GetValue<string>().ShouldBe("halted");
        status.Document()["items"]![0]!["halt"]!["why"]!["sentence"]!.GetValue<string>().ShouldBe("a test");
        resumed.Document()["outcome"]!.GetValue<string>().ShouldBe("resumed");
        resumed.Document()["items"]![0]!["outcome"]!.GetValue<string>().ShouldBe("resumed");
        again.Code.ShouldBe(0, again.Error);
        again.Document()["outcome"]!.GetValue<string>().ShouldBe("nothing-to-resume");
    }

    [Fact]
    public async Task The_journal_is_read_verified_and_copied_while_the_server_writes_it()
    {
        string copy = served.Beside("restored");
        Directory.CreateDirectory(copy);
        CliRun read = await ProgramRun.Of("journal", "read", "--json", "--limit", "3", "--data", served.Directory);
        CliRun verified = await ProgramRun.Of("journal", "verify", "--json", "--data", served.Directory);
        CliRun backup = await ProgramRun.Of(
            "backup", Path.Combine(copy, "journal.db"), "--json", "--data", served.Directory);
        CliRun copied = await ProgramRun.Of("journal", "verify", "--json", "--data", copy);

        read.Out.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!["kind"]!.GetValue<string>())
            .ShouldBe(["engine-started", "account-registered", "portfolio-opened"]);
        verified.Document()["sound"]!.GetValue<bool>().ShouldBeTrue();
        copied.Document()["headHash"]!.GetValue<string>()
            .ShouldBe(backup.Document()["headHash"]!.GetValue<string>());
        (await ProgramRun.Of("rebalance", "--data", copy))
            .ShouldFail(1, "does not say which market it belongs to", "--venue");
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_is_bad_input()
    {
        CliRun status = await ProgramRun.Of("status", "--json", "--data", served.Directory);
        int port = new Uri(status.Document()["server"]!.GetValue<string>()).Port;
        CliRun run = await ProgramRun.Of("serve", "--port", $"{port}", "--data", served.Beside("other"));

        run.ShouldFail(2, $"port {port} is taken", "--port");
    }

    [Fact]
    public async Task Doctor_finds_the_server_and_a_sound_journal()
    {
        CliRun run = await ProgramRun.Of("doctor", "--json", "--data", served.Directory);

        string[] findings = [.. run.Document()["checks"]!.AsArray().Select(c => c!["finding"]!.GetValue<string>())];
        findings.ShouldContain(finding => finding.StartsWith("runs at http://127.0.0.1:", StringComparison.Ordinal));
        findings.ShouldContain(finding => finding.Contains("entries, sound", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Follows_its_policy_file_and_says_what_it_cannot_use()
    {
        string longer = DefaultPolicy.Text.Replace("\"cooldown\": \"6h\"", "\"cooldown\": \"7h\"",
            StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            served.PolicyFile, longer, TestContext.Current.CancellationToken);
        await served.Server.UntilOutAsync("policy changed by file");
        await File.WriteAllTextAsync(served.PolicyFile, "{", TestContext.Current.CancellationToken);
        await served.Server.UntilErrorAsync("is not a policy, the old one stays in force");
        File.Delete(served.PolicyFile);
        await served.Server.UntilErrorAsync("is gone, empty or not readable");
        string other = longer.Replace("\"core\"", "\"another\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(served.Beside("new"), other, TestContext.Current.CancellationToken);
        File.Move(served.Beside("new"), served.PolicyFile);
        await served.Server.UntilErrorAsync("names the portfolio another now");

        CliRun status = await ProgramRun.Of("status", "--json", "--data", served.Directory);
        status.Document()["items"]!.AsArray().Count.ShouldBe(1);
    }
}
