using System.Text.Json.Nodes;
using Ballast.Adapters.Stores.Sqlite;
using Microsoft.Data.Sqlite;

namespace Ballast.Cli.Tests.Programs;

/// <summary>A data directory in which one pass has bought the portfolio, with everything written out of the log
/// files.</summary>
public sealed class TradedDirectory : IAsyncLifetime
{
    private readonly ScratchDirectory scratch = new();

    /// <summary>Where it is.</summary>
    public string Path => scratch.Path;

    /// <summary>A copy to damage.</summary>
    internal ScratchDirectory Copy()
    {
        ScratchDirectory copy = new();
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(copy.Path, System.IO.Path.GetRelativePath(Path, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    /// <summary>Takes the first entry of a kind and all after it out of a journal: what a backup from before that
    /// lacks.</summary>
    internal static void Forget(string directory, string kind)
    {
        // The program's own reader first: it binds the library that every connection of the process uses.
        string file = DataDirectory.JournalFileIn(directory);
        new SqliteJournalReader(file).Head().Sequence.ShouldBePositive();
        using SqliteConnection connection = new($"Data Source={file};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            $"DELETE FROM entry WHERE sequence >= (SELECT min(sequence) FROM entry WHERE kind = '{kind}')";
        command.ExecuteNonQuery().ShouldBePositive();
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        CliRun run = await ProgramRun.Of("rebalance", "--seed", "9", "--data", Path);
        run.Code.ShouldBe(0, run.Error);
        JsonNode pass = run.Document()["items"]![0]!;
        pass["run"]!["status"]!.GetValue<string>().ShouldBe("completed");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        scratch.Dispose();
        return ValueTask.CompletedTask;
    }
}
