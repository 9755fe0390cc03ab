using Ballast.Numerics.Measures;

namespace Ballast.Numerics.Tests.Measures;

public sealed class MoneyWeightedTests
{
    [Fact]
    public void Agrees_with_the_example_that_spreadsheets_document()
    {
        // Documentation of Excel's XIRR: 2008-01-01, 03-01, 10-30, 2009-02-15, 04-01; 0.373362535.
        double[] amounts = [-10_000.0, 2_750.0, 4_250.0, 3_250.0, 2_750.0];
        double[] years = [.. new[] { 0.0, 60.0, 303.0, 411.0, 456.0 }.Select(days => days / 365.0)];

        MoneyWeighted.PerYear(amounts, years).ShouldBe(0.373362535, 1e-8);
    }

    [Fact]
    public void Is_the_compound_return_where_nothing_came_or_went() =>
        MoneyWeighted.PerYear([-100.0, 121.0], [0.0, 2.0]).ShouldBe(0.1, 1e-12);

    [Fact]
    public void Knows_a_nearly_total_loss() =>
        MoneyWeighted.PerYear([-100.0, 1.0], [0.0, 1.0]).ShouldBe(-0.99, 1e-12);

    [Fact]
    public void Has_no_meaning_where_nothing_came_back() =>
        MoneyWeighted.PerYear([-100.0, -5.0], [0.0, 1.0]).ShouldBe(double.NaN);

    [Fact]
    public void Passes_on_what_is_not_a_number() =>
        MoneyWeighted.PerYear([-100.0, double.NaN], [0.0, 1.0]).ShouldBe(double.NaN);

    [Fact]
    public void Refuses_amounts_without_times() =>
        Should.Throw<ArgumentException>(() => MoneyWeighted.PerYear([1.0], []));
}
