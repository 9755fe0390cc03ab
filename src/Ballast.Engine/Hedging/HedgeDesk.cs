using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Hedging;
using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Loops;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Hedging;

/// <summary>
/// Keeps hedges as a policy wants them, one order at a time: decided on positions that two readings agree on, put on
/// record on the very state that allows it, sent once, and followed until the positions show what became of it.
/// </summary>
internal sealed class HedgeDesk
{
    // Said of what an order that has ended has left to do.
    private static readonly Reason NextTime = new("hedge-next-check", "not sent yet: it comes with the next check");

    private readonly PortfolioDesk desk;
    private readonly HedgeWatch watch;
    private readonly HedgeSight sight;
    private readonly HedgeAbsence absence;

    public HedgeDesk(PortfolioDesk desk, HedgeWatch watch)
    {
        this.desk = desk;
        this.watch = watch;
        sight = new HedgeSight(desk);
        absence = new HedgeAbsence(desk);
    }

    /// <summary>Looks after every hedge of the policy, in the order of their assets.</summary>
    /// <param name="look">What the check has seen; no run has moved anything since.</param>
    /// <param name="cancellation">Stops before the next order.</param>
    public async Task<ImmutableArray<HedgeLine>> LookAfterAsync(LookOutcome look, CancellationToken cancellation)
    {
        List<HedgeLine> lines = [];
        foreach ((Asset asset, HedgePolicy hedge) in desk.Book.Policy.Hedges)
        {
            lines.Add(await LookAfterAsync(look, (asset, hedge), cancellation));
        }

        return [.. lines];
    }

