using System.Text;
using System.Text.Json.Nodes;

namespace Ballast.Cli.Tests.Programs;

/// <summary>Directories that are damaged, not writable or another market's: nothing is traded and nothing is
/// lost.</summary>
public sealed class BadDirectoryTests(TradedDirectory traded) : IClassFixture<TradedDirectory>
{
    [Theory]
    [InlineData("journal.db", "garbage", "not a database")]
    [InlineData("journal.db", "truncated", "malformed")]
    [InlineData("journal.db", "flipped", "hash does not match")]
    [InlineData("paper/exchange.db", "garbage", "not a database")]
    [InlineData("market.json", "garbage", "is damaged")]
    public async Task A_damaged_file_is_refused_and_left_as_it_is(string file, string damage, string words)
    {
        using ScratchDirectory copy = traded.Copy();
        string path = Path.Combine(copy.Path, file);
        byte[] damaged = Damaged(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken), damage);
        await File.WriteAllBytesAsync(path, damaged, TestContext.Current.CancellationToken);

        CliRun run = await CliRun.Of("rebalance", "--data", copy.Path);

        run.ShouldFail(1, words);
        run.Out.ShouldBeEmpty();
        (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).ShouldBe(damaged);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("halt")]
    [InlineData("journal", "read")]
    [InlineData("journal", "verify")]
    [InlineData("backup", "{data}/copy")]
    public async Task Every_command_says_that_a_damaged_journal_is_damaged(params string[] command)
    {
        using ScratchDirectory copy = traded.Copy();
        copy.Write("journal.db", "no journal at all, and long enough to have a header of its own in the file");
        string[] arguments = [.. command.Select(word => word.Replace("{data}", copy.Path, StringComparison.Ordinal))];

        CliRun run = await CliRun.Of([.. arguments, "--data", copy.Path]);

        run.ShouldFail(1, "not a database", "backup");
    }

    [Fact]
    public async Task An_emptied_journal_beside_an_exchange_that_knows_orders_trades_nothing()
    {
        using ScratchDirectory copy = traded.Copy();
        copy.Write("journal.db", "");

        CliRun run = await CliRun.Of("rebalance", "--data", copy.Path);

        run.Code.ShouldBe(1, run.Error);
        JsonNode decision = run.Document()["items"]![0]!["decision"]!;
        decision["kind"]!.GetValue<string>().ShouldBe("refuse");
        decision["why"]![0]!["code"]!.GetValue<string>().ShouldBe("journal-rolled-back");
    }

    [Theory]
    [InlineData("--seed", "8")]
    [InlineData("--market", "replay", "--prices", "/dev/null")]
    [InlineData("--venue", "http://127.0.0.1:9")]
    public async Task A_directory_stays_with_the_market_it_was_begun_with(params string[] market)
    {
        CliRun run = await CliRun.Of(["rebalance", "--data", traded.Path, .. market]);

        run.ShouldFail(2, "begun with a simulated market of seed 9", "leave the market options out");
    }

    [Theory]
    [InlineData("rebalance")]
    [InlineData("serve", "--port", "0")]
    public async Task A_directory_that_cannot_be_written_is_refused(params string[] command) =>
        (await CliRun.Of([.. command, "--data", "/proc/ballast"])).ShouldFail(1, "/proc/ballast", "--data");

    [Theory]
    [InlineData("serve", "--data", "")]
    [InlineData("serve", "--port", "99999")]
    [InlineData("serve", "--speed", "-1")]
    [InlineData("serve", "--speed", "1e400")]
    [InlineData("serve", "--seed", "99999999999999999999999")]
    [InlineData("serve", "--market", "exchange")]
    [InlineData("serve", "--listen", "0.0.0.0")]
    [InlineData("serve", "--venue", "http://192.0.2.1/")]
    [InlineData("serve", "--policy", "/nowhere/policy.jsonc")]
    [InlineData("rebalance", "--prices", "/nowhere/prices.csv")]
    [InlineData("paper", "--port", "port")]
    [InlineData("journal", "read", "--limit", "-1")]
    [InlineData("journal", "read", "--after", "x")]
    [InlineData("status", "--data", "/nowhere")]
    [InlineData("status", "--url", "here")]
    [InlineData("halt", "--portfolio", "A B")]
    [InlineData("resume", "--data", "/nowhere")]
    [InlineData("backup", "/nowhere/copy", "--data", "/nowhere")]
    [InlineData("doctor", "--port", "-1")]
    public async Task A_wrong_argument_is_bad_input_and_makes_nothing(params string[] command)
    {
        using ScratchDirectory scratch = new();
        string data = Path.Combine(scratch.Path, "data");
        string[] named = command.Contains("--data") || command.Contains("--url") ? [] : ["--data", data];

        (await CliRun.Of([.. command, .. named])).ShouldFail(2);
        Directory.Exists(data).ShouldBeFalse();
    }

    [Theory]
    [InlineData("status")]
    [InlineData("halt")]
    public async Task An_address_where_nothing_answers_is_named(string command) =>
        (await CliRun.Of(command, "--url", "http://127.0.0.1:9")).ShouldFail(1, "no server answers", "--url");

    [Fact]
    public async Task A_clock_set_back_does_not_take_journaled_time_back()
    {
        using ScratchDirectory copy = traded.Copy();
        CliRun before = await CliRun.Of("journal", "read", "--json", "--data", copy.Path);

        CliRun run = await CliRun.At(new ShiftedTime(TimeSpan.FromDays(-400)), "rebalance", "--data", copy.Path);

        run.Code.ShouldBe(0, run.Error);
        CliRun after = await CliRun.Of("journal", "read", "--json", "--data", copy.Path);
        Instants(after.Out).ShouldBe(Instants(after.Out).Order());
        after.Out.ShouldStartWith(before.Out);
    }

    // As times and not as texts, whose fractions differ in length.
    private static DateTimeOffset[] Instants(string journal) =>
        [.. journal.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!["at"]!.GetValue<DateTimeOffset>())];

    private static byte[] Damaged(byte[] content, string damage)
    {
        switch (damage)
        {
            case "garbage":
                return Encoding.UTF8.GetBytes("\u0000not what was written\u0000" + new string('x', 4096));
            case "truncated":
                return content[..12_000];
            case "flipped":
                int place = content.AsSpan().IndexOf("\"BTC\""u8);
                content[place + 1] ^= 1;
                return content;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage));
        }
    }
}
