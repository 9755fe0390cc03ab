using Ballast.PaperExchange.Orders;
using Ballast.PaperExchange.Stores;
using NodaTime;

namespace Ballast.Cli.Tests.Kills;

/// <summary>
/// What was traded, from the venue's own record alone: orders against the cap per order, and each UTC day's turnover,
/// half of what was traded over what was held, against the cap per day (I8).
/// </summary>
internal static class CapAudit
{
    // Caps are counted at the plan's prices; an order may fill at its collar (50 bps), and prices, from which the value
    // is told here, are those of the last trade.
    private const decimal Collar = 1.0051m;
    private const decimal Drift = 1.02m;
    private const string Quote = "USDC";

    /// <summary>Notes violations; tells what each day came to.</summary>
    public static IReadOnlyList<CappedDay> Check(
        Action<bool, string> require, StoredExchange record, CapTerms terms)
    {
        foreach (ExchangeOrder order in record.Orders)
        {
            decimal most = Math.Max(order.Price * order.Size, order.FilledQuote);
            require(
                most <= terms.OrderNotional * Collar,
                $"I8: order {order.ClientId} is of {most}, the cap per order is {terms.OrderNotional}");
        }

        IReadOnlyList<CappedDay> days = Days(record);
        foreach (CappedDay day in days)
        {
            require(
                day.Turnover <= day.Value * terms.DailyTurnover * Drift,
                $"I8: {day.Turnover} of {day.Value} was turned over on {day.Day}, the cap is {terms.DailyTurnover}");
        }

        return days;
    }

    private static List<CappedDay> Days(StoredExchange record)
    {
        Dictionary<string, decimal> held = Opening(record);
        Dictionary<string, decimal> prices = new(StringComparer.Ordinal) { [Quote] = 1m };
        List<CappedDay> days = [];
        foreach (IGrouping<LocalDate, ExchangeTrade> day in record.Trades.GroupBy(trade => trade.At.InUtc().Date))
        {
            decimal value = 0m;
            foreach (ExchangeTrade trade in day)
            {
                Book(held, trade, 1m);
                prices[BaseOf(trade)] = trade.Price;
                value = Math.Max(value, held.Sum(asset => asset.Value * prices.GetValueOrDefault(asset.Key)));
            }

            days.Add(new CappedDay(day.Key, day.Sum(trade => trade.Price * trade.Size) / 2m, value));
        }

        return days;
    }

    // Nothing but trades has moved the account, so that what it opened with is what it holds without them.
    private static Dictionary<string, decimal> Opening(StoredExchange record)
    {
        string account = record.Trades.Select(trade => trade.Account).Distinct(StringComparer.Ordinal).Single();
        Dictionary<string, decimal> held = record.Balances.Where(balance => balance.Account == account)
            .ToDictionary(balance => balance.Asset, balance => balance.Free + balance.Locked, StringComparer.Ordinal);
        foreach (ExchangeTrade trade in record.Trades)
        {
            Book(held, trade, -1m);
        }

        return held;
    }

    private static void Book(Dictionary<string, decimal> held, ExchangeTrade trade, decimal sense)
    {
        decimal bought = trade.Side == Core.Markets.TradeSide.Buy ? sense : -sense;
        Move(held, BaseOf(trade), bought * trade.Size);
        Move(held, Quote, -bought * trade.Size * trade.Price);
        Move(held, trade.FeeAsset, -sense * trade.Fee);
    }

    private static void Move(Dictionary<string, decimal> held, string asset, decimal change) =>
        held[asset] = held.GetValueOrDefault(asset) + change;

    private static string BaseOf(ExchangeTrade trade) => trade.Symbol[..^Quote.Length];
}

/// <summary>The caps that a policy sets.</summary>
internal sealed record CapTerms(decimal OrderNotional, decimal DailyTurnover);

/// <summary>What a UTC day came to.</summary>
/// <param name="Day">The day.</param>
/// <param name="Turnover">Half of what was traded, in quote currency.</param>
/// <param name="Value">The most that was held after any of its trades.</param>
internal sealed record CappedDay(LocalDate Day, decimal Turnover, decimal Value);
