using System.Collections.Immutable;
using Ballast.PaperExchange.Faces.Binance;
using Ballast.PaperExchange.Faces.Streams.Feeds;

namespace Ballast.PaperExchange.Faces.Streams;

/// <summary>Which names streams have and what stands behind them.</summary>
internal sealed class StreamCatalog
{
    private readonly PaperVenue venue;
    private readonly BinanceFace rest;
    private readonly DayTickers tickers;
    private readonly ImmutableDictionary<string, string> symbols;

    public StreamCatalog(PaperVenue venue, BinanceFace rest)
    {
        this.venue = venue;
        this.rest = rest;
        tickers = new DayTickers(venue, rest);
        symbols = venue.Instruments.ToImmutableDictionary(
            instrument => instrument.Symbol.ToLowerInvariant(),
            instrument => instrument.Symbol,
            StringComparer.Ordinal);
    }

    /// <summary>The market that a name belongs to; empty for streams of all markets and for what is none.</summary>
    public string SymbolOf(string name) =>
        name.IndexOf('@') is var at and > 0 ? symbols.GetValueOrDefault(name[..at], "") : "";

    /// <summary>Whether there is such a stream.</summary>
    public bool Has(string name) => Maker(name) is not null;

    /// <summary>Opens a stream that there is.</summary>
    public StreamFeed Open(string name) =>
        (Maker(name) ?? throw new ArgumentException($"no stream '{name}'", nameof(name)))();

    private Func<StreamFeed>? Maker(string name)
    {
        string symbol = SymbolOf(name);
        return name switch
        {
            "!miniTicker@arr" => () => new AllTickersFeed(tickers, TickerForm.Mini),
            "!ticker@arr" => () => new AllTickersFeed(tickers, TickerForm.Full),
            _ when symbol.Length == 0 => null,
            _ => MakerOf(symbol, name[(name.IndexOf('@') + 1)..]),
        };
    }

    private Func<StreamFeed>? MakerOf(string symbol, string kind) => kind switch
    {
        "trade" => () => new TradeFeed(symbol),
        "aggTrade" => () => new AggregateTradeFeed(symbol),
        "bookTicker" => () => new BookTickerFeed(venue, symbol),
        "miniTicker" => () => new TickerFeed(tickers, symbol, TickerForm.Mini),
        "ticker" => () => new TickerFeed(tickers, symbol, TickerForm.Full),
        "avgPrice" => () => new AveragePriceFeed(venue, rest, symbol),
        "depth" or "depth@1000ms" => () => new DepthFeed(venue, symbol, StreamFeed.BeatsPerSecond),
        "depth@100ms" => () => new DepthFeed(venue, symbol, 1),
        "depth5" or "depth5@1000ms" => Top(symbol, 5, StreamFeed.BeatsPerSecond),
        "depth10" or "depth10@1000ms" => Top(symbol, 10, StreamFeed.BeatsPerSecond),
        "depth20" or "depth20@1000ms" => Top(symbol, 20, StreamFeed.BeatsPerSecond),
        "depth5@100ms" => Top(symbol, 5, 1),
        "depth10@100ms" => Top(symbol, 10, 1),
        "depth20@100ms" => Top(symbol, 20, 1),
        _ when kind.StartsWith("kline_", StringComparison.Ordinal)
            && KlineInterval.Find(kind["kline_".Length..]) is { } interval
            && KlineReads.Makes(venue, interval.Part) =>
            () => new KlineFeed(venue, rest, symbol, kind["kline_".Length..]),
        _ => null,
    };

    private Func<StreamFeed> Top(string symbol, int levels, int everyBeats) =>
        () => new PartialDepthFeed(venue, symbol, levels, everyBeats);
}
