using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Markets;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Moments;
using NodaTime;

namespace Ballast.Core.Tests.Targets.Methods;

/// <summary>Windows and estimates from the past, worked out by hand.</summary>
public sealed class MomentEstimationTests
{
    private static readonly Instant Start = Instant.FromUtc(2024, 1, 1, 0, 0);
    private static readonly Asset Btc = new("BTC");
    private static readonly Asset Eth = new("ETH");
    private static readonly EstimationTerms TwoDays = new() { Lookback = Duration.FromDays(2) };

    [Fact]
    public void A_window_of_two_days_holds_the_last_two_returns_and_nothing_later()
    {
        // Returns 1, -0.5 | 0.5, 0: the bar that the view hides would make the mean another.
        CandleTable table = Table(Duration.FromDays(1), [(Btc, [100, 200, 100, 150, 1_000]), (Eth, [1, 1, 2, 2, 9])]);

        AssetMoments moments = Estimated(table.PastAt(3), TwoDays);

        // BTC: -0.5 and 0.5, mean 0, variance 0.5; ETH: 1 and 0, mean 0.5, variance 0.5; covariance -0.5.
        moments.ExpectedReturns.ToArray().ShouldBe([0.0, 0.5 * 365.0], 1e-12);
        moments.Covariance.Matrix.Values.ToArray()
            .ShouldBe([0.5 * 365.0, -0.5 * 365.0, -0.5 * 365.0, 0.5 * 365.0], 1e-12);
        moments.Covariance.Observations.ShouldBe(2);
        moments.IncompletePeriods.ShouldBe(0);
    }

    [Fact]
    public void Hourly_bars_count_8760_to_a_year_and_a_window_is_time_and_not_bars()
    {
        CandleTable table = Table(Duration.FromHours(1), [(Btc, [100, 110, 121, 100]), (Eth, [1, 2, 1, 2])]);

        AssetMoments moments = Estimated(table.PastAt(3), new EstimationTerms { Lookback = Duration.FromHours(3) });

        moments.Covariance.Observations.ShouldBe(3);
        moments.Covariance.Convention.PeriodsPerYear.ShouldBe(8_760.0, 1e-9);
    }

    [Fact]
    public void A_gap_leaves_its_periods_out_and_is_counted()
    {
        CandleTable table = Table(Duration.FromDays(1), [(Btc, [1, 2, 1, 2, 1, 2]), (Eth, [1, 2, 0, 2, 1, 2])]);

        AssetMoments moments = Estimated(table.PastAt(5), TwoDays with { Lookback = Duration.FromDays(5) });

        moments.Covariance.Observations.ShouldBe(3);
        moments.IncompletePeriods.ShouldBe(2);
    }

    [Fact]
    public void The_return_over_missing_rows_is_left_out_and_the_hole_is_named()
    {
        // Days 0 to 3 and 6 to 8: the return from day 3 to day 6 is none of one day.
        CandleTable holed = Table(
            Duration.FromDays(1), [(Btc, [1, 2, 1, 2, 0, 0, 4, 2, 4]), (Eth, [1, 2, 3, 4, 0, 0, 1, 2, 3])]);
        EstimationTerms terms = TwoDays with { Lookback = Duration.FromDays(8) };

        AssetMoments moments = Estimated(holed.PastAt(6), terms);

        // BTC: 1, -0.5, 1, -0.5, 1: mean 0.4; with the bridged 1 it would be 0.5.
        moments.Covariance.Observations.ShouldBe(5);
        moments.ExpectedReturns[0].ShouldBe(0.4 * 365.0, 1e-12);
        moments.IncompletePeriods.ShouldBe(3);
        moments.Rhythm.Remark()!.Sentence.ShouldBe(
            "2 bars are missing: 2 between 2024-01-04T00:00:00Z and 2024-01-07T00:00:00Z");
    }

    [Fact]
    public void A_market_that_closes_at_weekends_has_no_holes_and_says_so()
    {
        // Nothing on the sixth and seventh day of each week.
        decimal[] closes = [.. Enumerable.Range(0, 28).Select(day => day % 7 is 5 or 6 ? 0m : 100m + (day % 3))];
        CandleTable weekdays = Table(Duration.FromDays(1), [(Btc, closes), (Eth, closes)]);
        AssetMoments moments = Estimated(
            weekdays.PastAt(weekdays.Instants.Length - 1), TwoDays with { Lookback = Duration.FromDays(20) });

        moments.IncompletePeriods.ShouldBe(0);
        moments.Rhythm.Holes.ShouldBeEmpty();
        moments.Rhythm.Remark()!.Code.ShouldBe("bars-uneven");
    }

