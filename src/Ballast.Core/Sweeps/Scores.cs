using System.Collections.Immutable;
using Ballast.Numerics.Sweeps;

namespace Ballast.Core.Sweeps;

/// <summary>What settings are ranked by, as numbers of which the greater is the better.</summary>
internal static class Scores
{
    /// <summary>The position of the best; of equals the first.</summary>
    public static int Best(ReadOnlySpan<double> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] || double.IsNaN(scores[best]) ? i : best;
        }

        return best;
    }

    /// <summary>The part of the others that a position beats, ties half; one half is what chance gives.</summary>
    public static double Beaten(ReadOnlySpan<double> scores, int position)
    {
        double beaten = 0.0;
        int others = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (i == position || double.IsNaN(scores[i]))
            {
                continue;
            }

            others++;
            beaten += scores[position] > scores[i] ? 1.0 : scores[position] == scores[i] ? 0.5 : 0.0;
        }

        return others == 0 ? double.NaN : beaten / others;
    }

    /// <summary>Scores of all settings over windows at the fee that settings are picked for.</summary>
    /// <returns>Window by window, NaN for repeats; <see langword="null"/> when it was ended early.</returns>
    public static double[][]? Over(SweepStage stage, ImmutableArray<SweepWindow> windows, IProgress<double> progress)
    {
        SweepRequest request = stage.For([stage.Settings.Fees[stage.PickFee]], windows);
        if (stage.Request.RankBy == RankMeasure.TrackingError)
        {
            double[] errors = SweepTracking.Errors(request, progress, stage.Cancellation);
            return stage.Cancellation.IsCancellationRequested
                ? null
                : Split(stage, request.Grid, index => -errors[index]);
        }

        return Sweep.Run(request, progress, stage.Cancellation) switch
        {
            SweepOutcome.Completed completed => Split(
                stage, request.Grid, index => Of(stage.Request.RankBy, completed.Results, index)),
            SweepOutcome.Cancelled => null,
            SweepOutcome.Refused refused => throw new InvalidOperationException(refused.Why.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>The score of one backtest.</summary>
    public static double Of(RankMeasure measure, SweepResults results, int index) => measure switch
    {
        RankMeasure.Sharpe => results.Sharpes[index],
        RankMeasure.FinalValue => results.FinalValues[index],
        RankMeasure.Volatility => -results.Volatilities[index],
        RankMeasure.TrackingError => throw new InvalidOperationException("tracking errors are not among the results"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static double[][] Split(SweepStage stage, SweepGrid grid, Func<int, double> score)
    {
        int bands = grid.Bands.Length;
        var split = new double[grid.Windows.Length][];
        for (int window = 0; window < split.Length; window++)
        {
            split[window] = new double[stage.Settings.Count];
            for (int setting = 0; setting < split[window].Length; setting++)
            {
                split[window][setting] = stage.Settings.IsRepeat(setting)
                    ? double.NaN
                    : score(grid.IndexOf(setting / bands, window, setting % bands, 0));
            }
        }

        return split;
    }
}
