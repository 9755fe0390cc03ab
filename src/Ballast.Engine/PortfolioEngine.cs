using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Lots;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Loops;
using Ballast.Engine.Lots;
using Ballast.Engine.Ports;
using Ballast.Engine.Views;
using Microsoft.Extensions.Logging;

namespace Ballast.Engine;

/// <summary>
/// Keeps portfolios on target: one serial loop per portfolio over the ports it is given. Everything it knows is in its
/// journal. Safe to call from any thread.
/// </summary>
public sealed class PortfolioEngine : IAsyncDisposable
{
    private static readonly LoopStatus NotStarted = new(PortfolioStatus.Recovering, null, null);

    private readonly EnginePorts ports;
    private readonly EngineSettings settings;
    private readonly JournalWriter journal;
    private readonly LoopCrew crew;
    private readonly NoticeBoard notices = new();
    private readonly EngineRegister register;
    private bool hasStarted;

    /// <summary>
    /// An engine over these ports; nothing happens before <see cref="StartAsync"/> or <see cref="RunOnceAsync"/>.
    /// </summary>
    public PortfolioEngine(EnginePorts ports, EngineSettings settings, TimeProvider time, ILoggerFactory logs)
        : this(ports, settings, time, logs, Brain.OfCore)
    {
    }

    internal PortfolioEngine(
        EnginePorts ports, EngineSettings settings, TimeProvider time, ILoggerFactory logs, Brain brain)
    {
        this.ports = ports;
        this.settings = settings;
        journal = new JournalWriter(ports.Journal, new JournalCodec(JournalUpgrades.Current), time);
        crew = new LoopCrew(ports, settings, time, logs.CreateLogger<PortfolioEngine>(), brain);
        register = new EngineRegister(journal, ports);
        journal.Stored += stored => notices.Post(new EngineNotice.Journaled(stored.At, stored.Portfolio, stored));
    }

    /// <summary>The engine now.</summary>
    public EngineView View
    {
        get
        {
            EngineState state = journal.State;
            return new EngineView(state)
            {
                Epoch = state.Epoch,
                JournalSequence = state.JournalSequence,
                Halt = state.Halt,
                Portfolios = [.. state.Portfolios.Keys.Select(id => ViewOf(id, state))],
            };
        }
    }

    /// <summary>Checks and folds the journal, then lets every portfolio recover and run.</summary>
    public async Task<StartOutcome> StartAsync(CancellationToken cancellation)
    {
        StartOutcome loaded = await LoadAsync(cancellation);
        if (loaded is not StartOutcome.Started)
        {
            return loaded;
        }

        EngineState state = await BeginEpochAsync(cancellation);
        foreach (PortfolioId portfolio in state.Portfolios.Keys)
        {
            Run(portfolio);
        }

        return new StartOutcome.Started(state.Epoch, state.JournalSequence);
    }

    /// <summary>Checks and folds the journal without starting loops: for reading.</summary>
    public async Task<StartOutcome> LoadAsync(CancellationToken cancellation)
    {
        try
        {
            if (await journal.ReplayAsync(cancellation) is JournalIntegrity.Damaged damaged)
            {
                return new StartOutcome.Refused(
                    new Reason(
                        "journal-damaged",
                        $"the journal is damaged at entry {damaged.FirstBadSequence}: {damaged.What}"),
                    StartOutcome.RestoreBackup);
            }
        }
        catch (JournalNewerException newer)
        {
            return new StartOutcome.Refused(new Reason("journal-newer", newer.Message), StartOutcome.UseNewer);
        }
        catch (Exception unreadable) when (unreadable is JournalUnreadableException or InvalidOperationException)
        {
            return new StartOutcome.Refused(
                new Reason("journal-unreadable", unreadable.Message), StartOutcome.RestoreBackup);
        }

        return new StartOutcome.Started(journal.State.Epoch, journal.State.JournalSequence);
    }

