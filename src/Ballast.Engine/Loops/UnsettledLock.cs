using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Loops;

/// <summary>
/// Keeps planning away from what an order whose end is open may still touch: its market is left out, its worst case
/// counts as held, and what it may have brought is not spent before it is booked. The other assets go on.
/// </summary>
internal static class UnsettledLock
{
    /// <summary>What planning may see and what it must not touch.</summary>
    /// <param name="book">The book that the balances were compared with.</param>
    /// <param name="observation">Those balances, with prices and markets.</param>
    /// <param name="movements">Accounts where one movement at a time may be under way.</param>
    public static Locked Apply(
        PortfolioBook book, Observation observation, IReadOnlySet<AccountId> movements)
    {
        ImmutableArray<OrderRecord> open = [.. book.LiveOrders];
        if (open.IsEmpty)
        {
            return new Locked(observation, Footing.Of(book));
        }

        Observation plannable = observation with
        {
            Catalogue = Without(open, observation.Catalogue, movements),
            Accounts = [.. observation.Accounts.Select(account => Held(book, account))],
        };
        return new Locked(plannable, new Footing(book, Difference(observation, plannable)));
    }

    private static Catalogue Without(
        ImmutableArray<OrderRecord> open, Catalogue catalogue, IReadOnlySet<AccountId> movements) =>
        catalogue is not Catalogue.Listed listed ? catalogue : new Catalogue.Listed(
            [.. listed.Markets.Where(market => !open.Any(order => IsClosedBy(order, market, movements)))]);

    // A coin that may be on the move neither pays nor is bought, whatever it is exchanged for. Where one movement at a
    // time is under way, the next one would hide what became of it.
    private static bool IsClosedBy(OrderRecord order, VenueMarket market, IReadOnlySet<AccountId> movements)
    {
        Asset moved = order.Order.Ticket.Instrument.Base;
        bool isItsAsset = market.Instrument.Base == moved || market.Instrument.Quote == moved;
        return market.Account == order.Order.Ticket.Account
            && (isItsAsset || (movements.Contains(market.Account) && Unsettled.IsBeingSettled(order)));
    }

    private static AccountReading Held(PortfolioBook book, AccountReading account) =>
        account is not AccountReading.Read read ? account : read with
        {
            Balances = [.. read.Balances.Select(balance => Held(book, read.Account, balance))],
        };

    // What the ledger has, less the worst that open orders may take and what the venue holds: the very sum that an
    // order is set aside by. Balances may be ahead of the ledger by what an order has already done.
    private static Balance Held(PortfolioBook book, AccountId account, Balance balance)
    {
        ImmutableArray<OrderRecord> touching = [.. book.LiveOrders.Where(order =>
            order.Order.Ticket.Account == account
            && (order.Reservation.Gives == balance.Asset || order.Reservation.Takes == balance.Asset))];
        if (touching.IsEmpty)
        {
            return balance;
        }

        Quantity free = FreeFunds.Of(book, account, balance.Asset, balance.Locked);
        Quantity left = Quantity.Max(Quantity.Zero, Quantity.Min(balance.Free, free));
        return balance with { Free = left, Locked = balance.Locked + (balance.Free - left) };
    }

    private static ImmutableSortedDictionary<(AccountId Account, Asset Asset), Quantity> Difference(
        Observation before, Observation after) => Reads(before).Zip(Reads(after))
        .SelectMany(pair => pair.First.Balances.Zip(
            pair.Second.Balances,
            (free, left) => KeyValuePair.Create((pair.First.Account, free.Asset), free.Free - left.Free)))
        .Where(line => !line.Value.IsZero)
        .ToImmutableSortedDictionary();

    private static IEnumerable<AccountReading.Read> Reads(Observation observation) =>
        observation.Accounts.OfType<AccountReading.Read>();
}

/// <summary>An observation as planning may see it, and what it was compared with.</summary>
internal sealed record Locked(Observation Observation, Footing Footing);
