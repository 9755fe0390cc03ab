using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Hedging;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Loops;
using Ballast.Engine.Transfers;

namespace Ballast.Engine.Recovery;

/// <summary>
/// Brings one portfolio from what the journal says to what is true: every open order to its end, every orphan adopted,
/// ledger equal to balances. Nothing is sent meanwhile but cancellations, and an interrupted plan is never continued.
/// </summary>
internal sealed class PortfolioRecovery
{
    private readonly PortfolioDesk desk;
    private readonly OrderCarrier carrier;
    private readonly QuarantineWatch quarantine;
    private readonly VenueSweep sweep;
    private readonly ReconcileGate gate;

    public PortfolioRecovery(
        PortfolioDesk desk, OrderCarrier carrier, QuarantineWatch quarantine, VenueSweep sweep, ReconcileGate gate)
    {
        this.desk = desk;
        this.carrier = carrier;
        this.quarantine = quarantine;
        this.sweep = sweep;
        this.gate = gate;
    }

    /// <summary>Who finds out what became of a transfer that an earlier life may have sent.</summary>
    public required TransferWatch Transit { get; init; }

    /// <summary>Who finds out what became of an order of a hedge that an earlier life may have sent.</summary>
    public required HedgeWatch Hedges { get; init; }

    /// <summary>Recovers once; may be called again where the venue was not ready.</summary>
    public async Task<RecoveryOutcome> RecoverAsync(Observer observer, CancellationToken cancellation)
    {
        if ((ConfigurationObjection() ?? Transit.Objection ?? Hedges.Objection) is { } objection)
        {
            return new RecoveryOutcome.Refused(objection);
        }

        long journalEnd = desk.Engine.JournalSequence;
        ImmutableArray<ClientOrderId> open = [.. desk.Book.LiveOrders.Select(record => record.Order.Ticket.Id)];
        await SettleAsync(cancellation);
        await Transit.DoubtAsync(cancellation);
        await Transit.LookAsync(cancellation);
        await Hedges.DoubtAsync(cancellation);
        await Hedges.LookAsync(cancellation);
        await EndInterruptedRunsAsync(cancellation);
        Observation observation = await observer.ObserveAsync(cancellation);
        SweepOutcome swept = await SweepAllAsync(observation, cancellation);
        if (swept is SweepOutcome.Ahead ahead)
        {
            return new RecoveryOutcome.Refused(ahead.Why);
        }

        if (swept is SweepOutcome.Unread unread)
        {
            return new RecoveryOutcome.NotYet(unread.Why);
        }

        GateOutcome agreed = await gate.PassAsync(observation, cancellation);
        if (agreed is GateOutcome.Closed closed)
        {
            return new RecoveryOutcome.NotYet(closed.Why);
        }

        await desk.RecordAsync(
            cancellation, new JournalEvent.Recovered(Evidence(journalEnd, open, (SweepOutcome.Swept)swept)));
        return new RecoveryOutcome.Recovered();
    }

    // The journal outlives the configuration: an account may be gone, or may have lost its way to send and look up.
    private Reason? ConfigurationObjection()
    {
        foreach (AccountId account in desk.Book.Policy.Accounts)
        {
            if (!desk.Lines.TryGetValue(account, out VenueLine? line))
            {
                return new Reason(
                    "no-such-account", $"account {account} is not configured any more; configure it, then resume");
            }

            bool hasOpenOrders = desk.Book.LiveOrders.Any(order => order.Order.Ticket.Account == account);
            if (line.Ports.Orders is null && hasOpenOrders)
            {
                return new Reason(
                    "account-read-only", $"{account} has open orders and is configured without access to orders");
            }
        }

        return null;
    }

    /// <summary>Signed orders of an earlier life may have been sent: their fate is unknown until proven.</summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        await desk.RecordAsync((_, book) => [.. book.LiveOrders.SelectMany(Doubted)], cancellation);
        await Task.WhenAll(desk.Book.LiveOrders
            .Where(record => record.Order.State is not OrderState.Quarantined)
            .Select(record => carrier.FollowAsync(record.Order.Ticket.Id, desk.Now, cancellation)));
        foreach (RunRecord open in desk.Book.Runs.Values.Where(run => run.Toll is not null))
        {
            await desk.RecordAsync((_, book) => RunClosing.Revised(book, open.Run), cancellation);
        }

        await quarantine.LookAsync(cancellation);
    }

    private static IEnumerable<JournalEvent> Doubted(OrderRecord record)
    {
        ClientOrderId id = record.Order.Ticket.Id;
        return record.Order.State switch
        {
            OrderState.Reserved =>
                [new JournalEvent.OrderRejected(id, new Reason("never-signed", "set aside, never signed"))],
            OrderState.Signed => [new JournalEvent.OrderUnknown(
                id, new Reason("restart", "the answer to sending was lost in a restart"))],
            OrderState.Planned or OrderState.Acked or OrderState.Partial or OrderState.Unknown => [],
            OrderState.Found or OrderState.Filled or OrderState.Cancelled or OrderState.Expired => [],
            OrderState.Rejected or OrderState.NotPlaced or OrderState.Quarantined or OrderState.Resolved => [],
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task EndInterruptedRunsAsync(CancellationToken cancellation) =>
        await desk.RecordAsync((_, book) => [.. book.Runs.Values
            .Where(run => run.Status == RunStatus.Running)
            .Select(run => RunClosing.Interrupted(book, run, desk.Now))], cancellation);

    private async Task<SweepOutcome> SweepAllAsync(Observation observation, CancellationToken cancellation)
    {
        if (observation.Catalogue is Catalogue.Unread silent)
        {
            return new SweepOutcome.Unread(silent.Why[0]);
        }

        SweepOutcome.Swept all = new(0, []);
        foreach (AccountId account in desk.Book.Policy.Accounts.Where(
            account => desk.Lines[account].Ports.Orders is not null))
        {
            ImmutableArray<Instrument> markets =
                [.. observation.Catalogue.Of(account).Select(market => market.Instrument)];
            SweepOutcome one = await sweep.SweepAsync(account, markets, cancellation);
            if (one is not SweepOutcome.Swept swept)
            {
                return one;
            }

            all = new SweepOutcome.Swept(all.Orders + swept.Orders, all.Orphans.AddRange(swept.Orphans));
        }

        return all;
    }

    private RecoveryEvidence Evidence(long journalEnd, ImmutableArray<ClientOrderId> open, SweepOutcome.Swept swept) =>
        new()
        {
            Epoch = desk.Engine.Epoch,
            JournalSequence = journalEnd,
            At = desk.Now,
            Orders = [.. open.Select(id => $"{id} {desk.Order(id).Order.State.GetType().Name}")],
            OrdersSwept = swept.Orders,
            Orphans = swept.Orphans,
            AccountsEqual = [.. desk.Book.Policy.Accounts.Select(account => account.Value)],
        };
}

/// <summary>The answer to an attempt to recover. Closed.</summary>
internal abstract record RecoveryOutcome
{
    /// <summary>Ledger and venues agree.</summary>
    public sealed record Recovered : RecoveryOutcome;

    /// <summary>A venue does not answer or does not agree yet; try again.</summary>
    public sealed record NotYet(Reason Why) : RecoveryOutcome;

    /// <summary>The venue is ahead of the journal; only a person can help.</summary>
    public sealed record Refused(Reason Why) : RecoveryOutcome;
}
