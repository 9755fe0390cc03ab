using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Planning;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using Ballast.Engine.Views;
using Ballast.Testing.Simulation;

namespace Ballast.Engine.Tests.Crashes;

/// <summary>
/// Checks the numbered invariants of order safety against the venue's truth and against what is on disk.
/// </summary>
internal sealed class InvariantWatch
{
    public const decimal TurnoverCap = 0.9m;

    private readonly ScriptedVenue venue;
    private readonly SimulatedDisk disk;
    private readonly PortfolioId portfolio;
    private readonly JournalCodec codec = new(JournalUpgrades.Current);
    private readonly Dictionary<ClientOrderId, int> posts = [];
    private EngineState folded = EngineState.Empty;
    private bool isVenueBeyondUs;

    public InvariantWatch(ScriptedVenue venue, SimulatedDisk disk, PortfolioId portfolio)
    {
        this.venue = venue;
        this.disk = disk;
        this.portfolio = portfolio;
    }

    /// <summary>How many orders left over all lives.</summary>
    public int OrdersSent => posts.Count;

    /// <summary>How many orders ended in quarantine, or were in it until a person spoke.</summary>
    public int Quarantines => Folded().Portfolios[portfolio].Orders.Values.Count(
        order => order.Order.State is OrderState.Quarantined or OrderState.Resolved);

    /// <summary>Order states seen at the end, for judging whether the exploration went everywhere.</summary>
    public IEnumerable<string> States =>
        Folded().Portfolios[portfolio].Orders.Values.Select(order => order.Order.State.GetType().Name);

    /// <summary>The journal of an earlier time is back: what came after it is known to the venue alone.</summary>
    public void RolledBack()
    {
        folded = EngineState.Empty;
        isVenueBeyondUs = true;
    }

    /// <summary>The network makes orders that nobody sent: they are to be detected, not to be absent.</summary>
    public void NetworkDoublesOrders() => isVenueBeyondUs = true;

    /// <summary>Whether the venue has an order of a run that the journal does not know.</summary>
    public bool IsVenueAhead => venue.Orders.Any(order => (long)Leg(order).Item1 > Folded().LastSequence);

    /// <summary>An order is about to leave.</summary>
    public void Leaving(PreparedRequest request)
    {
        PortfolioBook book = Folded().Portfolios[portfolio];
        ClientOrderId id = ClientIdText.Recognize(request.Body.Split('|')[0], ClientIdForm.Hex32)!.Value;
        posts[id] = posts.GetValueOrDefault(id) + 1;
        posts[id].ShouldBe(1, "I12: at most one POST per client id");

        book.Orders.ShouldContainKey(id, "I2: an earlier committed intent");
        OrderRecord record = book.Orders[id];
        record.Request.ShouldBe(request, "promise 1: exactly the stored bytes");
        record.Order.State.ShouldBeOfType<OrderState.Signed>("promise 1: signed and stored before it leaves");
        record.Order.Ticket.RequestExpiresAt.ShouldBe(request.ExpiresAt);
        CheckOrigin(book, record);
        TicketWriter.IsAllowed(record.Order.Ticket, record.Order.Ticket.Instrument)
            .ShouldBeTrue("I6: the market's filters");
        CheckFunding(book, record);
        CheckCaps(book, record);
    }

    /// <summary>The process has died or was ended.</summary>
    public void AtDeath(ScriptedPorts ports, bool hasCrashed)
    {
        ports.Impatient.ShouldBe(0, $"I19: no request before Retry-After (crashed: {hasCrashed})");
        if (!isVenueBeyondUs && Folded().Portfolios.TryGetValue(portfolio, out PortfolioBook? book))
        {
            CheckTruth(book);
        }
    }

    /// <summary>Whether an order waits for a person.</summary>
    public bool IsAnyQuarantined =>
        Folded().Portfolios[portfolio].LiveOrders.Any(order => order.Order.State is OrderState.Quarantined);

    /// <summary>Whether the fate of an order is still to be found out.</summary>
    public bool IsAnyUnknown =>
        Folded().Portfolios[portfolio].LiveOrders.Any(order => order.Order.State is OrderState.Unknown);

    /// <summary>The number of the last decision.</summary>
    public long LastDecision =>
        Folded().Portfolios.GetValueOrDefault(portfolio)?.LastDecision?.Number ?? 0;

    /// <summary>Whether nothing is in flight and a decision was made of balances that equal the ledger.</summary>
    public bool IsAtRestSince(long decision) =>
        Folded().Portfolios.TryGetValue(portfolio, out PortfolioBook? book)
        && book.LastRecovery?.Epoch == folded.Epoch
        && book.LastDecision is { Kind: not DecisionKind.Refuse } last && last.Number > decision
        && book.Runs.Values.All(run => run.Status != RunStatus.Running)
        && book.LiveOrders.All(order => order.Order.State is OrderState.Quarantined);

