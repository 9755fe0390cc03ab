using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Markets.Health;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>
/// Journals how the venues of a portfolio's accounts do, routes around those that do badly while another account can
/// trade, and, where the policy wants that, counts what an account that is down held when it was last agreed with.
/// </summary>
internal sealed class HealthWatch
{
    private static readonly Duration BetweenWithdrawalReads = Duration.FromMinutes(5);

    private readonly PortfolioDesk desk;
    private readonly Dictionary<AccountId, Task> probes = [];
    private readonly Dictionary<AccountId, (Task Read, Instant At)> withdrawals = [];
    private bool hasLooked;

    public HealthWatch(PortfolioDesk desk)
    {
        this.desk = desk;
        foreach ((AccountId account, HealthMark mark) in desk.Book.Health)
        {
            desk.Lines.GetValueOrDefault(account)?.Health.Begin(mark.Level, mark.Why);
        }
    }

    /// <summary>Journals what has changed and tells the owner; from now on an account that is down may be counted
    /// with what the ledger says.</summary>
    public Task LookAsync(CancellationToken cancellation)
    {
        hasLooked = true;
        return NoteAsync(cancellation);
    }

    /// <summary>Journals what has changed and tells the owner.</summary>
    public async Task NoteAsync(CancellationToken cancellation)
    {
        PortfolioBook book = desk.Book;
        foreach (AccountId account in book.Policy.Accounts)
        {
            AskForWithdrawals(account, cancellation);
            VenueHealth now = desk.Lines[account].Health.Health;
            if (now.Level != LevelOf(book, account))
            {
                await desk.RecordAsync(
                    cancellation, new JournalEvent.VenueHealthChanged(account, now.Level, now.Why));
                await desk.TellAsync(
                    now.Level == HealthLevel.Healthy ? Severity.Info : Severity.Warning,
                    now.Why.Code,
                    $"{account} is {NameOf(now.Level)}: {now.Why.Sentence}");
            }
        }
    }

    /// <summary>
    /// What an account that is down is counted with: the ledger, on which the venue last agreed to the last unit;
    /// <see langword="null"/> where it has to be read. Never before this life has settled what the last one left, nor
    /// while an order there is open.
    /// </summary>
    public AccountReading.Read? Counted(AccountId account, Instant at)
    {
        PortfolioBook book = desk.Book;
        bool isWanted = hasLooked && book.Policy.Across.WhenDown == DownAccount.Count
            && book.Policy.Accounts.Length > 1 && LevelOf(book, account) == HealthLevel.Down;
        return isWanted && book.Ledgers.TryGetValue(account, out AccountLedger? ledger)
            && book.LiveOrders.All(order => order.Order.Ticket.Account != account)
            ? new AccountReading.Read(
                account,
                AccountAccess.ReadOnly,
                [.. ledger.Balances.Select(held => new Balance(held.Key, held.Value, default))],
                at)
            : null;
    }

    /// <summary>Asks an account that is down whether it is back, beside everything else: nobody waits for the
    /// answer.</summary>
    public void Probe(AccountId account, CancellationToken cancellation)
    {
        if (probes.GetValueOrDefault(account) is null or { IsCompleted: true })
        {
            probes[account] = desk.Lines[account].ReadBalancesAsync(cancellation);
        }
    }

    // Beside everything else: nobody waits for the answer.
    private void AskForWithdrawals(AccountId account, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[account];
        bool isKnown = withdrawals.TryGetValue(account, out (Task Read, Instant At) last);
        if (line.Ports.Withdrawals is { } status
            && (!isKnown || (last.Read.IsCompleted && desk.Now >= last.At + BetweenWithdrawalReads)))
        {
            withdrawals[account] = (NoteWithdrawalsAsync(line, status, cancellation), desk.Now);
        }
    }

    private static async Task NoteWithdrawalsAsync(
        VenueLine line, IWithdrawalStatus status, CancellationToken cancellation)
    {
        if (await line.AskAsideAsync(status.AreSuspendedAsync, cancellation) is Reading<bool>.Known { Value: var are })
        {
            line.Health.NoteWithdrawals(are);
        }
    }

    /// <summary>
    /// The observation without the markets of accounts that do badly, or whose orders are held, while another account
    /// can trade.
    /// </summary>
    public Observation Routed(Observation seen)
    {
        PortfolioBook book = desk.Book;
        ImmutableArray<AccountId> well = [.. book.Policy.Accounts.Where(account =>
            desk.Lines[account].Ports.Orders is not null && LevelOf(book, account) == HealthLevel.Healthy
            && HeldAt(book, account) is null)];
        return well.IsEmpty || seen.Catalogue is not Catalogue.Listed listed ? seen : seen with
        {
            Catalogue = new Catalogue.Listed([.. listed.Markets.Select(market => Routed(book, market))]),
        };
    }

    private VenueMarket Routed(PortfolioBook book, VenueMarket market) =>
        HeldAt(book, market.Account) is { } held ? market with { Book = null, BookFault = held }
        : book.Health.TryGetValue(market.Account, out HealthMark? mark) && mark.Level != HealthLevel.Healthy
            ? market with
            {
                Book = null,
                BookFault = new Reason(
                    mark.Why.Code, $"{market.Account} is {NameOf(mark.Level)}, {mark.Why.Sentence}; others are used"),
            }
            : market;

    // In mode shadow nothing is sent anyway, and its plans show what would be done.
    private Reason? HeldAt(PortfolioBook book, AccountId account)
    {
        AccountPorts ports = desk.Lines[account].Ports;
        return book.Policy.Mode == TradingMode.Shadow ? null
            : ports.Orders is { Capabilities.IsPaper: false } && LiveGate.Outside(book.Policy, account) is { } outside
                ? outside
                : TradingPermission.Held(account, ports);
    }

    private static HealthLevel LevelOf(PortfolioBook book, AccountId account) =>
        book.Health.GetValueOrDefault(account)?.Level ?? HealthLevel.Healthy;

    private static string NameOf(HealthLevel level) => level switch
    {
        HealthLevel.Healthy => "healthy",
        HealthLevel.Degraded => "degraded",
        HealthLevel.Down => "down",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
