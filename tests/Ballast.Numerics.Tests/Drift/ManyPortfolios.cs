using Ballast.Numerics.Drift;

namespace Ballast.Numerics.Tests.Drift;

/// <summary>Portfolios from a seed, some without an asset, some of nothing, some with ends of bands beyond zero and
/// one; and which are outside, by the definition.</summary>
internal sealed class ManyPortfolios
{
    private readonly int assets;
    private readonly double[] quantities;
    private readonly double[] targets;
    private readonly double[] bands;
    private readonly Random random;

    public ManyPortfolios(int assets, int count, int seed)
        : this(Prices(assets, seed), count, seed)
    {
    }

    public ManyPortfolios(double[] start, int count, int seed)
    {
        Start = start;
        assets = start.Length;
        random = new Random(seed);
        quantities = new double[assets * count];
        targets = new double[assets * count];
        bands = new double[count];
        for (int k = 0; k < count; k++)
        {
            Draw(k);
        }

        Book = DriftBook.Of(assets, quantities, targets, bands).ShouldBeOfType<DriftBookOutcome.Ready>().Book;
    }

    public DriftBook Book { get; }

    public double[] Start { get; }

    public double[] Moved(double deviation) =>
        [.. Start.Select(price => price * Math.Exp(deviation * (random.NextDouble() - 0.5)))];

    /// <summary>A portfolio goes back to its targets.</summary>
    public double[] OnTarget(int portfolio, double[] prices)
    {
        double whole = Value(portfolio, prices);
        for (int i = 0; i < assets; i++)
        {
            int at = (portfolio * assets) + i;
            quantities[at] = targets[at] * whole / prices[i];
        }

        return quantities[(portfolio * assets)..((portfolio + 1) * assets)];
    }

    public int[] Outside(double[] prices) => [.. Enumerable.Range(0, bands.Length).Where(k => IsOutside(k, prices))];

    /// <summary>Fails with the first few that are missing or too many; lists of thousands help nobody.</summary>
    public static void ShouldBeThose(int[] found, int[] expected, string where)
    {
        string missed = string.Join(' ', expected.Except(found).Take(5));
        string extra = string.Join(' ', found.Except(expected).Take(5));
        (missed, extra, found.Length).ShouldBe(("", "", expected.Length), where);
    }

    private static double[] Prices(int assets, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, assets).Select(_ => Math.Exp(20.0 * (random.NextDouble() - 0.5)))];
    }

    private bool IsOutside(int portfolio, double[] prices)
    {
        double whole = Value(portfolio, prices);
        return Enumerable.Range(0, assets).Any(i =>
        {
            int at = (portfolio * assets) + i;
            return Math.Abs((quantities[at] * prices[i]) - (targets[at] * whole)) > bands[portfolio] * whole;
        });
    }

    private double Value(int portfolio, double[] prices)
    {
        double whole = 0.0;
        for (int i = 0; i < assets; i++)
        {
            whole += quantities[(portfolio * assets) + i] * prices[i];
        }

        return whole;
    }

    private void Draw(int portfolio)
    {
        double[] parts = [.. Enumerable.Range(0, assets).Select(_ => random.Next(6) == 0 ? 0.0 : random.NextDouble())];
        double sum = Math.Max(parts.Sum(), 1e-3);
        double worth = random.Next(20) == 0 ? 0.0 : Math.Exp(10.0 * random.NextDouble());
        bands[portfolio] = random.Next(10) == 0 ? 0.0 : 0.3 * random.NextDouble();
        for (int i = 0; i < assets; i++)
        {
            int at = (portfolio * assets) + i;
            targets[at] = Math.Min(parts[i] / sum, 1.0);
            double drifted = targets[at] * Math.Exp(0.2 * (random.NextDouble() - 0.5));
            quantities[at] = random.Next(30) == 0 ? 0.0 : drifted * worth / Start[i];
        }
    }
}
