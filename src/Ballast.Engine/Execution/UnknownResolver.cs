using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// Ends the doubt about an order, by proof alone: the venue's record; or, once its request has expired by the margin,
/// three not-founds five seconds apart (errors do not count), no trade and no open order of it, and balances equal to
/// the ledger; or, where no record can ever turn up, balances that show the order's whole effect, read twice. Otherwise
/// quarantine. After two proofs of absence in a row the margin is the longest time that venues'
/// records are known to lag by: a venue whose records and balances lag together seems to prove every order absent.
/// </summary>
internal sealed class UnknownResolver
{
    private static readonly Duration Patience = Duration.FromSeconds(45);
    private static readonly Duration Eager = Duration.FromSeconds(1);
    private static readonly Duration Unhurried = Duration.FromSeconds(30);
    private const int MostAbsencesAtOnce = 2;

    /// <summary>By how much venues' records are known to lag at worst.</summary>
    public static Duration LongestLag { get; } = Duration.FromMinutes(45);

    /// <summary>What an order is called that balances alone have shown: the venue's name of it is not known.</summary>
    public static string NameByBalances(ClientOrderId id) => $"by-balances-{id}";

    private readonly PortfolioDesk desk;
    private readonly TradeIntake trades;
    private readonly OrderSettler settler;
    private readonly BalanceEquality equality;

    public UnknownResolver(PortfolioDesk desk, TradeIntake trades, OrderSettler settler, BalanceEquality equality)
    {
        this.desk = desk;
        this.trades = trades;
        this.settler = settler;
        this.equality = equality;
    }

    /// <summary>Tells the owner, then looks until there is proof or no more patience.</summary>
    public async Task ResolveAsync(ClientOrderId id, CancellationToken cancellation)
    {
        await desk.TellAsync(Severity.Urgent, "order-unknown", $"the fate of order {id} is not known; finding out");
        Doubt doubt = Doubted(id);
        while (desk.Order(id).Order.State is OrderState.Unknown)
        {
            await RoundAsync(id, doubt, cancellation);
            if (desk.Order(id).Order.State is not OrderState.Unknown)
            {
                break;
            }

            if (desk.Now >= doubt.GiveUpAt)
            {
                Reason why = new(QuarantineCodes.NoProof, $"nothing proves the fate of order {id}");
                await desk.RecordWhileAsync<OrderState.Unknown>(
                    id, new JournalEvent.OrderQuarantined(id, why), cancellation);
                break;
            }

            await desk.DelayAsync(doubt.PauseAt(desk.Now), cancellation);
        }

        string settled = desk.Order(id).Order.State.GetType().Name;
        await desk.TellAsync(
            desk.Order(id).Order.State is OrderState.Quarantined ? Severity.Urgent : Severity.Info,
            "order-settled", $"order {id} is {settled}");
    }

    private Doubt Doubted(ClientOrderId id)
    {
        OrderRecord record = desk.Order(id);
        VenueCapabilities venue = desk.Lines[record.Order.Ticket.Account].Gateway.Capabilities;
        Duration settle = Duration.FromTimeSpan(venue.SettleTime);
        bool hasFence = venue.RequestExpiry is not null;
        Instant fence = hasFence
            ? record.Order.Ticket.RequestExpiresAt + Duration.Max(AbsenceRule.Margin, settle)
            : record.ReservedAt + Duration.Max(AbsenceRule.Margin, settle);
        return new Doubt
        {
            Ground = hasFence ? AbsenceGround.RequestExpired : AbsenceGround.BalancesSettled,
            FenceAt = fence,
            GiveUpAt = Instant.Max(fence, desk.Now) + PatienceFor(record.Order.Ticket),
            NeedsLookup = venue.Lookup == LookupSupport.ByClientId,
        };
    }

