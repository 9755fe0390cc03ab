using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Decisions;
using Ballast.Core.Lots;
using Ballast.Core.Markets.Health;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Core.Planning.Transfers;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets.Moving;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Hedging;
using Ballast.Engine.Lots;
using Ballast.Engine.Ports;
using Ballast.Engine.Transfers;

namespace Ballast.Engine.Journal;

/// <summary>
/// Everything that can be in the journal. Closed; <see cref="JournalCodec"/> gives each kind its stable name and
/// version. State is the fold of these and of nothing else.
/// </summary>
public abstract record JournalEvent
{
    /// <summary>The engine started; the epoch counts starts and is part of every signed order.</summary>
    public sealed record EngineStarted(int Epoch, uint Installation) : JournalEvent;

    /// <summary>An account got its number in client ids.</summary>
    public sealed record AccountRegistered(AccountId Account, int Number) : JournalEvent;

    /// <summary>A portfolio came under management.</summary>
    public sealed record PortfolioOpened(Policy Policy, string PolicyHash, string Actor) : JournalEvent;

    /// <summary>Its policy was replaced.</summary>
    public sealed record PolicyChanged(Policy Policy, string PolicyHash, string Actor) : JournalEvent;

    /// <summary>It is no longer managed.</summary>
    public sealed record PortfolioRemoved(string Actor, Reason Why) : JournalEvent;

    /// <summary>A decision was made, and this is what the next one must remember.</summary>
    public sealed record Decided(DecisionDigest Decision, PolicyMemory Memory) : JournalEvent;

    /// <summary>A moving target was worked out, or tried in vain: the weights that hold from here on, and every
    /// attempt. A
    /// replay takes them as they are and solves nothing.</summary>
    public sealed record TargetMoved(TargetState Target) : JournalEvent;

    /// <summary>A plan may be carried out once, by whose word.</summary>
    public sealed record PlanAccepted(Plan Plan, string Actor, string? IdempotencyKey) : JournalEvent;

    /// <summary>A plan is being carried out; the sequence is in its orders' client ids.</summary>
    public sealed record RunStarted(RunId Run, string PlanHash, long Sequence) : JournalEvent;

    /// <summary>An order of the plan was not sent, or not whole.</summary>
    public sealed record LegDropped(RunId Run, int Leg, Reason Why) : JournalEvent;

    /// <summary>The run is over.</summary>
    public sealed record RunEnded(RunId Run, RunStatus Status, Reason Why) : JournalEvent
    {
        /// <summary>What decisions remember after it; <see langword="null"/> where it traded nothing.</summary>
        public PolicyMemory? Memory { get; init; }
    }

    /// <summary>Caps are counted and funds set aside for an order.</summary>
    public sealed record OrderReserved(OrderTicket Ticket, OrderOrigin Origin, Reservation Reservation) : JournalEvent;

    /// <summary>The exact bytes that will be sent, without credentials.</summary>
    public sealed record OrderSigned(ClientOrderId Order, PreparedRequest Request, int Epoch) : JournalEvent;

    /// <summary>The venue accepted it.</summary>
    public sealed record OrderAcked(ClientOrderId Order, string VenueId) : JournalEvent;

    /// <summary>One trade of it; also a posting in base, quote and fee asset.</summary>
    public sealed record OrderFilled(ClientOrderId Order, VenueFill Trade) : JournalEvent;

    /// <summary>It ended at the venue, all trades known.</summary>
    public sealed record OrderClosed(ClientOrderId Order, OrderEnd End, Quantity Filled) : JournalEvent;

    /// <summary>Definitively refused, or provably never sent.</summary>
    public sealed record OrderRejected(ClientOrderId Order, Reason Why) : JournalEvent;

    /// <summary>It may or may not have been executed.</summary>
    public sealed record OrderUnknown(ClientOrderId Order, Reason Why) : JournalEvent;

    /// <summary>The venue's record turned up.</summary>
    public sealed record OrderFound(ClientOrderId Order, string VenueId) : JournalEvent;

    /// <summary>Proven to have had no effect.</summary>
    public sealed record OrderNotPlaced(ClientOrderId Order, AbsenceProof Proof) : JournalEvent;

    /// <summary>Nothing proves its fate: its worst case stays reserved.</summary>
    public sealed record OrderQuarantined(ClientOrderId Order, Reason Why) : JournalEvent;

    /// <summary>A person decided what became of it.</summary>
    public sealed record QuarantineResolved(ClientOrderId Order, string Actor, Reason Why) : JournalEvent;

    /// <summary>An order with our prefix and no intent was found at a venue.</summary>
    public sealed record OrphanFound(AccountId Account, VenueOrder Order, Reason Why) : JournalEvent;

    /// <summary>Trades of a market have been read that far.</summary>
    public sealed record TradesRead(AccountId Account, string Symbol, TradeWatermark Watermark) : JournalEvent;

    /// <summary>An account's ledger begins with these balances.</summary>
    public sealed record LedgerOpened(AccountId Account, ImmutableSortedDictionary<Asset, Quantity> Balances)
        : JournalEvent;

    /// <summary>A change that no fill explains was booked.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Postings">What was booked, per asset.</param>
    /// <param name="Memory">What decisions remember after it; <see langword="null"/> where it means nothing to
    /// them.</param>
    /// <param name="Flow">Deposits less withdrawals among it, in quote currency at the prices of that moment.</param>
    public sealed record BalanceBooked(
        AccountId Account, ImmutableArray<LedgerPosting> Postings, PolicyMemory? Memory, Money Flow) : JournalEvent;

