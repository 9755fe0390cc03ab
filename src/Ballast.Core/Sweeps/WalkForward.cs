using Ballast.Numerics.Measures;
using Ballast.Numerics.Sweeps;

namespace Ballast.Core.Sweeps;

/// <summary>
/// Chooses on train bars and judges on later test bars. A choice sees nothing but the sweep of its own train window.
/// It is judged from the close before its first test bar on, so that tests that adjoin share a bar and no return
/// between them is lost.
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
        Split[] windows = [.. Windows()];
        int together = (int)Math.Max(1, MostAtOnce / stage.Settings.Count);
        int parts = 2 * ((windows.Length + together - 1) / together);
        int part = 0;
        foreach (Split[] some in windows.Chunk(together))
        {
            var training = new ProgressPart(progress, part++, parts);
            double[][]? scores = Scores.Over(stage, [.. some.Select(fold => fold.Train)], training);
            if (scores is null)
            {
                return null;
            }

            int[] choices = [.. scores.Select(one => Scores.Best(one))];
            scores = Scores.Over(
                stage, [.. some.Select(fold => fold.Judged)], new ProgressPart(progress, part++, parts));
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

    private IEnumerable<Split> Windows()
    {
        for (int k = 0; k < terms.FoldsIn(stage.Panel.Bars); k++)
        {
            int train = k * terms.Test;
            int test = train + terms.Train + terms.Purge;
            int end = test + terms.Test - 1;
            if (stage.WindowFrom(train, train + terms.Train - 1) is { } learned)
            {
                int begin = stage.BeginUntil(test - 1);
                var held = new SweepWindow(begin, end - begin + 1);
                yield return new Split(learned, test, held, stage.WindowFrom(test - 1, end) ?? held);
            }
        }
    }

    private void Add(Split fold, int choice, double beaten)
    {
        Setting setting = stage.Settings.SettingOf(choice);
        chosen.Add(ReturnsOf(fold, setting));
        own.Add(ReturnsOf(fold, SettingAxes.OwnOf(stage.Request.Policy)));
        folds.Add(new Fold
        {
            Train = (stage.Prices.At(fold.Train.Start), stage.Prices.At(fold.Train.End)),
            Test = (stage.Prices.At(fold.Test), stage.Prices.At(fold.Held.End)),
            Chosen = setting,
            Return = Returns.Total(chosen[^1]),
            OwnReturn = Returns.Total(own[^1]),
            Beaten = beaten,
        });
    }

    private double[] ReturnsOf(Split fold, Setting setting)
    {
        double[] values = stage.PathOf(setting, stage.Request.Axes.FeesBps[stage.PickFee], fold.Held);
        return SweepStage.ReturnsOf(values[(fold.Test - 1 - fold.Held.Start)..]);
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

    /// <summary>One choice and its judgement.</summary>
    /// <param name="Train">The bars it is made on.</param>
    /// <param name="Test">The first bar it is judged on.</param>
    /// <param name="Held">From where it is held: the bar before the test, or the last one before that may
    /// begin.</param>
    /// <param name="Judged">The same bars for all settings at once, none of them before the one before the
    /// test.</param>
    private sealed record Split(SweepWindow Train, int Test, SweepWindow Held, SweepWindow Judged);
}
