using System.Diagnostics;
using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>
/// Asks a venue that knows names for its record of a hedge's order in doubt. That it has none is evidence once the
/// request can no longer arrive, and only if it says so three times.
/// </summary>
internal sealed class HedgeInquiry(PortfolioDesk desk)
{
    private (ClientOrderId Hedge, int Count, Instant LastAt)? misses;

    /// <summary>Whether nothing speaks for an order any more but positions: there are no records, or they have said
    /// often enough, and late enough, that there is none of it.</summary>
    public bool KnowsNothingOf(HedgeRecord open) =>
        RecordsOf(open) is null
        || (misses is { Count: >= AbsenceRule.NotFoundsNeeded } asked && asked.Hedge == open.Ticket.Id);

    /// <summary>Asks once where the order is in doubt and there are records.</summary>
    /// <returns>Whether its record was found and put into the journal.</returns>
    public async Task<bool> AskAsync(HedgeRecord open, CancellationToken cancellation)
    {
        if (open.State != HedgeState.Unknown || RecordsOf(open) is not { } records)
        {
            return false;
        }

        Reading<HedgeLookup> reading = await desk.Lines[open.Ticket.Account].AskAsync(
            stop => records.LookUpAsync(open.Ticket, stop), cancellation);
        if (reading is not Reading<HedgeLookup>.Known { Value: var said })
        {
            return false;
        }

        switch (said)
        {
            case HedgeLookup.Filled { Fill: var fill }:
                await RecordAsync(open, new JournalEvent.HedgeAnswered(open.Ticket.Id, fill), cancellation);
                return true;
            case HedgeLookup.Unfilled:
                Reason nothing = new("hedge-unfilled", "nothing of it was executed: the venue's record says so");
                await RecordAsync(
                    open, new JournalEvent.HedgeEnded(open.Ticket.Id, HedgeState.Absent, nothing), cancellation);
                await desk.TellAsync(Severity.Info, nothing.Code, $"{open.Ticket}: {nothing.Sentence}");
                return true;
            case HedgeLookup.Standing:
                misses = null;
                return false;
            case HedgeLookup.NotFound:
                Count(open);
                return false;
            default:
                throw new UnreachableException();
        }
    }

    private void Count(HedgeRecord open)
    {
        Instant now = desk.Now;
        int count = misses is { } last && last.Hedge == open.Ticket.Id ? last.Count : 0;
        bool isSpaced = count == 0 || now >= misses!.Value.LastAt + AbsenceRule.Spacing;
        if (now > open.Request.ExpiresAt + AbsenceRule.Margin && isSpaced)
        {
            misses = (open.Ticket.Id, count + 1, now);
        }
    }

    private IHedgeRecords? RecordsOf(HedgeRecord open) => desk.Lines[open.Ticket.Account].Ports.Hedges!.Records;

    private async Task RecordAsync(HedgeRecord open, JournalEvent what, CancellationToken cancellation) =>
        await desk.RecordAsync(
            (_, book) => book.OpenHedge is { } still && still.Ticket.Id == open.Ticket.Id && still.State == open.State
                ? [what]
                : [],
            cancellation);
}
