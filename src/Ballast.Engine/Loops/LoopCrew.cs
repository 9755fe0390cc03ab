using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Microsoft.Extensions.Logging;

namespace Ballast.Engine.Loops;

/// <summary>The running loops: one per portfolio, started and stopped one by one.</summary>
internal sealed class LoopCrew
{
    private static readonly TimeSpan BetweenNews = TimeSpan.FromSeconds(1);

    private readonly EnginePorts ports;
    private readonly EngineSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Brain brain;
    private readonly ConcurrentDictionary<string, Patience> patience = new(StringComparer.Ordinal);
    private ImmutableSortedDictionary<PortfolioId, RunningLoop> loops =
        ImmutableSortedDictionary<PortfolioId, RunningLoop>.Empty;

    public LoopCrew(EnginePorts ports, EngineSettings settings, TimeProvider time, ILogger log, Brain brain)
    {
        this.ports = ports;
        this.settings = settings;
        this.time = time;
        this.log = log;
        this.brain = brain;
    }

    public PortfolioLoop? Find(PortfolioId portfolio) => loops.GetValueOrDefault(portfolio)?.Loop;

    /// <summary>A loop that nobody runs yet.</summary>
    public PortfolioLoop Make(PortfolioId portfolio, JournalWriter journal)
    {
        PortfolioDesk desk = new(portfolio, journal, ports.Notifier)
        {
            Settings = settings,
            Time = time,
            Log = log,
            Lines = ports.Accounts.ToImmutableSortedDictionary(pair => pair.Key, pair => Line(pair.Key, pair.Value)),
        };
        return new PortfolioLoop(desk, new DeskCrew(desk, ports), brain);
    }

    private VenueLine Line(AccountId account, AccountPorts reached) => new(account, settings, time)
    {
        Ports = reached,
        Patience = patience.GetOrAdd(ports.VenueOf(account), _ => new Patience(time)),
    };

    /// <summary>Starts a loop; it runs until stopped.</summary>
    public void Start(PortfolioLoop loop)
    {
        CancellationTokenSource stop = new();
        RunningLoop running = new(loop, stop)
        {
            Ended = loop.RunAsync(stop.Token),
            Listening = [.. loop.News.Select(news => ListenAsync(loop, news, stop.Token))],
        };
        ImmutableInterlocked.Update(ref loops, all => all.SetItem(loop.Portfolio, running));
    }

    public async Task StopAsync(PortfolioId portfolio)
    {
        if (loops.TryGetValue(portfolio, out RunningLoop? running))
        {
            ImmutableInterlocked.Update(ref loops, all => all.Remove(portfolio));
            await StopAsync(running);
        }
    }

    public Task StopAllAsync() => Task.WhenAll(loops.Keys.Select(StopAsync));

    private static async Task StopAsync(RunningLoop running)
    {
        // Not CancelAsync: its callbacks run on another thread, and the same seed must give the same order of events.
        running.Stop.Cancel();
        await running.Ended;
        await Task.WhenAll(running.Listening);
        running.Stop.Dispose();
    }

    // A burst of events is one reason to look.
    private async Task ListenAsync(PortfolioLoop loop, IAccountNews news, CancellationToken cancellation)
    {
        try
        {
            for (long heard = 0; ;)
            {
                heard = await news.AfterAsync(heard, cancellation);
                loop.Post(new LoopCommand.Look());
                await Task.Delay(BetweenNews, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The loop ends.
        }
    }

    private sealed record RunningLoop(PortfolioLoop Loop, CancellationTokenSource Stop)
    {
        public required Task Ended { get; init; }

        public required ImmutableArray<Task> Listening { get; init; }
    }
}
