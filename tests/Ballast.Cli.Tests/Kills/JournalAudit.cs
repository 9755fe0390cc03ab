using Ballast.Adapters.Stores.Sqlite;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;

namespace Ballast.Cli.Tests.Kills;

/// <summary>
/// Reads a journal from the outside, entry by entry, and notes everything in it that must never be: promises without
/// funds (I4, I5), sizes that filters forbid (I6), turnover above its cap (I8), orders while the breaker is latched and
/// a breaker that opens by itself (I9), doubt that ends without proof (I11), and two folds that differ (I18).
/// </summary>
internal sealed class JournalAudit
{
    private readonly SqliteJournalReader reader;
    private readonly decimal turnoverCap;
    private readonly JournalCodec codec = new(JournalUpgrades.Current);
    private readonly HashSet<ClientOrderId> doubtful = [];

    public JournalAudit(string dataDirectory, decimal turnoverCap)
    {
        reader = new SqliteJournalReader(DataDirectory.JournalFileIn(dataDirectory));
        this.turnoverCap = turnoverCap;
    }

    /// <summary>What must never be, in order of discovery.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>The fold of all entries so far.</summary>
    public EngineState State { get; private set; } = EngineState.Empty;

    /// <summary>Every order that was signed, by id.</summary>
    public Dictionary<ClientOrderId, OrderTicket> Intents { get; } = [];

    /// <summary>Orders that the journal says had no effect.</summary>
    public HashSet<ClientOrderId> Effectless { get; } = [];

    /// <summary>Every booked trade: market and the venue's number.</summary>
    public Dictionary<(string Symbol, string Trade), VenueFill> Booked { get; } = [];

    /// <summary>How many recoveries were journaled.</summary>
    public int Recoveries { get; private set; }

    /// <summary>How many orders came into doubt.</summary>
    public int Doubts { get; private set; }

    /// <summary>How often the breaker latched.</summary>
    public int Trips { get; private set; }

    /// <summary>How often a person opened it again.</summary>
    public int Clearings { get; private set; }

    /// <summary>How many were quarantined.</summary>
    public int Quarantines { get; private set; }

    /// <summary>Runs that sent nothing.</summary>
    public EmptyRunSeries Empty { get; } = new();

    /// <summary>The one portfolio.</summary>
    public PortfolioBook Book => State.Portfolios.Values.Single();

    /// <summary>Reads on to the end of the journal.</summary>
    public void CatchUp()
    {
        while (true)
        {
            IReadOnlyList<StoredEntry> entries = reader.Read(State.JournalSequence, 500);
            foreach (StoredEntry entry in entries)
            {
                Take(codec.Decode(entry));
            }

            if (entries.Count == 0)
            {
                return;
            }
        }
    }

    /// <summary>Folds the whole journal again and compares.</summary>
    public void CheckReplay()
    {
        EngineState again = EngineState.Empty;
        while (reader.Read(again.JournalSequence, 500) is { Count: > 0 } entries)
        {
            foreach (StoredEntry entry in entries.TakeWhile(entry => entry.Sequence <= State.JournalSequence))
            {
                again = EngineFold.Apply(again, codec.Decode(entry));
            }

            if (entries[^1].Sequence >= State.JournalSequence)
            {
                break;
            }
        }

        Require(again.Hash == State.Hash, "I18: two folds of one journal differ");
        Require(reader.Verify(CancellationToken.None) is JournalIntegrity.Sound, "the journal's chain is broken");
    }

    /// <summary>Notes a violation where a claim does not hold.</summary>
    public void Require(bool holds, string claim)
    {
        if (!holds && !Violations.Contains(claim))
        {
            Violations.Add(claim);
        }
    }

