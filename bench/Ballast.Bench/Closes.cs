using Ballast.Numerics.Sweeps;

namespace Ballast.Bench;

/// <summary>Seeded closes in doubles, a common factor and one of each asset's own, and a plain loop.</summary>
internal sealed class Closes
{
    private readonly double[] rows;
    private readonly double[] targets;

    public Closes(int bars, int assets, double deviation)
    {
        Random random = new(1);
        rows = new double[bars * assets];
        targets = new double[assets];
        Array.Fill(targets, 1.0 / assets);
        var prices = new double[assets];
        Array.Fill(prices, 100.0);
        for (int bar = 0; bar < bars; bar++)
        {
            double market = deviation * Normal(random);
            for (int i = 0; i < assets; i++)
            {
                rows[(bar * assets) + i] = prices[i];
                prices[i] *= Math.Exp(market + (deviation * Normal(random)) - (deviation * deviation));
            }
        }

        Panel = ((PanelOutcome.Ready)PricePanel.Of(rows, assets)).Panel;
        Mix = ((MixOutcome.Ready)TargetMix.Of(targets)).Mix;
    }

    public PricePanel Panel { get; }

    public TargetMix Mix { get; }

    /// <summary>
    /// What a careful person writes first: one bar and one asset after the other, final value only, the fee taken on
    /// the drift instead of solved for.
    /// </summary>
    public double PlainLoop(double band, double fee)
    {
        int assets = targets.Length;
        var units = new double[assets];
        double whole = 1000.0 * (1.0 - fee);
        Reset(units, rows.AsSpan(0, assets), whole);
        for (int at = assets; at < rows.Length; at += assets)
        {
            ReadOnlySpan<double> row = rows.AsSpan(at, assets);
            whole = 0.0;
            for (int i = 0; i < assets; i++)
            {
                whole += units[i] * row[i];
            }

            double traded = 0.0;
            bool breached = false;
            for (int i = 0; i < assets; i++)
            {
                double drift = Math.Abs((units[i] * row[i]) - (targets[i] * whole));
                traded += drift;
                breached |= drift > band * whole;
            }

            if (breached)
            {
                whole -= fee * traded;
                Reset(units, row, whole);
            }
        }

        return whole;
    }

    private void Reset(double[] units, ReadOnlySpan<double> row, double whole)
    {
        for (int i = 0; i < units.Length; i++)
        {
            units[i] = targets[i] * whole / row[i];
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2.0 * Math.Log(1.0 - random.NextDouble())) * Math.Cos(2.0 * Math.PI * random.NextDouble());
}
