using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;
using NodaTime;

namespace Ballast.Core.Targets.Methods;

/// <summary>Expected returns and covariances a year from prices that are past: bars that end later cannot be reached,
/// so nobody looks ahead. Returns are simple. A year has 365 days: daily bars count 365 to a year, hourly ones
/// 8,760.</summary>
public static class MomentEstimation
{
    private const double DaysPerYear = 365.0;

    // A negative eigenvalue of this size beside the largest entry is the rounding of a singular matrix.
    private const double Rounding = 1e-12;

    /// <summary>Estimates.</summary>
    /// <param name="past">What is known; bars in which an asset of the list has no price are left out and
    /// counted.</param>
    /// <param name="assets">One or more, each once.</param>
    /// <param name="terms">Window and estimators.</param>
    /// <returns>Refused, naming the asset, where one has no prices, prices that begin after the window does or end
    /// before the others', or where there are too few returns for the estimator.</returns>
    public static MomentsOutcome Estimate(PastPrices past, ImmutableArray<Asset> assets, EstimationTerms terms)
    {
        if (terms.Covariance == CovarianceMethod.Given || terms.Mean == MeanMethod.Given)
        {
            return Refused(new Reason("estimator-not-one", "moments that are given are not estimated"));
        }

        return PriceWindow.Of(past, assets, terms.Lookback) switch
        {
            PriceWindow.Refused refused => Refused(refused.Why),
            PriceWindow.Cut cut => ReturnPanel.FromPrices(cut.Closes, ReturnKind.Simple) switch
            {
                PanelOutcome.Built built => Remarked(
                    FromPanel(built.Panel, PeriodsPerYear(past.BarLength), assets, terms), cut.Rhythm),
                PanelOutcome.BadPrice bad => Refused(new Reason(
                    "price-not-positive", $"a price of {assets[bad.Asset]} is not above zero")),
                _ => throw new UnreachableException(),
            },
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>How many bars make a year of 365 days.</summary>
    /// <param name="barLength">Above zero.</param>
    public static double PeriodsPerYear(Duration barLength) => DaysPerYear / barLength.TotalDays;

    /// <summary>Looks at a covariance and repairs it where it gives some portfolio a negative variance.</summary>
    internal static MomentsOutcome Examined(
        CovarianceEstimate covariance, ImmutableArray<Asset> assets, ImmutableArray<double> expectedReturns) =>
        PositiveDefinite.Repair(covariance, 0.0) switch
        {
            CovarianceOutcome.Refused refused => Refused(RefusalSentence.Of(refused.Why, assets)),
            CovarianceOutcome.Estimated mended => new MomentsOutcome.Estimated(new AssetMoments
            {
                Assets = assets,
                Covariance = Settled(covariance, mended.Estimate),
                ExpectedReturns = expectedReturns,
                LeastEigenvalue = LeastOf(mended.Estimate.Repair),
            }),
            _ => throw new UnreachableException(),
        };

    /// <summary>Looks at a covariance and keeps it as it is.</summary>
    internal static MomentsOutcome LookedAt(
        CovarianceEstimate covariance, ImmutableArray<Asset> assets, ImmutableArray<double> expectedReturns) =>
        Examined(covariance, assets, expectedReturns) switch
        {
            MomentsOutcome.Refused refused => refused,
            MomentsOutcome.Estimated { Moments: { Covariance.Repair: CovarianceRepair.Lifted } moments } =>
                new MomentsOutcome.Estimated(moments with { Covariance = covariance }),
            MomentsOutcome.Estimated sound => sound,
            _ => throw new UnreachableException(),
        };

    /// <summary>Estimates from returns, those that are drawn too.</summary>
    internal static MomentsOutcome FromPanel(
        ReturnPanel panel, double periodsPerYear, ImmutableArray<Asset> assets, EstimationTerms terms)
    {
        if (Covariance(panel, periodsPerYear, terms) is not CovarianceOutcome.Estimated covariance)
        {
            var refused = (CovarianceOutcome.Refused)Covariance(panel, periodsPerYear, terms);
            return Refused(RefusalSentence.Of(refused.Why, assets));
        }

        return Mean(panel, covariance.Estimate, assets, terms) switch
        {
            MeanOutcome.Refused refused => Refused(RefusalSentence.Of(refused.Why, assets)),
            MeanOutcome.Estimated mean => Examined(covariance.Estimate, assets, mean.Values) switch
            {
                MomentsOutcome.Estimated examined => new MomentsOutcome.Estimated(
                    examined.Moments with { IncompletePeriods = panel.Periods - panel.CompletePeriods }),
                MomentsOutcome.Refused refused => refused,
                _ => throw new UnreachableException(),
            },
            _ => throw new UnreachableException(),
        };
    }

    private static MomentsOutcome Remarked(MomentsOutcome outcome, BarRhythm rhythm) => outcome switch
    {
        MomentsOutcome.Estimated estimated =>
            new MomentsOutcome.Estimated(estimated.Moments with { Rhythm = rhythm }),
        MomentsOutcome.Refused refused => refused,
        _ => throw new UnreachableException(),
    };

    private static double LeastOf(CovarianceRepair repair) => repair switch
    {
        CovarianceRepair.NotLookedAt => double.NaN,
        CovarianceRepair.NotNeeded sound => sound.LeastEigenvalue,
        CovarianceRepair.Lifted lifted => lifted.LeastBefore,
        _ => throw new UnreachableException(),
    };

    private static CovarianceEstimate Settled(CovarianceEstimate given, CovarianceEstimate mended) =>
        mended.Repair is CovarianceRepair.Lifted lifted
            && lifted.LargestChange <= Rounding * Vectors.LargestMagnitude(given.Matrix.Values)
            ? given with { Repair = new CovarianceRepair.NotNeeded(lifted.LeastBefore) }
            : mended;

    private static CovarianceOutcome Covariance(ReturnPanel panel, double periodsPerYear, EstimationTerms terms)
    {
        CovarianceConvention convention = CovarianceConvention.Sample.PerYear(periodsPerYear);
        return terms.Covariance switch
        {
            CovarianceMethod.Sample => SampleCovariance.Of(panel, convention),
            CovarianceMethod.ExponentiallyWeighted => SampleCovariance.ExponentiallyWeighted(
                panel, terms.Fading, Centring.Demeaned, periodsPerYear),
            CovarianceMethod.Semi => SampleCovariance.Semi(panel, 0.0, periodsPerYear),
            CovarianceMethod.LedoitWolfOneParameter => ShrunkCovariance.OneParameter(panel, convention),
            CovarianceMethod.LedoitWolfTwoParameter => ShrunkCovariance.TwoParameter(panel, convention),
            CovarianceMethod.LedoitWolfConstantCorrelation => ShrunkCovariance.ConstantCorrelation(panel, convention),
            CovarianceMethod.LedoitWolfDiagonal => ShrunkCovariance.Diagonal(panel, convention),
            CovarianceMethod.LedoitWolfMarket => ShrunkCovariance.Market(panel, convention),
            CovarianceMethod.OracleApproximating => ShrunkCovariance.OracleApproximating(panel, convention),
            CovarianceMethod.QuadraticInverseShrinkage => NonlinearShrinkage.Quadratic(panel, convention),
            CovarianceMethod.LinearInverseShrinkage => NonlinearShrinkage.Linear(panel, convention),
            CovarianceMethod.GeometricInverseShrinkage => NonlinearShrinkage.Geometric(panel, convention),
            _ => throw new UnreachableException(),
        };
    }

    private static MeanOutcome Mean(
        ReturnPanel panel, CovarianceEstimate covariance, ImmutableArray<Asset> assets, EstimationTerms terms)
    {
        double periodsPerYear = covariance.Convention.PeriodsPerYear;
        return terms.Mean switch
        {
            MeanMethod.Arithmetic => ExpectedReturns.Arithmetic(panel, periodsPerYear),
            MeanMethod.Compound => ExpectedReturns.Compound(panel, periodsPerYear),
            MeanMethod.ExponentiallyWeighted =>
                ExpectedReturns.ExponentiallyWeighted(panel, terms.Fading, periodsPerYear),
            MeanMethod.JamesStein => ExpectedReturns.JamesStein(panel, periodsPerYear),
            MeanMethod.BayesStein => ExpectedReturns.BayesStein(panel, periodsPerYear),
            MeanMethod.CapitalAssetPricing => AssetPricing(panel, covariance, assets, terms),
            _ => throw new UnreachableException(),
        };
    }

    // The market's own expected return is the mean of its past.
    private static MeanOutcome AssetPricing(
        ReturnPanel panel, CovarianceEstimate covariance, ImmutableArray<Asset> assets, EstimationTerms terms)
    {
        if (ExpectedReturns.Arithmetic(panel, covariance.Convention.PeriodsPerYear) is not MeanOutcome.Estimated past)
        {
            return ExpectedReturns.Arithmetic(panel, covariance.Convention.PeriodsPerYear);
        }

        double[] market = MarketShares.Of(assets, terms.MarketValues);
        return ExpectedReturns.CapitalAssetPricing(
            covariance, market, terms.RiskFree, Vectors.Dot(market, past.Values.AsSpan()));
    }

    private static MomentsOutcome.Refused Refused(Reason why) => new(why);
}
