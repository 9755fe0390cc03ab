using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Programs;

/// <summary>What a server leaves behind, killed or stopped.</summary>
public sealed class StoppedServerTests
{
    [Fact]
    public async Task Goes_on_after_a_kill_and_keeps_a_halt_that_was_written_while_nothing_ran()
    {
        using ScratchDirectory scratch = new();
        string[] serve = ["serve", "--no-live", "--port", "0", "--exchange-port", "0", "--data", scratch.Path];
        await using (ProgramRun killed = ProgramRun.Start(serve))
        {
            await killed.UntilOutAsync("filled");
            await killed.KillAsync();
        }

        CliRun status = await ProgramRun.Of("status", "--json", "--data", scratch.Path);
        JsonNode portfolio = status.Document()["items"]![0]!;
        portfolio["statusWhy"]!["code"]!.GetValue<string>().ShouldBe("no-server");
        (await ProgramRun.Of("halt", "--reason", "a test", "--data", scratch.Path)).Code.ShouldBe(0);

        await using ProgramRun again = ProgramRun.Start(serve);
        await again.UntilErrorAsync("core is halted by cli: a test");
        await again.UntilOutAsync("recovered");
        CliRun ended = await again.StopAsync();
        ended.Code.ShouldBe(0, ended.Error);
        ended.Error.ShouldContain("stopped in order");
        ended.Out.ShouldNotContain("signed");
        File.Exists(Path.Combine(scratch.Path, "server.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_address_that_another_server_took_over_is_not_asked_to_halt()
    {
        using ScratchDirectory old = new();
        using ScratchDirectory other = new();
        (await ProgramRun.Of("rebalance", "--data", old.Path)).Code.ShouldBe(0);
        await using ProgramRun running = ProgramRun.Start(
            "serve", "--no-live", "--port", "0", "--exchange-port", "0", "--data", other.Path);
        await running.UntilErrorAsync("Ctrl-C stops");
        string address = await File.ReadAllTextAsync(
            Path.Combine(other.Path, "server.json"), TestContext.Current.CancellationToken);
        JsonNode stale = JsonNode.Parse(address)!;
        stale["processId"] = 1;
        old.Write("server.json", stale.ToJsonString());

        CliRun halted = await ProgramRun.Of("halt", "--json", "--data", old.Path);
        CliRun status = await ProgramRun.Of("status", "--json", "--data", other.Path);

        halted.Document()["where"]!.GetValue<string>().ShouldBe(old.Path);
        status.Document()["items"]![0]!["halt"].ShouldBeNull();
    }

    [Fact]
    public async Task A_file_that_cannot_grow_stops_trading_says_so_and_loses_nothing()
    {
        using ScratchDirectory scratch = new();
        string data = Path.Combine(scratch.Path, "data");

        // The limit is on every file of a process; the exchange has its own, so that it is the journal that fails.
        string exchange = Path.Combine(scratch.Path, "exchange");
        await using ProgramRun paper = ProgramRun.Start(
            "paper", "--json", "--exchange-port", "0", "--data", exchange);
        string address = (await paper.DocumentAsync())["url"]!.GetValue<string>();
        string[] serve = ["serve", "--no-live", "--port", "0", "--venue", address, "--data", data];
        await using (ProgramRun limited = ProgramRun.StartWithFilesUpTo(64, serve))
        {
            await limited.UntilErrorAsync("the journal takes no");
            await limited.UntilErrorAsync("Ctrl-C stops");
            CliRun halted = await ProgramRun.Of("halt", "--data", data);
            halted.ShouldFail(1, "the journal takes no", "nothing was changed");
            CliRun stopped = await limited.StopAsync();
            stopped.Code.ShouldBe(1, stopped.Error);
            stopped.Error.ShouldContain("nothing was written or traded after 2026-");
            stopped.Error.ShouldNotContain("stopped in order");
            stopped.Error.ShouldContain("POST /api/v1/halt was not done");
            stopped.Error.ShouldNotContain("unhandled");
            stopped.Error.ShouldNotContain("   at ");
            stopped.Error.ShouldNotContain("cannot rollback");
        }

        CliRun verified = await ProgramRun.Of("journal", "verify", "--json", "--data", data);
        verified.Document()["sound"]!.GetValue<bool>().ShouldBeTrue();
        await using ProgramRun again = ProgramRun.Start(serve);
        await again.UntilOutAsync("recovered: ledger and venue agree");
    }
}
