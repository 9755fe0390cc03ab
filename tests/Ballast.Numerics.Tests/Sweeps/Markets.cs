using Ballast.Numerics.Sweeps;

namespace Ballast.Numerics.Tests.Sweeps;

/// <summary>Seeded prices and weights to sweep over.</summary>
internal static class Markets
{
    /// <summary>Prices that share half of their moves of some percent a bar.</summary>
    public static double[][] Walk(Random random, int bars, int assets)
    {
        double[] prices = [.. Enumerable.Range(0, assets).Select(_ => 1.0 + (99.0 * random.NextDouble()))];
        var rows = new double[bars][];
        for (int bar = 0; bar < bars; bar++)
        {
            double market = random.NextDouble() - 0.5;
            rows[bar] = [.. prices];
            for (int i = 0; i < assets; i++)
            {
                prices[i] *= Math.Exp(0.06 * (market + random.NextDouble() - 0.5));
            }
        }

        return rows;
    }

    /// <summary>Weights that leave some to cash in two of three cases.</summary>
    public static double[] Weights(Random random, int assets)
    {
        double[] parts = [.. Enumerable.Range(0, assets).Select(_ => 0.1 + random.NextDouble())];
        double whole = random.Next(3) == 0 ? 1.0 : 0.3 + (0.65 * random.NextDouble());
        return [.. parts.Select(part => whole * part / parts.Sum())];
    }

    public static PricePanel Panel(double[][] rows) =>
        PricePanel.Of([.. rows.SelectMany(row => row)], rows[0].Length).ShouldBeOfType<PanelOutcome.Ready>().Panel;

    public static TargetMix Mix(double[] weights) =>
        TargetMix.Of(weights).ShouldBeOfType<MixOutcome.Ready>().Mix;

    public static void ShouldAgree(BacktestFigures actual, BacktestFigures expected, string setting)
    {
        setting = $"{setting}\n{actual}\n{expected}";
        actual.Rebalances.ShouldBe(expected.Rebalances, setting);
        Near(actual.FinalValue, expected.FinalValue, setting);
        Near(actual.Turnover, expected.Turnover, setting);
        Near(actual.Costs, expected.Costs, setting);
        Near(actual.WorstDrift, expected.WorstDrift, setting);
        Near(actual.MaxDrawdown, expected.MaxDrawdown, setting);
        Near(actual.Volatility, expected.Volatility, setting);
        Near(actual.Sharpe, expected.Sharpe, setting);
    }

    public static void Near(double actual, double expected, string setting) =>
        Math.Abs(actual - expected).ShouldBeLessThanOrEqualTo(1e-10 + (1e-9 * Math.Abs(expected)), setting);
}
