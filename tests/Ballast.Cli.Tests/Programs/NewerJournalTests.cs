using Ballast.Adapters.Stores.Sqlite;
using Ballast.Engine.Ports;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Ballast.Cli.Tests.Programs;

/// <summary>A journal that a newer ballast wrote is not damaged: nobody is told to throw it away, and nothing is
/// traded on it.</summary>
public sealed class NewerJournalTests(TradedDirectory traded) : IClassFixture<TradedDirectory>
{
    [Theory]
    [InlineData("rebalance")]
    [InlineData("serve", "--port", "0")]
    [InlineData("status")]
    [InlineData("halt")]
    [InlineData("doctor", "--port", "0")]
    public async Task An_entry_that_is_not_known_is_answered_with_the_version_that_knows_it(params string[] command)
    {
        using ScratchDirectory copy = traded.Copy();
        await AppendAsync(copy.Path, "never-heard-of");

        CliRun run = await CliRun.Of([.. command, "--data", copy.Path]);

        run.ShouldFail(1, "run the ballast that wrote it");
        run.Error.ShouldNotContain("restore");
    }

    [Theory]
    [InlineData("rebalance")]
    [InlineData("status")]
    [InlineData("halt")]
    [InlineData("journal", "read")]
    [InlineData("journal", "verify")]
    [InlineData("doctor", "--port", "0")]
    public async Task A_layout_that_is_not_known_is_answered_with_the_version_that_knows_it(params string[] command)
    {
        using ScratchDirectory copy = traded.Copy();
        Execute(copy.Path, "PRAGMA user_version = 99");

        CliRun run = await CliRun.Of([.. command, "--data", copy.Path]);

        run.ShouldFail(1, "run the ballast that wrote it");
        (run.Error + run.Out).ShouldContain("layout 99");
        run.Error.ShouldNotContain("restore");
    }

    private static async Task AppendAsync(string directory, string kind)
    {
        var reader = new SqliteJournalReader(DataDirectory.JournalFileIn(directory));
        Instant last = reader.Read(0, int.MaxValue)[^1].Entry.At;

        using DataDirectory held =
            DataDirectory.Acquire(directory).ShouldBeOfType<DirectoryOutcome.Acquired>().Directory;
        await using SqliteJournal journal =
            SqliteJournal.Open(held).ShouldBeOfType<JournalOpening.Opened>().Journal;
        await journal.ReplayAsync(_ => { }, TestContext.Current.CancellationToken);
        await journal.AppendAsync([new JournalEntry("", kind, 1, last, "{}")], TestContext.Current.CancellationToken);
    }

    private static void Execute(string directory, string statement)
    {
        string file = DataDirectory.JournalFileIn(directory);
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
