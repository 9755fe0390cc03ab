using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.PaperExchange.Faults;
using Ballast.PaperExchange.Matching;
using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Seeds;
using Ballast.PaperExchange.Services;
using NodaTime;

namespace Ballast.PaperExchange.Transfers;

/// <summary>
/// Moves assets between the exchange's customers as a withdrawal and a deposit would: the source is debited when a
/// transfer is accepted, the destination credited when it arrives, 2 to 15 minutes of the market's time later. One
/// transfer to a client id, for ever. Faults of requests and answers apply with the scope
/// <see cref="RequestScope.Transfers"/>.
/// </summary>
public sealed class AccountTransfers
{
    /// <summary>What a transfer costs, in the asset that is moved.</summary>
    public const decimal Fee = 1m;

    private readonly IVenueTurns turns;
    private readonly VenueState state;
    private readonly FaultSwitch faults;
    private readonly ulong seed;

    internal AccountTransfers(IVenueTurns turns, VenueState state, FaultSwitch faults, ulong seed)
    {
        this.turns = turns;
        this.state = state;
        this.faults = faults;
        this.seed = SeededRandom.SeedOf(seed, "transfers");
    }

    /// <summary>How soon a transfer may arrive.</summary>
    public static Duration Earliest { get; } = Duration.FromMinutes(2);

    /// <summary>When one has arrived at the latest.</summary>
    public static Duration Latest { get; } = Duration.FromMinutes(15);

    /// <summary>Takes a transfer, or does with it what the faults that are on say.</summary>
    public TransferAnswer Send(TransferWish wish) => turns.Take(now =>
    {
        if (faults.Draw(FaultKind.RequestLost, RequestScope.Transfers) is not null)
        {
            return new TransferAnswer.Silence();
        }

        if (faults.Draw(FaultKind.Delayed, RequestScope.Transfers) is { } delay)
        {
            DelayedTransfer late = new(now + Duration.FromSeconds(delay.Seconds), wish);
            state.Owe(state.Pending with { LateTransfers = state.Pending.LateTransfers.Add(late) });
            return new TransferAnswer.Silence();
        }

        if (faults.Draw(FaultKind.Reject, RequestScope.Transfers) is { } reject)
        {
            return new TransferAnswer.Refused("refused", reject.Text);
        }

        TransferAnswer answer = Take(wish, now);
        return faults.Draw(FaultKind.AnswerTimeout, RequestScope.Transfers) is null
            ? answer
            : new TransferAnswer.Silence();
    });

    /// <summary>The record of a transfer; <see langword="null"/> where nobody knows it, or where it is hidden
    /// yet.</summary>
    public ExchangeTransfer? Find(string from, string clientId) => turns.Take(now => Known(from, clientId) is { } known
        && (faults.Standing(FaultKind.LookupBlind, "") is not { } blind
            || known.At <= now - Duration.FromSeconds(blind.Seconds))
            ? known
            : null);

    /// <summary>Everything that was ever accepted, by number: the truth, free of faults.</summary>
    public ImmutableArray<ExchangeTransfer> All => turns.Take(_ => state.Pending.Transfers);

    /// <summary>Lets everything arrive that is due.</summary>
    internal void SettleUntil(Instant now)
    {
        foreach (DelayedTransfer late in state.Pending.LateTransfers.Where(late => late.Due <= now)
            .OrderBy(late => late.Due))
        {
            state.Owe(state.Pending with { LateTransfers = state.Pending.LateTransfers.Remove(late) });
            Take(late.Wish, late.Due);
        }

        foreach (ExchangeTransfer due in state.Pending.Transfers.Where(
            transfer => transfer.State == ExchangeTransferState.Underway && transfer.Due <= now))
        {
            bool isReturned = faults.Standing(FaultKind.TransferReturned, "") is not null;
            state.Move(isReturned ? due.From : due.To, new Asset(due.Asset), due.Amount - due.Fee, 0m);
            ExchangeTransfer ended = due with
            {
                State = isReturned ? ExchangeTransferState.Returned : ExchangeTransferState.Arrived,
            };
            PendingEffects pending = state.Pending;
            state.Owe(pending with { Transfers = pending.Transfers.SetItem((int)due.Id - 1, ended) });
        }
    }

    private TransferAnswer Take(TransferWish wish, Instant now)
    {
        if (now > wish.ExpiresAt)
        {
            return new TransferAnswer.Refused("expired", "the request is too old");
        }

        if (Known(wish.From, wish.ClientId) is { } known)
        {
            return new TransferAnswer.Accepted(known);
        }

        if (wish.From == wish.To || !state.Knows(wish.From) || !state.Knows(wish.To) || wish.Amount <= Fee)
        {
            return new TransferAnswer.Refused("bad-transfer", "two customers, and more than the fee");
        }

        if (state.BalanceOf(wish.From, new Asset(wish.Asset)).Free.Value < wish.Amount)
        {
            return new TransferAnswer.Refused("insufficient-balance", "the account does not hold that much");
        }

        long id = state.Pending.Transfers.Length + 1;
        Duration spread = Latest - Earliest;
        ExchangeTransfer sent = new()
        {
            Id = id,
            ClientId = wish.ClientId,
            From = wish.From,
            To = wish.To,
            Asset = wish.Asset,
            Amount = wish.Amount,
            Fee = Fee,
            At = now,
            Due = now + Earliest + (spread * SeededRandom.FractionOf(seed, (ulong)id)),
        };
        state.Move(wish.From, new Asset(wish.Asset), -wish.Amount, 0m);
        state.Owe(state.Pending with { Transfers = state.Pending.Transfers.Add(sent) });
        return new TransferAnswer.Accepted(sent);
    }

    private ExchangeTransfer? Known(string from, string clientId) => state.Pending.Transfers
        .FirstOrDefault(transfer => transfer.From == from && transfer.ClientId == clientId);
}
