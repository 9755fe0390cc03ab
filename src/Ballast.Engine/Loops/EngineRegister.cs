using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Guards;
using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Core.Targets;
using Ballast.Engine.GoingLive;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Transfers;
using NodaTime;

namespace Ballast.Engine.Loops;

/// <summary>
/// Changes that people and agents ask for: each is decided on the very state that its commit follows.
/// </summary>
internal sealed class EngineRegister
{
    private readonly JournalWriter journal;
    private readonly EnginePorts ports;

    public EngineRegister(JournalWriter journal, EnginePorts ports)
    {
        this.journal = journal;
        this.ports = ports;
    }

    public static Reason NoSuch(PortfolioId portfolio) =>
        new("no-such-portfolio", $"there is no portfolio {portfolio}");

    public async Task<ChangeOutcome> OpenAsync(Policy policy, string hash, string actor, CancellationToken cancellation)
    {
        if (OpenObjection(journal.State, policy) is { } objection)
        {
            return new ChangeOutcome.Refused(objection);
        }

        await journal.AppendAsync(null, state => Unregistered(state, policy), cancellation);
        return await ChangeAsync(
            policy.Portfolio,
            state => OpenObjection(state, policy),
            _ => [new JournalEvent.PortfolioOpened(policy, hash, actor)],
            cancellation);
    }

    public Task<ChangeOutcome> ReplaceAsync(Policy policy, string hash, string actor, CancellationToken cancellation) =>
        ChangeAsync(
        policy.Portfolio,
        state => ReplaceObjection(state, policy),
        book => book.PolicyHash == hash ? [] : [new JournalEvent.PolicyChanged(policy, hash, actor)],
        cancellation);

    public Task<ChangeOutcome> RemoveAsync(
        PortfolioId portfolio, string actor, Reason why, CancellationToken cancellation) =>
        ChangeAsync(
            portfolio,
            state => RemovalObjection(state, portfolio),
            _ => [new JournalEvent.PortfolioRemoved(actor, why)],
            cancellation);

    public Reason? RemovalObjection(PortfolioId portfolio) => RemovalObjection(journal.State, portfolio);

    public async Task<ChangeOutcome> HaltAsync(
        PortfolioId? portfolio, string actor, Reason why, CancellationToken cancellation)
    {
        if (portfolio is not null)
        {
            return await ChangeAsync(portfolio, state => Known(state, portfolio),
                _ => [new JournalEvent.Halted(actor, why)], cancellation);
        }

        await journal.AppendAsync(null, [new JournalEvent.Halted(actor, why)], cancellation);
        return new ChangeOutcome.Done();
    }

    public async Task<ChangeOutcome> ResumeAsync(
        PortfolioId? portfolio, string actor, Reason why, CancellationToken cancellation)
    {
        if (portfolio is not null)
        {
            return await ChangeAsync(
                portfolio, state => Known(state, portfolio), book => Resumptions(book, actor, why), cancellation);
        }

        if (journal.State.Halt is not null)
        {
            await journal.AppendAsync(null, [new JournalEvent.Resumed(actor, why)], cancellation);
            return new ChangeOutcome.Done();
        }

        foreach (PortfolioId each in journal.State.Portfolios.Keys)
        {
            await ResumeAsync(each, actor, why, cancellation);
        }

        return new ChangeOutcome.Done();
    }

    public Task<ChangeOutcome> ResolveAsync(QuarantineResolution resolution, CancellationToken cancellation) =>
        ChangeAsync(
        resolution.Portfolio,
        state => Known(state, resolution.Portfolio)
            ?? ResolveObjection(state.Portfolios[resolution.Portfolio], resolution, journal.Now),
        book => [Resolved(book, resolution)],
        cancellation);

    public Task<ChangeOutcome> ExplainAsync(ChangeExplanation word, CancellationToken cancellation) => ChangeAsync(
        word.Portfolio,
        state => Known(state, word.Portfolio) ?? ExplainObjection(state.Portfolios[word.Portfolio]),
        _ => [new JournalEvent.ChangeExplained(word.Kind, word.Actor, word.Why)],
        cancellation);

    public Task<ChangeOutcome> ConfirmAsync(PriceConfirmation word, CancellationToken cancellation) => ChangeAsync(
        word.Portfolio,
        state => Known(state, word.Portfolio) ?? PriceObjection(state.Portfolios[word.Portfolio].Policy, word),
        _ => [new JournalEvent.PriceConfirmed(word.Asset, word.Price, word.Actor, word.Why)],
        cancellation);

