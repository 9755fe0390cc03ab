using System.Collections.Immutable;
using Ballast.Numerics.Drift;

namespace Ballast.Bench;

/// <summary>
/// Portfolios of 5 assets with a band of five points. Since its last run each price has moved by 6 % (a standard
/// deviation) against the others; who would be outside is on target. Universes overlap: each takes 5 of twice as many
/// coins as there are universes. Prices walk by 1.4 parts in 10,000 a tick, a second of 80 % a year, 10,000 ticks out
/// and the same way back.
/// </summary>
internal sealed class ManyBooks
{
    public const int Assets = 5;
    private const double Band = 0.05;
    private const int Out = 10_000;
    private const double TickDeviation = 1.4e-4;

    private readonly Random random;
    private readonly double[] walk;
    private readonly int[] moved;
    private readonly int coins;

    public ManyBooks(int universes, int each, int seed)
    {
        random = new Random(seed);
        coins = universes == 1 ? Assets : 2 * universes;
        Start = [.. Enumerable.Range(0, coins).Select(_ => Math.Exp(10.0 * random.NextDouble()))];
        Groups = [.. Enumerable.Range(0, universes).Select(g => Group([.. Coins(g)], each))];
        walk = new double[(Out + 1) * coins];
        moved = [.. Enumerable.Range(0, Out + 1).Select(_ => random.Next(coins))];
        Start.CopyTo(walk, 0);
        for (int at = coins; at < walk.Length; at++)
        {
            walk[at] = walk[at - coins] * Math.Exp(TickDeviation * Normal());
        }
    }

    public double[] Start { get; }

    public ImmutableArray<DriftGroup> Groups { get; }

    /// <summary>The same portfolios as objects, by group.</summary>
    public List<PlainPortfolio[]> Plain { get; } = [];

    public int Ticks => 2 * Out;

    /// <summary>The coin whose price is told by a tick that tells one.</summary>
    public int CoinAt(int tick) => moved[Bar(tick)];

    public double PriceAt(int tick, int coin) => walk[(Bar(tick) * coins) + coin];

    public void PricesAt(int tick, Span<double> prices) => walk.AsSpan(Bar(tick) * coins, coins).CopyTo(prices);

    private static int Bar(int tick) => tick <= Out ? tick : (2 * Out) - tick;

    private IEnumerable<int> Coins(int universe) =>
        Enumerable.Range(0, Assets).Select(i => ((3 * universe) + i) % coins);

    private DriftGroup Group(ImmutableArray<int> assets, int each)
    {
        var quantities = new double[each * Assets];
        var targets = new double[each * Assets];
        var bands = new double[each];
        Array.Fill(bands, Band);
        for (int k = 0; k < each; k++)
        {
            Draw(assets, targets.AsSpan(k * Assets, Assets), quantities.AsSpan(k * Assets, Assets));
        }

        Plain.Add(
        [
            .. Enumerable.Range(0, each).Select(k => new PlainPortfolio(
                quantities[(k * Assets)..((k + 1) * Assets)], targets[(k * Assets)..((k + 1) * Assets)], Band)),
        ]);
        return new DriftGroup(
            assets, ((DriftBookOutcome.Ready)DriftBook.Of(Assets, quantities, targets, bands)).Book);
    }

    private void Draw(ImmutableArray<int> assets, Span<double> targets, Span<double> quantities)
    {
        double sum = 0.0, whole = 0.0, worth = 1000.0 * Math.Exp(5.0 * random.NextDouble());
        Span<double> values = stackalloc double[Assets];
        for (int i = 0; i < Assets; i++)
        {
            sum += targets[i] = 0.5 + random.NextDouble();
        }

        for (int i = 0; i < Assets; i++)
        {
            targets[i] /= sum;
            whole += values[i] = targets[i] * Math.Exp(0.06 * Normal());
        }

        bool isOutside = false;
        for (int i = 0; i < Assets; i++)
        {
            isOutside |= Math.Abs((values[i] / whole) - targets[i]) > Band;
        }

        for (int i = 0; i < Assets; i++)
        {
            quantities[i] = (isOutside ? targets[i] : values[i]) * worth / Start[assets[i]];
        }
    }

    private double Normal() =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
}

/// <summary>A portfolio as an object, and its drift as one writes it first.</summary>
internal sealed class PlainPortfolio(double[] quantities, double[] targets, double band)
{
    public bool IsOutside(ReadOnlySpan<double> prices)
    {
        double whole = 0.0;
        for (int i = 0; i < quantities.Length; i++)
        {
            whole += quantities[i] * prices[i];
        }

        for (int i = 0; i < quantities.Length; i++)
        {
            if (Math.Abs((quantities[i] * prices[i]) - (targets[i] * whole)) > band * whole)
            {
                return true;
            }
        }

        return false;
    }
}
