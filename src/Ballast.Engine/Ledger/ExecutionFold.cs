using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Core.Reports;

namespace Ballast.Engine.Ledger;

/// <summary>Counts every trade into the tally of its account: what was expected of it and what it came to.</summary>
internal static class ExecutionFold
{
    /// <summary>The tallies after a trade. One on a market whose quote has no price in the portfolio's currency is left
    /// out: nobody knows how much it was.</summary>
    /// <param name="book">The portfolio before the trade.</param>
    /// <param name="order">The order before the trade.</param>
    /// <param name="trade">The trade, not seen before.</param>
    public static ImmutableSortedDictionary<AccountId, ExecutionTally> Counted(
        PortfolioBook book, OrderRecord order, VenueFill trade)
    {
        OrderTicket ticket = order.Order.Ticket;
        if (ShadowFold.PriceOf(book, ticket.Instrument.Quote) is not { } rate)
        {
            return book.Execution;
        }

        ExecutionTally before = book.Execution.GetValueOrDefault(ticket.Account, ExecutionTally.None);
        ExecutionTally after = before.With(new ExecutedTrade
        {
            Side = ticket.Side,
            Size = trade.Size,
            Price = new Price(trade.Price.Value * rate.Value),
            Expected = new Price(order.Reservation.ExpectedPrice.Value * rate.Value),
            Fee = FeeOf(book, ticket, trade, rate),
        });
        bool isFirst = order.Order.Fills.IsEmpty;
        return book.Execution.SetItem(
            ticket.Account, isFirst ? after with { Orders = after.Orders + 1 } : after);
    }

    private static Money? FeeOf(PortfolioBook book, OrderTicket ticket, VenueFill trade, Price rate)
    {
        if (trade.Fee.IsZero)
        {
            return Money.Zero;
        }

        Price? price = trade.FeeAsset.Equals(ticket.Instrument.Base)
            ? new Price(trade.Price.Value * rate.Value)
            : ShadowFold.PriceOf(book, trade.FeeAsset);
        return price is { } known ? trade.Fee * known : null;
    }
}
