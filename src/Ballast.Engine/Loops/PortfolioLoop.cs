using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using Ballast.Engine.Recovery;
using Ballast.Engine.Transfers;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>
/// One portfolio's serial loop: recover, then look, decide, act, settle, and again. A bug stops this loop alone,
/// loudly, and leaves a halt in the journal.
/// </summary>
internal sealed class PortfolioLoop
{
    private static readonly Duration RetryRecoveryAfter = Duration.FromSeconds(5);

    private readonly PortfolioDesk desk;
    private readonly DeskCrew crew;
    private readonly PassMaker passes;
    private readonly LoopSign sign = new();
    private readonly Lookout lookout;
    private readonly DecisionDesk decisions;
    private readonly LoopService service;

    public PortfolioLoop(PortfolioDesk desk, DeskCrew crew, Brain brain)
    {
        this.desk = desk;
        this.crew = crew;
        passes = new PassMaker(desk, crew, brain);
        lookout = new Lookout(desk, passes, sign);
        RunStarter starter = new(desk, crew.Runs, sign);
        decisions = new DecisionDesk(desk, starter);
        service = new LoopService(desk, lookout, passes, starter, crew.Hedges);
    }

    /// <summary>Raised after every look.</summary>
    public event Action? Looked
    {
        add => sign.Looked += value;
        remove => sign.Looked -= value;
    }

    public PortfolioId Portfolio => desk.Portfolio;

    /// <summary>What tells of its accounts, where somebody does.</summary>
    public IEnumerable<IAccountNews> News =>
        desk.Book.Policy.Accounts.Select(account => desk.Lines.GetValueOrDefault(account)?.Ports.News)
            .OfType<IAccountNews>();

    public LoopStatus Status => sign.Status;

    /// <summary>Hands the loop something to do between passes.</summary>
    public void Post(LoopCommand command)
    {
        if (!service.TryPut(command))
        {
            command.Abandon(Status.Why ?? new Reason("loop-stopped", $"the loop of {Portfolio} has stopped"));
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
            service.Close();
            await crew.Underway.EndAsync();
        }
    }

    /// <summary>One pass for schedulers outside: recovers, decides, acts, settles.</summary>
    public async Task<PassReport> RunOnceAsync(CancellationToken cancellation)
    {
        try
        {
            return await PassOnceAsync(cancellation);
        }
#pragma warning disable CA1031 // Whatever a bug throws ends this portfolio's pass and no other's; it is said aloud.
        catch (Exception bug) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            await StopAsync(bug);
            return new PassReport(Portfolio, NotDecided(), null);
        }
    }

    private async Task<PassReport> PassOnceAsync(CancellationToken cancellation)
    {
        if (!await RecoverAsync(desk.Now + Duration.FromMinutes(3), cancellation))
        {
            return new PassReport(Portfolio, NotDecided(), null);
        }

        LookOutcome look = await lookout.LookAsync(cancellation);
        Pass pass = await passes.DecideAsync(look, DecisionCause.Check, cancellation);
        PassResult result = await decisions.ActAsync(pass, cancellation);
        await HedgeAsync(look, result, cancellation);
        await crew.Underway.EndAsync();
        crew.Underway.ThrowIfBroken();
        return new PassReport(
            Portfolio, result.Decision,
            result.Run is { } run ? ViewWriter.Run(Portfolio, desk.Book, run) : null)
        {
            Hedges = HedgeWriter.Of(desk.Book, Status.Hedges),
        };
    }

    private async Task<bool> RecoverAsync(Instant until, CancellationToken cancellation)
    {
        string? told = null;
        string? waiting = null;
        while (true)
        {
            RecoveryOutcome outcome = await crew.Recovery.RecoverAsync(crew.Observer, cancellation);
            switch (outcome)
            {
                case RecoveryOutcome.Recovered:
                    sign.Show(PortfolioStatus.Running, null);
                    await TellRecoveredAsync(told);
                    return true;
                case RecoveryOutcome.Refused refused:
                    sign.Show(PortfolioStatus.RefusedToStart, refused.Why);
                    await desk.TellAsync(Severity.Urgent, refused.Why.Code, refused.Why.Sentence);
                    return false;
                case RecoveryOutcome.NotYet notYet:
                    sign.Show(PortfolioStatus.Recovering, notYet.Why);
                    await crew.Health.NoteAsync(cancellation);
                    told = await TellWaitingAsync(notYet.Why, waiting, told);
                    waiting = notYet.Why.Code;
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

    // A venue that is not ready for one look is no news; what holds trading up for two is, once for each cause.
    private async Task<string?> TellWaitingAsync(Reason why, string? before, string? told)
    {
        if (why.Code != before || why.Code == told)
        {
            return told;
        }

        await desk.TellAsync(
            Severity.Warning,
            why.Code,
            $"nothing is traded yet: {why.Sentence}; it is tried again by itself, and 'ballast status' shows it; if it "
            + "stays, see the table of states in docs/OPERATING.md");
        return why.Code;
    }

    private Task TellRecoveredAsync(string? told) => told is null
        ? Task.CompletedTask
        : desk.TellAsync(Severity.Info, "recovered", "ledger and venue agree again; trading goes on");

    private async Task LookForeverAsync(CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            crew.Underway.ThrowIfBroken();
            LookOutcome look = await lookout.LookAsync(cancellation);
            if (IsCheckDue(desk.Now))
            {
                Pass pass = await passes.DecideAsync(look, DecisionCause.Check, cancellation);
                PassResult result = await decisions.ActAsync(pass, cancellation);
                await HedgeAsync(look, result, cancellation);
            }

            sign.Announce();
            await service.ServeAsync(Pause(), cancellation);
        }
    }

    // A run has moved what the look had seen: its hedges are looked after with the next check.
    private async Task HedgeAsync(LookOutcome look, PassResult result, CancellationToken cancellation)
    {
        if (result.Run is null)
        {
            sign.Show(sign.Status with { Hedges = await crew.Hedges.LookAfterAsync(look, cancellation) });
        }
    }

    private bool IsCheckDue(Instant now) =>
        CheckCadence.NextCheck(desk.Book.Policy, desk.Book.Memory, now) <= now || Unsettled.CallsForCheck(desk.Book)
        || TransferWatch.CallsForCheck(desk.Book);

    // A check that was refused stays due and is tried again at the next look, or with the next check if that is sooner:
    // looks may be far apart where market time is fast.
    private Duration Pause()
    {
        Policy policy = desk.Book.Policy;
        Instant now = desk.Now;
        Duration pause = policy.Trigger.CheckEvery is null
            ? desk.Settings.TickEvery
            : CheckCadence.NextCheck(policy, desk.Book.Memory with { LastDecisionAt = now }, now) - now;
        return Duration.Min(pause, desk.Settings.ObserveEvery);
    }

    private DecisionDigest NotDecided() => new()
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

    private async Task StopAsync(Exception bug)
    {
        Reason why = bug is JournalUnavailableException
            ? new Reason("journal-unavailable", $"the journal takes nothing: {bug.Message}")
            : new Reason("loop-stopped", $"{bug.GetType().Name}: {bug.Message}");
        sign.Show(PortfolioStatus.Stopped, why);
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
            await desk.RecordAsync(CancellationToken.None, new JournalEvent.Halted(PortfolioDesk.EngineActor, why));
        }
        catch (JournalUnavailableException unavailable)
        {
            EngineLog.HaltNotJournaled(desk.Log, Portfolio.Value, unavailable);
        }
    }
}
