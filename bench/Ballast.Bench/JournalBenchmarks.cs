using Ballast.Adapters.Stores.Sqlite;
using Ballast.Engine.Ports;
using BenchmarkDotNet.Attributes;

namespace Ballast.Bench;

/// <summary>Appends to the journal, each flushed to the disk of the temporary folder before it is answered.</summary>
public class JournalBenchmarks
{
    private readonly JournalEntry entry = new("core", "benchmark", 1, Books.Noon, """{"a":"1"}""");
    private DataDirectory directory = null!;
    private SqliteJournal journal = null!;

    [GlobalSetup]
    public void Open()
    {
        string folder = Directory.CreateTempSubdirectory("ballast-bench-").FullName;
        directory = ((DirectoryOutcome.Acquired)DataDirectory.Acquire(folder)).Directory;
        journal = ((JournalOpening.Opened)SqliteJournal.Open(directory)).Journal;
    }

    [GlobalCleanup]
    public async Task CloseAsync()
    {
        await journal.DisposeAsync();
        directory.Dispose();
        Directory.Delete(directory.Path, recursive: true);
    }

    [Benchmark]
    public Task<long> OneCommit() => journal.AppendAsync([entry], CancellationToken.None);

    [Benchmark(OperationsPerInvoke = 32)]
    public Task<long[]> ThirtyTwoAtOnce() => Task.WhenAll(
        Enumerable.Range(0, 32).Select(_ => journal.AppendAsync([entry], CancellationToken.None)));
}
