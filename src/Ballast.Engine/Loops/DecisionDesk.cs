using Ballast.Core;
using Ballast.Core.Decisions;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>Journals what a pass decided, tells the owner of a breaker that latched, and starts what may run.</summary>
internal sealed class DecisionDesk
{
    private static readonly Duration LongestSilence = Duration.FromHours(1);

    private readonly PortfolioDesk desk;
    private readonly RunStarter starter;

    public DecisionDesk(PortfolioDesk desk, RunStarter starter)
    {
        this.desk = desk;
        this.starter = starter;
    }

    /// <summary>
    /// Acts on a pass. A refusal for the last one's reasons is not journaled again within the hour, whatever prices
    /// and ages its sentences name meanwhile; the check stays due and is tried again.
    /// </summary>
    public async Task<PassResult> ActAsync(Pass wished, CancellationToken cancellation)
    {
        Pass pass = wished.Plan is not { } tried ? wished
            : EmptyRuns.Objection(desk.Book, tried, desk.Now) is { } vain ? wished.HeldBack(vain)
            : starter.Objection(tried) is { Code: TradingPermission.OrdersHeld } held ? wished.Undone(held)
            : wished;
        DecisionDigest? last = desk.Book.LastDecision;
        bool isRepeated = pass.Seen is null && last is { Kind: DecisionKind.Refuse, Value: null }
            && pass.Digest.At - last.At < LongestSilence
            && last.Why.Select(why => why.Code).SequenceEqual(pass.Digest.Why.Select(why => why.Code));
        if (isRepeated)
        {
            return new PassResult(pass.Digest, null);
        }

        if (!await RecordAsync(pass, cancellation))
        {
            return new PassResult(pass.Digest, null);
        }

        bool mayRun = pass.Plan is { } planned && !desk.IsHalted && starter.Objection(planned) is null;
        if (!mayRun || pass is not { Plan: { } plan, Seen: { } seen })
        {
            return new PassResult(pass.Digest, null);
        }

        RunWish wish = new(PortfolioDesk.EngineActor, null);
        switch (await starter.CarryOutAsync(plan, seen, wish, cancellation))
        {
            case RunStart.Done done:
                return new PassResult(pass.Digest, done.Run);
            case RunStart.NotStarted notStarted:
                return new PassResult(await TakeBackAsync(pass.Digest, notStarted.Why, cancellation), null);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // The plan was outlived before its run could start: that is on record with its reason, and where it is to be
    // planned anew the check is due again.
    private async Task<DecisionDigest> TakeBackAsync(
        DecisionDigest decided, Reason why, CancellationToken cancellation)
    {
        PolicyMemory memory = desk.Book.Memory;
        DecisionDigest taken = decided with
        {
            Number = decided.Number + 1,
            At = desk.Now,
            Kind = DecisionKind.Refuse,
            Why = [why],
            Findings = [],
            NonOrders = [],
            Value = null,
            PlanHash = null,
        };
        PolicyMemory after =
            PlanValidity.IsPlannedAnew(why) ? PlanValidity.DueAgain(desk.Book.Policy, memory) : memory;
        await desk.RecordAsync(cancellation, new JournalEvent.Decided(taken, after));
        return taken;
    }

    private static IEnumerable<JournalEvent> Tripped(Reason? why) =>
        why is null ? [] : [new JournalEvent.BreakerTripped(why)];

    private static IEnumerable<JournalEvent> Deferred(Pass pass, PortfolioBook book) =>
        pass.Deferral is { } change && change.Transfer?.WaitsUntil != book.WaitingTransfer?.WaitsUntil
            ? [change]
            : [];

    // Somebody's word (a breaker closed, a price confirmed) that came while the pass decided must not be undone by what
    // the pass remembers: the pass is left off record, and the check, still due, is made again.
    private async Task<bool> RecordAsync(Pass pass, CancellationToken cancellation)
    {
        bool isOutdated = false;
        Reason? tripped = null;
        await desk.RecordAsync(
            (_, book) =>
            {
                isOutdated = !ReferenceEquals(pass.Basis, book.Memory);
                tripped = book.Breaker is null ? pass.Memory.Breaker : null;
                JournalEvent.Decided decided = new(pass.Digest, pass.Memory);
                return isOutdated ? []
                    : [decided, .. Tripped(tripped), .. Deferred(pass, book)];
            },
            cancellation);
        if (!isOutdated && tripped is not null)
        {
            await desk.TellAsync(Severity.Urgent, tripped.Code, tripped.Sentence);
        }

        return !isOutdated;
    }
}

/// <summary>What acting on a pass came to.</summary>
/// <param name="Decision">The last decision of it that is on record.</param>
/// <param name="Run">The run; <see langword="null"/> where none was started.</param>
internal sealed record PassResult(DecisionDigest Decision, RunId? Run);
