using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Engine.Execution;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Views;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>Serves what is asked of a loop from outside, between passes and never beside one.</summary>
internal sealed class LoopService
{
    private readonly PortfolioDesk desk;
    private readonly Lookout lookout;
    private readonly PassMaker passes;
    private readonly RunStarter starter;
    private readonly HedgeDesk hedges;
    private readonly PlanShelf shelf = new();
    private readonly Inbox inbox = new();

    public LoopService(
        PortfolioDesk desk, Lookout lookout, PassMaker passes, RunStarter starter, HedgeDesk hedges)
    {
        this.hedges = hedges;
        this.desk = desk;
        this.lookout = lookout;
        this.passes = passes;
        this.starter = starter;
    }

    /// <summary>Puts a command in.</summary>
    /// <returns>Whether it will be served.</returns>
    public bool TryPut(LoopCommand command) => inbox.TryPut(command);

    /// <summary>Waits for the next look, serving what is asked meanwhile.</summary>
    public async Task ServeAsync(Duration pause, CancellationToken cancellation)
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

    /// <summary>Takes no more commands and gives back those that wait.</summary>
    public void Close()
    {
        inbox.Close();
        while (inbox.Take() is { } left)
        {
            left.Abandon(Stopped());
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
        catch
        {
            command.Abandon(Stopped());
            throw;
        }
    }

    private Reason Stopped() =>
        new("loop-stopped", $"the loop of {desk.Portfolio} has stopped: its status says why, its journal what it did");

    private async Task<PlanAnswer> PlanAsync(CancellationToken cancellation)
    {
        LookOutcome look = await lookout.LookAsync(cancellation);
        Pass pass = await passes.DecideAsync(look, DecisionCause.Manual, cancellation);
        if (pass is { Plan: { } plan, Seen: { } seen })
        {
            shelf.Put(new ShownPlan(plan, pass.Digest, seen.Footing), desk.Now);
        }

        Reason? first = pass.Plan is { Orders.IsEmpty: false }
            ? new Reason(
                "hedge-after-run",
                "not sent with this plan: its orders come first, and the check after them decides on what is held then")
            : null;
        ImmutableArray<HedgeLine> lines = await hedges.PreviewAsync(look, first, cancellation);
        return AnswerOf(pass) with { Hedges = HedgeWriter.Of(desk.Book, lines) };
    }

    private static PlanAnswer AnswerOf(Pass pass)
    {
        if (pass is { Plan: { } plan, Seen: not null })
        {
            return new PlanAnswer.Planned(plan, pass.Digest);
        }

        return pass.Digest.Kind == DecisionKind.Refuse
            ? new PlanAnswer.Refused(pass.Digest.Why)
            : new PlanAnswer.Nothing(pass.Digest);
    }

    private async Task StartAsync(LoopCommand.StartRun start, CancellationToken cancellation)
    {
        RunRequest request = start.Request;
        LookOutcome look = await lookout.LookAsync(cancellation);
        if (RunDesk.Answer(desk, request) is { } known)
        {
            start.Answer.TrySetResult(known);
            return;
        }

        Reason? objection = look switch
        {
            LookOutcome.Refused refused => refused.Why[0],
            LookOutcome.Seen seen => await StartAsync(start, seen, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (objection is not null)
        {
            start.Answer.TrySetResult(new RunAnswer.Refused(objection));
        }
    }

    // Why not; null where the run was started.
    private async Task<Reason?> StartAsync(
        LoopCommand.StartRun start, LookOutcome.Seen seen, CancellationToken cancellation)
    {
        RunRequest request = start.Request;
        if (shelf.Take(request.PlanHash) is not { Plan: { } plan } shown)
        {
            return new Reason("no-such-plan", $"no unexpired plan {request.PlanHash}; ask for a new one");
        }

        if ((starter.Objection(plan) ?? shown.Footing.Objection(seen.Footing.Book)) is { } objection)
        {
            return objection;
        }

        RunWish wish = new(request.Actor, request.IdempotencyKey)
        {
            Started = start.Answer,
            Decision = shown.Decision,
        };
        RunStart outcome = await starter.CarryOutAsync(plan, seen, wish, cancellation);
        return outcome is RunStart.NotStarted notStarted ? notStarted.Why : null;
    }
}
