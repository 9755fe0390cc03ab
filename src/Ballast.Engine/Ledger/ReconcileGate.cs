using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Core.Portfolios.Booking;
using Ballast.Engine.Execution;
using Ballast.Engine.Journal;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>
/// Lets planning through only when the ledger equals the balances to the last unit. What no fill explains is booked
/// when no order that touches the asset is open, trades are read to the watermark, and two reads agree.
/// </summary>
internal sealed class ReconcileGate
{
    private static readonly Duration LeastBetweenReads = Duration.FromSeconds(2);

    private readonly PortfolioDesk desk;
    private readonly TradeIntake trades;
    private readonly ChangeIntake changes;

    public ReconcileGate(PortfolioDesk desk, TradeIntake trades)
    {
        this.desk = desk;
        this.trades = trades;
        changes = new ChangeIntake(desk);
    }

    /// <summary>
    /// Compares, catches up, books; the observation that comes back holds the balances that were compared.
    /// </summary>
    public async Task<GateOutcome> PassAsync(Observation observation, CancellationToken cancellation)
    {
        AccountReading[] agreed = new AccountReading[observation.Accounts.Length];
        PortfolioBook[] compared = new PortfolioBook[agreed.Length];
        for (int i = 0; i < agreed.Length; i++)
        {
            if (observation.Accounts[i] is not AccountReading.Read read)
            {
                AccountReading.Unreadable silent = (AccountReading.Unreadable)observation.Accounts[i];
                return new GateOutcome.Closed(new Reason(
                    "account-unreadable", $"account {silent.Account} could not be read: {silent.Why.Sentence}"));
            }

            AccountOutcome outcome = await AgreeAsync(read, observation, cancellation);
            if (outcome.Objection is { } objection)
            {
                return new GateOutcome.Closed(objection);
            }

            agreed[i] = outcome.Read;
            compared[i] = outcome.Book;
        }

        PortfolioBook book = desk.Book;
        return MovedSince(compared, agreed, book) is { } moved
            ? new GateOutcome.Closed(new Reason(
                "ledger-moving", $"{moved}: an order was settled while balances were compared"))
            : new GateOutcome.Open(observation with { Accounts = [.. agreed] }, book);
    }

    // Orders are settled beside the loop: balances that agreed with a ledger say nothing about the next one.
    private static AccountId? MovedSince(PortfolioBook[] compared, AccountReading[] agreed, PortfolioBook now) =>
        agreed.Select(read => read.Account).Where((account, i) =>
            !ReferenceEquals(compared[i].Ledgers[account].Balances, now.Ledgers[account].Balances)).FirstOrDefault();

    private async Task<AccountOutcome> AgreeAsync(
        AccountReading.Read read, Observation observation, CancellationToken cancellation)
    {
        if (!desk.Book.Ledgers.ContainsKey(read.Account))
        {
            return await OpenLedgerAsync(read, cancellation);
        }

        if (Equal(read) is { } equal)
        {
            return changes.IsBegun(read.Account) ? equal : await BeginLogAsync(equal, cancellation);
        }

        if (!await CatchUpAsync(read.Account, observation.Catalogue, cancellation))
        {
            return Closed(
                read, new Reason("trades-unread", $"{read.Account}: its trades could not be read"));
        }

        return await AgreeTwiceAsync(read.Account, observation, cancellation);
    }

    // The book is the one of this very moment: what it was compared with goes along with what was read.
    private AccountOutcome? Equal(AccountReading.Read read)
    {
        PortfolioBook book = desk.Book;
        return BalanceDifference.Of(book, read).IsEmpty ? new AccountOutcome(read, book, null) : null;
    }

    private AccountOutcome Closed(AccountReading.Read read, Reason why) => new(read, desk.Book, why);

