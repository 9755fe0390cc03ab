using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Ballast.Testing.Receivers;

namespace Ballast.Cli.Tests.Programs;

/// <summary>Secrets and messages to the owner, by the real program.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnerTests
{
    private const string Canary = "canary-20e1b7";

    private static readonly Dictionary<string, string> Passphrase = new()
    {
        ["BALLAST_PASSPHRASE"] = "correct horse battery",
    };

    [Fact]
    public async Task A_secret_is_set_from_standard_input_named_in_the_list_and_shown_nowhere()
    {
        using ScratchDirectory scratch = new();
        string data = Path.Combine(scratch.Path, "data");

        CliRun set = await ProgramRun.Of(Canary + "\n", Passphrase, "keys", "set", "ops-hook", "--data", data);
        CliRun list = await ProgramRun.Of("", Passphrase, "keys", "list", "--json", "--data", data);
        CliRun locked = await ProgramRun.Of("", new Dictionary<string, string>(), "keys", "list", "--data", data);
        CliRun removed = await ProgramRun.Of("", Passphrase, "keys", "remove", "ops-hook", "--data", data);
        CliRun again = await ProgramRun.Of("", Passphrase, "keys", "remove", "ops-hook", "--data", data);

        set.Code.ShouldBe(0, set.Error);
        list.Document()["items"]![0]!["id"]!.GetValue<string>().ShouldBe("ops-hook");
        locked.ShouldFail(1, "needs a passphrase");
        removed.Code.ShouldBe(0, removed.Error);
        again.ShouldFail(1, "no secret ops-hook");
        (set.Out + set.Error + list.Out + list.Error + removed.Out).ShouldNotContain(Canary);
        Everything(data).ShouldNotContain(Canary);
    }

    [Theory]
    [InlineData("Ops Hook", "secret", 2, "is no name for a secret")]
    [InlineData("ops", "", 2, "standard input has no secret")]
    public async Task A_secret_without_a_name_or_content_is_bad_input(string name, string input, int code, string words)
    {
        using ScratchDirectory scratch = new();
        (await ProgramRun.Of(input, Passphrase, "keys", "set", name, "--data", scratch.Path)).ShouldFail(code, words);
        Directory.EnumerateFileSystemEntries(scratch.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secret_given_as_an_argument_is_refused_and_not_repeated()
    {
        using ScratchDirectory scratch = new();
        CliRun run = await CliRun.Of("keys", "set", "ops-hook", Canary, "--data", scratch.Path);
        run.ShouldFail(2, "a secret is no argument");
        (run.Out + run.Error).ShouldNotContain(Canary);
        Directory.EnumerateFileSystemEntries(scratch.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_test_message_reaches_a_receiver_and_one_that_refuses_fails_the_test()
    {
        using ScratchDirectory scratch = new();
        await using Receiver receiver = await Receiver.StartAsync();
        WriteChannel(scratch, receiver.Address);
        WriteSecret(scratch);

        CliRun test = await CliRun.Of("notify", "test", "--json", "--data", scratch.Path);

        test.Code.ShouldBe(0, test.Error);
        test.Document()["items"]![0]!["delivered"]!.GetValue<bool>().ShouldBeTrue();
        receiver.Letters[0].Body.ShouldContain("\"code\":\"test\"");
        receiver.Letters[0].Headers["X-Ballast-Signature"].ShouldStartWith("sha256=");

        receiver.Answer = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        CliRun refused = await CliRun.Of("notify", "test", "--data", scratch.Path);
        refused.ShouldFail(1, "ops was not reached: it answered 404");
        (test.Out + test.Error + refused.Out + refused.Error).ShouldNotContain(Canary);
    }

    [Fact]
    public async Task A_start_whose_channel_cannot_be_used_says_so_and_trades_nothing()
    {
        using ScratchDirectory scratch = new();
        WriteChannel(scratch, new Uri("http://127.0.0.1:9"));
        (await CliRun.Of("rebalance", "--data", scratch.Path)).ShouldFail(2, "channel ops", "no secret ops-hook");
        (await CliRun.Of("notify", "test", "--data", scratch.Path)).ShouldFail(1, "no secret ops-hook");

        scratch.Write("notify.jsonc", "{ \"channels\": [] }");
        (await CliRun.Of("rebalance", "--data", scratch.Path)).ShouldFail(2, "notify.jsonc: $.channels has 0 items");

        File.Exists(Path.Combine(scratch.Path, "journal.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_owner_is_told_over_the_channel_what_the_log_says_and_no_secret_is_in_either()
    {
        using ScratchDirectory scratch = new();
        await using Receiver receiver = await Receiver.StartAsync();
        WriteChannel(scratch, receiver.Address);
        WriteSecret(scratch);
        CliRun first = await CliRun.Of("rebalance", "--data", scratch.Path);
        first.Code.ShouldBe(0, first.Error);

        // A journal older than the venue's record: the engine refuses to trade and says so urgently.
        TradedDirectory.Forget(scratch.Path, "plan-accepted");
        CliRun rolledBack = await CliRun.Of("rebalance", "--data", scratch.Path);

        rolledBack.Code.ShouldBe(1);
        receiver.Letters[^1].Body.ShouldContain("\"severity\":\"urgent\"");
        receiver.Letters[^1].Body.ShouldContain("journal-rolled-back");
        (first.Out + first.Error + rolledBack.Out + rolledBack.Error).ShouldNotContain(Canary);
        File.Delete(Path.Combine(scratch.Path, "secrets", "ops-hook"));
        Everything(scratch.Path).ShouldNotContain(Canary);
    }

    private static void WriteChannel(ScratchDirectory scratch, Uri address) => scratch.Write(
        "notify.jsonc",
        new JsonObject
        {
            ["channels"] = new JsonArray(new JsonObject
            {
                ["kind"] = "webhook",
                ["name"] = "ops",
                ["url"] = address.ToString(),
                ["secret"] = "ops-hook",
                ["network"] = "private",
            }),
        }.ToJsonString());

    private static void WriteSecret(ScratchDirectory scratch)
    {
        string file = Path.Combine(scratch.Path, "secrets", "ops-hook");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, Canary);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
    }

    private static string Everything(string directory) => string.Concat(
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .Select(file => System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file))));
}
