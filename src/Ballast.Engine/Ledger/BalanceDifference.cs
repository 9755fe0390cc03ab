using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Portfolios;
using Ballast.Engine.Execution;
using Ballast.Engine.Transfers;
using NodaTime;

namespace Ballast.Engine.Ledger;

/// <summary>
/// What separates an account's balances from its ledger, and whether that is explained by orders whose end is open
/// or a stale answer.
/// </summary>
internal static class BalanceDifference
{
    /// <summary>Balance less ledger per asset, where they differ beyond what open orders may do.</summary>
    public static ImmutableSortedDictionary<Asset, Quantity> Of(PortfolioBook book, AccountReading.Read read)
    {
        AccountLedger ledger = book.Ledgers[read.Account];
        IEnumerable<Asset> assets =
            ledger.Balances.Keys.Concat(read.Balances.Select(balance => balance.Asset)).Distinct();
        return assets
            .Select(asset => (Asset: asset, Gap: BalanceEquality.Total(read, asset) - ledger.Of(asset)))
            .Where(line => !IsWithinOpenOrders(book, read.Account, line.Asset, line.Gap))
            .ToImmutableSortedDictionary(line => line.Asset, line => line.Gap);
    }

    /// <summary>
    /// Whether an order that is not terminal, or an open transfer, touches the asset, or may have charged its fee
    /// there for the first time.
    /// </summary>
    /// <param name="book">The portfolio's book.</param>
    /// <param name="account">Where.</param>
    /// <param name="asset">What.</param>
    /// <param name="gap">Balance less ledger.</param>
    public static bool IsTouched(PortfolioBook book, AccountId account, Asset asset, Quantity gap) =>
        TransferReach.Touches(book, account, asset)
        || book.LiveOrders.Any(live => live.Order.Ticket.Account == account
            && (BalanceEquality.Touched(book.Ledgers[account], live.Order.Ticket).Contains(asset)
                || (gap.Sign < 0 && Unsettled.IsBeingSettled(live))));

    /// <summary>
    /// Whether the balances are those of a moment before the newest fills: a lagging answer, never to be booked. Two
    /// agreeing reads of a lagging venue agree on the wrong thing; an exact match with an earlier ledger tells them
    /// apart from a deposit. A fill that is older than records are known to lag is in them, so that a match with the
    /// ledger before it is a change like any other.
    /// </summary>
    public static bool IsEarlierLedger(
        AccountLedger ledger, ImmutableSortedDictionary<Asset, Quantity> difference, Instant now)
    {
        ImmutableSortedDictionary<Asset, Quantity> missing = ImmutableSortedDictionary<Asset, Quantity>.Empty;
        foreach (FillPosting fill in ledger.RecentFills.Reverse())
        {
            if (now >= fill.At + UnknownResolver.LongestLag)
            {
                return false;
            }

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

    private static bool IsWithinOpenOrders(PortfolioBook book, AccountId account, Asset asset, Quantity gap)
    {
        if (gap.IsZero)
        {
            return true;
        }

        (Quantity lowest, Quantity highest) = TransferReach.Of(book, account, asset);
        foreach (OrderRecord open in book.LiveOrders.Where(live => live.Order.Ticket.Account == account))
        {
            lowest -= FreeFunds.StillTakes(open, asset);
            highest += FreeFunds.StillBrings(open, asset);
        }

        return gap >= lowest && gap <= highest;
    }
}
