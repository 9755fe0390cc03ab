using Ballast.Engine.Ports;
using NodaTime;

namespace Ballast.Adapters.Venues.Bridged;

/// <summary>What one read of trades has brought beyond its mark.</summary>
/// <param name="mark">Where it began.</param>
internal sealed class TradeHaul(TradeMark mark)
{
    /// <summary>How far before its mark a read begins: trades of one instant may be listed one after another.</summary>
    public static readonly Duration Overlap = Duration.FromSeconds(60);

    private readonly HashSet<string> seen = [.. mark.Seen];
    private readonly List<VenueTrade> fresh = [];

    /// <summary>Whether it has brought nothing.</summary>
    public bool IsEmpty => fresh.Count == 0;

    /// <summary>The instant of the last trade, or of the mark where that is later or nothing was brought.</summary>
    public Instant Last => fresh.Select(trade => trade.Fill.At).Append(mark.At ?? Instant.MinValue).Max();

    /// <summary>Whether a mark after it would be further than the one where it began.</summary>
    /// <param name="through">Everything before this was asked for.</param>
    /// <param name="settled">Nothing is listed any more that is older.</param>
    public bool IsBeyondMark(Instant through, Instant settled) =>
        mark.At is not { } old || Reach(through, settled) > old;

    /// <summary>Takes those that were not seen before.</summary>
    /// <param name="trades">What was listed.</param>
    /// <param name="begin">Older ones are none of this read: which of them were seen is not kept.</param>
    public void Add(IEnumerable<VenueTrade> trades, Instant begin) => fresh.AddRange(
        trades.Where(trade => trade.Fill.At >= begin && seen.Add(trade.Fill.TradeId)));

    /// <summary>All of it, oldest first.</summary>
    /// <param name="through">Everything before this was asked for.</param>
    /// <param name="settled">Nothing is listed any more that is older.</param>
    /// <param name="remains">Whether there is more.</param>
    public TradePage PageOf(Instant through, Instant settled, HistoryRemains remains)
    {
        Instant end = Reach(through, settled);
        bool isNear = mark.At is { } old && end - old <= Overlap;
        TradeMark next = new(end,
        [
            .. isNear ? mark.Seen : [],
            .. fresh.Where(trade => trade.Fill.At >= end - Overlap).Select(trade => trade.Fill.TradeId),
        ]);
        return new TradePage(
            [.. fresh.OrderBy(trade => trade.Fill.At)], new TradeWatermark(next.ToString()), remains);
    }

    // Late trades are listed behind a mark that is set where nothing was found, so that it stays behind the present.
    private Instant Reach(Instant through, Instant settled)
    {
        Instant reached = Instant.Max(Instant.Min(Last, through), Instant.Min(through, settled));
        return mark.At is { } old ? Instant.Max(old, reached) : reached;
    }
}
