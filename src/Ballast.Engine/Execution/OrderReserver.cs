using System.Diagnostics;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using Ballast.Engine.Transfers;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// Sets funds and caps aside, signs, and stores both in one commit, decided on the very state that the commit follows:
/// two orders can never be promised the same unit. Where another process signs, nothing waits for it under the
/// journal's turn: the decision is made anew once the signature is there, and only an order that is still the same is
/// committed.
/// </summary>
internal sealed class OrderReserver
{
    private const int MostSignatures = 3;
    private const string NotSigned = "not-signed";

    private static readonly Duration LongestExpiry = Duration.FromMinutes(10);

    private readonly PortfolioDesk desk;

    public OrderReserver(PortfolioDesk desk) => this.desk = desk;

    /// <summary>Tries to set an order aside and sign it.</summary>
    public async Task<ReserveOutcome> TryAsync(LegAttempt attempt, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[attempt.Leg.Account];
        Signature? held = null;
        for (int count = 0; count <= MostSignatures; count++)
        {
            Step step = new Step.Over(new ReserveOutcome.Refused(new Reason("not-tried", "not tried")));
            await desk.RecordAsync(
                (state, book) =>
                {
                    step = Decide(state, book, attempt) is var draft && draft is Draft.Wanted wanted
                        ? Sign(wanted.Ticket, held, line, cancellation)
                        : new Step.Over(((Draft.Ended)draft).Outcome);
                    return step is Step.Signed signed
                        ? Events(state, book, attempt, ((Draft.Wanted)draft).Notional, signed.By)
                        : [];
                },
                cancellation);
            switch (step)
            {
                case Step.Over over:
                    return over.Outcome;
                case Step.Signed signed:
                    return new ReserveOutcome.Signed(signed.By.Ticket.Id);
                case Step.Awaited awaited:
                    Reading<PreparedRequest> answer = await line.AskAsync(_ => awaited.Answer, cancellation);
                    if (Taken(awaited.Ticket, answer) is not Step.Signed there)
                    {
                        return ((Step.Over)Taken(awaited.Ticket, answer)).Outcome;
                    }

                    held = there.By;
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new ReserveOutcome.Refused(new Reason(
            NotSigned, $"not sent: funds changed {MostSignatures} times while {attempt.Leg.Asset} was being signed"));
    }

    // A signature that was waited for counts for the same order alone, and keeps the expiry that it was made with.
    private Step Sign(
        OrderTicket ticket, Signature? held, VenueLine line, CancellationToken cancellation)
    {
        if (held is not null && ticket with { RequestExpiresAt = held.Ticket.RequestExpiresAt } == held.Ticket)
        {
            return new Step.Signed(held);
        }

        ValueTask<Reading<PreparedRequest>> signing = line.Gateway.PrepareAsync(ticket, cancellation);
        return signing.IsCompletedSuccessfully
            ? Taken(ticket, signing.Result)
            : new Step.Awaited(ticket, signing.AsTask());
    }

    // The instant that a proof of absence waits for is the one that was signed.
    private Step Taken(OrderTicket ticket, Reading<PreparedRequest> answer) => answer switch
    {
        Reading<PreparedRequest>.Failed { Error: var error } => new Step.Over(new ReserveOutcome.Refused(
            new Reason(NotSigned, $"not sent: it could not be signed ({error.Code}: {error.Message})"))),
        Reading<PreparedRequest>.Known { Value: var request }
            when request.ExpiresAt > Instant.Max(ticket.RequestExpiresAt, desk.Now + LongestExpiry) =>
            new Step.Over(new ReserveOutcome.Refused(new Reason(
                NotSigned, $"not sent: the signed request would stay valid until {request.ExpiresAt}"))),
        Reading<PreparedRequest>.Known { Value: var request } => new Step.Signed(
            new Signature(ticket with { RequestExpiresAt = request.ExpiresAt }, request)),
        _ => throw new UnreachableException(),
    };

    private Draft Decide(EngineState state, PortfolioBook book, LegAttempt attempt)
    {
        if (desk.StopReason(state) is { } stopped)
        {
            return Refused(new Reason("halted", $"not sent: {stopped.Sentence}"));
        }

        if ((PlanValidity.Objection(book, attempt.Context.Run.Plan, desk.Now)
            ?? TradingPermission.Objection(state, desk, attempt.Leg.Account)) is { } outlived)
        {
            return Refused(outlived);
        }

        VenueCapabilities venue = desk.Lines[attempt.Leg.Account].Gateway.Capabilities;
        if ((Unsettled.Objection(book, attempt, venue.RequestExpiry is not null)
            ?? TransferReach.Objection(book, attempt.Leg.Account, attempt.Leg.Instrument)
            ?? HedgeReach.Objection(book, attempt.Leg.Account)) is { } open)
        {
            return Refused(open);
        }

        ClientOrderId id = IdOf(state, attempt);
        OrderTicket wished = attempt.IsTaking
            ? TicketWriter.Taking(attempt.Leg, attempt.Size, id)
            : TicketWriter.First(attempt.Leg, attempt.Market, id);
        Quantity bound = Bound(book, attempt, wished);
        if (bound < wished.Size && attempt.Shortage == OnShortage.Wait)
        {
            return new Draft.Ended(new ReserveOutcome.Short());
        }

        OrderTicket ticket = wished with
        {
            Size = TicketWriter.Fitted(wished.Instrument, wished.Size, bound),
            RequestExpiresAt = TicketWriter.Expiry(desk.Now, venue.RequestExpiry),
        };
        Money notional =
            new(attempt.Leg.Size.IsZero ? 0m : attempt.Leg.Notional.Value * ticket.Size.Value / attempt.Leg.Size.Value);
        return Objection(book, attempt, ticket, notional) is { } objection
            ? Refused(objection)
            : new Draft.Wanted(ticket, notional);
    }

    private static Draft.Ended Refused(Reason why) => new(new ReserveOutcome.Refused(why));

    private static IReadOnlyList<JournalEvent> Events(
        EngineState state, PortfolioBook book, LegAttempt attempt, Money notional, Signature signature)
    {
        OrderTicket ticket = signature.Ticket;
        Reservation reservation = FreeFunds.WorstCase(ticket, attempt.FeeRate, notional, attempt.Leg.ExpectedPrice);
        return
        [
            new JournalEvent.OrderReserved(ticket, Origin(attempt), reservation),
            new JournalEvent.OrderSigned(ticket.Id, signature.Request, state.Epoch),
            .. Shrunk(book, attempt, ticket),
        ];
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
            + ReserveShares.Of(LiveStage.Limited(book.Policy, book.Live), attempt.Context.Snapshot)
                .Kept(ticket.Account, gives);
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

    /// <summary>What an attempt comes to on one state: an order to be signed, or nothing.</summary>
    private abstract record Draft
    {
        public sealed record Wanted(OrderTicket Ticket, Money Notional) : Draft;

        public sealed record Ended(ReserveOutcome Outcome) : Draft;
    }

    private sealed record Signature(OrderTicket Ticket, PreparedRequest Request);

    /// <summary>How far one round came: over, signed, or a signature is being waited for.</summary>
    private abstract record Step
    {
        public sealed record Over(ReserveOutcome Outcome) : Step;

        public sealed record Signed(Signature By) : Step;

        public sealed record Awaited(OrderTicket Ticket, Task<Reading<PreparedRequest>> Answer) : Step;
    }
}
