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

    public ReconcileGate(PortfolioDesk desk, TradeIntake trades)
    {
        this.desk = desk;
        this.trades = trades;
    }

    /// <summary>
    /// Compares, catches up, books; the observation that comes back holds the balances that were compared.
    /// </summary>
    public async Task<GateOutcome> PassAsync(Observation observation, CancellationToken cancellation)
    {
        AccountReading[] agreed = new AccountReading[observation.Accounts.Length];
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
        }

        return new GateOutcome.Open(observation with { Accounts = [.. agreed] });
    }

    private async Task<AccountOutcome> AgreeAsync(
        AccountReading.Read read, Observation observation, CancellationToken cancellation)
    {
        if (!desk.Book.Ledgers.ContainsKey(read.Account))
        {
            return await OpenLedgerAsync(read, cancellation);
        }

        if (IsEqual(read))
        {
            return new AccountOutcome(read, null);
        }

        if (!await CatchUpAsync(read.Account, observation.Catalogue, cancellation))
        {
            return new AccountOutcome(
                read, new Reason("trades-unread", $"{read.Account}: its trades could not be read"));
        }

        return await AgreeTwiceAsync(read.Account, observation, cancellation);
    }

    private bool IsEqual(AccountReading.Read read) => BalanceDifference.Of(desk.Book, read).IsEmpty;

    // Two reads, apart by the venue's settle time, before the first unit is believed.
    private async Task<AccountOutcome> OpenLedgerAsync(AccountReading.Read first, CancellationToken cancellation)
    {
        await desk.DelayAsync(Apart(first.Account), cancellation);
        AccountReading again = await desk.Lines[first.Account].ReadBalancesAsync(cancellation);
        if (again is not AccountReading.Read second || !SameTotals(first, second))
        {
            return new AccountOutcome(
                first, new Reason("balances-moving", $"{first.Account}: two reads of its balances differ"));
        }

        ImmutableSortedDictionary<Asset, Quantity> balances = second.Balances
            .Where(balance => !balance.Total.IsZero)
            .ToImmutableSortedDictionary(balance => balance.Asset, balance => balance.Total);
        await desk.RecordAsync(cancellation, new JournalEvent.LedgerOpened(first.Account, balances));
        return new AccountOutcome(second, null);
    }

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

        foreach (VenueMarket market in catalogue.Of(account))
        {
            if (await trades.ReadAsync(account, market.Instrument, cancellation) is null)
            {
                return false;
            }
        }

        return true;
    }

    private async Task<AccountOutcome> AgreeTwiceAsync(
        AccountId account, Observation observation, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[account];
        AccountReading first = await line.ReadBalancesAsync(cancellation);
        if (first is AccountReading.Read { } read && IsEqual(read))
        {
            return new AccountOutcome(read, null);
        }

        await desk.DelayAsync(Apart(account), cancellation);
        AccountReading second = await line.ReadBalancesAsync(cancellation);
        if (first is not AccountReading.Read earlier || second is not AccountReading.Read later)
        {
            return new AccountOutcome(
                (AccountReading.Read)observation.Accounts.Single(reading => reading.Account == account),
                new Reason("account-unreadable", $"{account}: its balances could not be read twice"));
        }

        return IsEqual(later) ? new AccountOutcome(later, null)
            : await BookAsync(earlier, later, observation, cancellation);
    }

    private async Task<AccountOutcome> BookAsync(
        AccountReading.Read earlier, AccountReading.Read later, Observation observation, CancellationToken cancellation)
    {
        AccountId account = later.Account;
        ImmutableSortedDictionary<Asset, Quantity> difference = BalanceDifference.Of(desk.Book, later);
        if (Objection(account, difference) is { } objection)
        {
            return new AccountOutcome(later, objection);
        }

        if (!SameTotals(earlier, later))
        {
            return new AccountOutcome(
                later, new Reason("balances-moving", $"{account}: two reads of its balances differ"));
        }

        ImmutableSortedDictionary<Asset, Price> prices = Bookkeeping.Prices(desk.Book, observation);
        BalanceReads reads = new(account, Totals(earlier), Totals(later));
        BookingOutcome outcome = Bookkeeping.Ask(desk.Book, reads, difference, prices, VenueOf(account));
        if (outcome is BookingOutcome.Waits waits)
        {
            return new AccountOutcome(later, await WaitAsync(account, difference, waits, cancellation));
        }

        await desk.RecordAsync(cancellation, Bookkeeping.Event(desk.Book, account, outcome.Postings, prices));
        return new AccountOutcome(later, null);
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

    private BookingVenue VenueOf(AccountId account) =>
        desk.Lines[account].Ports.Orders?.Capabilities.BalanceChanges == BalanceChangeSource.SleeveGain
            ? BookingVenue.SleeveWithoutReturns
            : BookingVenue.Exchange;

    private Reason? Objection(AccountId account, ImmutableSortedDictionary<Asset, Quantity> difference)
    {
        // What another installation traded is nobody's deposit: it is booked once a person has looked.
        if (desk.Book.Halt is { Why: { Code: TradeIntake.SecondInstallation } why })
        {
            return why;
        }

        foreach (Asset asset in difference.Keys)
        {
            if (BalanceDifference.IsTouched(desk.Book, account, asset))
            {
                return new Reason(
                    "ledger-differs",
                        $"{account}: {asset} differs from the ledger by {difference[asset]} while an order is open");
            }
        }

        return BalanceDifference.IsEarlierLedger(desk.Book.Ledgers[account], difference)
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

    private sealed record AccountOutcome(AccountReading.Read Read, Reason? Objection);
}