    private void Take(StampedEvent stamped)
    {
        EngineState before = State;
        State = EngineFold.Apply(State, stamped);
        Empty.Take(stamped.Event);
        switch (stamped.Event)
        {
            case JournalEvent.OrderReserved reserved:
                CheckReservation(before.Portfolios[stamped.Portfolio!], reserved);
                break;
            case JournalEvent.OrderSigned signed:
                Require(!Intents.ContainsKey(signed.Order), $"I12: {signed.Order} was signed twice");
                Require(before.Portfolios[stamped.Portfolio!].Breaker is null, $"I9: {signed.Order} passed a breaker");
                Intents[signed.Order] = Book.Orders[signed.Order].Order.Ticket;
                break;
            case JournalEvent.OrderFilled filled:
                OrderTicket ticket = Intents[filled.Order];
                Booked[(ticket.Instrument.Symbol, filled.Trade.TradeId)] = filled.Trade;
                break;
            case JournalEvent.Recovered:
                Recoveries++;
                break;
            case JournalEvent.BreakerTripped:
                Trips++;
                break;
            case JournalEvent.BreakerCleared cleared:
                Require(cleared.Actor != "engine", "I9: the engine opened the breaker by itself");
                Clearings++;
                break;
            default:
                CheckBreaker(before, stamped);
                TakeDoubt(stamped.Event);
                break;
        }
    }

    // Nothing but a person's word opens a breaker: not a start, not a policy, not a new session.
    private void CheckBreaker(EngineState before, StampedEvent stamped)
    {
        bool hasOpened = before.Portfolios.Values.Any(IsLatched) && !State.Portfolios.Values.Any(IsLatched);
        Require(!hasOpened, $"I9: entry {stamped.Sequence} opened the breaker");
    }

    private static bool IsLatched(PortfolioBook book) => book.Breaker is not null;

    private void TakeDoubt(JournalEvent happened)
    {
        switch (happened)
        {
            case JournalEvent.OrderUnknown unknown:
                Doubts++;
                doubtful.Add(unknown.Order);
                break;
            case JournalEvent.OrderFound found:
                doubtful.Remove(found.Order);
                break;
            case JournalEvent.OrderNotPlaced absent:
                bool isProof = absent.Proof.NotFoundAt.Length >= 3 && absent.Proof.BalancesEqualAt.Length >= 1;
                Require(isProof, $"I11: {absent.Order} was given up without proof");
                doubtful.Remove(absent.Order);
                Effectless.Add(absent.Order);
                break;
            case JournalEvent.OrderRejected rejected:
                Require(!doubtful.Contains(rejected.Order), $"I11: {rejected.Order} was rejected while in doubt");
                bool isOurFault = rejected.Why.Code is "-2010" or "-1013";
                Require(!isOurFault, $"I4, I6: the venue refused {rejected.Order}: {rejected.Why}");
                Effectless.Add(rejected.Order);
                break;
            case JournalEvent.OrderQuarantined:
                Quarantines++;
                break;
        }
    }

    private void CheckReservation(PortfolioBook before, JournalEvent.OrderReserved reserved)
    {
        OrderTicket ticket = reserved.Ticket;
        AccountId account = ticket.Account;
        decimal promised = before.LiveOrders
            .Where(live => live.Order.Ticket.Account == account && live.Reservation.Gives == reserved.Reservation.Gives)
            .Sum(live => live.Reservation.GivesAtMost.Value
                * live.Order.Remaining.Value / live.Order.Ticket.Size.Value);
        decimal free = before.Ledgers[account].Of(reserved.Reservation.Gives).Value - promised;
        decimal needs = ticket.Side == TradeSide.Buy ? reserved.Reservation.GivesAtMost.Value : ticket.Size.Value;
        Require(
            needs <= free,
            $"I4, I5: {ticket.Side} {ticket.Size} {ticket.Instrument.Symbol} needs {needs} of {free} free");

        LotFilter lot = ticket.Instrument.Lot;
        bool fits = ticket.Size.Value % lot.Step == 0m && ticket.Size.Value >= lot.Min && ticket.Size.Value <= lot.Max
            && ticket.LimitPrice.Value % ticket.Instrument.Tick.Step == 0m
            && ticket.Size.Value * ticket.LimitPrice.Value >= ticket.Instrument.MinNotional;
        Require(fits, $"I6: {ticket.Size} at {ticket.LimitPrice} is not what {ticket.Instrument.Symbol} takes");

        decimal value = Book.Runs.Values.Single(run => run.Run == reserved.Origin.Run).Plan.ValueBefore.Value;
        Require(
            Book.Caps.Notional.Value / 2m <= value * turnoverCap,
            $"I8: {Book.Caps.Notional.Value / 2m} was traded on {Book.Caps.Day}, more than {turnoverCap} of {value}");
    }
}
