using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Core.Planning;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using Ballast.Engine.Recovery;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>
/// One portfolio's serial loop: recover, then look, decide, act, settle, and again. A bug stops this loop alone,
/// loudly, and leaves a halt in the journal.
/// </summary>
internal sealed class PortfolioLoop
{
    private const string Engine = "engine";
    private static readonly Duration RetryRecoveryAfter = Duration.FromSeconds(5);

    private readonly PortfolioDesk desk;
    private readonly DeskCrew crew;
    private readonly PassMaker passes;
    private readonly PlanShelf shelf;
    private readonly Inbox inbox = new();
    private LoopStatus status = new(PortfolioStatus.Recovering, null, null);

    public PortfolioLoop(PortfolioDesk desk, DeskCrew crew, Brain brain)
    {
        this.desk = desk;
        this.crew = crew;
        passes = new PassMaker(desk, crew, brain);
        shelf = new PlanShelf();
    }

    /// <summary>Raised after every look.</summary>
    public event Action? Looked;

    public PortfolioId Portfolio => desk.Portfolio;

    public LoopStatus Status => Volatile.Read(ref status);

    /// <summary>Hands the loop something to do between passes.</summary>
    public void Post(LoopCommand command)
    {
        if (!inbox.TryPut(command))
        {
            command.Abandon(
                new InvalidOperationException($"the loop of {Portfolio} has stopped: {Status.Why?.Sentence}"));
        }
    }

    /// <summary>Runs until cancelled or stopped by a bug.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            if (await RecoverAsync(Instant.MaxValue, cancellation))
            {
                await LookForeverAsync(cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Asked to stop: what is in flight is settled by the next start.
        }
#pragma warning disable CA1031 // Whatever a bug throws stops this loop and no other; it is said aloud and journaled.
        catch (Exception bug)
#pragma warning restore CA1031
        {
            await StopAsync(bug);
        }
        finally
        {
            CloseCommands();
        }
    }

    /// <summary>One pass for schedulers outside: recovers, decides, acts, settles.</summary>
    public async Task<PassReport> RunOnceAsync(CancellationToken cancellation)
    {
        if (!await RecoverAsync(desk.Now + Duration.FromMinutes(3), cancellation))
        {
            return new PassReport(Portfolio, NotRecovered(), null);
        }

        Pass pass = await passes.DecideAsync(await LookAsync(cancellation), DecisionCause.Check, cancellation);
        RunId? run = await ActAsync(pass, cancellation);
        return new PassReport(Portfolio, pass.Digest, run is null ? null : ViewWriter.Run(Portfolio, desk.Book, run));
    }

    private async Task<bool> RecoverAsync(Instant until, CancellationToken cancellation)
    {
        while (true)
        {
            RecoveryOutcome outcome = await crew.Recovery.RecoverAsync(crew.Observer, cancellation);
            switch (outcome)
            {
                case RecoveryOutcome.Recovered:
                    Show(PortfolioStatus.Running, null);
                    return true;
                case RecoveryOutcome.Refused refused:
                    Show(PortfolioStatus.RefusedToStart, refused.Why);
                    await desk.TellAsync(Severity.Urgent, refused.Why.Code, refused.Why.Sentence);
                    return false;
                case RecoveryOutcome.NotYet notYet:
                    Show(PortfolioStatus.Recovering, notYet.Why);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }

            if (desk.Now >= until)
            {
                return false;
            }

            await desk.DelayAsync(RetryRecoveryAfter, cancellation);
        }
    }

    private async Task LookForeverAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            LookOutcome look = await LookAsync(cancellation);
            Instant now = desk.Now;
            if (CheckCadence.NextCheck(desk.Book.Policy, desk.Book.Memory, now) <= now)
            {
                Pass pass = await passes.DecideAsync(look, DecisionCause.Check, cancellation);
                await ActAsync(pass, cancellation);
            }

