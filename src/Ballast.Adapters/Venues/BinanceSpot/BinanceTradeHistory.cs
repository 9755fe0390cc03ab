using System.Globalization;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Core.Markets;
using Ballast.Core.Portfolios;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>Reads an account's trades, a sheet at a time; a sheet with room left proves that nothing is behind
/// it.</summary>
internal sealed class BinanceTradeHistory(BinanceWire wire) : ITradeHistorySource
{
    private const int SheetSize = 1000;

    /// <inheritdoc/>
    public async Task<Reading<TradePage>> ReadHistoryAsync(
        AccountId account, Instrument instrument, TradeWatermark after, CancellationToken cancellation)
    {
        if (NumberOf(after) is not { } last)
        {
            return new Reading<TradePage>.Failed(new VenueError(
                VenueErrorKind.Rejected, "mark-unreadable", $"'{after.Value}' is not the number of a trade"));
        }

        string query = $"symbol={instrument.Symbol}&fromId={last + 1}&limit={SheetSize}";
        WireAnswer answer = await wire.SignedAsync(HttpMethod.Get, "/api/v3/myTrades", query, cancellation);
        Reading<TradeSheet> reading = WireReadings.Of(
            answer, BinanceMessages.Default.TradeMessageArray, TradeSheet.Read);
        if (reading is not Reading<TradeSheet>.Known { Value: var sheet })
        {
            return new Reading<TradePage>.Failed(((Reading<TradeSheet>.Failed)reading).Error);
        }

        bool isFull = sheet.Trades.Length >= SheetSize;
        if (isFull && sheet.LastId <= last)
        {
            return new Reading<TradePage>.Failed(BinanceErrors.ForRead(
                BinanceErrors.Unreadable($"trades from {last + 1} on were asked for, and older ones answered")));
        }

        TradeWatermark read = sheet.Trades.IsEmpty
            ? after
            : new TradeWatermark(Math.Max(last, sheet.LastId).ToString(CultureInfo.InvariantCulture));
        return new Reading<TradePage>.Known(new TradePage(
            sheet.Trades, read, isFull ? HistoryRemains.More : HistoryRemains.Nothing));
    }

    private static long? NumberOf(TradeWatermark mark) =>
        mark.Value.Length == 0 ? 0
        : long.TryParse(mark.Value, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number < long.MaxValue ? number
        : null;
}