    /// <summary>What looking after them would find and send now; nothing is sent.</summary>
    /// <param name="look">What was seen.</param>
    /// <param name="first">What comes before them; <see langword="null"/> where nothing does.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ImmutableArray<HedgeLine>> PreviewAsync(
        LookOutcome look, Reason? first, CancellationToken cancellation)
    {
        List<HedgeLine> lines = [];
        foreach ((Asset asset, HedgePolicy hedge) in desk.Book.Policy.Hedges)
        {
            lines.Add(await sight.LookAsync(look, (asset, hedge), cancellation) switch
            {
                HedgeSighting.Missing missing => new HedgeLine(asset, desk.Now, new HedgeAdvice.Refuse(missing.Why)),
                HedgeSighting.Seen { Case: var seen } => Previewed(seen, ((LookOutcome.Seen)look).Policy.Hash, first),
                _ => throw new UnreachableException(),
            });
        }

        return [.. lines];
    }

    private HedgeLine Previewed(HedgeCase seen, string policyHash, Reason? first)
    {
        HedgeAdvice advice = HedgePlanner.Of(seen);
        return new HedgeLine(seen.Asset, desk.Now, advice)
        {
            Seen = seen,
            NotSent = advice is HedgeAdvice.Trade trade
                ? Objection(desk.Engine, desk.Book, (seen, trade.Order), policyHash) ?? first
                : null,
        };
    }

    private async Task<HedgeLine> LookAfterAsync(
        LookOutcome look, (Asset Asset, HedgePolicy Policy) hedge, CancellationToken cancellation)
    {
        switch (await sight.LookAsync(look, hedge, cancellation))
        {
            case HedgeSighting.Missing missing:
                return new HedgeLine(hedge.Asset, desk.Now, new HedgeAdvice.Refuse(missing.Why));
            case HedgeSighting.Seen { Case: var seen } sighting:
                HedgeAdvice advice = HedgePlanner.Of(seen);
                await absence.NoteAsync(seen, (advice as HedgeAdvice.Trade)?.Order.Step);
                string policyHash = ((LookOutcome.Seen)look).Policy.Hash;
                Reason? notSent = advice is HedgeAdvice.Trade trade
                    ? await SendAsync(sighting, trade, policyHash, cancellation)
                    : null;
                bool hasEnded = advice is HedgeAdvice.Trade && notSent is null && desk.Book.OpenHedge is null;
                return hasEnded && await sight.LookAsync(look, hedge, cancellation) is HedgeSighting.Seen after
                    ? Previewed(after.Case, policyHash, NextTime)
                    : new HedgeLine(hedge.Asset, desk.Now, advice) { Seen = seen, NotSent = notSent };
            default:
                throw new UnreachableException();
        }
    }

    // Why it was not sent; null where it was.
    private async Task<Reason?> SendAsync(
        HedgeSighting.Seen sighting, HedgeAdvice.Trade advice, string policyHash, CancellationToken cancellation)
    {
        HedgeCase seen = sighting.Case;
        VenueLine line = desk.Lines[seen.Hedge.Account];
        IHedgeGateway gateway = line.Ports.Hedges!;
        if (Objection(desk.Engine, desk.Book, (seen, advice.Order), policyHash) is { } early)
        {
            return early;
        }

        await desk.DelayAsync(Duration.FromTimeSpan(gateway.SettleTime), cancellation);
        if (await HedgeSight.PositionsAsync(line, (seen.Market, seen.Purpose), cancellation)
            is not Reading<ImmutableArray<PerpetualPosition>>.Known { Value: var again }
            || !AreSame(Own(seen, seen.Positions), Own(seen, again)))
        {
            return new Reason("positions-moving", "not sent: two readings of the positions do not agree");
        }

        HedgeTicket ticket = TicketOf(seen, advice);
        if (sighting.Market.Grid is { } grid)
        {
            Instant expiry = TicketWriter.Expiry(desk.Now, gateway.Records?.RequestExpiry);
            if (HedgeSize.Of(grid, ticket, expiry) is not { } exact)
            {
                return new Reason("hedge-step", "not sent: it is less than the market's smallest step");
            }

            ticket = ticket with { Exact = exact };
        }

        return await line.AskAsync(stop => gateway.PrepareAsync(ticket, stop).AsTask(), cancellation) switch
        {
            Reading<PreparedRequest>.Failed { Error: var error } =>
                new Reason("not-signed", $"not sent: it could not be signed ({error.Code}: {error.Message})"),
            Reading<PreparedRequest>.Known { Value: var request } =>
                await CommitAsync((seen, ticket, request), policyHash, cancellation),
            _ => throw new UnreachableException(),
        };
    }

    // On record, on the very state that allows it; then sent once, and followed.
    private async Task<Reason?> CommitAsync(
        (HedgeCase Seen, HedgeTicket Ticket, PreparedRequest Request) order,
        string policyHash,
        CancellationToken cancellation)
    {
        (HedgeCase seen, HedgeTicket ticket, PreparedRequest request) = order;
        VenueLine line = desk.Lines[ticket.Account];
        Reason? objection = null;
        await desk.RecordAsync(
            (state, book) =>
            {
                objection = Objection(state, book, (seen, ticket.Order), policyHash) ?? Taken(state, ticket.Id);
                return objection is null ? [new JournalEvent.HedgeIntended(ticket, request, state.Epoch)] : [];
            },
            cancellation);
        if (objection is null)
        {
            await SendOnceAsync(line, ticket, request);
            await watch.FollowAsync(cancellation);
        }

        return objection;
    }

    private Reason? Objection(
        EngineState state, PortfolioBook book, (HedgeCase Seen, HedgeOrder Order) wish, string policyHash)
    {
        HedgeCase seen = wish.Seen;
        AccountId account = seen.Hedge.Account;
        if (desk.StopReason(state) is { } stopped)
        {
            return new Reason("halted", $"not sent: {stopped.Sentence}");
        }

        if (book.PolicyHash != policyHash)
        {
            return new Reason("policy-changed", "not sent: the policy was changed meanwhile; it is decided anew");
        }

        return (book.Policy.Mode == TradingMode.Live
            ? new Reason(
                "hedge-live", "not sent: hedges are traded with paper money only, and in mode live they are only shown")
            : null)
            ?? TradingPermission.Objection(state, desk, account)
            ?? InFlight(book, account)
            ?? HedgeRest.Objection(book, (seen.Asset, wish.Order.Step), desk.Now)
            ?? absence.Objection(book, (seen, wish.Order.Step))
            ?? TurnoverObjection(book, wish);
    }

    // Turnover is half the value traded, of hedges and of everything else. What closes a position is never held by it:
    // a short that is kept because enough was traded today may be liquidated today.
    private Reason? TurnoverObjection(PortfolioBook book, (HedgeCase Seen, HedgeOrder Order) wish)
    {
        if (book.Policy.Guards.MaxDailyTurnover is not { } cap || wish.Order.Step == HedgeStep.Close)
        {
            return null;
        }

        Money turnover = (CapFold.On(book, desk.Now).Notional + wish.Order.Notional) * 0.5m;
        Money most = wish.Seen.PortfolioValue * cap;
        return turnover > most
            ? new Reason(
                "daily-turnover",
                $"not sent: {turnover} traded today would be above the cap of {most}")
            : null;
    }

    private Reason? InFlight(PortfolioBook book, AccountId account)
    {
        if (book.OpenHedge is { } open)
        {
            return new Reason(HedgeReach.Underway, $"not sent: {HedgeReach.Sentence(open)}");
        }

        VenueLine line = desk.Lines[account];
        return book.LiveOrders.FirstOrDefault(order => order.Order.Ticket.Account == account) is { } live
            ? new Reason("orders-open", $"not sent: order {live.Order.Ticket.Id} on {account} is open")
            : book.OpenTransfer is { Ticket: var ticket } && (ticket.From == account || ticket.To == account)
            ? new Reason("orders-open", $"not sent: {ticket} is under way")
            : line.IsQuiet ? new Reason(VenueLine.NotAsked, $"not sent: {line.QuietSentence}")
            : null;
    }

    private HedgeTicket TicketOf(HedgeCase seen, HedgeAdvice.Trade advice) => new()
    {
        Id = ClientOrderId.Of(
            desk.Engine.Installation,
            (ushort)desk.Engine.Accounts[seen.Hedge.Account],
            (ulong)desk.Now.ToUnixTimeMilliseconds(),
            HedgeTicket.Leg,
            0),
        Account = seen.Hedge.Account,
        Asset = seen.Asset,
        Market = seen.Market,
        Purpose = seen.Purpose,
        Order = advice.Order,
        Leverage = seen.Hedge.Leverage,
        Before = HedgeNames.SizeOf(Own(seen, seen.Positions)),
        ExpectedPrice = seen.Mark,
        MaxSlippageBps = desk.Book.Policy.Execution.MaxSlippageBps,
        Why = advice.Why,
    };

    // Names are told apart by the moment that they are made of.
    private static Reason? Taken(EngineState state, ClientOrderId id) =>
        state.Portfolios.Values.Any(book => book.Hedges.Any(hedge => hedge.Ticket.Id == id))
            ? new Reason("hedge-name-taken", "not sent: another hedge took its name; it is decided anew")
            : null;

    private async Task SendOnceAsync(VenueLine line, HedgeTicket ticket, PreparedRequest request)
    {
        HedgeOutcome outcome = await AnsweredAsync(line, ticket, request);
        await desk.RecordAsync(
            (_, book) => book.OpenHedge is { State: HedgeState.Intended } open && open.Ticket.Id == ticket.Id
                ? [Event(ticket, outcome)]
                : [],
            CancellationToken.None);
        switch (outcome)
        {
            case HedgeOutcome.Done:
                break;
            case HedgeOutcome.Refused refused:
                line.Patience.Heed(refused.Error);
                await desk.TellAsync(
                    Severity.Warning, "hedge-refused", $"{ticket} was refused: {refused.Error.Message}");
                break;
            case HedgeOutcome.Unknown unknown:
                line.Patience.Heed(unknown.Error);
                await desk.TellAsync(
                    Severity.Urgent, "hedge-unknown", $"whether {ticket} was executed is not known; finding out");
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static JournalEvent Event(HedgeTicket ticket, HedgeOutcome outcome) => outcome switch
    {
        HedgeOutcome.Done done => new JournalEvent.HedgeAnswered(ticket.Id, done.Fill),
        HedgeOutcome.Refused { Error: var error } => new JournalEvent.HedgeEnded(
            ticket.Id, HedgeState.Refused, new Reason("hedge-refused", $"{error.Code}: {error.Message}")),
        HedgeOutcome.Unknown { Error: var error } => new JournalEvent.HedgeUnknown(
            ticket.Id, new Reason("no-answer", $"{error.Code}: {error.Message}")),
        _ => throw new UnreachableException(),
    };

    private Task<HedgeOutcome> AnsweredAsync(
        VenueLine line, HedgeTicket ticket, PreparedRequest request) =>
        Sending.OnceAsync<HedgeOutcome>(
            () => line.Ports.Hedges!.SendAsync(ticket, request, CancellationToken.None)
                .WaitAsync(desk.Settings.SendTimeout.ToTimeSpan(), desk.Time),
            lost => new HedgeOutcome.Unknown(lost));

    private static ImmutableArray<PerpetualPosition> Own(
        HedgeCase seen, ImmutableArray<PerpetualPosition> positions) =>
        HedgeNames.Own(positions, seen.Market, seen.Purpose);

    private static bool AreSame(ImmutableArray<PerpetualPosition> one, ImmutableArray<PerpetualPosition> other) =>
        one.Select(open => (open.Id, open.Side, open.Size)).SequenceEqual(
            other.Select(open => (open.Id, open.Side, open.Size)));
}
