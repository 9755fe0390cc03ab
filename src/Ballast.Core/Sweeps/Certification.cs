using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Reports;
using Ballast.Core.Simulation;
using Ballast.Numerics.Measures;
using Ballast.Numerics.Sweeps;

namespace Ballast.Core.Sweeps;

/// <summary>Picks a setting and finds out how much that pick is worth.</summary>
internal sealed class Certification(SweepStage stage, SettingRows rows)
{
    // The time of a confidence set grows with the square of its settings.
    private const int MostCompared = 150;
    private const int MostPeriods = 2_000;

    private readonly decimal feeBps = stage.Request.Axes.FeesBps[stage.PickFee];

    /// <summary>Picks.</summary>
    /// <param name="scores">By setting, greater is better, NaN for repeats.</param>
    public Certificate Of(double[] scores)
    {
        int best = Scores.Best(scores);
        Setting setting = stage.Settings.SettingOf(best);
        int[] compared = Candidates(scores);
        int[] alike = Alike(compared);
        (double probability, double expected) = Deflated(scores, setting);
        Money exact = Exact(setting);
        SettingRow row = rows.Of(best, stage.PickFee, 0);
        return new Certificate
        {
            Best = row with { TrackingError = TrackingOf(setting) },
            Own = Own(),
            FeeBps = feeBps,
            Tried = scores.Count(score => !double.IsNaN(score)),
            Compared = compared.Length,
            Indistinguishable = [.. alike.Select(stage.Settings.SettingOf)],
            Calmest = stage.Settings.SettingOf(alike.MinBy(one => rows.Of(one, stage.PickFee, 0).Turnover)),
            DeflatedSharpe = probability,
            ExpectedBest = expected,
            Starts = new SweptStarts(stage, feeBps).Of(setting),
            ExactValue = exact,
            Deviation = Math.Abs((row.FinalValue / Statistic.Of(exact)) - 1.0),
        };
    }

    // By rank from best to worst, evenly: the best, the worst and what lies between.
    private static int[] Candidates(double[] scores)
    {
        int[] ranked =
        [
            .. Enumerable.Range(0, scores.Length)
                .Where(setting => !double.IsNaN(scores[setting]))
                .OrderByDescending(setting => scores[setting]),
        ];
        return ranked.Length <= MostCompared
            ? ranked
            : [.. Enumerable.Range(0, MostCompared)
                .Select(k => ranked[(int)((long)k * (ranked.Length - 1) / (MostCompared - 1))])];
    }

    private int[] Alike(int[] compared)
    {
        int bars = stage.Panel.Bars - 1;
        int periods = Math.Min(bars, MostPeriods);
        var gains = new double[compared.Length * periods];
        double[] mix = SweepTracking.MixReturns(stage.Panel, stage.Mix);
        for (int i = 0; i < compared.Length; i++)
        {
            double[] path = stage.PathOf(stage.Settings.SettingOf(compared[i]), feeBps, stage.Whole);
            double[] gained = GainsOf(SweepStage.ReturnsOf(path), mix.AsSpan(1));
            for (int t = 0; t < bars; t++)
            {
                gains[(i * periods) + (int)((long)t * periods / bars)] += gained[t];
            }
        }

        ImmutableArray<int> left = ConfidenceSet.Of(
            gains, compared.Length, Resampling.Draws(periods), Resampling.SetSamples, Resampling.Size);
        return [.. left.Select(position => compared[position])];
    }

    // What each bar adds to the measure that settings are ranked by.
    private double[] GainsOf(double[] returns, ReadOnlySpan<double> mix)
    {
        double mean = Dispersion.Mean(returns);
        double deviation = Dispersion.StandardDeviation(returns);
        var gains = new double[returns.Length];
        for (int t = 0; t < gains.Length; t++)
        {
            double off = returns[t] - mix[t];
            gains[t] = stage.Request.RankBy switch
            {
                RankMeasure.Sharpe => deviation > 0.0 ? returns[t] / deviation : 0.0,
                RankMeasure.FinalValue => Math.Log(1.0 + returns[t]),
                RankMeasure.Volatility => -(returns[t] - mean) * (returns[t] - mean),
                RankMeasure.TrackingError => -off * off,
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }

        return gains;
    }

    private (double Probability, double Expected) Deflated(double[] scores, Setting best)
    {
        double perYear = Math.Sqrt(stage.Scale.PeriodsPerYear);
        double[] ratios =
        [
            .. Enumerable.Range(0, scores.Length)
                .Where(setting => !double.IsNaN(scores[setting]))
                .Select(setting => rows.SharpeOf(setting, stage.PickFee) / perYear),
        ];
        double[] returns = SweepStage.ReturnsOf(stage.PathOf(best, feeBps, stage.Whole));
        if (returns.Length < 2)
        {
            return (double.NaN, double.NaN);
        }

        double spread = ratios.Length < 2 ? 0.0 : Dispersion.StandardDeviation(ratios);
        double expected = DeflatedSharpe.ExpectedBest(spread * spread, ratios.Length);
        double ratio = PerformanceRatios.Sharpe(returns, 0.0, 1.0);
        double probability = double.IsNaN(ratio)
            ? double.NaN
            : DeflatedSharpe.Probability(ratio, expected, returns.Length, DeflatedSharpe.ShapeOf(returns));
        return (probability, expected * perYear);
    }

    private Money Exact(Setting setting) => Backtest.Run(new BacktestRequest
    {
        Policy = setting.Of(stage.Plain, feeBps),
        Prices = stage.Request.Prices,
        Capital = stage.Request.Capital,
        Fill = FillModel.SameClose,
        From = stage.Prices.At(0),
        To = stage.Prices.At(stage.Panel.Bars - 1),
    }) switch
    {
        BacktestOutcome.Completed completed => completed.Run.Values[^1],
        BacktestOutcome.Refused refused => throw new InvalidOperationException(refused.Why.Sentence),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private SettingRow Own()
    {
        Setting own = SettingAxes.OwnOf(stage.Request.Policy);
        int place = 0;
        while (place < stage.Settings.Count && stage.Settings.SettingOf(place) != own)
        {
            place++;
        }

        SettingRow row = place < stage.Settings.Count
            ? rows.Of(place, stage.PickFee, 0)
            : rows.Alone(own, stage.PickFee);
        return row with { TrackingError = TrackingOf(own) };
    }

    private double TrackingOf(Setting setting)
    {
        double[] mix = SweepTracking.MixReturns(stage.Panel, stage.Mix);
        double[] returns = SweepStage.ReturnsOf(stage.PathOf(setting, feeBps, stage.Whole));
        return Tracking.Error(returns, mix.AsSpan(1), stage.Scale.PeriodsPerYear);
    }
}