    public Task<ChangeOutcome> WaiveAsync(
        PortfolioId portfolio, JournalEvent.TrialWaived word, CancellationToken cancellation) => ChangeAsync(
        portfolio,
        state => Known(state, portfolio) ?? (word.Phrase == TrialWaiver.PhraseFor(portfolio)
            ? null
            : new Reason("phrase-differs", $"type \"{TrialWaiver.PhraseFor(portfolio)}\", letter by letter")),
        _ => [word],
        cancellation);

    public async Task<AccountProof?> InspectAsync(AccountId account, string actor, CancellationToken cancellation)
    {
        if (!ports.Accounts.TryGetValue(account, out AccountPorts? known))
        {
            return null;
        }

        AccountProof proof = await AccountInspection.OfAsync(account, known, (journal.Now, actor), cancellation);
        await journal.AppendAsync(null, [new JournalEvent.AccountInspected(account, proof)], cancellation);
        return proof;
    }

    public Task ReachedAsync(JournalEvent.OwnerReached word, CancellationToken cancellation) =>
        journal.AppendAsync(null, [word], cancellation);

    public LiveGate GateOf(EngineState state) =>
        new(state, account => ports.Accounts.GetValueOrDefault(account), ports.Notifier.Channels, journal.Now);

    private async Task<ChangeOutcome> ChangeAsync(
        PortfolioId portfolio,
        Func<EngineState, Reason?> objects,
        Func<PortfolioBook, IReadOnlyList<JournalEvent>> make,
        CancellationToken cancellation)
    {
        Reason? objection = null;
        await journal.AppendAsync(
            portfolio,
            state =>
            {
                objection = objects(state);
                return objection is null ? make(state.Portfolios.GetValueOrDefault(portfolio)!) : [];
            },
            cancellation);
        return objection is null ? new ChangeOutcome.Done() : new ChangeOutcome.Refused(objection);
    }

    private static IReadOnlyList<JournalEvent> Unregistered(EngineState state, Policy policy)
    {
        int next = state.Accounts.IsEmpty ? 1 : state.Accounts.Values.Max() + 1;
        return [.. policy.Accounts.Where(account => !state.Accounts.ContainsKey(account))
            .Select((account, i) => new JournalEvent.AccountRegistered(account, next + i))];
    }

    private static List<JournalEvent> Resumptions(PortfolioBook book, string actor, Reason why)
    {
        List<JournalEvent> events = [];
        if (book.Halt is not null)
        {
            events.Add(new JournalEvent.Resumed(actor, why));
        }

        if (book.Breaker is not null)
        {
            events.Add(new JournalEvent.BreakerCleared(actor, why));
        }

        return events;
    }

    private Reason? OpenObjection(EngineState state, Policy policy)
    {
        if (state.Portfolios.ContainsKey(policy.Portfolio))
        {
            return new Reason("portfolio-exists", $"there is a portfolio {policy.Portfolio} already");
        }

        return policy.Accounts.Select(account => AccountObjection(state, account) ?? CountedTwice(policy, account))
            .FirstOrDefault(objection => objection is not null)
            ?? GateOf(state).Objection(policy, null);
    }

    private Reason? AccountObjection(EngineState state, AccountId account)
    {
        if (!ports.Accounts.ContainsKey(account))
        {
            return new Reason("no-such-account", $"there is no account {account}");
        }

        PortfolioId? owner = state.Portfolios.FirstOrDefault(pair => pair.Value.Policy.Accounts.Contains(account)).Key;
        return owner is null ? null : new Reason("account-taken", $"account {account} belongs to portfolio {owner}");
    }

    private Reason? CountedTwice(Policy policy, AccountId account)
    {
        string? whole = ports.Accounts[account].Whole;
        AccountId? other = whole is null ? null : policy.Accounts.FirstOrDefault(
            beside => beside != account && ports.Accounts.GetValueOrDefault(beside)?.Whole == whole);
        return other is null ? null : new Reason(
            "counted-twice",
            $"{account} and {other} are parts of one whole ({whole}), and what is in both would count twice; name one "
            + "of them, or make a portfolio of each");
    }

