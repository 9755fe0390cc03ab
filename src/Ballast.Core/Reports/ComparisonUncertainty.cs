using System.Collections.Immutable;
using Ballast.Numerics.Measures;

namespace Ballast.Core.Reports;

/// <summary>
/// How much of a comparison is luck: its days are drawn again in blocks (stationary bootstrap, Politis and Romano
/// 1994), the same days for all rows, so that differences between rows keep what they share.
/// </summary>
public sealed record ComparisonUncertainty
{
    private const int LeastDays = 90;
    private const int MostSamples = 1_000;
    private const int SetSamples = 300;
    private const double BlockDays = 30.0;
    private const double Share = 0.90;
    private const int Seed = 1;

    /// <summary>How many days, or longer bars, were drawn from.</summary>
    public required int Days { get; init; }

    /// <summary>Mean length of a block of days.</summary>
    public required double MeanBlock { get; init; }

    /// <summary>How many histories were drawn.</summary>
    public required int Samples { get; init; }

    /// <summary>The share of them that an interval holds.</summary>
    public required double Level { get; init; }

    /// <summary>One per row of the comparison, in its order.</summary>
    public required ImmutableArray<RowUncertainty> Rows { get; init; }

    /// <summary>
    /// The rows, without the yardstick, whose growth cannot be told from the best one's (model confidence set, Hansen,
    /// Lunde and Nason 2011, at 10 %); empty where a row lost everything.
    /// </summary>
    public required ImmutableArray<string> Alike { get; init; }

    /// <summary>The best of the settings compared; <see langword="null"/> where there is but one.</summary>
    public required DeflatedPick? Best { get; init; }

    /// <summary>Resamples a comparison; <see langword="null"/> with fewer than 90 days, which say nothing.</summary>
    /// <param name="results">Rows over the same bars, <c>hold</c> among them.</param>
    public static ComparisonUncertainty? Of(ImmutableArray<BacktestResult> results)
    {
        var returns = DailyReturns.Of(results);
        return returns.Count < LeastDays
            ? null
            : new ComparisonUncertainty
            {
                Days = returns.Count,
                MeanBlock = BlockDays,
                Samples = MostSamples,
                Level = Share,
                Rows = Resample(results, returns),
                Alike = AlikeOf(results, returns),
                Best = BestOf(results, returns),
            };
    }

    private static ImmutableArray<RowUncertainty> Resample(ImmutableArray<BacktestResult> results, DailyReturns returns)
    {
        int hold = Enumerable.Range(0, results.Length).First(row => results[row].Name == BenchmarkPolicies.Hold);
        var growth = results.Select(_ => new double[MostSamples]).ToArray();
        var sharpe = results.Select(_ => new double[MostSamples]).ToArray();
        var draws = new BlockBootstrap(BlockKind.Stationary, BlockDays, Seed);
        var days = new int[returns.Count];
        var drawn = new double[days.Length];
        for (int sample = 0; sample < MostSamples; sample++)
        {
            draws.Draw(days);
            for (int row = 0; row < results.Length; row++)
            {
                double[] own = returns.Rows[row];
                double wealth = 0.0;
                for (int t = 0; t < days.Length; t++)
                {
                    drawn[t] = own[days[t]];
                    wealth += Math.Log(1.0 + drawn[t]);
                }

                growth[row][sample] = Math.Exp(wealth / days.Length * returns.PerYear) - 1.0;
                sharpe[row][sample] = PerformanceRatios.Sharpe(drawn, 0.0, returns.PerYear);
            }
        }

        return
        [
            .. results.Select((result, row) => new RowUncertainty
            {
                Name = result.Name,
                PerYear = IntervalOf(growth[row]),
                Sharpe = IntervalOf(sharpe[row]),
                OverHolding = IntervalOf([.. growth[row].Zip(growth[hold], (own, held) => own - held)]),
            }),
        ];
    }

    private static ResampledInterval IntervalOf(double[] found)
    {
        double[] sorted = [.. found.Order()];
        return new ResampledInterval(
            BlockBootstrap.QuantileOf(sorted, (1.0 - Share) / 2.0),
            BlockBootstrap.QuantileOf(sorted, (1.0 + Share) / 2.0));
    }

    private static ImmutableArray<string> AlikeOf(ImmutableArray<BacktestResult> results, DailyReturns returns)
    {
        int[] rows = [.. Enumerable.Range(0, results.Length).Where(row => results[row].Role != ResultRole.Yardstick)];
        double[] gains = [.. rows.SelectMany(row => returns.Rows[row].Select(r => Math.Log(1.0 + r)))];
        if (!Array.TrueForAll(gains, double.IsFinite))
        {
            return [];
        }

        var draws = new BlockBootstrap(BlockKind.Stationary, BlockDays, Seed);
        ImmutableArray<int> stay = ConfidenceSet.Of(gains, rows.Length, draws, SetSamples, 1.0 - Share);
        return [.. stay.Select(position => results[rows[position]].Name)];
    }

    private static DeflatedPick? BestOf(ImmutableArray<BacktestResult> results, DailyReturns returns)
    {
        var settings = Enumerable.Range(0, results.Length)
            .Where(row => results[row].Role is ResultRole.Tested or ResultRole.Other)
            .Select(row => (Row: row, Ratio: PerformanceRatios.Sharpe(returns.Rows[row], 0.0, 1.0)))
            .ToList();
        if (settings.Count < 2 || settings.Any(one => !double.IsFinite(one.Ratio)))
        {
            return null;
        }

        (int best, double ratio) = settings.MaxBy(one => one.Ratio);
        double deviation = Dispersion.StandardDeviation([.. settings.Select(one => one.Ratio)]);
        double chance = DeflatedSharpe.Probability(
            ratio,
            DeflatedSharpe.ExpectedBest(deviation * deviation, settings.Count),
            returns.Count,
            DeflatedSharpe.ShapeOf(returns.Rows[best]));
        return new DeflatedPick(results[best].Name, settings.Count, chance);
    }
}
