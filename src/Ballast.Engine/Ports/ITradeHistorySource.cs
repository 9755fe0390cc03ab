using Ballast.Core.Markets;
using Ballast.Core.Portfolios;

namespace Ballast.Engine.Ports;

/// <summary>Reads an account's trades from the first one on, piece by piece.</summary>
public interface ITradeHistorySource
{
    /// <summary>The next trades of a market behind a watermark; an empty one begins with the first trade.</summary>
    Task<Reading<TradePage>> ReadHistoryAsync(
        AccountId account, Instrument instrument, TradeWatermark after, CancellationToken cancellation);
}
