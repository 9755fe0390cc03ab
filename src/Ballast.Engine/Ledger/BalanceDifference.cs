using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;

namespace Ballast.Engine.Ledger;

/// <summary>
/// What separates an account's balances from its ledger, and whether that is explained by orders in quarantine or a
/// stale answer.
/// </summary>
internal static class BalanceDifference
{
    /// <summary>Balance less ledger per asset, where they differ beyond what quarantined orders may do.</summary>
    public static ImmutableSortedDictionary<Asset, Quantity> Of(PortfolioBook book, AccountReading.Read read)
    {
        AccountLedger ledger = book.Ledgers[read.Account];
        IEnumerable<Asset> assets =
            ledger.Balances.Keys.Concat(read.Balances.Select(balance => balance.Asset)).Distinct();
        return assets
            .Select(asset => (Asset: asset, Gap: BalanceEquality.Total(read, asset) - ledger.Of(asset)))
            .Where(line => !IsWithinQuarantine(book, read.Account, line.Asset, line.Gap))
            .ToImmutableSortedDictionary(line => line.Asset, line => line.Gap);
    }

    /// <summary>Whether an order that touches the asset is not terminal.</summary>
    public static bool IsTouched(PortfolioBook book, AccountId account, Asset asset) =>
        book.LiveOrders.Any(live => live.Order.Ticket.Account == account
            && BalanceEquality.Touched(book.Ledgers[account], live.Order.Ticket).Contains(asset));

    /// <summary>
    /// Whether the balances are those of a moment before the newest fills: a lagging answer, never to be booked. Two
    /// agreeing reads of a lagging venue agree on the wrong thing; an exact match with an earlier ledger tells them
    /// apart from a deposit.
    /// </summary>
    public static bool IsEarlierLedger(AccountLedger ledger, ImmutableSortedDictionary<Asset, Quantity> difference)
    {
        ImmutableSortedDictionary<Asset, Quantity> missing = ImmutableSortedDictionary<Asset, Quantity>.Empty;
        foreach (FillPosting fill in ledger.RecentFills.Reverse())
        {
            foreach ((Asset asset, Quantity change) in fill.Changes)
            {
                missing = missing.SetItem(asset, missing.GetValueOrDefault(asset) - change);
            }

            if (missing.Where(line => !line.Value.IsZero).SequenceEqual(difference))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWithinQuarantine(PortfolioBook book, AccountId account, Asset asset, Quantity gap)
    {
        if (gap.IsZero)
        {
            return true;
        }

        Quantity lowest = Quantity.Zero;
        Quantity highest = Quantity.Zero;
        foreach (OrderRecord stuck in book.LiveOrders.Where(
            live => live.Order.Ticket.Account == account && live.Order.State is OrderState.Quarantined))
        {
            lowest -= FreeFunds.StillTakes(stuck, asset);
            highest += FreeFunds.StillBrings(stuck, asset);
        }

        return gap >= lowest && gap <= highest;
    }
}
