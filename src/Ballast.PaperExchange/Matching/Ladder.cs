using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Markets;
using Ballast.PaperExchange.Seeds;

namespace Ballast.PaperExchange.Matching;

/// <summary>
/// The book of one market between two prices: made from the mid, the shape and the seed alone, eaten by orders, made
/// anew at the next price.
/// </summary>
internal sealed class Ladder
{
    private readonly LadderLevel[] bids;
    private readonly LadderLevel[] asks;

    public Ladder(Instrument instrument, MarketTick tick, DepthShape shape, ulong seed)
    {
        Tick = tick;
        ulong own = SeededRandom.SeedOf(seed, instrument.Symbol) ^ (ulong)tick.At.ToUnixTimeTicks();
        bids = new LadderLevel[shape.Levels];
        asks = new LadderLevel[shape.Levels];
        decimal half = Math.Max(tick.Mid * shape.SpreadBps / 20_000m, instrument.Tick.Step / 2m);
        decimal step = Math.Max(tick.Mid * shape.LevelStepBps / 10_000m, instrument.Tick.Step);
        for (int i = 0; i < shape.Levels; i++)
        {
            decimal away = half + (i * step);
            decimal value = shape.TopNotional * (1m + (i * shape.GrowthPerLevel));
            asks[i] =
                Level(instrument, Rounding.Up(tick.Mid + away, instrument.Tick.Step), value,
                    SeededRandom.FractionOf(own, (ulong)(2 * i)));
            decimal bid = Rounding.Down(Math.Max(tick.Mid - away, 0m), instrument.Tick.Step);
            bids[i] = Level(instrument, bid, value, SeededRandom.FractionOf(own, (ulong)((2 * i) + 1)));
        }

        // A price of a few ticks has fewer levels below it than the shape asks for.
        bids = [.. bids.Where(level => level.Price > 0m)];
    }

    public MarketTick Tick { get; }

    /// <summary>What an order of this side takes from, best first.</summary>
    public ReadOnlySpan<LadderLevel> Against(TradeSide taker) => taker == TradeSide.Buy ? asks : bids;

    public void Eat(TradeSide taker, int level, decimal size)
    {
        LadderLevel[] side = taker == TradeSide.Buy ? asks : bids;
        side[level] = side[level] with { Size = side[level].Size - size };
    }

    private static LadderLevel Level(Instrument instrument, decimal price, decimal value, double noise)
    {
        decimal share = 0.5m + (decimal)noise;
        decimal size = price > 0m ? Rounding.Down(value * share / price, instrument.Lot.Step) : 0m;
        return new LadderLevel(price, Math.Max(size, instrument.Lot.Step));
    }
}

/// <summary>One level; its size may have been eaten down to zero.</summary>
internal readonly record struct LadderLevel(decimal Price, decimal Size);
