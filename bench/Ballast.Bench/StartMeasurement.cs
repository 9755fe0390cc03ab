using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Ballast.Adapters.Stores.Sqlite;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Ballast.Bench;

/// <summary>How long a start takes over a long journal: the one pass that checks and folds it.</summary>
internal static class StartMeasurement
{
    private const int Batch = 2000;

    private static readonly Reason Inside =
        new("inside-band", "all 4 assets are inside their bands; A001 is at 37.32 % with a target of 40 %, band 8 %");

    /// <summary>Writes a journal of so many entries, most of them decisions to hold, and starts over it.</summary>
    public static async Task RunAsync(int entries)
    {
        string folder = Directory.CreateTempSubdirectory("ballast-start-").FullName;
        try
        {
            await WriteAsync(folder, entries);
            TimeSpan processor = Environment.CpuUsage.TotalTime;
            Stopwatch watch = Stopwatch.StartNew();
            (DataDirectory directory, SqliteJournal journal) = Open(folder);
            TimeSpan opened = watch.Elapsed;
            await using (PortfolioEngine engine = EngineOver(journal))
            {
                StartOutcome outcome = await engine.LoadAsync(CancellationToken.None);
                long size = new FileInfo(directory.JournalFile).Length / (1 << 20);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{entries} entries, {size} MB: opened {opened.TotalSeconds:0.00} s, checked and folded "
                    + $"{(watch.Elapsed - opened).TotalSeconds:0.00} s, "
                    + $"{(Environment.CpuUsage.TotalTime - processor).TotalSeconds:0.00} s of processor time, "
                    + $"{outcome.GetType().Name}"));
            }

            await journal.DisposeAsync();
            directory.Dispose();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task WriteAsync(string folder, int entries)
    {
        (DataDirectory directory, SqliteJournal journal) = Open(folder);
        PortfolioId core = new("core");
        Policy policy = Books.Policy(4, new TriggerPolicy());
        await journal.AppendAsync(
            [
                JournalCodec.Encode(null, Books.Noon, new JournalEvent.EngineStarted(1, 7)),
                JournalCodec.Encode(core, Books.Noon, new JournalEvent.PortfolioOpened(policy, "hash", "bench")),
            ],
            CancellationToken.None);
        for (int done = 2; done < entries; done += Batch)
        {
            int first = done;
            await journal.AppendAsync(
                [.. Enumerable.Range(first, Math.Min(Batch, entries - first)).Select(i => Decided(core, i))],
                CancellationToken.None);
        }

        await journal.DisposeAsync();
        directory.Dispose();
    }

    private static JournalEntry Decided(PortfolioId core, int number)
    {
        Instant at = Books.Noon + Duration.FromSeconds(number);
        ImmutableSortedDictionary<Asset, Price> prices =
            Books.Assets(4).ToImmutableSortedDictionary(asset => asset, _ => new Price(100m + (number % 97)));
        DecisionDigest digest = new()
        {
            Number = number,
            At = at,
            Kind = DecisionKind.Hold,
            Cause = DecisionCause.Check,
            Why = [Inside],
            Findings = [new TriggerFinding("band", TriggerStatus.Quiet, Inside)],
            NonOrders = [],
            Value = new Money(100_000m + (number % 1000)),
            PlanHash = null,
        };
        PolicyMemory memory = PolicyMemory.Fresh with { LastDecisionAt = at, LastPrices = prices };
        return JournalCodec.Encode(core, at, new JournalEvent.Decided(digest, memory));
    }

    private static (DataDirectory Directory, SqliteJournal Journal) Open(string folder)
    {
        DataDirectory directory = ((DirectoryOutcome.Acquired)DataDirectory.Acquire(folder)).Directory;
        return (directory,
            ((JournalOpening.Opened)SqliteJournal.Open(directory)).Journal);
    }

    private static PortfolioEngine EngineOver(SqliteJournal journal) => new(
        new EnginePorts
        {
            Journal = journal,
            Notifier = new NobodyListens(),
            Accounts = ImmutableSortedDictionary<AccountId, AccountPorts>.Empty,
            Prices = [],
        },
        new EngineSettings { Installation = 7 },
        TimeProvider.System,
        NullLoggerFactory.Instance);

    private sealed class NobodyListens : INotifier
    {
        public ImmutableArray<OwnerChannel> Channels => [];

        public Task NotifyAsync(Severity severity, Reason message, CancellationToken cancellation) =>
            Task.CompletedTask;
    }
}