    [Fact]
    public void Windows_that_prices_do_not_fill_are_refused_by_name()
    {
        CandleTable late = Table(Duration.FromDays(1), [(Btc, [1, 2, 1, 2]), (Eth, [0, 0, 1, 2])]);
        CandleTable ended = Table(Duration.FromDays(1), [(Btc, [1, 2, 1, 2]), (Eth, [1, 2, 1, 0])]);

        Reason why = Why(late.PastAt(3), TwoDays);
        why.Code.ShouldBe("window-longer-than-history");
        why.Sentence.ShouldBe("a window of 2d begins 2024-01-02T00:00:00Z, and the first price of ETH is of "
            + "2024-01-03T00:00:00Z");
        Why(late.PastAt(3), TwoDays with { Lookback = Duration.FromDays(9) }).Sentence.ShouldContain("BTC");
        Why(ended.PastAt(3), TwoDays).Code.ShouldBe("history-ends-early");
        Why(late.PastAt(1), TwoDays).Code.ShouldBe("no-prices");
        Why(ended.PastAt(2), TwoDays with { Lookback = Duration.FromDays(1) }).Code.ShouldBe("too-few-observations");
    }

    [Theory]
    [InlineData(CovarianceMethod.Sample)]
    [InlineData(CovarianceMethod.ExponentiallyWeighted)]
    [InlineData(CovarianceMethod.Semi)]
    [InlineData(CovarianceMethod.LedoitWolfOneParameter)]
    [InlineData(CovarianceMethod.LedoitWolfTwoParameter)]
    [InlineData(CovarianceMethod.LedoitWolfConstantCorrelation)]
    [InlineData(CovarianceMethod.LedoitWolfDiagonal)]
    [InlineData(CovarianceMethod.LedoitWolfMarket)]
    [InlineData(CovarianceMethod.OracleApproximating)]
    [InlineData(CovarianceMethod.QuadraticInverseShrinkage)]
    [InlineData(CovarianceMethod.LinearInverseShrinkage)]
    [InlineData(CovarianceMethod.GeometricInverseShrinkage)]
    public void Every_estimator_can_be_chosen_and_says_who_it_is(CovarianceMethod method)
    {
        AssetMoments moments = Estimated(Wavy().PastAt(12), new EstimationTerms
        {
            Lookback = Duration.FromDays(12),
            Covariance = method,
        });

        moments.Covariance.Method.ShouldBe(method);
        moments.Covariance.Repair.ShouldBeOfType<CovarianceRepair.NotNeeded>();
    }

    [Fact]
    public void Expected_returns_can_be_chosen_and_the_market_prices_itself_fairly()
    {
        EstimationTerms terms = new() { Lookback = Duration.FromDays(12) };
        PastPrices past = Wavy().PastAt(12);
        ImmutableArray<double> plain = Estimated(past, terms).ExpectedReturns;

        // The mean over the market of what CAPM expects is the market's own mean (beta of the market is one).
        ImmutableArray<double> priced =
            Estimated(past, terms with { Mean = MeanMethod.CapitalAssetPricing }).ExpectedReturns;
        priced.Average().ShouldBe(plain.Average(), 1e-12);
        foreach (MeanMethod method in (MeanMethod[])
            [MeanMethod.Compound, MeanMethod.ExponentiallyWeighted, MeanMethod.JamesStein, MeanMethod.BayesStein])
        {
            Estimated(past, terms with { Mean = method }).ExpectedReturns.ShouldAllBe(mean => double.IsFinite(mean));
        }

        Why(past, terms with { Mean = MeanMethod.Given }).Code.ShouldBe("estimator-not-one");
    }

    private static CandleTable Wavy() => Table(Duration.FromDays(1), [
        (Btc, [100, 104, 101, 107, 103, 110, 104, 112, 115, 108, 119, 117, 121]),
        (Eth, [50, 51, 49, 55, 52, 51, 56, 54, 59, 60, 55, 61, 58])]);

    private static CandleTable Table(Duration barLength, (Asset Asset, decimal[] Closes)[] series) => CandleTable.Of(
        barLength,
        series.ToDictionary(one => one.Asset, one => one.Closes.Index()
            .Where(cell => cell.Item > 0m)
            .Select(cell => new Candle { End = Start + (barLength * cell.Index), Close = new Price(cell.Item) })
            .ToImmutableArray()));

    private static AssetMoments Estimated(PastPrices past, EstimationTerms terms) =>
        MomentEstimation.Estimate(past, [Btc, Eth], terms).ShouldBeOfType<MomentsOutcome.Estimated>().Moments;

    private static Reason Why(PastPrices past, EstimationTerms terms) =>
        MomentEstimation.Estimate(past, [Btc, Eth], terms).ShouldBeOfType<MomentsOutcome.Refused>().Why;
}
