using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Loops;

/// <summary>
/// Keeps planning away from what a quarantined order may still touch: its market is left out, and its worst case counts
/// as held. The other assets go on.
/// </summary>
internal static class QuarantineLock
{
    /// <summary>The observation as planning may see it.</summary>
    public static Observation Apply(PortfolioBook book, Observation observation)
    {
        ImmutableArray<OrderRecord> stuck = [.. book.LiveOrders];
        return stuck.IsEmpty ? observation : observation with
        {
            Catalogue = Without(stuck, observation.Catalogue),
            Accounts = [.. observation.Accounts.Select(account => Held(stuck, account))],
        };
    }

    private static Catalogue Without(ImmutableArray<OrderRecord> stuck, Catalogue catalogue) =>
        catalogue is not Catalogue.Listed listed ? catalogue : new Catalogue.Listed(
            [.. listed.Markets.Where(market => !stuck.Any(order => IsItsMarket(order, market)))]);

    private static bool IsItsMarket(OrderRecord order, VenueMarket market) =>
        market.Account == order.Order.Ticket.Account && market.Instrument.Base == order.Order.Ticket.Instrument.Base;

    private static AccountReading Held(ImmutableArray<OrderRecord> stuck, AccountReading account) =>
        account is not AccountReading.Read read ? account : read with
        {
            Balances = [.. read.Balances.Select(balance => Held(stuck, read.Account, balance))],
        };

    private static Balance Held(ImmutableArray<OrderRecord> stuck, AccountId account, Balance balance)
    {
        Quantity held = Quantity.Zero;
        foreach (OrderRecord order in stuck.Where(order => order.Order.Ticket.Account == account))
        {
            held += FreeFunds.StillTakes(order, balance.Asset);
        }

        Quantity moved = Quantity.Min(balance.Free, held);
        return balance with { Free = balance.Free - moved, Locked = balance.Locked + moved };
    }
}