    /// <summary>One portfolio now; <see langword="null"/> where there is none of that name.</summary>
    public PortfolioView? Find(PortfolioId portfolio)
    {
        EngineState state = journal.State;
        return state.Portfolios.ContainsKey(portfolio) ? ViewOf(portfolio, state) : null;
    }

    /// <summary>Takes a portfolio under management. Its accounts must exist and belong to no other portfolio.</summary>
    public async Task<ChangeOutcome> AddPortfolioAsync(
        Policy policy, string policyHash, string actor, CancellationToken cancellation)
    {
        ChangeOutcome outcome = await register.OpenAsync(policy, policyHash, actor, cancellation);
        if (outcome is ChangeOutcome.Done && hasStarted)
        {
            Run(policy.Portfolio);
        }

        return outcome;
    }

    /// <summary>
    /// Replaces a portfolio's policy; takes effect with the next decision. Its accounts cannot change.
    /// </summary>
    public async Task<ChangeOutcome> ReplacePolicyAsync(
        Policy policy, string policyHash, string actor, CancellationToken cancellation)
    {
        ChangeOutcome outcome = await register.ReplaceAsync(policy, policyHash, actor, cancellation);
        crew.Find(policy.Portfolio)?.Post(new LoopCommand.Look());
        return outcome;
    }

    /// <summary>Ends the management of a portfolio; refused while an order of it is open.</summary>
    public async Task<ChangeOutcome> RemovePortfolioAsync(
        PortfolioId portfolio, string actor, Reason why, CancellationToken cancellation)
    {
        if (register.RemovalObjection(portfolio) is { } objection)
        {
            return new ChangeOutcome.Refused(objection);
        }

        await crew.StopAsync(portfolio);
        ChangeOutcome outcome = await register.RemoveAsync(portfolio, actor, why, cancellation);
        if (outcome is ChangeOutcome.Refused && hasStarted)
        {
            Run(portfolio);
        }

        return outcome;
    }

    /// <summary>A plan as if a person had asked to rebalance now; nothing is sent.</summary>
    public async Task<PlanAnswer> PlanAsync(PortfolioId portfolio, CancellationToken cancellation)
    {
        if (crew.Find(portfolio) is not { } loop)
        {
            return new PlanAnswer.Refused([EngineRegister.NoSuch(portfolio)]);
        }

        if (loop.Status.Status is not (PortfolioStatus.Running or PortfolioStatus.Halted))
        {
            return new PlanAnswer.Refused([NotReady(loop)]);
        }

        TaskCompletionSource<PlanAnswer> answer = new();
        loop.Post(new LoopCommand.MakePlan(answer));
        return await AnsweredAsync(answer.Task, cancellation);
    }

    /// <summary>
    /// Carries out a plan that <see cref="PlanAsync"/> has shown; returns as soon as the run is in the journal.
    /// </summary>
    public async Task<RunAnswer> StartRunAsync(RunRequest request, CancellationToken cancellation)
    {
        if (crew.Find(request.Portfolio) is not { } loop
            || !journal.State.Portfolios.TryGetValue(request.Portfolio, out PortfolioBook? book))
        {
            return new RunAnswer.Refused(EngineRegister.NoSuch(request.Portfolio));
        }

        if (RunDesk.Repeated(book, request) is { } repeated)
        {
            return repeated;
        }

        if (loop.Status.Status is not (PortfolioStatus.Running or PortfolioStatus.Halted))
        {
            return new RunAnswer.Refused(NotReady(loop));
        }

        TaskCompletionSource<RunAnswer> answer = new();
        loop.Post(new LoopCommand.StartRun(request, answer));
        return await AnsweredAsync(answer.Task, cancellation);
    }

    /// <summary>
    /// Stops sending for one portfolio, or for all where none is named. Resting orders are cancelled.
    /// </summary>
    public Task<ChangeOutcome> HaltAsync(
        PortfolioId? portfolio, string actor, Reason why, CancellationToken cancellation) =>
        register.HaltAsync(portfolio, actor, why, cancellation);

