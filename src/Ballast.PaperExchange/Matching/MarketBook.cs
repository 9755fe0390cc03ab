using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets;

namespace Ballast.PaperExchange.Matching;

/// <summary>One market: its filters, its newest price, and the ladder made from it once somebody looks.</summary>
internal sealed class MarketBook(Instrument instrument, DepthShape shape, ulong seed)
{
    private Ladder? ladder;

    public Instrument Instrument { get; } = instrument;

    /// <summary>The newest price, or <see langword="null"/> before the first.</summary>
    public MarketTick? Tick { get; private set; }

    /// <summary>Whether price or book have changed since this was last set to false.</summary>
    public bool HasMoved { get; set; }

    public void Set(MarketTick tick)
    {
        Tick = tick;
        ladder = null;
        HasMoved = true;
    }

    /// <summary>Takes from the book; there must be one.</summary>
    public void Eat(TradeSide taker, int level, decimal size)
    {
        ladder!.Eat(taker, level, size);
        HasMoved = true;
    }

    /// <summary>The book, or <see langword="null"/> before the first price.</summary>
    public Ladder? Ladder => Tick is { } tick ? ladder ??= new Ladder(Instrument, tick, shape, seed) : null;
}
