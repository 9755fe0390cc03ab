using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.PaperExchange.Seeds;
using NodaTime;

namespace Ballast.PaperExchange.Markets;

/// <summary>
/// Prices made from a seed: geometric Brownian motion with one common factor, jumps at Poisson times (Merton, 1976),
/// and two volatility regimes that follow a Markov chain. One step a minute; the path up to an instant depends on seed
/// and origin alone.
/// </summary>
public sealed class SimulatedMarket : IMarketFeed
{
    private const double StepsAYear = 365.0 * 24.0 * 60.0;
    private const double WildMultiple = 2.5;
    private const double EntersWild = 1.0 / (5 * 24 * 60);
    private const double LeavesWild = 1.0 / (18 * 60);
    private const double CommonJumpsAYear = 20;
    private const double OwnJumpsAYear = 12;
    private const double CommonJumpSize = 0.035;
    private const double OwnJumpSize = 0.05;

    private static readonly Duration Step = Duration.FromMinutes(1);

    private readonly ImmutableArray<AssetSpec> specs;
    private readonly SeededRandom random;
    private readonly double[] logPrices;
    private readonly CandleHistory[] history;
    private Instant next;
    private bool isWild;

    /// <summary>Makes a market whose first price holds from <paramref name="origin"/>.</summary>
    /// <param name="specs">The assets; at least one.</param>
    /// <param name="quote">What all of them are priced in.</param>
    /// <param name="origin">The first step; put it some months before trading starts, so that there is a
    /// history.</param>
    /// <param name="seed">Any number.</param>
    public SimulatedMarket(IEnumerable<AssetSpec> specs, Asset quote, Instant origin, ulong seed)
    {
        this.specs = [.. specs.OrderBy(spec => spec.Asset)];
        random = new SeededRandom(seed);
        logPrices = [.. this.specs.Select(spec => Math.Log((double)spec.StartPrice))];
        history = [.. this.specs.Select(_ => new CandleHistory())];
        next = origin;
        Instruments =
            [.. this.specs.Select(spec => PaperInstruments.Of(spec.Asset, quote, spec.StartPrice, spec.StartPrice))];
    }

    /// <inheritdoc/>
    public ImmutableArray<Instrument> Instruments { get; }

    /// <inheritdoc/>
    public Duration FinestBar => Step;

    /// <inheritdoc/>
    public Duration ShortestBar => CandleHistory.Second;

    /// <inheritdoc/>
    public void AdvanceTo(Instant at, Action<MarketTick> onTick)
    {
        while (next <= at)
        {
            for (int i = 0; i < specs.Length; i++)
            {
                decimal mid = MidOf(i);
                history[i].Add(next, mid);
                onTick(new MarketTick(Instruments[i].Symbol, next, mid, next + Step));
            }

            Walk();
            next += Step;
        }
    }

    /// <inheritdoc/>
    public ImmutableArray<Candle> Candles(string symbol, Duration barLength, Instant from, Instant until)
    {
        int market = Instruments.Select(i => i.Symbol).ToList().IndexOf(symbol);
        bool isMade = barLength == ShortestBar
            || (barLength >= Step && barLength.BclCompatibleTicks % Step.BclCompatibleTicks == 0);
        return market < 0 || !isMade ? [] : history[market].Read(barLength, from, until);
    }

    private void Walk()
    {
        double turn = random.NextFraction();
        isWild = isWild ? turn >= LeavesWild : turn < EntersWild;
        double common = random.NextGaussian();
        double commonJump = Jump(CommonJumpsAYear, CommonJumpSize);
        for (int i = 0; i < specs.Length; i++)
        {
            double beta = specs[i].Beta;
            double shock = (beta * common) + (Math.Sqrt(1 - (beta * beta)) * random.NextGaussian());
            double sigma = specs[i].Volatility * (isWild ? WildMultiple : 1.0) / Math.Sqrt(StepsAYear);
            logPrices[i] += (sigma * shock) - (0.5 * sigma * sigma) + (beta * commonJump) + Jump(
                OwnJumpsAYear, OwnJumpSize);
        }
    }

    private double Jump(double jumpsAYear, double size) =>
        random.NextFraction() < jumpsAYear / StepsAYear ? size * random.NextGaussian() : 0.0;

    private decimal MidOf(int market)
    {
        decimal tick = Instruments[market].Tick.Step;
        decimal price = (decimal)Math.Exp(logPrices[market]);
        return Math.Max(Rounding.Down(price, tick), tick);
    }
}
