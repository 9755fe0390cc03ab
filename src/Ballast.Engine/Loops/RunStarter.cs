using Ballast.Core;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Loops;

/// <summary>Says whether a plan may be carried out, accepts it and starts its run in one commit, and sees it
/// through.</summary>
internal sealed class RunStarter
{
    private readonly PortfolioDesk desk;
    private readonly RunCoordinator runs;
    private readonly LoopSign sign;

    public RunStarter(PortfolioDesk desk, RunCoordinator runs, LoopSign sign)
    {
        this.desk = desk;
        this.runs = runs;
        this.sign = sign;
    }

    /// <summary>Why a plan may be shown and not carried out.</summary>
    public Reason? Objection(Plan plan) => Objection(desk.Book, plan);

    /// <summary>
    /// Carries a plan out; returns when its run has ended. An order that is in doubt by then is settled beside what
    /// comes next. Whether it may start is judged on
    /// the very state that its first commit follows.
    /// </summary>
    public async Task<RunStart> CarryOutAsync(
        Plan plan, LookOutcome.Seen seen, RunWish wish, CancellationToken cancellation)
    {
        RunId run = new("");
        Reason? objection = null;
        await desk.RecordAsync(
            (state, book) =>
            {
                objection = Halted(state) ?? PlanValidity.StartObjection(book, plan, desk.Now)
                    ?? Objection(book, plan) ?? seen.Footing.Objection(book);
                long sequence = state.LastSequence + 1;
                run = new RunId($"{desk.Portfolio}-{sequence}");
                return objection is not null ? [] :
                [
                    .. Asked(book, wish, seen.Snapshot),
                    new JournalEvent.PlanAccepted(plan, wish.Actor, wish.Key),
                    new JournalEvent.RunStarted(run, plan.Hash, sequence),
                ];
            },
            cancellation);
        if (objection is not null)
        {
            return new RunStart.NotStarted(objection);
        }

        wish.Started?.TrySetResult(new RunAnswer.Started(run));
        RunRecord record = desk.Book.Runs.Values.Single(candidate => candidate.Run == run);
        await runs.ExecuteAsync(new RunContext(record, seen.Snapshot, seen.Footing), cancellation);
        sign.Announce();
        return new RunStart.Done(run);
    }

    // A decision that was only shown has no number yet: it goes on record with the run that it leads to.
    private IEnumerable<JournalEvent> Asked(PortfolioBook book, RunWish wish, Snapshot snapshot) =>
        wish.Decision is { } shown
            ? [new JournalEvent.Decided(
                shown with
                {
                    Number = (book.LastDecision?.Number ?? 0) + 1,
                    At = desk.Now,
                    Value = snapshot.Value,
                },
                book.Memory)]
            : [];

    private Reason? Objection(PortfolioBook book, Plan plan) => TradingPermission.Objection(book.Policy)
        ?? plan.Orders.Select(order => TradingPermission.Objection(desk.Engine, desk, order.Account))
            .FirstOrDefault(objection => objection is not null);

    private Reason? Halted(EngineState state) => desk.StopReason(state) is { } stopped
        ? new Reason("halted", $"nothing is sent: {stopped.Sentence}")
        : null;
}

/// <summary>The answer to carrying a plan out. Closed.</summary>
internal abstract record RunStart
{
    /// <summary>The run was started and has ended.</summary>
    public sealed record Done(RunId Run) : RunStart;

    /// <summary>It was not started: halted, expired, used, or its policy no longer holds.</summary>
    public sealed record NotStarted(Reason Why) : RunStart;
}

/// <summary>Who wants a plan carried out, under which key, and who waits to hear that it has begun.</summary>
internal sealed record RunWish(string Actor, string? Key)
{
    /// <summary>Told once the run has started; <see langword="null"/> where nobody waits.</summary>
    public TaskCompletionSource<RunAnswer>? Started { get; init; }

    /// <summary>The decision behind a plan that was shown before; <see langword="null"/> where it is on
    /// record.</summary>
    public DecisionDigest? Decision { get; init; }
}