    // Two reads, apart by the venue's settle time, before the first unit is believed.
    private async Task<AccountOutcome> OpenLedgerAsync(AccountReading.Read first, CancellationToken cancellation)
    {
        await desk.DelayAsync(Apart(first.Account), cancellation);

        // The log is read between two reads that agree: what it has by then is in both.
        ChangeNews news = await changes.ReadAsync(first.Account, cancellation);
        if (news is ChangeNews.Unread unread)
        {
            return Closed(first, unread.Why);
        }

        AccountReading again = await desk.Lines[first.Account].ReadBalancesAsync(cancellation);
        if (again is not AccountReading.Read second || !SameTotals(first, second))
        {
            return Closed(
                first, new Reason("balances-moving", $"{first.Account}: two reads of its balances differ"));
        }

        ImmutableSortedDictionary<Asset, Quantity> balances = second.Balances
            .Where(balance => !balance.Total.IsZero)
            .ToImmutableSortedDictionary(balance => balance.Asset, balance => balance.Total);
        EngineState opened = await desk.RecordAsync(
            cancellation, [new JournalEvent.LedgerOpened(first.Account, balances), .. Mark(news)]);
        return new AccountOutcome(second, opened.Portfolios[desk.Portfolio], null);
    }

    // For a ledger that is older than the reading of logs: where it equals balances read after the log's end was, it
    // has all that the log has.
    private async Task<AccountOutcome> BeginLogAsync(AccountOutcome equal, CancellationToken cancellation)
    {
        AccountId account = equal.Read.Account;
        ChangeNews news = await changes.ReadAsync(account, cancellation);
        if (news is not ChangeNews.Told
            || await desk.Lines[account].ReadBalancesAsync(cancellation) is not AccountReading.Read after
            || Equal(after) is not { } still)
        {
            return equal;
        }

        await desk.RecordAsync(cancellation, [.. Mark(news)]);
        return still with { Book = desk.Book };
    }

