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

    [Theory]
    [InlineData("rebalance")]
    [InlineData("serve", "--port", "0")]
    [InlineData("halt")]
    [InlineData("resume")]
    public async Task A_journal_that_was_emptied_is_asked_for_and_no_new_one_is_begun(params string[] command)
    {
        using ScratchDirectory copy = traded.Copy();
        copy.Write("journal.db", "");

        (await CliRun.Of([.. command, "--data", copy.Path])).ShouldFail(1, "the journal is missing", "backup");

        new FileInfo(Path.Combine(copy.Path, "journal.db")).Length.ShouldBe(0);
    }

    [Fact]
    public async Task A_journal_that_was_lost_is_asked_for_and_no_new_one_is_begun()
    {
        using ScratchDirectory copy = traded.Copy();
        File.Delete(Path.Combine(copy.Path, "journal.db"));

        (await CliRun.Of("rebalance", "--data", copy.Path)).ShouldFail(1, "the journal is missing", "backup");

        File.Exists(Path.Combine(copy.Path, "journal.db")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_older_journal_beside_an_exchange_that_knows_its_orders_trades_nothing_and_says_why()
    {
        using ScratchDirectory copy = traded.Copy();
        TradedDirectory.Forget(copy.Path, "plan-accepted");

        CliRun run = await CliRun.Of("rebalance", "--data", copy.Path);

        run.Code.ShouldBe(1, run.Error);
        JsonNode why = run.Document()["items"]![0]!["decision"]!["why"]![0]!;
        why["code"]!.GetValue<string>().ShouldBe("journal-rolled-back");
        why["sentence"]!.GetValue<string>().ShouldContain("older than the venue");
        why["sentence"]!.GetValue<string>().ShouldContain("put the newest journal back");
    }

    [Theory]
    [InlineData("rebalance")]
    [InlineData("serve", "--no-live", "--port", "0")]
    public async Task An_exchange_whose_record_is_gone_is_asked_for_and_no_new_one_is_begun(params string[] command)
    {
        using ScratchDirectory copy = traded.Copy();
        Directory.Delete(Path.Combine(copy.Path, "paper"), recursive: true);

        (await CliRun.Of([.. command, "--data", copy.Path]))
            .ShouldFail(1, "exchange.db is missing", "put it back", "--data");

        Directory.Exists(Path.Combine(copy.Path, "paper")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_backup_of_a_damaged_journal_names_the_journal_and_leaves_no_copy()
    {
        using ScratchDirectory copy = traded.Copy();
        string journal = Path.Combine(copy.Path, "journal.db");
        byte[] content = await File.ReadAllBytesAsync(journal, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(journal, Damaged(content, "flipped"), TestContext.Current.CancellationToken);
        string target = Path.Combine(copy.Path, "copy.db");

        (await CliRun.Of("backup", target, "--data", copy.Path)).ShouldFail(1, $"{copy.Path}: ", "hash does not match");

        File.Exists(target).ShouldBeFalse();
    }

    [Theory]
    [InlineData("rebalance")]
    [InlineData("serve", "--port", "0")]
    public async Task A_first_start_that_fails_leaves_nothing_behind(params string[] command)
    {
        using ScratchDirectory scratch = new();
        string made = Path.Combine(scratch.Path, "made");
        string found = Path.Combine(scratch.Path, "found");
        Directory.CreateDirectory(found);
        string[] asked = [.. command, "--venue", "http://127.0.0.1:9"];

        (await CliRun.Of([.. asked, "--data", made])).ShouldFail(1, "no paper exchange answers");
        (await CliRun.Of([.. asked, "--data", found])).ShouldFail(1, "no paper exchange answers");

        Directory.EnumerateFileSystemEntries(scratch.Path).ShouldBe([found]);
        Directory.EnumerateFileSystemEntries(found).ShouldBeEmpty();
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
    [InlineData("serve", "--from", "2024-01-01")]
    [InlineData("serve", "--market", "replay", "--prices", "/dev/null", "--from", "soon")]
    [InlineData("serve", "--policy", "/nowhere/policy.jsonc")]
    [InlineData("rebalance", "--prices", "/nowhere/prices.csv")]
    [InlineData("paper", "--exchange-port", "port")]
    [InlineData("serve", "--exchange-port", "65536")]
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

    [Fact]
    public async Task A_price_is_confirmed_in_the_journal_where_no_server_runs()
    {
        using ScratchDirectory copy = traded.Copy();

        CliRun confirmed = await CliRun.Of(
            "price", "confirm", "BTC", "64000.5", "--portfolio", "core", "--reason", "seen elsewhere", "--data",
            copy.Path);

        confirmed.Code.ShouldBe(0, confirmed.Error);
        CliRun journal = await CliRun.Of("journal", "read", "--json", "--data", copy.Path);
        string entry = journal.Out.TrimEnd().Split('\n')[^1];
        JsonNode.Parse(entry)!["kind"]!.GetValue<string>().ShouldBe("price-confirmed");
        entry.ShouldContain("64000.5");
        entry.ShouldContain("seen elsewhere");
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
