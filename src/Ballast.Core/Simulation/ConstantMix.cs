using System.Collections.Immutable;
using Ballast.Core.Reports;
using NodaTime;

namespace Ballast.Core.Simulation;

/// <summary>
/// The costless constant mix: a portfolio that is back on its targets at every bar and pays nothing for it. Nobody
/// can hold it; it is the benchmark of tracking error, and so a statistic.
/// </summary>
internal static class ConstantMix
{
    /// <summary>
    /// Simple returns <c>sum t_i (p_i / p_i before - 1)</c> between successive instants of a run. An asset without a
    /// bar stays at its last price; when it returns, the whole move counts there.
    /// </summary>
    public static double[] Returns(BacktestRequest request, ImmutableArray<Instant> instants)
    {
        PriceGrid grid = PriceGrid.Of(request.Prices, request.Policy, request.From);
        var weights = request.Policy.Target;
        double[] targets = [.. grid.Assets.Select(asset => Statistic.Of(weights.GetValueOrDefault(asset)))];
        int first = request.Prices.Instants.BinarySearch(instants[0]);
        var before = new double[targets.Length];
        Advance(before, grid.Closes(first), targets);
        var returns = new double[instants.Length - 1];
        for (int t = 0; t < returns.Length; t++)
        {
            returns[t] = Advance(before, grid.Closes(first + t + 1), targets);
        }

        return returns;
    }

    private static double Advance(double[] prices, ReadOnlySpan<decimal> closes, double[] targets)
    {
        double mix = 0.0;
        for (int i = 0; i < prices.Length; i++)
        {
            if (closes[i] == PriceGrid.Gap)
            {
                continue;
            }

            double price = Statistic.Of(closes[i]);
            mix += targets[i] * ((price / prices[i]) - 1.0);
            prices[i] = price;
        }

        return mix;
    }
}
