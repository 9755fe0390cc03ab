using Ballast.Numerics.Measures;
using Ballast.Numerics.Sweeps;

namespace Ballast.Core.Sweeps;

/// <summary>
/// Chooses on train bars and judges on later test bars. A choice sees nothing but the sweep of its own train window.
/// </summary>
internal sealed class WalkForward(SweepStage stage, WalkForwardTerms terms)
{
    // Folds are swept together, because their windows share work, as long as the results stay small.
    private const long MostAtOnce = 2_000_000;

    private readonly List<Fold> folds = [];
    private readonly List<double[]> chosen = [];
    private readonly List<double[]> own = [];

    /// <summary>Tries every fold.</summary>
    /// <returns><see langword="null"/> when it was ended early.</returns>
    public WalkForwardReport? Run(IProgress<double> progress)
    {
        (SweepWindow Train, SweepWindow Test)[] windows = [.. Windows()];
        int together = (int)Math.Max(1, MostAtOnce / stage.Settings.Count);
        int parts = 2 * ((windows.Length + together - 1) / together);
        int part = 0;
        foreach ((SweepWindow Train, SweepWindow Test)[] some in windows.Chunk(together))
        {
            var training = new ProgressPart(progress, part++, parts);
            double[][]? scores = Scores.Over(stage, [.. some.Select(fold => fold.Train)], training);
            if (scores is null)
            {
                return null;
            }

            int[] choices = [.. scores.Select(one => Scores.Best(one))];
            scores = Scores.Over(
                stage, [.. some.Select(fold => fold.Test)], new ProgressPart(progress, part++, parts));
            if (scores is null)
            {
                return null;
            }

            for (int k = 0; k < some.Length; k++)
            {
                Add(some[k], choices[k], Scores.Beaten(scores[k], choices[k]));
            }
        }

        return folds.Count == 0 ? null : new WalkForwardReport
        {
            Terms = terms,
            Folds = [.. folds],
            Chosen = Linked(chosen),
            Own = Linked(own),
            Beaten = folds.Average(fold => fold.Beaten),
        };
    }

    private IEnumerable<(SweepWindow Train, SweepWindow Test)> Windows()
    {
        for (int k = 0; k < terms.FoldsIn(stage.Panel.Bars); k++)
        {
            int train = k * terms.Test;
            int test = train + terms.Train + terms.Purge;
            if (stage.WindowFrom(train, train + terms.Train - 1) is { } learned
                && stage.WindowFrom(test, test + terms.Test - 1) is { } judged)
            {
                yield return (learned, judged);
            }
        }
    }

    private void Add((SweepWindow Train, SweepWindow Test) fold, int choice, double beaten)
    {
        decimal fee = stage.Request.Axes.FeesBps[stage.PickFee];
        Setting setting = stage.Settings.SettingOf(choice);
        chosen.Add(SweepStage.ReturnsOf(stage.PathOf(setting, fee, fold.Test)));
        own.Add(SweepStage.ReturnsOf(stage.PathOf(SettingAxes.OwnOf(stage.Request.Policy), fee, fold.Test)));
        folds.Add(new Fold
        {
            Train = (stage.Prices.At(fold.Train.Start), stage.Prices.At(fold.Train.End)),
            Test = (stage.Prices.At(fold.Test.Start), stage.Prices.At(fold.Test.End)),
            Chosen = setting,
            Return = Returns.Total(chosen[^1]),
            OwnReturn = Returns.Total(own[^1]),
            Beaten = beaten,
        });
    }

    private OutOfSample Linked(List<double[]> stretches)
    {
        double[] all = [.. stretches.SelectMany(stretch => stretch)];
        double total = Returns.Total(all);
        double periods = stage.Scale.PeriodsPerYear;
        return new OutOfSample
        {
            Return = total,
            PerYear = Returns.PerYear(1.0 + total, all.Length / periods),
            Volatility = Dispersion.PerYear(all, periods),
            Sharpe = PerformanceRatios.Sharpe(all, 0.0, periods),
            SharpeInterval = Resampling.SharpeInterval(all, periods),
            Dispersion = StartDispersion.Of([.. stretches.Select(stretch => Returns.Total(stretch))]),
        };
    }
}
