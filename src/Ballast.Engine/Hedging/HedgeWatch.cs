using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>
/// Finds out what became of the open order of a hedge. Where the venue has no record of it, the positions tagged for
/// the hedge are the only one there can be: what two readings after the settle time agree on counts. Where it has one,
/// the record says what was executed, and positions have to bear it out. Nothing is ever sent here.
/// </summary>
internal sealed class HedgeWatch
{
    private const int LooksAtOnce = 3;

    // An order in USDC buys more units where the price has fallen, and the price it was decided on is not the one it
    // met.
    private const decimal MostOfExpected = 1.5m;

    // Positions that show something else than the order for so long will not come to show it.
    private static readonly Duration Contradiction = Duration.FromMinutes(1);

    private static readonly Duration Patience = Duration.FromMinutes(30);

    private readonly PortfolioDesk desk;
    private readonly HedgeInquiry inquiry;
    private (ClientOrderId Hedge, Quantity Size, Instant At)? first;

    public HedgeWatch(PortfolioDesk desk)
    {
        this.desk = desk;
        inquiry = new HedgeInquiry(desk);
    }

    /// <summary>Why the portfolio cannot go on; <see langword="null"/> where it can.</summary>
    public Reason? Objection =>
        desk.Book.OpenHedge is { Ticket: var ticket }
        && desk.Lines[ticket.Account].Ports is not { Hedges: not null, Positions: not null }
            ? new Reason(
                "no-hedge-gateway",
                $"{ticket} is open, and {ticket.Account} is configured without perpetuals; configure it as it was, "
                + "then resume")
            : null;

    /// <summary>An order that an earlier life put on record may have been sent: its fate is not known.</summary>
    public async Task DoubtAsync(CancellationToken cancellation)
    {
        if (desk.Book.OpenHedge is { State: HedgeState.Intended } open)
        {
            Reason why = new("restart", "the answer to sending was lost in a restart");
            await desk.RecordAsync(cancellation, new JournalEvent.HedgeUnknown(open.Ticket.Id, why));
            await desk.TellAsync(
                Severity.Urgent, "hedge-unknown", $"whether {open.Ticket} was executed is not known; finding out");
        }
    }