    /// <summary>Faults are over and time has passed.</summary>
    public void AtRest(PortfolioView view, string stateHash)
    {
        EngineState state = Folded();
        PortfolioBook book = state.Portfolios[portfolio];
        book.LiveOrders.Where(order => order.Order.State is not OrderState.Quarantined)
            .Where(order => order.Order.Ticket.TimeInForce == TimeInForce.ImmediateOrCancel)
            .Where(order => order.ReservedAt < view.LastDecision!.At - NodaTime.Duration.FromMinutes(1))
            .ShouldBeEmpty("liveness: every intent ends");
        view.Status.ShouldBe(PortfolioStatus.Running, view.StatusWhy?.ToString());
        view.LastRecovery!.Epoch.ShouldBe(state.Epoch, "recovery is journaled");
        state.Hash.ShouldBe(stateHash, "I18: replay(journal) = state");
        CheckLedger(book);
    }

    private EngineState Folded()
    {
        while (folded.JournalSequence < disk.Entries.Count)
        {
            folded = EngineFold.Apply(folded, codec.Decode(disk.Entries[(int)folded.JournalSequence]));
        }

        return folded;
    }

    private static void CheckOrigin(PortfolioBook book, OrderRecord record)
    {
        RunRecord run = book.Runs.Values.Single(candidate => candidate.Run == record.Origin.Run);
        record.Origin.Actor.ShouldNotBeEmpty("I13: actor");
        record.Origin.PlanHash.ShouldBe(run.Plan.Hash, "I13: plan hash");
        record.Origin.Decision.ShouldBeGreaterThan(0, "I13: decision");
        run.Status.ShouldBe(RunStatus.Running, "an old plan is never continued");
        PlannedOrder leg = run.Plan.Orders[record.Origin.Leg];
        (leg.Instrument.Symbol, leg.Side)
            .ShouldBe((record.Order.Ticket.Instrument.Symbol, record.Order.Ticket.Side), "I14");
        book.Orders.Values.Where(other => other.Origin.Run == run.Run && other.Origin.Leg == record.Origin.Leg)
            .Sum(other => other == record ? other.Order.Ticket.Size.Value : other.Order.Filled.Value)
            .ShouldBeLessThanOrEqualTo(leg.Size.Value, "I14: within the approved leg");
    }

    private static void CheckFunding(PortfolioBook book, OrderRecord record)
    {
        OrderTicket ticket = record.Order.Ticket;
        Asset gives = record.Reservation.Gives;
        Quantity free = FreeFunds.Of(book, ticket.Account, gives, book.Policy.Trade.Reserve.GetValueOrDefault(gives));
        bool isBuy = ticket.Side == TradeSide.Buy;
        Quantity own = isBuy ? Quantity.Zero : record.Reservation.GivesAtMost - ticket.Size;
        (free + own).Sign.ShouldBeGreaterThanOrEqualTo(
            0, $"I4, I5: {ticket.Side} {ticket.Size} is covered by what is settled and free");
    }

    private static void CheckCaps(PortfolioBook book, OrderRecord record)
    {
        Money value = book.Runs.Values.Single(run => run.Run == record.Origin.Run).Plan.ValueBefore;
        (book.Caps.Notional.Value / 2m).ShouldBeLessThanOrEqualTo(value.Value * TurnoverCap, "I8: turnover cap");
    }

    private void CheckTruth(PortfolioBook book)
    {
        foreach (ScriptedOrder order in venue.Orders)
        {
            order.Filled.ShouldBeLessThanOrEqualTo(order.Size, "I1");
            ClientOrderId id = ClientIdText.Recognize(order.ClientId, ClientIdForm.Hex32)!.Value;
            book.Orders.ShouldContainKey(id, "I2: every venue order has an intent");
            OrderState state = book.Orders[id].Order.State;
            bool hadEffect =
                order.Filled > 0m || order.Status is VenueOrderStatus.Open or VenueOrderStatus.PartlyFilled;
            (hadEffect && (state is OrderState.NotPlaced or OrderState.Rejected))
                .ShouldBeFalse($"I11: {id} is {state}");
        }

        foreach (IGrouping<(ulong, ushort), ScriptedOrder> leg in venue.Orders.GroupBy(Leg))
        {
            RunRecord run = book.Runs[(long)leg.Key.Item1];
            leg.Sum(order => order.Filled).ShouldBeLessThanOrEqualTo(
                run.Plan.Orders[leg.Key.Item2].Size.Value, "I1: fills of a leg never exceed it");
        }

        if (venue.OwnerMoves == 0)
        {
            venue.InsufficientFunds.ShouldBe(0, "I4: the venue never had to refuse for want of funds");
        }
    }

    private void CheckLedger(PortfolioBook book)
    {
        AccountLedger ledger = book.Ledgers.Values.Single();
        if (book.LiveOrders.Any())
        {
            return;
        }

        foreach ((Asset asset, decimal total) in venue.Totals)
        {
            ledger.Of(asset).Value.ShouldBe(total, $"I3: {asset}");
        }
    }

    private static (ulong, ushort) Leg(ScriptedOrder order)
    {
        ClientOrderId id = ClientIdText.Recognize(order.ClientId, ClientIdForm.Hex32)!.Value;
        return (id.Sequence, id.Leg);
    }
}
