using Ballast.Numerics.Measures;

namespace Ballast.Numerics.Tests.Measures;

/// <summary>Small cases worked out by hand, and what happens at the edges.</summary>
public sealed class MeasuresTests
{
    [Fact]
    public void Simple_returns_are_ratios_less_one()
    {
        var returns = new double[2];

        Returns.Simple([100.0, 110.0, 99.0], returns);

        returns[0].ShouldBe(0.10, 1e-15);
        returns[1].ShouldBe(-0.10, 1e-15);
        Returns.Total(returns).ShouldBe(-0.01, 1e-15);
        Should.Throw<ArgumentException>(() => Returns.Simple([1.0, 2.0], new double[2]));
    }

    [Fact]
    public void Growth_of_21_percent_in_two_years_is_10_percent_a_year()
    {
        Returns.PerYear(1.21, 2.0).ShouldBe(0.10, 1e-15);
        Returns.PerYear(1.21, 0.0).ShouldBe(double.NaN);
    }

    [Fact]
    public void Standard_deviation_divides_by_one_less_than_the_count()
    {
        // Mean 3, squares 4 + 1 + 0 + 1 + 4 = 10, over 4.
        Dispersion.StandardDeviation([1.0, 2.0, 3.0, 4.0, 5.0]).ShouldBe(Math.Sqrt(2.5), 1e-15);
        Dispersion.StandardDeviation([1.0]).ShouldBe(double.NaN);
        Dispersion.StandardDeviation([1.0, double.NaN]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Deepest_drawdown_names_its_peak_and_trough()
    {
        Drawdown fall = Drawdown.Deepest([100.0, 120.0, 90.0, 130.0, 117.0, 140.0]);

        fall.Depth.ShouldBe(-0.25, 1e-15);
        fall.Peak.ShouldBe(1);
        fall.Trough.ShouldBe(2);
        Drawdown.Deepest([1.0, 2.0]).Depth.ShouldBe(0.0);
        Drawdown.Deepest([]).Depth.ShouldBe(0.0);
        Drawdown.Deepest([double.NaN, 100.0, 50.0]).Depth.ShouldBe(-0.5, 1e-15);
    }

    [Fact]
    public void Weight_deviation_is_a_root_mean_square_and_not_annualised()
    {
        // Two drifts of 3 and 1 points: sqrt((9 + 1) / 2) points.
        Tracking.WeightDeviation([0.53, 0.49], [0.50, 0.50]).ShouldBe(Math.Sqrt(5.0) / 100.0, 1e-15);
        Should.Throw<ArgumentException>(() => Tracking.WeightDeviation([0.5], [0.5, 0.5]));
    }

    [Fact]
    public void A_portfolio_that_is_its_benchmark_has_no_tracking_error()
    {
        Tracking.Error([0.01, -0.02, 0.03], [0.01, -0.02, 0.03], 365).ShouldBe(0.0);
        Should.Throw<ArgumentException>(() => Tracking.Error([0.01], [0.01, 0.02], 365));
    }
}