    /// <summary>
    /// A person said what the change was that halted the portfolio: the halt is lifted, and exactly that change is
    /// booked as this.
    /// </summary>
    public sealed record ChangeExplained(ChangeKind Kind, string Actor, Reason Why) : JournalEvent;

    /// <summary>An account was looked at before real money is traded on it.</summary>
    public sealed record AccountInspected(AccountId Account, AccountProof Proof) : JournalEvent;

    /// <summary>A test message has reached the owner.</summary>
    public sealed record OwnerReached(ImmutableArray<OwnerChannel> Channels, string Actor) : JournalEvent;

    /// <summary>Trades that had happened were handed in; those that were known are left out.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Trades">Each for the first time, or with a rate or fee that was not known.</param>
    /// <param name="Source">Where they come from: <c>venue</c>, or a file's name.</param>
    /// <param name="Actor">Who handed them in.</param>
    public sealed record TradesImported(
        AccountId Account, ImmutableArray<PastTrade> Trades, string Source, string Actor) : JournalEvent
    {
        /// <summary>The source of what a venue itself lists; anything else is a file's word.</summary>
        public const string FromVenue = "venue";

        /// <summary>How far the venue's list has been read with them; <see langword="null"/> for a file.</summary>
        public TradeMark? Through { get; init; }
    }

    /// <summary>What files said of trades was taken back: those that nobody else told are not known any more.</summary>
    /// <param name="Account">Whose.</param>
    /// <param name="Trades">Which.</param>
    /// <param name="Actor">Who took it back.</param>
    /// <param name="Why">What for.</param>
    public sealed record TradesRetracted(
        AccountId Account, ImmutableArray<TradeName> Trades, string Actor, Reason Why) : JournalEvent
    {
        /// <summary>Which file's word; <see langword="null"/> for that of all.</summary>
        public string? Source { get; init; }
    }

    /// <summary>A person typed that rules may trade real money without their trial.</summary>
    public sealed record TrialWaived(string RulesHash, string Actor, string Phrase) : JournalEvent;

    /// <summary>Nothing is to be sent until someone resumes.</summary>
    public sealed record Halted(string Actor, Reason Why) : JournalEvent;

    /// <summary>Sending is allowed again.</summary>
    public sealed record Resumed(string Actor, Reason Why) : JournalEvent;

    /// <summary>The session-loss breaker latched.</summary>
    public sealed record BreakerTripped(Reason Why) : JournalEvent;

    /// <summary>A person closed it.</summary>
    public sealed record BreakerCleared(string Actor, Reason Why) : JournalEvent;

    /// <summary>A person vouched for a price that no second source confirms.</summary>
    public sealed record PriceConfirmed(Asset Asset, Price Price, string Actor, Reason Why) : JournalEvent;

    /// <summary>A transfer is about to be sent: the exact request, without credentials.</summary>
    public sealed record TransferIntended(TransferTicket Ticket, RunId Run, PreparedRequest Request, int Epoch)
        : JournalEvent;

    /// <summary>The transfer of a run was not sent.</summary>
    public sealed record TransferDropped(RunId Run, Reason Why) : JournalEvent;

    /// <summary>A transfer has left its source: its amount is in transit.</summary>
    public sealed record TransferLeft(ClientOrderId Transfer) : JournalEvent;

    /// <summary>It may or may not have left.</summary>
    public sealed record TransferUnknown(ClientOrderId Transfer, Reason Why) : JournalEvent;

    /// <summary>Nothing proves whether it has left.</summary>
    public sealed record TransferQuarantined(ClientOrderId Transfer, Reason Why) : JournalEvent;

    /// <summary>The end of a transfer, and what was credited by it.</summary>
    public sealed record TransferEnded(ClientOrderId Transfer, TransferState End, Quantity Credited, Reason Why)
        : JournalEvent;

    /// <summary>A transfer that is worth it waits for a lower fee; <see langword="null"/>: none waits any
    /// more.</summary>
    public sealed record TransferDeferred(PlannedTransfer? Transfer) : JournalEvent;

    /// <summary>An order of a hedge is about to be sent: the exact request, without credentials.</summary>
    public sealed record HedgeIntended(HedgeTicket Ticket, PreparedRequest Request, int Epoch) : JournalEvent;

    /// <summary>The venue says that it was executed.</summary>
    public sealed record HedgeAnswered(ClientOrderId Hedge, HedgeFill Fill) : JournalEvent;

    /// <summary>It may or may not have been executed.</summary>
    public sealed record HedgeUnknown(ClientOrderId Hedge, Reason Why) : JournalEvent;

    /// <summary>Positions prove nothing.</summary>
    public sealed record HedgeQuarantined(ClientOrderId Hedge, Reason Why) : JournalEvent;

    /// <summary>The end of an order of a hedge.</summary>
    public sealed record HedgeEnded(ClientOrderId Hedge, HedgeState End, Reason Why) : JournalEvent;

    /// <summary>An account's venue is doing better or worse than before.</summary>
    public sealed record VenueHealthChanged(AccountId Account, HealthLevel Level, Reason Why) : JournalEvent;

    /// <summary>Ledger and venues agree again after a start.</summary>
    public sealed record Recovered(RecoveryEvidence Evidence) : JournalEvent;
}