    /// <summary>Looks until its end is known, a few times at most; the next look of the loop goes on.</summary>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        for (int look = 0; look < LooksAtOnce && IsFollowed(); look++)
        {
            await desk.DelayAsync(SettleTime(desk.Book.OpenHedge!), cancellation);
            await LookAsync(cancellation);
        }
    }

    /// <summary>Looks once.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (!IsFollowed())
        {
            first = null;
            return;
        }

        HedgeRecord open = desk.Book.OpenHedge!;
        if (desk.Now < open.ChangedAt + SettleTime(open) || await inquiry.AskAsync(open, cancellation))
        {
            return;
        }

        (string Market, string Purpose) own = (open.Ticket.Market, open.Ticket.Purpose);
        if (await HedgeSight.PositionsAsync(desk.Lines[open.Ticket.Account], own, cancellation)
            is Reading<ImmutableArray<PerpetualPosition>>.Known { Value: var positions })
        {
            await CompareAsync(open, HedgeNames.Own(positions, open.Ticket.Market, open.Ticket.Purpose), cancellation);
        }

        await GiveUpAsync(cancellation);
    }

    private bool IsFollowed() => desk.Book.OpenHedge is { State: HedgeState.Answered or HedgeState.Unknown };

    private Duration SettleTime(HedgeRecord open) =>
        Duration.FromTimeSpan(desk.Lines[open.Ticket.Account].Ports.Hedges!.SettleTime);

    private async Task CompareAsync(
        HedgeRecord open, ImmutableArray<PerpetualPosition> own, CancellationToken cancellation)
    {
        Quantity size = HedgeNames.SizeOf(own);
        Instant now = desk.Now;
        if (first is not { } earlier || earlier.Hedge != open.Ticket.Id || earlier.Size != size)
        {
            first = (open.Ticket.Id, size, now);
            return;
        }

        if (now < earlier.At + SettleTime(open))
        {
            return;
        }

        Quantity change = size - open.Ticket.Before;
        if (EndOf(open, change) is not { } end)
        {
            await ContradictAsync(open, (change, earlier.At), cancellation);
            return;
        }

        first = null;
        await desk.RecordAsync(
            (_, book) => book.OpenHedge is { } still && still.Ticket.Id == open.Ticket.Id && still.State == open.State
                ? [new JournalEvent.HedgeEnded(open.Ticket.Id, end.State, end.Why)]
                : [],
            cancellation);
        await desk.TellAsync(Severity.Info, end.Why.Code, $"{open.Ticket}: {end.Why.Sentence}");
    }

    // Positions that show nothing yet may lag; those that show something else have more to tell than this order.
    private Task ContradictAsync(
        HedgeRecord open, (Quantity Change, Instant Since) shown, CancellationToken cancellation) =>
        shown.Change.IsZero || desk.Now < shown.Since + Contradiction
            ? Task.CompletedTask
            : QuarantineAsync(
                open,
                new Reason(
                    "hedge-contradicted",
                    $"the position changed by {shown.Change} units, which {open.Ticket} alone cannot have done: look "
                    + $"at {open.Ticket.Market} on {open.Ticket.Account} and resolve {open.Ticket.Id}"),
                cancellation);

    // What the positions say; null where they neither show its whole effect nor that it had none.
    private (HedgeState State, Reason Why)? EndOf(HedgeRecord open, Quantity change)
    {
        if (open.State == HedgeState.Unknown && change.IsZero && inquiry.KnowsNothingOf(open))
        {
            return (HedgeState.Absent, new Reason(
                "hedge-absent", "it had no effect: two readings show the position as it was before"));
        }

        return IsWhole(open, change)
            ? (HedgeState.Done, new Reason(
                "hedge-done", $"the position went from {open.Ticket.Before} to {open.Ticket.Before + change} units"))
            : null;
    }

    private static bool IsWhole(HedgeRecord open, Quantity change)
    {
        HedgeTicket ticket = open.Ticket;
        int direction = ticket.Order.Side == PositionSide.Long ? 1 : -1;
        if (ticket.Exact is not null)
        {
            return open.Fill is { } told && change.Sign == direction && change.Magnitude == told.Size;
        }

        if (ticket.Order.Step == HedgeStep.Close)
        {
            return change == -ticket.Before;
        }

        // A reduction leaves a part: where nothing is left, or the other side is, something else was at work.
        bool isTooMuch = ticket.Order.Step == HedgeStep.Reduce && (ticket.Before + change).Sign != ticket.Before.Sign;
        if (change.Sign != direction || isTooMuch)
        {
            return false;
        }

        // Nobody else trades positions with this tag: whatever part of the order they show is its effect.
        decimal expected = ticket.Order.Notional.Value / ticket.ExpectedPrice.Value;
        return open.Fill is { } fill
            ? change.Magnitude == fill.Size
            : change.Magnitude.Value <= expected * MostOfExpected;
    }

    private async Task GiveUpAsync(CancellationToken cancellation)
    {
        if (!IsFollowed() || desk.Book.OpenHedge is not { } open || desk.Now <= open.IntendedAt + Patience)
        {
            return;
        }

        await QuarantineAsync(
            open,
            new Reason(
                "hedge-no-proof",
                $"positions show neither that {open.Ticket} was executed nor that it was not; look at "
                + $"{open.Ticket.Market} on {open.Ticket.Account} and resolve {open.Ticket.Id}"),
            cancellation);
    }

    private async Task QuarantineAsync(HedgeRecord open, Reason why, CancellationToken cancellation)
    {
        await desk.RecordAsync(
            (_, book) => book.OpenHedge is { } still && still.Ticket.Id == open.Ticket.Id && still.State == open.State
                ? [new JournalEvent.HedgeQuarantined(open.Ticket.Id, why)]
                : [],
            cancellation);
        await desk.TellAsync(Severity.Urgent, why.Code, why.Sentence);
    }
}
