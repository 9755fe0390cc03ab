using System.Collections.Immutable;
using Ballast.Numerics.Measures;

namespace Ballast.Core.Reports;

/// <summary>Splits a comparison by the kind of market its days fell into.</summary>
public static class RegimeSplit
{
    private const int TrendDays = 200;
    private const int VolatilityDays = 30;
    private const int LeastDays = 30;

    /// <summary>
    /// The four kinds in their order; empty where the range has no 30 days of which both splits can be told. Every day
    /// that is told belongs to one of rising and falling and to one of calm and wild.
    /// </summary>
    /// <param name="results">Rows over the same bars, the costless constant mix last.</param>
    public static ImmutableArray<RegimeResult> Of(ImmutableArray<BacktestResult> results)
    {
        var returns = DailyReturns.Of(results);
        double[] market = returns.Rows[^1];
        int told = market.Length - TrendDays;
        if (told < LeastDays)
        {
            return [];
        }

        var index = new double[market.Length + 1];
        index[0] = 1.0;
        for (int t = 0; t < market.Length; t++)
        {
            index[t + 1] = index[t] * (1.0 + market[t]);
        }

        // Day t is judged by what its eve knew: index up to t, returns up to t - 1.
        int[] days = [.. Enumerable.Range(TrendDays, told)];
        double[] scatter =
        [
            .. days.Select(t => Dispersion.StandardDeviation(market.AsSpan(t - VolatilityDays, VolatilityDays))),
        ];
        double median = BlockBootstrap.QuantileOf([.. scatter.Order()], 0.5);
        bool[] rising = [.. days.Select(t => index[t] >= Dispersion.Mean(index.AsSpan(t - TrendDays + 1, TrendDays)))];
        return
        [
            Kind(MarketRegime.Rising, (results, returns), [.. days.Where((_, i) => rising[i])]),
            Kind(MarketRegime.Falling, (results, returns), [.. days.Where((_, i) => !rising[i])]),
            Kind(MarketRegime.Calm, (results, returns), [.. days.Where((_, i) => scatter[i] <= median)]),
            Kind(MarketRegime.Wild, (results, returns), [.. days.Where((_, i) => scatter[i] > median)]),
        ];
    }

    private static RegimeResult Kind(
        MarketRegime regime, (ImmutableArray<BacktestResult> Results, DailyReturns Returns) all, int[] days)
    {
        double[][] rows = [.. all.Returns.Rows.Select(row => days.Select(day => row[day]).ToArray())];
        double[] growth = [.. rows.Select(row => GrowthOf(row, all.Returns.PerYear))];
        int hold = Enumerable.Range(0, rows.Length).First(row => all.Results[row].Name == BenchmarkPolicies.Hold);
        return new RegimeResult
        {
            Regime = regime,
            Days = days.Length,
            Share = (double)days.Length / (all.Returns.Count - TrendDays),
            Rows =
            [
                .. all.Results.Select((result, row) => new RegimeRow
                {
                    Name = result.Name,
                    PerYear = growth[row],
                    Volatility = Dispersion.PerYear(rows[row], all.Returns.PerYear),
                    OverHolding = growth[row] - growth[hold],
                }),
            ],
        };
    }

    private static double GrowthOf(double[] returns, double perYear) => returns.Length == 0
        ? double.NaN
        : Math.Exp(returns.Sum(r => Math.Log(1.0 + r)) / returns.Length * perYear) - 1.0;
}
