using Ballast.Core.Amounts;
using Ballast.Core.Lots;
using Ballast.Core.Orders;
using Ballast.Core.Portfolios;
using Ballast.Engine.Journal;
using Ballast.Engine.Ledger;

namespace Ballast.Engine.Lots;

/// <summary>Keeps every trade once, whether an order of ours made it or an import brought it.</summary>
internal static class TradeFold
{
    /// <summary>The state with what an import brought.</summary>
    public static EngineState Imported(EngineState state, JournalEvent.TradesImported imported)
    {
        TradeHistory history = state.Trades.GetValueOrDefault(imported.Account, TradeHistory.Empty);
        Asset? currency = CurrencyOf(state, imported.Account);
        history = imported.Trades.Aggregate(
            history, (known, trade) => known.With(trade, OriginOf(imported), currency));
        return With(state, imported.Account, imported.Through is { } mark ? history.With(mark) : history);
    }

    /// <summary>The state as if a file, or any, had not told of some trades.</summary>
    public static EngineState Retracted(EngineState state, JournalEvent.TradesRetracted retracted)
    {
        Asset? currency = CurrencyOf(state, retracted.Account);
        return With(
            state,
            retracted.Account,
            retracted.Trades.Aggregate(
                state.Trades.GetValueOrDefault(retracted.Account, TradeHistory.Empty),
                (known, name) => known.Retracted(name, retracted.Source, currency)));
    }

    /// <summary>Whose word an import is.</summary>
    public static TradeOrigin OriginOf(JournalEvent.TradesImported imported) =>
        imported.Source == JournalEvent.TradesImported.FromVenue
            ? new TradeOrigin.Venue()
            : new TradeOrigin.File(imported.Source);

    /// <summary>The currency of the portfolio that has an account; <see langword="null"/> where none has it.</summary>
    public static Asset? CurrencyOf(EngineState state, AccountId account) => state.Portfolios.Values
        .FirstOrDefault(book => book.Policy.Accounts.Contains(account))?.Policy.Quote;

    /// <summary>The state with a fill of an order of ours.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="book">The book of the order's portfolio before.</param>
    /// <param name="filled">The fill.</param>
    public static EngineState Filled(EngineState state, PortfolioBook book, JournalEvent.OrderFilled filled)
    {
        OrderTicket ticket = book.Orders[filled.Order].Order.Ticket;
        Asset currency = ticket.Instrument.Quote;
        PastTrade trade = new()
        {
            TradeId = filled.Trade.TradeId,
            Base = ticket.Instrument.Base,
            Quote = currency,
            Side = ticket.Side,
            Size = filled.Trade.Size,
            Price = filled.Trade.Price,
            Fee = filled.Trade.Fee,
            FeeAsset = filled.Trade.FeeAsset,
            At = filled.Trade.At,
            Rate = !currency.Equals(book.Policy.Quote) && ShadowFold.PriceOf(book, currency) is { } price
                ? new QuoteRate(book.Policy.Quote, price)
                : null,
        };
        return With(
            state, ticket.Account, state.Trades.GetValueOrDefault(ticket.Account, TradeHistory.Empty)
                .With(trade, new TradeOrigin.Venue(), book.Policy.Quote));
    }

    private static EngineState With(EngineState state, AccountId account, TradeHistory history) =>
        state with { Trades = state.Trades.SetItem(account, history) };
}