    // Another set of accounts means other ledgers. With an order open, a mode that lets more be sent would change what
    // the order was approved under; shadow always may come, and stops a run before its next order.
    private Reason? ReplaceObjection(EngineState state, Policy policy)
    {
        if (Known(state, policy.Portfolio) is { } unknown)
        {
            return unknown;
        }

        Policy old = state.Portfolios[policy.Portfolio].Policy;
        if (!old.Accounts.Order().SequenceEqual(policy.Accounts.Order()))
        {
            return new Reason("accounts-fixed", "a portfolio's accounts cannot change; remove it and add it anew");
        }

        bool isWider = policy.Mode != old.Mode && policy.Mode != TradingMode.Shadow;
        PortfolioBook book = state.Portfolios[policy.Portfolio];
        if (isWider && (book.LiveOrders.Any() || book.OpenTransfer is not null || book.OpenHedge is not null))
        {
            return new Reason(
                "orders-open",
                "the mode cannot change to one that sends while the end of an order, a transfer or a hedge's order is "
                + "not known");
        }

        return old.Quote == policy.Quote
            ? GateOf(state).Objection(policy, state.Portfolios[policy.Portfolio])
            : new Reason("quote-fixed", "a portfolio's quote cannot change; remove it and add it anew");
    }

    private static Reason? RemovalObjection(EngineState state, PortfolioId portfolio) =>
        Known(state, portfolio) ?? (state.Portfolios[portfolio].LiveOrders.Any()
            ? new Reason("orders-open", $"{portfolio} has orders whose end is not known")
            : state.Portfolios[portfolio].OpenTransfer is { } open
            ? new Reason(TransferReach.Underway, TransferReach.Sentence(open))
            : state.Portfolios[portfolio].OpenHedge is { } hedge
            ? new Reason(HedgeReach.Underway, HedgeReach.Sentence(hedge))
            : null);

    // A transfer that is on its way ends by itself: who called it over would take it out of the value, and its arrival
    // for money that nobody knows of.
    private static Reason? ResolveObjection(PortfolioBook book, QuarantineResolution resolution, Instant now) =>
        book.OpenTransfer is { State: TransferState.Underway } underway && underway.Ticket.Id == resolution.Order
            && now <= underway.LateAfter
                ? new Reason(
                    TransferReach.Underway,
                    $"{TransferReach.Sentence(underway)}; it can be called over after {underway.LateAfter}")
            : book.Orders.GetValueOrDefault(resolution.Order)?.Order.State is OrderState.Quarantined
                || IsStuckTransfer(book, resolution) || IsStuckHedge(book, resolution)
                ? null
            : new Reason("not-quarantined", $"order {resolution.Order} is not in quarantine");

    private static bool IsStuckTransfer(PortfolioBook book, QuarantineResolution resolution) =>
        book.OpenTransfer is { State: TransferState.Quarantined or TransferState.Underway } open
        && open.Ticket.Id == resolution.Order;

    private static bool IsStuckHedge(PortfolioBook book, QuarantineResolution resolution) =>
        book.OpenHedge is { State: HedgeState.Quarantined } open && open.Ticket.Id == resolution.Order;

    private static JournalEvent Resolved(PortfolioBook book, QuarantineResolution resolution) =>
        IsStuckTransfer(book, resolution)
            ? new JournalEvent.TransferEnded(
                resolution.Order, TransferState.Resolved, Quantity.Zero, Word(resolution))
            : IsStuckHedge(book, resolution)
            ? new JournalEvent.HedgeEnded(resolution.Order, HedgeState.Resolved, Word(resolution))
            : new JournalEvent.QuarantineResolved(resolution.Order, resolution.Actor, resolution.Why);

    private static Reason Word(QuarantineResolution resolution) =>
        new(resolution.Why.Code, $"{resolution.Actor}: {resolution.Why.Sentence}");

    private static Reason? PriceObjection(Policy policy, PriceConfirmation word)
    {
        if (word.Price.Value is < PriceGuard.SmallestPrice or > PriceGuard.LargestPrice)
        {
            return new Reason("price-absurd", $"{word.Price} is not a price that an asset can have");
        }

        bool isPriced = TargetRule.Managed(policy).Contains(word.Asset)
            || policy.Equivalents.Values.Any(equivalents => equivalents.Contains(word.Asset))
            || policy.Untracked == UntrackedHoldings.Sell;
        return isPriced && word.Asset != policy.Quote
            ? null
            : new Reason("not-priced", $"{policy.Portfolio} asks for no price of {word.Asset}");
    }

    private static Reason? ExplainObjection(PortfolioBook book) => book.Halt?.Why.Code == Bookkeeping.Unexplained
        ? null
        : new Reason("no-open-change", "no unexplained change waits for a word");

    private static Reason? Known(EngineState state, PortfolioId portfolio) =>
        state.Portfolios.ContainsKey(portfolio) ? null : NoSuch(portfolio);
}