    /// <summary>
    /// Allows sending again and closes a latched breaker. Where no portfolio is named it lifts the halt of all, or, if
    /// there is none, every portfolio's own halt and breaker.
    /// </summary>
    public async Task<ChangeOutcome> ResumeAsync(
        PortfolioId? portfolio, string actor, Reason why, CancellationToken cancellation)
    {
        ChangeOutcome outcome = await register.ResumeAsync(portfolio, actor, why, cancellation);
        foreach (PortfolioId resumed in journal.State.Portfolios.Keys.Where(id => portfolio is null || id == portfolio))
        {
            await WakeAsync(resumed);
        }

        return outcome;
    }

    /// <summary>A person's word on a quarantined order; the ledger is then set by the balances.</summary>
    public async Task<ChangeOutcome> ResolveQuarantineAsync(
        QuarantineResolution resolution, CancellationToken cancellation)
    {
        ChangeOutcome outcome = await register.ResolveAsync(resolution, cancellation);
        crew.Find(resolution.Portfolio)?.Post(new LoopCommand.Look());
        return outcome;
    }

    /// <summary>
    /// A person's word on the balance change that halted a portfolio: the halt is lifted, and exactly that change is
    /// booked as what it was. Refused with <c>no-open-change</c> where none waits.
    /// </summary>
    public async Task<ChangeOutcome> ExplainChangeAsync(ChangeExplanation word, CancellationToken cancellation)
    {
        ChangeOutcome outcome = await register.ExplainAsync(word, cancellation);
        crew.Find(word.Portfolio)?.Post(new LoopCommand.Look());
        return outcome;
    }

    /// <summary>
    /// Takes a person's word for a price that jumped; the portfolio looks again at once. A confirmed price is no order:
    /// the next quote still has to lie near it.
    /// </summary>
    public async Task<ChangeOutcome> ConfirmPriceAsync(PriceConfirmation word, CancellationToken cancellation)
    {
        ChangeOutcome outcome = await register.ConfirmAsync(word, cancellation);
        crew.Find(word.Portfolio)?.Post(new LoopCommand.Look());
        return outcome;
    }

    /// <summary>
    /// Takes a person's typed word that a policy's rules may trade real money without their trial. Refused with
    /// <c>phrase-differs</c> where it was typed otherwise than asked.
    /// </summary>
    public Task<ChangeOutcome> WaiveTrialAsync(
        PortfolioId portfolio, JournalEvent.TrialWaived word, CancellationToken cancellation) =>
        register.WaiveAsync(portfolio, word, cancellation);

    /// <summary>
    /// Looks at an account before real money is traded on it and writes down what was found; <see langword="null"/>
    /// where no such account is connected.
    /// </summary>
    public Task<AccountProof?> InspectAccountAsync(
        AccountId account, string actor, CancellationToken cancellation) =>
        register.InspectAsync(account, actor, cancellation);

    /// <summary>Asks every account that shows perpetuals for what is open now, in the order of their names.</summary>
    public async Task<ImmutableArray<AccountExposure>> ReadExposuresAsync(CancellationToken cancellation) =>
    [
        .. await Task.WhenAll(ports.Accounts
            .Where(account => account.Value.Positions is not null)
            .Select(async account => AccountExposure.Of(
                account.Key, await account.Value.Positions!.ReadPositionsAsync(account.Key, cancellation)))),
    ];

    /// <summary>Writes down trades that had happened on an account; one that is known is not written again.</summary>
    public Task<ImportOutcome> ImportTradesAsync(
        JournalEvent.TradesImported handed, CancellationToken cancellation) =>
        new LotDesk(journal).ImportAsync(handed, cancellation);

    /// <summary>What handing them in would be answered with now; nothing is written down.</summary>
    public ImportOutcome RehearseTrades(JournalEvent.TradesImported handed) => new LotDesk(journal).Rehearse(handed);

    /// <summary>Writes down that what files said of trades is taken back, all or none of it.</summary>
    public Task<RetractOutcome> RetractTradesAsync(TradeRetraction wish, CancellationToken cancellation) =>
        new LotDesk(journal).RetractAsync(wish, cancellation);