    private static IEnumerable<JournalEvent> Mark(ChangeNews news) => news switch
    {
        ChangeNews.Told told => [told.Mark],
        ChangeNews.NotKept or ChangeNews.Unread => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<bool> CatchUpAsync(
        AccountId account, Catalogue catalogue, CancellationToken cancellation)
    {
        if (desk.Lines[account].Ports.Orders is null)
        {
            return true;
        }

        // Where nobody knows the markets, nobody knows which trades there may be.
        if (catalogue is not Catalogue.Listed)
        {
            return false;
        }

        return await trades.ReadAllAsync(
            account, catalogue.Of(account).Select(market => market.Instrument), cancellation);
    }

    private async Task<AccountOutcome> AgreeTwiceAsync(
        AccountId account, Observation observation, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[account];
        AccountReading first = await line.ReadBalancesAsync(cancellation);
        if (first is AccountReading.Read { } read && Equal(read) is { } equal)
        {
            return equal;
        }

        await desk.DelayAsync(Apart(account), cancellation);
        ChangeNews news = await changes.ReadAsync(account, cancellation);
        AccountReading second = await line.ReadBalancesAsync(cancellation);
        if (first is not AccountReading.Read earlier || second is not AccountReading.Read later)
        {
            return Closed(
                (AccountReading.Read)observation.Accounts.Single(reading => reading.Account == account),
                new Reason("account-unreadable", $"{account}: its balances could not be read twice"));
        }

        if (news is ChangeNews.Unread unread)
        {
            return Closed(later, unread.Why);
        }

        return Equal(later) ?? await BookAsync((earlier, later, news), observation, cancellation);
    }

    private async Task<AccountOutcome> BookAsync(
        (AccountReading.Read Earlier, AccountReading.Read Later, ChangeNews News) seen,
        Observation observation,
        CancellationToken cancellation)
    {
        (AccountReading.Read earlier, AccountReading.Read later, ChangeNews news) = seen;
        AccountId account = later.Account;
        PortfolioBook compared = desk.Book;
        ImmutableSortedDictionary<Asset, Quantity> difference = BalanceDifference.Of(compared, later);
        if (Objection(account, difference) is { } objection)
        {
            return Closed(later, objection);
        }

        if (!SameTotals(earlier, later))
        {
            return Closed(
                later, new Reason("balances-moving", $"{account}: two reads of its balances differ"));
        }

        ImmutableSortedDictionary<Asset, Price> prices = Bookkeeping.Prices(desk.Book, observation);
        BalanceReads reads = new(account, Totals(earlier), Totals(later))
        {
            Known = news is ChangeNews.Told told ? told.Postings : [],
        };
        BookingOutcome outcome = Bookkeeping.Ask(desk.Book, reads, difference, prices, VenueOf(account, news));
        if (outcome is BookingOutcome.Waits waits)
        {
            return Closed(later, await WaitAsync(account, reads.Unrecorded(difference), waits, cancellation));
        }

        bool isMoved = false;
        EngineState booked = await desk.RecordAsync(
            (_, book) =>
            {
                isMoved = !ReferenceEquals(book.Ledgers[account].Balances, compared.Ledgers[account].Balances);
                return isMoved ? [] : [Bookkeeping.Event(book, account, outcome.Postings, prices), .. Mark(news)];
            },
            cancellation);
        return isMoved
            ? Closed(later, new Reason("ledger-moving", $"{account}: an order was settled while a change was booked"))
            : new AccountOutcome(later, booked.Portfolios[desk.Portfolio], null);
    }

    // A change that only its size holds back waits for a person: halted, and booked once that person resumes.
    private async Task<Reason> WaitAsync(
        AccountId account,
        ImmutableSortedDictionary<Asset, Quantity> difference,
        BookingOutcome.Waits waits,
        CancellationToken cancellation)
    {
        if (waits.Why.Any(why => why.Code == "change-large"))
        {
            await HaltForApprovalAsync(Bookkeeping.Named(account, difference), cancellation);
        }

        return waits.Why[0];
    }

    private BookingVenue VenueOf(AccountId account, ChangeNews news) =>
        desk.Lines[account].Ports.Orders?.Capabilities.BalanceChanges != BalanceChangeSource.SleeveGain
            ? BookingVenue.Exchange
            : news is ChangeNews.Told ? BookingVenue.SleeveWithLog : BookingVenue.SleeveWithoutReturns;

    private Reason? Objection(AccountId account, ImmutableSortedDictionary<Asset, Quantity> difference)
    {
        // What another installation traded is nobody's deposit: it is booked once a person has looked.
        if (desk.Book.Halt is { Why: { Code: TradeIntake.SecondInstallation } why })
        {
            return why;
        }

        foreach (Asset asset in difference.Keys)
        {
            if (BalanceDifference.IsTouched(desk.Book, account, asset, difference[asset]))
            {
                return new Reason(
                    "ledger-differs",
                        $"{account}: {asset} differs from the ledger by {difference[asset]} while an order is open");
            }
        }

        return BalanceDifference.IsEarlierLedger(desk.Book.Ledgers[account], difference, desk.Now)
            ? new Reason("balances-stale", $"{account}: its balances lack the newest fills")
            : null;
    }

    private async Task HaltForApprovalAsync(Reason why, CancellationToken cancellation)
    {
        if (desk.Book.Halt is null)
        {
            await desk.HaltAsync(why, cancellation);
        }
    }

    private Duration Apart(AccountId account) => Duration.Max(
        LeastBetweenReads, Duration.FromTimeSpan(
            desk.Lines[account].Ports.Orders?.Capabilities.SettleTime ?? TimeSpan.Zero));

    private static bool SameTotals(AccountReading.Read first, AccountReading.Read second) =>
        Totals(first).SequenceEqual(Totals(second));

    private static ImmutableSortedDictionary<Asset, Quantity> Totals(AccountReading.Read read) => read.Balances
        .Where(balance => !balance.Total.IsZero)
        .ToImmutableSortedDictionary(balance => balance.Asset, balance => balance.Total);

    private sealed record AccountOutcome(AccountReading.Read Read, PortfolioBook Book, Reason? Objection);
}