            Looked?.Invoke();
            await ServeAsync(Pause(), cancellation);
        }
    }

    private async Task<LookOutcome> LookAsync(CancellationToken cancellation)
    {
        LookOutcome look = await passes.LookAsync(cancellation);
        PortfolioStatus kind = desk.IsHalted ? PortfolioStatus.Halted : PortfolioStatus.Running;
        switch (look)
        {
            case LookOutcome.Seen seen:
                Sighting sighting = new(seen.Snapshot, passes.Policy.SheetFor(seen.Snapshot, desk.Book.Memory));
                Volatile.Write(ref status, new LoopStatus(kind, desk.StopReason(desk.Engine), sighting));
                break;
            case LookOutcome.Refused refused:
                Show(kind, refused.Why[0]);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        return look;
    }

    // A refusal that says what the last one said is not journaled again; the check stays due and is tried again.
    private async Task<RunId?> ActAsync(Pass pass, CancellationToken cancellation)
    {
        DecisionDigest? last = desk.Book.LastDecision;
        bool isRepeated = pass.Snapshot is null && last is { Kind: DecisionKind.Refuse, Value: null }
            && last.Why.SequenceEqual(pass.Digest.Why);
        if (isRepeated)
        {
            return null;
        }

        List<JournalEvent> events = [new JournalEvent.Decided(pass.Digest, pass.Memory)];
        bool hasTripped = pass.Memory.Breaker is not null && desk.Book.Breaker is null;
        if (hasTripped)
        {
            events.Add(new JournalEvent.BreakerTripped(pass.Memory.Breaker!));
        }

        await desk.RecordAsync(cancellation, events);
        passes.Journaled();
        if (hasTripped)
        {
            await desk.TellAsync(Severity.Urgent, pass.Memory.Breaker!.Code, pass.Memory.Breaker.Sentence);
        }

        return pass is { Plan: { } plan, Snapshot: { } snapshot } && !desk.IsHalted && MayTrade(plan) is null
            ? await CarryOutAsync(plan, snapshot, new RunWish(Engine, null), cancellation)
            : null;
    }

    private async Task<RunId> CarryOutAsync(Plan plan, Snapshot snapshot, RunWish wish, CancellationToken cancellation)
    {
        RunId run = new("");
        await desk.RecordAsync(
            (state, _) =>
            {
                long sequence = state.LastSequence + 1;
                run = new RunId($"{Portfolio}-{sequence}");
                return
                [
                    new JournalEvent.PlanAccepted(plan, wish.Actor, wish.Key),
                    new JournalEvent.RunStarted(run, plan.Hash, sequence),
                ];
            },
            cancellation);
        wish.Started?.TrySetResult(new RunAnswer.Started(run));
        RunRecord record = desk.Book.Runs.Values.Single(candidate => candidate.Run == run);
        await crew.Runs.ExecuteAsync(new RunContext(record, snapshot), cancellation);
        Looked?.Invoke();
        return run;
    }

    // Why a plan may be shown and not carried out.
    private Reason? MayTrade(Plan plan)
    {
        TradingMode mode = desk.Book.Policy.Mode;
        if (mode == TradingMode.Shadow)
        {
            return new Reason("shadow", "the policy's mode is shadow: plans are made, nothing is sent");
        }

        foreach (PlannedOrder order in plan.Orders)
        {
            if (desk.Lines[order.Account].Ports.Orders is not { } gateway)
            {
                return new Reason("read-only", $"{order.Account} takes no orders");
            }

            bool isPaper = gateway.Capabilities.Venue.StartsWith("paper", StringComparison.Ordinal);
            if (mode == TradingMode.Paper && !isPaper)
            {
                return new Reason(
                    "paper-mode", $"the policy's mode is paper and {order.Account} is at {gateway.Capabilities.Venue}");
            }
        }

        return null;
    }

    private Duration Pause()
    {
        Instant now = desk.Now;
        Duration untilCheck = desk.Book.Policy.Trigger.CheckEvery is null
            ? desk.Settings.TickEvery
            : CheckCadence.NextCheck(desk.Book.Policy, desk.Book.Memory, now) - now;
        Duration pause = untilCheck > Duration.Zero ? untilCheck : desk.Settings.ObserveEvery;
        return Duration.Min(pause, desk.Settings.ObserveEvery);
    }

    // Waits for the next look, serving what is asked meanwhile.
    private async Task ServeAsync(Duration pause, CancellationToken cancellation)
    {
        Task over = desk.DelayAsync(pause, cancellation);
        while (true)
        {
            await Task.WhenAny(inbox.Arrival, over);

            // Whoever put the command in goes on with its own work; the loop does not run on its stack.
            await Task.Yield();
            if (inbox.Take() is not { } command)
            {
                await over;
                return;
            }

            await ServeAsync(command, cancellation);
            if (command is LoopCommand.Look)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(LoopCommand command, CancellationToken cancellation)
    {
        try
        {
            switch (command)
            {
                case LoopCommand.MakePlan make:
                    make.Answer.TrySetResult(await PlanAsync(cancellation));
                    break;
                case LoopCommand.StartRun start:
                    await StartAsync(start, cancellation);
                    break;
                case LoopCommand.Look:
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
        catch (Exception failed)
        {
            command.Abandon(failed);
            throw;
        }
    }

    private async Task<PlanAnswer> PlanAsync(CancellationToken cancellation)
    {
        Pass pass = await passes.DecideAsync(await LookAsync(cancellation), DecisionCause.Manual, cancellation);
        if (pass.Plan is { } plan)
        {
            shelf.Put(plan, desk.Now);
            return new PlanAnswer.Planned(plan, pass.Digest);
        }

        return pass.Digest.Kind == DecisionKind.Refuse
            ? new PlanAnswer.Refused(pass.Digest.Why)
            : new PlanAnswer.Nothing(pass.Digest);
    }

    private async Task StartAsync(LoopCommand.StartRun start, CancellationToken cancellation)
    {
        RunRequest request = start.Request;
        LookOutcome look = await LookAsync(cancellation);
        RunAnswer? answer = RunDesk.Answer(desk, request)
            ?? (look is LookOutcome.Refused refused ? new RunAnswer.Refused(refused.Why[0]) : null);
        if (answer is null && shelf.Take(request.PlanHash, desk.Now) is { } plan && look is LookOutcome.Seen seen)
        {
            answer = MayTrade(plan) is { } objection ? new RunAnswer.Refused(objection) : null;
            if (answer is null)
            {
                RunWish wish = new(request.Actor, request.IdempotencyKey) { Started = start.Answer };
                await CarryOutAsync(plan, seen.Snapshot, wish, cancellation);
                return;
            }
        }

        start.Answer.TrySetResult(answer ?? new RunAnswer.Refused(
            new Reason("no-such-plan", $"no unexpired plan {request.PlanHash}; ask for a new one")));
    }

    private DecisionDigest NotRecovered() => new()
    {
        Number = (desk.Book.LastDecision?.Number ?? 0) + 1,
        At = desk.Now,
        Kind = DecisionKind.Refuse,
        Cause = DecisionCause.Check,
        Why = [Status.Why ?? new Reason("not-recovered", "ledger and venues do not agree yet")],
        Findings = [],
        NonOrders = [],
        Value = null,
        PlanHash = null,
    };

    private void Show(PortfolioStatus kind, Reason? why) =>
        Volatile.Write(ref status, Status with { Status = kind, Why = why });

    private async Task StopAsync(Exception bug)
    {
        Reason why = bug is JournalUnavailableException
            ? new Reason("journal-unavailable", $"the journal takes nothing: {bug.Message}")
            : new Reason("loop-stopped", $"{bug.GetType().Name}: {bug.Message}");
        Show(PortfolioStatus.Stopped, why);
        EngineLog.LoopStopped(desk.Log, Portfolio.Value, bug);
        await desk.TellAsync(Severity.Urgent, why.Code, why.Sentence);
        if (bug is not JournalUnavailableException)
        {
            await JournalHaltAsync(why);
        }
    }

    private async Task JournalHaltAsync(Reason why)
    {
        try
        {
            await desk.RecordAsync(CancellationToken.None, new JournalEvent.Halted(Engine, why));
        }
        catch (JournalUnavailableException unavailable)
        {
            EngineLog.HaltNotJournaled(desk.Log, Portfolio.Value, unavailable);
        }
    }

    private void CloseCommands()
    {
        inbox.Close();
        while (inbox.Take() is { } left)
        {
            left.Abandon(new InvalidOperationException($"the loop of {Portfolio} has stopped"));
        }
    }

    private sealed record RunWish(string Actor, string? Key)
    {
        public TaskCompletionSource<RunAnswer>? Started { get; init; }
    }
}
