using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Execution;

/// <summary>
/// Reads a market's trades from the watermark on and books those that are ours. The watermark moves only past trades
/// whose owner is certain: a trade that may belong to an order without a known venue number stays in front of it.
/// </summary>
internal sealed class TradeIntake
{
    /// <summary>The reason for which another installation's trades stop this one.</summary>
    public const string SecondInstallation = "second-installation";

    // An order of ours lives for minutes, and one of another installation hardly rests for longer than this.
    private static readonly Duration LongestLife = Duration.FromDays(7);

    private readonly PortfolioDesk desk;

    public TradeIntake(PortfolioDesk desk) => this.desk = desk;

    /// <summary>Reads and books.</summary>
    /// <returns>How many trades belong to no order known so far, or <see langword="null"/> where the venue did not
    /// answer.</returns>
    public Task<int?> ReadAsync(AccountId account, Instrument market, CancellationToken cancellation) =>
        ReadAsync(desk.Lines[account], market, desk.Lines[account].NextLook, cancellation);

    /// <summary>Reads and books the trades of several markets of an account in one look.</summary>
    /// <returns>Whether the venue answered for all of them.</returns>
    public async Task<bool> ReadAllAsync(
        AccountId account, IEnumerable<Instrument> markets, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[account];
        TradesLook look = line.NextLook;
        foreach (Instrument market in markets)
        {
            if (await ReadAsync(line, market, look, cancellation) is null)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<int?> ReadAsync(
        VenueLine line, Instrument market, TradesLook look, CancellationToken cancellation)
    {
        await line.TradesTurn.WaitAsync(CancellationToken.None);
        try
        {
            line.BeginLook(look);
            return await ReadInTurnAsync(line, market, look, cancellation);
        }
        finally
        {
            line.TradesTurn.Release();
        }
    }

    private async Task<int?> ReadInTurnAsync(
        VenueLine line, Instrument market, TradesLook look, CancellationToken cancellation)
    {
        AccountId account = line.Account;
        TradeWatermark from = MarkOf(desk.Book, account, market);
        int strangers = 0;
        while (true)
        {
            Reading<TradePage> answer = await line.AskAsync(
                stop => line.Gateway.ReadTradesAsync(account, market, from, look, stop), cancellation);
            if (answer is not Reading<TradePage>.Known { Value: TradePage page }
                || await TakeAsync(line, market, (from, page), cancellation) is not { } strange)
            {
                return null;
            }

            strangers += strange;
            if (page.Remains == HistoryRemains.Nothing)
            {
                return strangers;
            }

            from = page.Watermark;
        }
    }

    // A page is kept as soon as it is read: where a venue answers seldom, the next may not come.
    private async Task<int?> TakeAsync(
        VenueLine line, Instrument market, (TradeWatermark From, TradePage Page) read, CancellationToken cancellation)
    {
        (AccountId account, TradePage page) = (line.Account, read.Page);
        ImmutableArray<VenueTrade> strange = Strange(desk.Book, account, market, page);
        bool mayBeOurs = HasNamelessOrder(desk.Book, account, market);
        ImmutableArray<VenueOrder>? owners = strange.IsEmpty || mayBeOurs
            ? []
            : await ReadOwnersAsync(line, market, strange.Min(trade => trade.Fill.At), cancellation);
        if (owners is null)
        {
            return null;
        }

        foreach (VenueOrder order in owners.Value.Where(
            order => strange.Any(trade => trade.OrderVenueId == order.VenueId)))
        {
            // What a forgotten run sent had ended and was booked, whole, before the run was forgotten: booked again as
            // an orphan's it would be in the ledger twice.
            if (line.Gateway.Recognize(order.ClientId) is { } id && !IsForgotten(id))
            {
                await (id.Installation == desk.Engine.Installation
                    ? AdoptAsync(line, order, cancellation)
                    : HaltAsync(account, order, id.Installation, cancellation));
            }
        }

        await desk.RecordAsync((_, book) => Bookings(book, account, market, read), cancellation);
        return strange.Length;
    }

    /// <summary>
    /// Takes note of an order with our prefix that has no intent, or a second one under an intent's id.
    /// </summary>
    public async Task AdoptAsync(VenueLine line, VenueOrder orphan, CancellationToken cancellation)
    {
        if (desk.Book.Orphans.ContainsKey(orphan.VenueId))
        {
            return;
        }

        ClientOrderId? id = line.Gateway.Recognize(orphan.ClientId);
        OrderRecord? intent = id is { } known ? desk.Book.Orders.GetValueOrDefault(known) : null;
        Reason why = Estranged($"{line.Account} has order {orphan.VenueId} ({orphan.ClientId})", intent);
        List<JournalEvent> events = [new JournalEvent.OrphanFound(line.Account, orphan, why)];
        if (intent is not null)
        {
            events.Add(new JournalEvent.OrderFound(intent.Order.Ticket.Id, orphan.VenueId));
        }

        await desk.RecordAsync(cancellation, events);
        await desk.TellAsync(Severity.Urgent, why.Code, why.Sentence);
    }

    private static Reason Estranged(string order, OrderRecord? intent)
    {
        if (intent is null)
        {
            return new Reason("orphan-order", $"{order} without an intent");
        }

        return intent.Order.State is OrderState.NotPlaced
            ? new Reason(
                "absence-refuted", $"{order}, which was proven to have had no effect: its records were behind")
            : new Reason("second-order", $"{order} beside {intent.Order.VenueId} under one client id");
    }

    private bool IsForgotten(ClientOrderId id) =>
        id.Installation == desk.Engine.Installation && desk.Book.IsForgotten(id.Sequence);

    private static ImmutableArray<VenueTrade> Strange(
        PortfolioBook book, AccountId account, Instrument market, TradePage page) =>
        [.. page.Trades.Where(trade =>
            Owner(book, account, market, trade) is null && !book.Orphans.ContainsKey(trade.OrderVenueId))];

    private static OrderRecord? Owner(PortfolioBook book, AccountId account, Instrument market, VenueTrade trade) =>
        book.Orders.Values.FirstOrDefault(record => record.Order.VenueId == trade.OrderVenueId
            && record.Order.Ticket.Account == account && record.Order.Ticket.Instrument.Symbol == market.Symbol);

    private static bool HasNamelessOrder(PortfolioBook book, AccountId account, Instrument market) =>
        book.LiveOrders.Any(record => record.Order.VenueId.Length == 0
            && record.Order.Ticket.Account == account && record.Order.Ticket.Instrument.Symbol == market.Symbol);

    private async Task<ImmutableArray<VenueOrder>?> ReadOwnersAsync(
        VenueLine line, Instrument market, Instant traded, CancellationToken cancellation)
    {
        Instant since = Instant.Max(desk.Book.Ledgers[line.Account].OpenedAt, traded - LongestLife);
        Reading<ImmutableArray<VenueOrder>> answer = await line.AskAsync(
            stop => line.Gateway.ReadOrdersAsync(line.Account, market, since, stop), cancellation);
        return answer is Reading<ImmutableArray<VenueOrder>>.Known known ? known.Value : null;
    }

    // Two installations trade one account, each undoing what the other does, and the owner has moved nothing.
    private Task HaltAsync(
        AccountId account, VenueOrder order, uint installation, CancellationToken cancellation) =>
        desk.Book.Halt?.Why.Code == SecondInstallation
            ? Task.CompletedTask
            : desk.HaltAsync(
                new Reason(
                    SecondInstallation,
                    $"{account}: order {order.VenueId} was traded by installation {installation}; "
                    + "let only one installation trade an account, then resume"),
                cancellation);

    private static TradeWatermark MarkOf(PortfolioBook book, AccountId account, Instrument market) =>
        new(book.Ledgers[account].Watermarks.GetValueOrDefault(market.Symbol, ""));

    private static List<JournalEvent> Bookings(
        PortfolioBook book, AccountId account, Instrument market, (TradeWatermark From, TradePage Page) read)
    {
        TradePage page = read.Page;
        List<JournalEvent> events = [];
        List<LedgerPosting> adopted = [];
        foreach (VenueTrade trade in page.Trades)
        {
            if (Owner(book, account, market, trade) is { } owner)
            {
                if (!owner.Order.Fills.ContainsKey(trade.Fill.TradeId))
                {
                    events.Add(new JournalEvent.OrderFilled(owner.Order.Ticket.Id, trade.Fill));
                }
            }
            else if (book.Orphans.ContainsKey(trade.OrderVenueId) && !IsInOpening(book, account, trade))
            {
                adopted.AddRange(Postings(market, trade));
            }
        }

        bool isCertain = Strange(book, account, market, page).IsEmpty || !HasNamelessOrder(book, account, market);

        // Behind a page that has to be read again the mark cannot move either.
        TradeWatermark mark = MarkOf(book, account, market);
        if (!isCertain || page.Watermark == mark || read.From != mark)
        {
            return events;
        }

        if (adopted.Count > 0)
        {
            events.Add(new JournalEvent.BalanceBooked(account, [.. adopted], null, Money.Zero));
        }

        events.Add(new JournalEvent.TradesRead(account, market.Symbol, page.Watermark));
        return events;
    }

    // Balances that a ledger opened with have earlier trades in them.
    private static bool IsInOpening(PortfolioBook book, AccountId account, VenueTrade trade) =>
        trade.Fill.At < book.Ledgers[account].OpenedAt;

    private static IEnumerable<LedgerPosting> Postings(Instrument market, VenueTrade trade)
    {
        Reason why = new("orphan-fill", $"trade {trade.Fill.TradeId} of orphan order {trade.OrderVenueId}");
        int sign = trade.Side == TradeSide.Buy ? 1 : -1;
        yield return new LedgerPosting(market.Base, trade.Fill.Size * sign, "fill", why);
        yield return new LedgerPosting(
            market.Quote, new Quantity(-sign * trade.Fill.Size.Value * trade.Fill.Price.Value), "fill", why);
        yield return new LedgerPosting(trade.Fill.FeeAsset, -trade.Fill.Fee, "fee", why);
    }
}
