using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Loops;

/// <summary>Journals what a pass decided, tells the owner of a breaker that latched, and starts what may run.</summary>
internal sealed class DecisionDesk
{
    private readonly PortfolioDesk desk;
    private readonly PassMaker passes;
    private readonly RunStarter starter;

    public DecisionDesk(PortfolioDesk desk, PassMaker passes, RunStarter starter)
    {
        this.desk = desk;
        this.passes = passes;
        this.starter = starter;
    }

    /// <summary>
    /// Acts on a pass. A refusal that says what the last one said is not journaled again; the check stays due and is
    /// tried again.
    /// </summary>
    public async Task<RunId?> ActAsync(Pass pass, CancellationToken cancellation)
    {
        DecisionDigest? last = desk.Book.LastDecision;
        bool isRepeated = pass.Snapshot is null && last is { Kind: DecisionKind.Refuse, Value: null }
            && last.Why.SequenceEqual(pass.Digest.Why);
        if (isRepeated)
        {
            return null;
        }

        await RecordAsync(pass, cancellation);
        return pass is { Plan: { } plan, Snapshot: { } snapshot } && !desk.IsHalted && starter.Objection(plan) is null
            ? await starter.CarryOutAsync(plan, snapshot, new RunWish(PortfolioLoop.Engine, null), cancellation)
            : null;
    }

    private async Task RecordAsync(Pass pass, CancellationToken cancellation)
    {
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
    }
}
