using Ballast.Adapters.Stores.Sqlite;
using Ballast.Server.Hosting;
using Ballast.Server.Installations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ballast.Server.Tests.Features;

/// <summary>A real server on a free loopback port over a real journal in a directory of its own.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly DataDirectory directory;
    private readonly SqliteJournal store;
    private readonly ServerHost host;

    private RunningServer(DataDirectory directory, SqliteJournal store, WatchedJournal journal, ServerHost host)
    {
        this.directory = directory;
        this.store = store;
        this.host = host;
        Journal = journal;
        Http = new HttpClient { BaseAddress = host.Address };
    }

    public WatchedJournal Journal { get; }

    public HttpClient Http { get; }

    public static async Task<RunningServer> StartAsync()
    {
        string path = Directory.CreateTempSubdirectory("ballast-").FullName;
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        DataDirectory directory = DataDirectory.Acquire(path).ShouldBeOfType<DirectoryOutcome.Acquired>().Directory;
        SqliteJournal store =
            SqliteJournal.Open(directory, cancellation).ShouldBeOfType<JournalOpening.Opened>().Journal;
        WatchedJournal journal = new(store, 0);
        ListenAddress address = ListenAddress.Of("127.0.0.1", new PortChoice.Explicit(0))
            .ShouldBeOfType<ListenOutcome.Accepted>().Address;
        HostOutcome outcome = await ServerHost.StartAsync(
            new Installation { Journal = journal }, address, NullLoggerProvider.Instance, cancellation);
        return new RunningServer(directory, store, journal, outcome.ShouldBeOfType<HostOutcome.Listening>().Host);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
        await store.DisposeAsync();
        directory.Dispose();
        Directory.Delete(directory.Path, recursive: true);
    }
}
