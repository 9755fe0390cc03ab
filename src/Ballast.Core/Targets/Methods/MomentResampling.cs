using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;

namespace Ballast.Core.Targets.Methods;

/// <summary>Moments of histories that could have been: as many returns as the window has complete ones, drawn from it
/// with replacement, all assets of a bar together (Efron 1979), and estimated as the window itself is.</summary>
public static class MomentResampling
{
    /// <summary>Draws.</summary>
    /// <param name="past">What is known, as for <see cref="MomentEstimation.Estimate"/>.</param>
    /// <param name="assets">One or more, each once.</param>
    /// <param name="terms">Window and estimators.</param>
    /// <param name="draws">How many, one or more, and the seed: equal seeds give equal draws, and more draws begin with
    /// the same ones.</param>
    /// <returns>Refused where the window is, or where an estimator fades with age: drawn bars have no order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is to be no draw.</exception>
    public static DrawnMoments Draw(
        PastPrices past, ImmutableArray<Asset> assets, EstimationTerms terms, (int Count, int Seed) draws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws.Count, 1);
        if (terms.Covariance == CovarianceMethod.ExponentiallyWeighted
            || terms.Mean == MeanMethod.ExponentiallyWeighted)
        {
            return new DrawnMoments.Refused(new Reason(
                "draws-have-no-order", "exponential weights fade with age, and bars that are drawn have no order"));
        }

        // What the window itself is refused for, its draws are.
        if (MomentEstimation.Estimate(past, assets, terms) is MomentsOutcome.Refused refused)
        {
            return new DrawnMoments.Refused(refused.Why);
        }

        var cut = (PriceWindow.Cut)PriceWindow.Of(past, assets, terms.Lookback);
        ReturnPanel panel = ReturnPanel.FromPrices(cut.Closes, ReturnKind.Simple) switch
        {
            PanelOutcome.Built built => built.Panel,
            PanelOutcome.BadPrice => throw new UnreachableException(),
            _ => throw new UnreachableException(),
        };
        double periodsPerYear = MomentEstimation.PeriodsPerYear(past.BarLength);
        return new DrawnMoments.Drawn(
            draws.Seed,
            Samples(panel, draws).Select(
                sample => MomentEstimation.FromPanel(sample, periodsPerYear, assets, terms)));
    }

    private static IEnumerable<ReturnPanel> Samples(ReturnPanel panel, (int Count, int Seed) draws)
    {
        int[] complete = [.. Enumerable.Range(0, panel.Periods)
            .Where(period => Vectors.FirstNotFinite(panel.Returns.Row(period)) < 0)];
        Random random = new(draws.Seed);
        for (int draw = 0; draw < draws.Count; draw++)
        {
            yield return Sample(panel, complete, random);
        }
    }

    private static ReturnPanel Sample(ReturnPanel panel, int[] complete, Random random)
    {
        Matrix returns = new(complete.Length, panel.Assets);
        for (int row = 0; row < complete.Length; row++)
        {
            panel.Returns.Row(complete[random.Next(complete.Length)]).CopyTo(returns.Row(row));
        }

        return ReturnPanel.Of(returns);
    }
}