    private async Task RoundAsync(ClientOrderId id, Doubt doubt, CancellationToken cancellation)
    {
        OrderTicket ticket = desk.Order(id).Order.Ticket;
        VenueLine line = desk.Lines[ticket.Account];
        Sighting sighting = await SightAsync(line, ticket, doubt, cancellation);
        if (sighting.Record is { } record)
        {
            await FoundAsync(id, record, cancellation);
            return;
        }

        Instant now = desk.Now;
        bool isSpaced = doubt.NotFound.IsEmpty || now - doubt.NotFound[^1] >= AbsenceRule.Spacing;
        if (!sighting.IsNotFound || now < doubt.FenceAt || !isSpaced)
        {
            return;
        }

        doubt.NotFound = doubt.NotFound.Add(now);
        if (doubt.NotFound.Length >= AbsenceRule.NotFoundsNeeded)
        {
            await TryProveAbsentAsync(id, doubt, cancellation);
        }
    }

    // The lookup and the history both have to say no; either of them may say yes.
    private async Task<Sighting> SightAsync(
        VenueLine line, OrderTicket ticket, Doubt doubt, CancellationToken cancellation)
    {
        bool isNotFound = true;
        if (doubt.NeedsLookup)
        {
            Reading<OrderLookup> lookup =
                await line.AskAsync(stop => line.Gateway.LookUpAsync(ticket, stop), cancellation);
            if (lookup is Reading<OrderLookup>.Known { Value: OrderLookup.Found found })
            {
                return new Sighting(found.Order, false);
            }

            isNotFound = lookup is Reading<OrderLookup>.Known;
        }

        Instant since = desk.Order(ticket.Id).ReservedAt - Duration.FromMinutes(1);
        Reading<ImmutableArray<VenueOrder>> history = await line.AskAsync(
            stop => line.Gateway.ReadOrdersAsync(ticket.Account, ticket.Instrument, since, stop), cancellation);
        if (history is not Reading<ImmutableArray<VenueOrder>>.Known known)
        {
            return new Sighting(null, false);
        }

        VenueOrder? listed = Listed(line, ticket.Id, known.Value);
        return new Sighting(listed, listed is null && isNotFound);
    }

    private async Task FoundAsync(ClientOrderId id, VenueOrder record, CancellationToken cancellation)
    {
        if (record.Status == VenueOrderStatus.Rejected)
        {
            Reason why = new("venue-rejected", $"the venue lists {record.VenueId} as rejected");
            await desk.RecordWhileAsync<OrderState.Unknown>(
                id, new JournalEvent.OrderRejected(id, why), cancellation);
            return;
        }

        await settler.TakeRecordAsync(id, record, cancellation);
    }

    private async Task TryProveAbsentAsync(ClientOrderId id, Doubt doubt, CancellationToken cancellation)
    {
        OrderTicket ticket = desk.Order(id).Order.Ticket;
        VenueLine line = desk.Lines[ticket.Account];
        int? strange = await trades.ReadAsync(ticket.Account, ticket.Instrument, cancellation);
        Reading<ImmutableArray<VenueOrder>> open = await line.AskAsync(
            stop => line.Gateway.ReadOpenOrdersAsync(ticket.Account, [ticket.Instrument], stop), cancellation);
        if (strange is not 0 || open is not Reading<ImmutableArray<VenueOrder>>.Known known
            || Listed(line, id, known.Value) is not null)
        {
            return;
        }

        Instant noTraceAt = desk.Now;
        if (!await equality.HoldsAsync(ticket, cancellation))
        {
            doubt.EqualAt = [];
            await TryProveDoneAsync(id, doubt, cancellation);
            return;
        }

        doubt.Shown = null;
        doubt.EqualAt = doubt.EqualAt.Add(desk.Now);
        if (doubt.Ground == AbsenceGround.BalancesSettled && doubt.EqualAt.Length < 2)
        {
            return;
        }

        AbsenceProof proof = new()
        {
            Ground = doubt.Ground,
            FencePassedAt = doubt.FenceAt,
            NotFoundAt = doubt.NotFound,
            NoTraceAt = noTraceAt,
            BalancesEqualAt = doubt.EqualAt,
        };
        Instant late = desk.Order(id).ReservedAt + LongestLag;
        await desk.RecordAsync(
            (_, book) => book.Orders[id].Order.State is OrderState.Unknown
                && (IsBelieved(book, ticket.Account) || doubt.FenceAt >= late)
                    ? [new JournalEvent.OrderNotPlaced(id, proof)]
                    : [],
            cancellation);
        if (desk.Order(id).Order.State is OrderState.Unknown && doubt.FenceAt < late)
        {
            await WaitLongerAsync(id, doubt, late);
        }
    }

