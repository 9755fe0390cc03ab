using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Orders;
using Ballast.Core.Policies;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;
using Ballast.Engine.Transfers;

namespace Ballast.Engine.Execution;

/// <summary>
/// What an account has to spend, seen from the ledger: less what live orders may still take, what others hold, and what
/// it keeps of the reserve.
/// </summary>
internal static class FreeFunds
{
    /// <summary>Units of an asset that a new order may give.</summary>
    /// <param name="book">The portfolio's book.</param>
    /// <param name="account">Where.</param>
    /// <param name="asset">What.</param>
    /// <param name="untouchable">Units that the venue or other people's orders hold there, and that are kept as
    /// reserve.</param>
    public static Quantity Of(PortfolioBook book, AccountId account, Asset asset, Quantity untouchable)
    {
        Quantity free =
            book.Ledgers[account].Of(asset) - untouchable - TransferReach.StillTakes(book, account, asset);
        foreach (OrderRecord live in book.LiveOrders.Where(live => live.Order.Ticket.Account == account))
        {
            free -= StillTakes(live, asset);
        }

        return free;
    }

    /// <summary>The worst that an order can still take of an asset.</summary>
    public static Quantity StillTakes(OrderRecord record, Asset asset)
    {
        if (record.Reservation.Gives != asset || record.Order.Ticket.Size.IsZero)
        {
            return Quantity.Zero;
        }

        decimal open = Math.Max(0m, record.Order.Remaining.Value) / record.Order.Ticket.Size.Value;
        return record.Reservation.GivesAtMost * open;
    }

    /// <summary>The most that an order can still bring of an asset.</summary>
    public static Quantity StillBrings(OrderRecord record, Asset asset)
    {
        if (record.Reservation.Takes != asset || record.Order.Ticket.Size.IsZero)
        {
            return Quantity.Zero;
        }

        decimal open = Math.Max(0m, record.Order.Remaining.Value) / record.Order.Ticket.Size.Value;
        return record.Reservation.TakesAtMost * open;
    }

    /// <summary>The worst case of a ticket.</summary>
    /// <param name="ticket">The order.</param>
    /// <param name="feeRate">Highest fee as a fraction of the notional.</param>
    /// <param name="notional">Value against the caps, in the portfolio's quote currency.</param>
    /// <param name="expected">What the plan expects per unit.</param>
    public static Reservation WorstCase(OrderTicket ticket, decimal feeRate, Money notional, Price expected)
    {
        bool isBuy = ticket.Side == TradeSide.Buy;
        Quantity cash = new(ticket.Size.Value * ticket.LimitPrice.Value * (1m + Math.Max(0m, feeRate)));

        // A sale may fill above its limit without a bound; twice the expected value is far beyond any collar.
        Quantity proceeds = new(ticket.Size.Value * Math.Max(ticket.LimitPrice.Value, expected.Value) * 2m);
        return new Reservation
        {
            Gives = isBuy ? ticket.Instrument.Quote : ticket.Instrument.Base,
            GivesAtMost = isBuy ? cash : ticket.Size * (1m + Math.Max(0m, feeRate)),
            Takes = isBuy ? ticket.Instrument.Base : ticket.Instrument.Quote,
            TakesAtMost = isBuy ? ticket.Size : proceeds,
            Notional = notional,
            ExpectedPrice = expected,
        };
    }

    /// <summary>The largest size that a buyer's cash pays for at the worst price, fee included.</summary>
    public static Quantity Affordable(Quantity cash, Price limit, decimal feeRate) =>
        cash.Sign <= 0 || limit.Value == 0m
        ? Quantity.Zero
        : new Quantity(cash.Value / (limit.Value * (1m + Math.Max(0m, feeRate))));

    /// <summary>The highest fee rate that an order may be charged.</summary>
    public static decimal FeeRate(CostPolicy costs, Asset asset, VenueMarket? market)
    {
        CostPolicy rates = costs.PerAsset.GetValueOrDefault(asset, costs);
        return market?.Fees is { } fees
            ? Math.Max(fees.Taker, fees.Maker)
            : Math.Max(rates.TakerFeeBps, rates.MakerFeeBps) / 10_000m;
    }
}
