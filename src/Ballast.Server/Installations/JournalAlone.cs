using System.Collections.Immutable;
using Ballast.Adapters.Notify;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Core;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Ballast.Server.Installations;

/// <summary>An engine over a journal and nothing else: enough to look at the state, to halt and to resume while no
/// server runs.</summary>
public static class JournalAlone
{
    /// <summary>An engine that can only be looked at; the lock stays where it is.</summary>
    public static PortfolioEngine ToLookAt(string dataDirectory, TimeProvider time, ILoggerFactory logs) =>
        Over(
            dataDirectory,
            new ReadOnlyJournal(new SqliteJournalReader(DataDirectory.JournalFileIn(dataDirectory))),
            time,
            logs);

    /// <summary>An engine that can be changed.</summary>
    public static PortfolioEngine Over(
        string dataDirectory, IJournal journal, TimeProvider time, ILoggerFactory logs) => new(
        new EnginePorts
        {
            Journal = journal,
            Notifier = new SilentNotifier(ChannelsIn(dataDirectory)),
            Accounts = ImmutableSortedDictionary<AccountId, AccountPorts>.Empty,
            Prices = [],
        },
        new EngineSettings { Installation = 1 },
        time,
        logs);

    // Settings that cannot be used stop the next start, which says so: until then nobody would be told.
    private static ImmutableArray<OwnerChannel> ChannelsIn(string dataDirectory) =>
        NotifySettingsReader.ReadFrom(dataDirectory) is NotifySettingsReading.Read read
            ? [.. read.Settings.Channels.Select(channel => channel.Identity)]
            : [];

    private sealed class SilentNotifier(ImmutableArray<OwnerChannel> channels) : INotifier
    {
        public ImmutableArray<OwnerChannel> Channels => channels;

        public Task NotifyAsync(Severity severity, Reason message, CancellationToken cancellation) =>
            Task.CompletedTask;
    }
}