    // Where no record can ever turn up, balances that show the whole effect twice are one.
    private async Task TryProveDoneAsync(ClientOrderId id, Doubt doubt, CancellationToken cancellation)
    {
        OrderTicket ticket = desk.Order(id).Order.Ticket;
        bool isTold = doubt.Ground == AbsenceGround.BalancesSettled && !doubt.NeedsLookup;
        CashTrade? shown = isTold ? await equality.ShownAsync(ticket, cancellation) : null;
        CashTrade? before = doubt.Shown;
        doubt.Shown = shown;
        if (shown is null || shown != before)
        {
            return;
        }

        string name = NameByBalances(id);
        VenueFill fill = new()
        {
            TradeId = name,
            Size = shown.Size,
            Price = shown.Price,
            Fee = shown.Rest,
            FeeAsset = ticket.Instrument.Quote,
            At = desk.Now,
        };
        await desk.RecordAsync(
            (_, book) => book.Orders[id].Order.State is OrderState.Unknown
                ? [new JournalEvent.OrderFound(id, name), new JournalEvent.OrderFilled(id, fill)]
                : [],
            cancellation);
    }

    private Duration PatienceFor(OrderTicket ticket) => desk.Lines[ticket.Account].PatienceOf(Patience);

    private static bool IsBelieved(PortfolioBook book, AccountId account) =>
        book.Ledgers[account].AbsencesInARow < MostAbsencesAtOnce;

    private async Task WaitLongerAsync(ClientOrderId id, Doubt doubt, Instant late)
    {
        doubt.FenceAt = late;
        doubt.GiveUpAt = Instant.Max(late, desk.Now) + PatienceFor(desk.Order(id).Order.Ticket);
        doubt.NotFound = [];
        doubt.EqualAt = [];
        doubt.Shown = null;
        await desk.TellAsync(
            Severity.Urgent,
            "absences-in-a-row",
            $"{MostAbsencesAtOnce} orders in a row left no trace at {desk.Order(id).Order.Ticket.Account}: its records "
                + $"may be behind, so order {id} is not taken for lost before {late}");
    }

    private static VenueOrder? Listed(VenueLine line, ClientOrderId id, ImmutableArray<VenueOrder> orders) =>
        orders.FirstOrDefault(order => line.Gateway.Recognize(order.ClientId) == id);

    private sealed record Sighting(VenueOrder? Record, bool IsNotFound);

    private sealed class Doubt
    {
        public required AbsenceGround Ground { get; init; }

        public required Instant FenceAt { get; set; }

        public required Instant GiveUpAt { get; set; }

        public required bool NeedsLookup { get; init; }

        public ImmutableArray<Instant> NotFound { get; set; } = [];

        public ImmutableArray<Instant> EqualAt { get; set; } = [];

        /// <summary>The trade that balances showed when they were read last.</summary>
        public CashTrade? Shown { get; set; }

        /// <summary>Until the next look: short while an answer may be on its way, long while only time can tell.
        /// </summary>
        public Duration PauseAt(Instant now) =>
            now >= FenceAt ? AbsenceRule.Spacing : FenceAt - now > Patience ? Unhurried : Eager;
    }
}
