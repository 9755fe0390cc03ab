using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;

namespace Ballast.Engine.Execution;

/// <summary>
/// Sets funds and caps aside, signs, and stores both in one commit, decided on the very state that the commit follows:
/// two orders can never be promised the same unit.
/// </summary>
internal sealed class OrderReserver
{
    private readonly PortfolioDesk desk;

    public OrderReserver(PortfolioDesk desk) => this.desk = desk;

    /// <summary>Tries to set an order aside and sign it.</summary>
    public async Task<ReserveOutcome> TryAsync(LegAttempt attempt, CancellationToken cancellation)
    {
        ReserveOutcome outcome = new ReserveOutcome.Refused(new Reason("not-tried", "not tried"));
        await desk.RecordAsync(
            (state, book) =>
            {
                outcome = Decide(state, book, attempt, out IReadOnlyList<JournalEvent> events);
                return events;
            },
            cancellation);
        return outcome;
    }

    private ReserveOutcome Decide(
        EngineState state, PortfolioBook book, LegAttempt attempt, out IReadOnlyList<JournalEvent> events)
    {
        events = [];
        if (desk.StopReason(state) is { } stopped)
        {
            return new ReserveOutcome.Refused(new Reason("halted", $"not sent: {stopped.Sentence}"));
        }

        if ((PlanValidity.Objection(book, attempt.Context.Run.Plan, desk.Now)
            ?? TradingPermission.Objection(book.Policy, desk.Lines[attempt.Leg.Account])) is { } outlived)
        {
            return new ReserveOutcome.Refused(outlived);
        }

        VenueCapabilities venue = desk.Lines[attempt.Leg.Account].Gateway.Capabilities;
        if (Unsettled.Objection(book, attempt, venue.RequestExpiry is not null) is { } open)
        {
            return new ReserveOutcome.Refused(open);
        }

        ClientOrderId id = IdOf(state, attempt);
        OrderTicket wished = attempt.IsTaking
            ? TicketWriter.Taking(attempt.Leg, attempt.Size, id)
            : TicketWriter.First(attempt.Leg, attempt.Market, id);
        Quantity bound = Bound(book, attempt, wished);
        if (bound < wished.Size && attempt.Shortage == OnShortage.Wait)
        {
            return new ReserveOutcome.Short();
        }

        OrderTicket ticket = wished with
        {
            Size = TicketWriter.Fitted(wished.Instrument, wished.Size, bound),
            RequestExpiresAt = TicketWriter.Expiry(desk.Now, venue.RequestExpiry),
        };
        Money notional =
            new(attempt.Leg.Size.IsZero ? 0m : attempt.Leg.Notional.Value * ticket.Size.Value / attempt.Leg.Size.Value);
        if (Objection(book, attempt, ticket, notional) is { } objection)
        {
            return new ReserveOutcome.Refused(objection);
        }

        Reservation reservation = FreeFunds.WorstCase(ticket, attempt.FeeRate, notional, attempt.Leg.ExpectedPrice);
        PreparedRequest request = desk.Lines[attempt.Leg.Account].Gateway.Prepare(ticket);
        events =
        [
            new JournalEvent.OrderReserved(ticket, Origin(attempt), reservation),
            new JournalEvent.OrderSigned(id, request, state.Epoch),
            .. Shrunk(book, attempt, ticket),
        ];
        return new ReserveOutcome.Signed(id);
    }

    // What is sent of a leg is less than was planned: its rest is on record like a leg that is not sent at all.
    private static IEnumerable<JournalEvent> Shrunk(
        PortfolioBook book, LegAttempt attempt, OrderTicket ticket) =>
        ticket.Size < attempt.Size
            ? [new JournalEvent.LegDropped(
                attempt.Context.Run.Run, attempt.LegNumber, Unsettled.IsFundingOpen(book, attempt)
                    ? new Reason(
                        Unsettled.Funding,
                        $"only {ticket.Size} of {attempt.Size} is funded and sent; the rest is left for the next pass: "
                        + "the sale that funds it is not settled")
                    : new Reason(
                        "insufficient-funds",
                        $"only {ticket.Size} of {attempt.Size} is funded and sent; the rest is planned anew"))]
            : [];

    private static ClientOrderId IdOf(EngineState state, LegAttempt attempt) => ClientOrderId.Of(
        state.Installation,
        (ushort)state.Accounts[attempt.Leg.Account],
        (ulong)attempt.Context.Run.Sequence,
        (ushort)attempt.LegNumber,
        (ushort)attempt.Revision);

    private static Quantity Bound(PortfolioBook book, LegAttempt attempt, OrderTicket ticket)
    {
        bool isBuy = ticket.Side == TradeSide.Buy;
        Asset gives = isBuy ? ticket.Instrument.Quote : ticket.Instrument.Base;
        Quantity untouchable = attempt.Context.HeldByOthers(ticket.Account, gives)
            + ReserveShares.Of(book.Policy, attempt.Context.Snapshot).Kept(ticket.Account, gives);
        Quantity free = FreeFunds.Of(book, ticket.Account, gives, untouchable);
        return isBuy ? FreeFunds.Affordable(free, ticket.LimitPrice, attempt.FeeRate) : free;
    }

    private Reason? Objection(PortfolioBook book, LegAttempt attempt, OrderTicket ticket, Money notional)
    {
        if (attempt.Market is not { } market)
        {
            return new Reason(
                "no-market", $"the filters of {ticket.Instrument.Symbol} on {ticket.Account} are not known");
        }

        if (!TicketWriter.IsAllowed(ticket, market.Instrument))
        {
            return Unsettled.IsFundingOpen(book, attempt) && ticket.Size < attempt.Size
                ? new Reason(
                    Unsettled.Funding, "left for the next pass: the sale that funds it is not settled")
                : ticket.Size < attempt.Size
                ? new Reason(
                    "insufficient-funds", $"only {ticket.Size} of {attempt.Size} is funded, less than the market takes")
                : new Reason(
                    "filter", $"{ticket.Size} at {ticket.LimitPrice} is not what {ticket.Instrument.Symbol} takes");
        }

        if (book.Policy.Guards.MaxOrderNotional is { } most && notional > most)
        {
            return new Reason("max-order-notional", $"{notional} is above the cap of {most} per order");
        }

        return TurnoverObjection(book, attempt, notional);
    }

    // Turnover is half the value traded; what live orders have set aside counts as traded.
    private Reason? TurnoverObjection(PortfolioBook book, LegAttempt attempt, Money notional)
    {
        if (book.Policy.Guards.MaxDailyTurnover is not { } cap)
        {
            return null;
        }

        Money turnover = (CapFold.On(book, desk.Now).Notional + notional) * 0.5m;
        Money most = attempt.Context.Run.Plan.ValueBefore * cap;
        return turnover > most
            ? new Reason("daily-turnover", $"{turnover} traded today would be above the cap of {most}")
            : null;
    }

    private static OrderOrigin Origin(LegAttempt attempt) => new()
    {
        Run = attempt.Context.Run.Run,
        Leg = attempt.LegNumber,
        PlanHash = attempt.Context.Run.Plan.Hash,
        Decision = attempt.Context.Run.Decision,
        Actor = attempt.Context.Run.Actor,
        Serves = attempt.Leg.Asset,
        Why = attempt.Leg.Why,
    };
}
