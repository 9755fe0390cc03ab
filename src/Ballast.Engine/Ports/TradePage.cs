using System.Collections.Immutable;

namespace Ballast.Engine.Ports;

/// <summary>Trades after a watermark, each with the order it belongs to.</summary>
/// <param name="Trades">Oldest first.</param>
/// <param name="Watermark">Where the next read begins.</param>
/// <param name="Remains">Whether there is more behind it.</param>
public sealed record TradePage(
    ImmutableArray<VenueTrade> Trades, TradeWatermark Watermark, HistoryRemains Remains);
