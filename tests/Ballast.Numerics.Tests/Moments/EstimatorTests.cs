using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Tests.Moments;

/// <summary>Estimators on cases small enough to work out by hand.</summary>
public sealed class EstimatorTests
{
    [Fact]
    public void Gaps_are_stated_and_never_filled_unasked()
    {
        Matrix prices = Matrix.Of(
            6,
            2,
            [double.NaN, 1.0, 10.0, 1.0, 11.0, double.NaN, 11.0, 2.0, 12.1, 2.0, 12.1, double.NaN]);

        ReturnPanel left = Built(ReturnPanel.FromPrices(prices, ReturnKind.Simple));
        ReturnPanel carried = Built(ReturnPanel.FromPricesCarriedForward(prices, ReturnKind.Simple));

        left.Gaps.ShouldBe([
            new ReturnGap(0, 0, 1, GapPlace.BeforeHistory, GapFilling.None),
            new ReturnGap(1, 1, 2, GapPlace.Inside, GapFilling.None),
            new ReturnGap(1, 4, 1, GapPlace.AfterHistory, GapFilling.None),
        ]);
        left.CompletePeriods.ShouldBe(1);
        carried.Gaps[1].Filled.ShouldBe(GapFilling.CarriedForward);
        carried.Returns[1, 1].ShouldBe(0.0);
        carried.Returns[2, 1].ShouldBe(1.0);
        carried.Returns[4, 1].ShouldBe(0.0);
        carried.Returns[0, 0].ShouldBe(double.NaN);
        carried.CompletePeriods.ShouldBe(4);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.PositiveInfinity)]
    public void A_price_that_cannot_be_is_named(double price)
    {
        ReturnPanel.FromPrices(Matrix.Of(2, 2, [1.0, 1.0, 1.0, price]), ReturnKind.Logarithmic)
            .ShouldBe(new PanelOutcome.BadPrice(1, 1, price));
    }

    [Fact]
    public void Logarithmic_returns_add_up_over_time()
    {
        Matrix prices = Matrix.Of(3, 1, [1.0, 2.0, 4.0]);
        ReturnPanel panel = Built(ReturnPanel.FromPrices(prices, ReturnKind.Logarithmic));

        Vectors.Sum(panel.Returns.Values).ShouldBe(Math.Log(4.0), 1e-15);
    }

    [Fact]
    public void Weights_of_an_exponential_covariance_fade_with_age()
    {
        // lambda 1/2, about zero: (4 * 1 + 1 * 1/2) / (3/2) = 3.
        Matrix returns = Matrix.Of(2, 1, [1.0, 2.0]);
        Estimated(SampleCovariance.ExponentiallyWeighted(
            ReturnPanel.Of(returns), Decay.HalfLife(1.0), Centring.AboutZero, 1.0)).Matrix[0, 0].ShouldBe(3.0, 1e-15);

        // Demeaned by 5/3: ((1/3)^2 + (2/3)^2 / 2) / (3/2) = 2/9.
        Estimated(SampleCovariance.ExponentiallyWeighted(
            ReturnPanel.Of(returns), Decay.HalfLife(1.0), Centring.Demeaned, 1.0)).Matrix[0, 0]
            .ShouldBe(2.0 / 9.0, 1e-15);
    }

    [Fact]
    public void Only_shortfalls_count_in_a_semi_covariance()
    {
        Matrix returns = Matrix.Of(2, 2, [-0.1, 0.2, -0.2, -0.3]);
        CovarianceEstimate semi = Estimated(SampleCovariance.Semi(ReturnPanel.Of(returns), 0.0, 2.0));

        semi.Matrix[0, 0].ShouldBe(0.05, 1e-15);
        semi.Matrix[0, 1].ShouldBe(0.06, 1e-15);
        semi.Matrix[1, 1].ShouldBe(0.09, 1e-15);
        semi.Convention.Centring.ShouldBe(Centring.AboutLevel);
    }

    [Fact]
    public void Products_of_many_columns_are_those_of_a_plain_loop()
    {
        Random random = new(5);
        Matrix returns = new(37, 41);
        foreach (ref double value in returns.Values)
        {
            value = random.NextDouble() - 0.5;
        }

        Matrix actual = Estimated(SampleCovariance.Of(
            ReturnPanel.Of(returns), new CovarianceConvention(Centring.AboutZero, Divisor.Observations, 1.0))).Matrix;

        for (int i = 0; i < 41; i++)
        {
            for (int j = 0; j < 41; j++)
            {
                double expected = Enumerable.Range(0, 37).Sum(t => returns[t, i] * returns[t, j]) / 37.0;
                actual[i, j].ShouldBe(expected, 1e-15);
            }
        }
    }

    [Fact]
    public void Repair_of_a_matrix_that_is_not_a_covariance_is_reported()
    {
        // Correlations 0.9, 0.9 and -0.9 contradict each other: eigenvalues 1 + 0.9 (twice) and 1 - 1.8.
        Matrix broken = Matrix.Of(3, 3, [4.0, 1.8, 1.8, 1.8, 1.0, -0.9, 1.8, -0.9, 1.0]);

        CovarianceEstimate mended = Estimated(PositiveDefinite.Repair(Given(broken), 1e-8));

        var report = mended.Repair.ShouldBeOfType<CovarianceRepair.Lifted>();
        report.Count.ShouldBe(1);
        report.LeastBefore.ShouldBeLessThan(-0.8);
        report.LeastAfter.ShouldBeGreaterThan(0.0);
        report.LargestChange.ShouldBeGreaterThan(0.1);
        mended.Matrix[0, 0].ShouldBe(4.0, 1e-14);
        mended.Matrix[1, 1].ShouldBe(1.0, 1e-14);
        broken[0, 1].ShouldBe(1.8);
    }

    [Fact]
    public void A_sound_matrix_is_left_as_it_is()
    {
        Matrix sound = Matrix.Of(2, 2, [2.0, 1.0, 1.0, 2.0]);

        CovarianceEstimate same = Estimated(PositiveDefinite.Repair(Given(sound), 1e-10));

        same.Matrix.ShouldBeSameAs(sound);
        same.Repair.ShouldBeOfType<CovarianceRepair.NotNeeded>().LeastEigenvalue.ShouldBe(1.0, 1e-14);
        PositiveDefinite.Repair(Given(new Matrix(3, 3)), 0.0).ShouldBeOfType<CovarianceOutcome.Estimated>();
        PositiveDefinite.Repair(Given(Matrix.Of(2, 2, [1.0, 2.0, 0.0, 1.0])), 0.0)
            .ShouldBeOfType<CovarianceOutcome.Refused>().Why.ShouldBeOfType<Refusal.NotACovariance>();
        PositiveDefinite.Repair(Given(Matrix.Of(1, 1, [-1.0])), 0.0)
            .ShouldBeOfType<CovarianceOutcome.Refused>().Why.ShouldBe(new Refusal.NotACovariance(-1.0));
    }

    [Fact]
    public void Means_are_per_year_and_leave_out_what_is_missing()
    {
        ReturnPanel panel = ReturnPanel.Of(Matrix.Of(3, 2, [0.1, double.NaN, 0.1, 0.5, -0.05, 0.5]));

        var arithmetic = ExpectedReturns.Arithmetic(panel, 2.0).ShouldBeOfType<MeanOutcome.Estimated>();
        arithmetic.Values[0].ShouldBe(0.1, 1e-15);
        arithmetic.Values[1].ShouldBe(1.0, 1e-15);
        arithmetic.Observations.ShouldBe(2);
        var compound = ExpectedReturns.Compound(panel, 2.0).ShouldBeOfType<MeanOutcome.Estimated>();
        compound.Values[1].ShouldBe(1.25, 1e-15);

        // Ages 2, 1, 0 at lambda 1/2: (0.1 / 4 + 0.1 / 2 - 0.05) / (7 / 4).
        var faded = ExpectedReturns.ExponentiallyWeighted(panel, Decay.HalfLife(1.0), 1.0);
        faded.ShouldBeOfType<MeanOutcome.Estimated>().Values[0].ShouldBe(0.025 / 1.75, 1e-15);
        ExpectedReturns.Arithmetic(ReturnPanel.Of(Matrix.Of(1, 1, [double.NaN])), 2.0)
            .ShouldBeOfType<MeanOutcome.Refused>().Why.ShouldBe(new Refusal.TooFewObservations(0, 1));
    }

    [Fact]
    public void Shrunk_means_lie_between_each_asset_and_the_centre()
    {
        Random random = new(11);
        Matrix returns = new(60, 5);
        foreach (ref double value in returns.Values)
        {
            value = (0.04 * (random.NextDouble() - 0.5)) + 0.001;
        }

        ReturnPanel panel = ReturnPanel.Of(returns);
        var plain = ExpectedReturns.Arithmetic(panel, 365).ShouldBeOfType<MeanOutcome.Estimated>();
        foreach (MeanOutcome outcome in new[]
            { ExpectedReturns.JamesStein(panel, 365), ExpectedReturns.BayesStein(panel, 365) })
        {
            var shrunk = outcome.ShouldBeOfType<MeanOutcome.Estimated>();
            shrunk.Shrinkage.ShouldBeInRange(0.01, 1.0);
            double spread = plain.Values.Max() - plain.Values.Min();
            (shrunk.Values.Max() - shrunk.Values.Min()).ShouldBe(spread * (1.0 - shrunk.Shrinkage), 1e-12);
        }

        ExpectedReturns.BayesStein(ReturnPanel.Of(new Matrix(7, 5)), 365).ShouldBeOfType<MeanOutcome.Refused>();
        ExpectedReturns.BayesStein(ReturnPanel.Of(new Matrix(60, 5)), 365)
            .ShouldBeOfType<MeanOutcome.Refused>().Why.ShouldBeOfType<Refusal.NotACovariance>();
    }

    [Fact]
    public void The_market_itself_has_a_beta_of_one()
    {
        CovarianceEstimate covariance = Given(Matrix.Of(2, 2, [0.04, 0.0, 0.0, 0.04]));

        // Half each: variance 0.02, covariances 0.02 each, so both betas are one.
        var implied = ExpectedReturns.CapitalAssetPricing(covariance, [0.5, 0.5], 0.045, 0.145)
            .ShouldBeOfType<MeanOutcome.Estimated>();
        implied.Values[0].ShouldBe(0.145, 1e-15);

        // All in the first: betas one and zero.
        implied = ExpectedReturns.CapitalAssetPricing(covariance, [1.0, 0.0], 0.045, 0.145)
            .ShouldBeOfType<MeanOutcome.Estimated>();
        implied.Values[1].ShouldBe(0.045, 1e-15);
        ExpectedReturns.CapitalAssetPricing(covariance, [0.0, 0.0], 0.045, 0.145)
            .ShouldBeOfType<MeanOutcome.Refused>();
    }

    [Fact]
    public void Average_true_range_follows_Wilder()
    {
        double[] ranges = new double[4];
        double[] average = new double[4];

        Volatility.TrueRange([10.0, 12.0, 11.0, 15.0], [9.0, 11.0, 8.0, 12.0], [9.5, 11.5, 10.0, 14.0], ranges);
        Volatility.AverageTrueRange(ranges, 2, average);

        ranges.ShouldBe([1.0, 2.5, 3.5, 5.0]);
        average.ShouldBe([double.NaN, 1.75, 2.625, 3.8125]);
        Volatility.PercentileOfLast(average).ShouldBe(2.5 / 3.0, 1e-15);
        Volatility.PercentileOfLast([]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Windows_that_are_not_full_have_no_number()
    {
        double[] into = new double[4];

        Volatility.RollingCorrelation([1.0, 2.0, 3.0, 3.0], [2.0, 4.0, 6.0, 5.0], 2, into);
        into[0].ShouldBe(double.NaN);
        into[1].ShouldBe(1.0, 1e-15);
        into[3].ShouldBe(double.NaN);
        Volatility.Rolling([0.3, 0.4, 0.0, 0.0], 2, 2.0, into);
        into[1].ShouldBe(0.5, 1e-15);
        Volatility.Realised([], 365).ShouldBe(double.NaN);
    }

    private static ReturnPanel Built(PanelOutcome outcome) => outcome.ShouldBeOfType<PanelOutcome.Built>().Panel;

    private static CovarianceEstimate Estimated(CovarianceOutcome outcome) =>
        outcome.ShouldBeOfType<CovarianceOutcome.Estimated>().Estimate;

    private static CovarianceEstimate Given(Matrix matrix) => new()
    {
        Matrix = matrix,
        Method = CovarianceMethod.Given,
        Convention = CovarianceConvention.Sample,
        Observations = 0,
        Shrinkage = 0.0,
        Repair = new CovarianceRepair.NotLookedAt(),
    };
}
