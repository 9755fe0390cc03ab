using System.Collections.Immutable;
using Ballast.Core;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Hedging;
using Ballast.Engine.Ledger;
using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Engine.Recovery;

/// <summary>
/// Looks through a venue for orders with our prefix. One that is newer than the journal means that the journal was
/// rolled back or that a second installation trades; one without an intent is an orphan: its fills are adopted, what
/// rests of it is cancelled.
/// </summary>
internal sealed class VenueSweep
{
    // How far the clocks of this machine and of a venue may have been apart since the last sweep.
    private static readonly Duration ClockMargin = Duration.FromDays(1);

    private readonly PortfolioDesk desk;
    private readonly TradeIntake trades;

    public VenueSweep(PortfolioDesk desk, TradeIntake trades)
    {
        this.desk = desk;
        this.trades = trades;
    }

    /// <summary>
    /// Sweeps open orders and every market's history since the last recovery, which saw what was there before it; since
    /// the ledger began where there was none.
    /// </summary>
    public async Task<SweepOutcome> SweepAsync(
        AccountId account, ImmutableArray<Instrument> markets, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[account];
        Instant since = Since(account);
        List<VenueOrder> seen = [];
        foreach (Instrument market in markets)
        {
            Reading<ImmutableArray<VenueOrder>> history = await line.AskAsync(
                stop => line.Gateway.ReadOrdersAsync(account, market, since, stop), cancellation);
            if (history is not Reading<ImmutableArray<VenueOrder>>.Known known)
            {
                return new SweepOutcome.Unread(Unread(account, history));
            }

            seen.AddRange(known.Value);
        }

        SweepOutcome open = await SweepOpenAsync(account, markets, cancellation);
        return open is SweepOutcome.Swept swept ? await JudgeAllAsync(line, seen, markets, swept, cancellation) : open;
    }

    // A restored journal has an older recovery in it, so that what it does not know lies behind that.
    private Instant Since(AccountId account)
    {
        if (!desk.Book.Ledgers.TryGetValue(account, out AccountLedger? ledger))
        {
            return desk.Now - ClockMargin;
        }

        return desk.Book.LastRecovery is { } last
            ? Instant.Max(ledger.OpenedAt, last.At - ClockMargin)
            : ledger.OpenedAt;
    }

    /// <summary>Sweeps open orders alone: cheap enough for every pass.</summary>
    public async Task<SweepOutcome> SweepOpenAsync(
        AccountId account, ImmutableArray<Instrument> markets, CancellationToken cancellation)
    {
        VenueLine line = desk.Lines[account];
        Reading<ImmutableArray<VenueOrder>> open = await line.AskAsync(
            stop => line.Gateway.ReadOpenOrdersAsync(account, markets, stop), cancellation);
        return open is Reading<ImmutableArray<VenueOrder>>.Known known
            ? await JudgeAllAsync(line, known.Value, markets, new SweepOutcome.Swept(0, []), cancellation)
            : new SweepOutcome.Unread(Unread(account, open));
    }

    private async Task<SweepOutcome> JudgeAllAsync(
        VenueLine line,
        IReadOnlyList<VenueOrder> orders,
        ImmutableArray<Instrument> markets,
        SweepOutcome.Swept sofar,
        CancellationToken cancellation)
    {
        SweepOutcome.Swept result = sofar;
        foreach (VenueOrder order in orders)
        {
            // An order of a hedge is no order of a run; what it did shows in positions.
            if (line.Gateway.Recognize(order.ClientId) is not { } id || id.Leg == HedgeTicket.Leg)
            {
                continue;
            }

            if (Ahead(line.Account, order, id) is { } ahead)
            {
                return new SweepOutcome.Ahead(ahead);
            }

            if (IsOurs(id))
            {
                result = result with { Orders = result.Orders + 1 };
            }

            if (IsOrphan(line.Account, order, id))
            {
                await AdoptAsync(line, order, id, markets, cancellation);
                result = result with { Orphans = result.Orphans.Add(order.VenueId) };
            }
        }

        return result;
    }

    private bool IsOurs(ClientOrderId id) => id.Installation == desk.Engine.Installation;

    private Reason? Ahead(AccountId account, VenueOrder order, ClientOrderId id)
    {
        if (!IsOurs(id))
        {
            return order.IsOpen
                ? new Reason("second-installation",
                    $"{account}: order {order.VenueId} belongs to installation {id.Installation}")
                : null;
        }

        return id.Sequence > (ulong)desk.Engine.LastSequence
            ? new Reason("journal-rolled-back",
                $"{account} has order {order.VenueId} of run {id.Sequence}, and the journal ends with run "
                + $"{desk.Engine.LastSequence}: it is older than the venue, as a restored backup is or one begun anew; "
                + "put the newest journal back and resume, or trade another account from another --data")
            : null;
    }

    // Runs that were pruned from the state, or belong to a portfolio that was removed, are known to have ended, and an
    // opening ledger has their fills in it: only what is open of them can still matter.
    private bool IsOrphan(AccountId account, VenueOrder order, ClientOrderId id)
    {
        if (!IsOurs(id) || desk.Book.Orphans.ContainsKey(order.VenueId))
        {
            return false;
        }

        if (desk.Book.Orders.TryGetValue(id, out OrderRecord? record))
        {
            return record.Order.VenueId.Length > 0 && record.Order.VenueId != order.VenueId;
        }

        bool isBeforeLedger = !desk.Book.Ledgers.ContainsKey(account);
        return !(desk.Book.IsForgotten(id.Sequence) || isBeforeLedger)
            || order.IsOpen;
    }

    private async Task AdoptAsync(
        VenueLine line, VenueOrder order, ClientOrderId id, ImmutableArray<Instrument> markets,
            CancellationToken cancellation)
    {
        await trades.AdoptAsync(line, order, cancellation);
        if (markets.FirstOrDefault(market => market.Symbol == order.Symbol) is not { } market)
        {
            return;
        }

        if (order.IsOpen)
        {
            OrderTicket ticket = Ticket(line.Account, market, order, id);
            await line.AskAsync(stop => line.Gateway.CancelAsync(ticket, stop), cancellation);
        }

        if (desk.Book.Ledgers.ContainsKey(line.Account))
        {
            await trades.ReadAsync(line.Account, market, cancellation);
        }
    }

    // Enough to name the order at the venue; it is never sent.
    private static OrderTicket Ticket(AccountId account, Instrument market, VenueOrder order, ClientOrderId id) => new()
    {
        Id = id,
        Account = account,
        Instrument = market,
        Side = TradeSide.Sell,
        Size = order.Size,
        LimitPrice = Price.One,
        TimeInForce = TimeInForce.GoodTillCancelled,
        RequestExpiresAt = Instant.MinValue,
    };

    private static Reason Unread(AccountId account, Reading<ImmutableArray<VenueOrder>> reading) => new(
        "orders-unread",
        $"{account}: its orders could not be read: "
        + ((Reading<ImmutableArray<VenueOrder>>.Failed)reading).Error.Message);
}

/// <summary>What a sweep saw. Closed.</summary>
internal abstract record SweepOutcome
{
    /// <summary>Nothing is ahead of the journal.</summary>
    public sealed record Swept(int Orders, ImmutableArray<string> Orphans) : SweepOutcome;

    /// <summary>The venue is ahead of the journal: refuse to trade.</summary>
    public sealed record Ahead(Reason Why) : SweepOutcome;

    /// <summary>The venue did not answer.</summary>
    public sealed record Unread(Reason Why) : SweepOutcome;
}