    /// <summary>The trades of an account that are known.</summary>
    public TradeHistory TradesOf(AccountId account) =>
        journal.State.Trades.GetValueOrDefault(account, TradeHistory.Empty);

    /// <summary>What the holdings of a portfolio cost, as far as its trades are known.</summary>
    public LotAnswer LotsOf(PortfolioId portfolio, LotMethod method) => LotDesk.Of(journal.State, portfolio, method);

    /// <summary>Writes down that a test message has reached the owner.</summary>
    public Task OwnerReachedAsync(JournalEvent.OwnerReached word, CancellationToken cancellation) =>
        register.ReachedAsync(word, cancellation);

    /// <summary>
    /// One pass over every portfolio: recover, look, decide, act, settle, and return. For schedulers outside.
    /// </summary>
    public async Task<ImmutableArray<PassReport>> RunOnceAsync(CancellationToken cancellation)
    {
        EngineState state = await BeginEpochAsync(cancellation);
        PortfolioLoop[] loops = [.. state.Portfolios.Keys.Select(portfolio => crew.Make(portfolio, journal))];
        return [.. await Task.WhenAll(loops.Select(loop => loop.RunOnceAsync(cancellation)))];
    }

    /// <summary>What happens from now on; a slow reader loses the oldest notices, never the engine's time.</summary>
    public IAsyncEnumerable<EngineNotice> WatchAsync(CancellationToken cancellation) => notices.Watch(cancellation);

    /// <summary>Stops the loops; what is in flight is settled by the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await crew.StopAllAsync();
        notices.Close();
        journal.Dispose();
    }

    // The loop answers and goes on; whoever asked does not run on its stack.
    private static async Task<T> AnsweredAsync<T>(Task<T> answer, CancellationToken cancellation)
    {
        T given = await answer.WaitAsync(cancellation);
        await Task.Yield();
        return given;
    }

    private PortfolioView ViewOf(PortfolioId portfolio, EngineState state)
    {
        PortfolioView view = ViewWriter.Portfolio(portfolio, state, StatusOf(portfolio), ports.VenueOf);
        return view with
        {
            Live = register.GateOf(state).Of(state.Portfolios[portfolio].Policy, state.Portfolios[portfolio]),
            Health = [.. view.Health.Select(line => line with
            {
                Held = TradingPermission.Held(line.Account, ports.Accounts.GetValueOrDefault(line.Account)),
            })],
        };
    }

    private LoopStatus StatusOf(PortfolioId portfolio) => crew.Find(portfolio)?.Status ?? NotStarted;

    private static Reason NotReady(PortfolioLoop loop) =>
        loop.Status.Why ?? new Reason("recovering", $"{loop.Portfolio} is recovering; ask again in a moment");

    private Task<EngineState> BeginEpochAsync(CancellationToken cancellation)
    {
        hasStarted = true;
        return journal.AppendAsync(
            null,
            state => [new JournalEvent.EngineStarted(
                state.Epoch + 1, state.Installation == 0 ? settings.Installation : state.Installation)],
            cancellation);
    }

    private void Run(PortfolioId portfolio)
    {
        PortfolioLoop loop = crew.Make(portfolio, journal);
        loop.Looked += () =>
        {
            if (notices.IsWatched && Find(portfolio) is { } view)
            {
                notices.Post(new EngineNotice.Observed(journal.Now, portfolio, view));
            }
        };
        crew.Start(loop);
    }

    // A stopped loop starts anew with a recovery, because a person said so; a running one looks at once.
    private async Task WakeAsync(PortfolioId portfolio)
    {
        if (crew.Find(portfolio) is not { } loop)
        {
            return;
        }

        if (loop.Status.Status is PortfolioStatus.Stopped or PortfolioStatus.RefusedToStart)
        {
            await crew.StopAsync(portfolio);
            Run(portfolio);
            return;
        }

        loop.Post(new LoopCommand.Look());
    }
}
