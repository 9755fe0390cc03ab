using System.Collections.Immutable;
using Ballast.Adapters.Venues.BinanceSpot.Messages;
using Ballast.Engine.Ports;

namespace Ballast.Adapters.Venues.BinanceSpot;

/// <summary>One answer of the exchange to a question for trades.</summary>
/// <param name="Trades">In rising order of their numbers.</param>
/// <param name="LastId">The highest of their numbers; zero where there are none.</param>
internal sealed record TradeSheet(ImmutableArray<VenueTrade> Trades, long LastId)
{
    public static TradeSheet Read(TradeMessage[] trades) => new(
        [.. trades.Whole().Select(BinanceRecords.Trade)], trades.Select(trade => trade.Id).DefaultIfEmpty(0).Max());
}
