using System.Text.Json;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Tests.Optimizers.Frontier;

/// <summary>From prices with missing histories to portfolios, against the values that PyPortfolioOpt's own tests
/// publish (its conventions: missing prices padded, compound means over each share's own history, pairwise
/// covariance, 252 days, the critical line's Sharpe at a rate of zero and reported at 2 %).</summary>
public sealed class PyPortfolioOptTests
{
    [Theory]
    [InlineData("cla_max_sharpe_long_only")]
    [InlineData("min_volatility_long_only")]
    public void Agrees_with_the_published_portfolios(string id)
    {
        string file = ReferenceTable.PathOf("optimizer/pypfopt/stock_prices.csv");
        string[] names = File.ReadLines(file).First().Split(',')[1..];
        JsonElement expected =
            ReferenceTable.Json("optimizer/pypfopt/expected.json").GetProperty("expected").GetProperty(id);
        MeanVarianceProblem problem = Problem();
        EfficientFrontier frontier =
            CriticalLine.Trace(problem).ShouldBeOfType<FrontierOutcome.Traced>().Frontier;

        Allocation answer = id.StartsWith("cla", StringComparison.Ordinal)
            ? frontier.MaximumSharpe(0.0)
            : frontier.MinimumVariance();

        double[] weights = [.. answer.ShouldBeOfType<Allocation.Solved>().Weights];
        double mean = Vectors.Dot(weights, problem.Mean.AsSpan());
        double volatility = Math.Sqrt(problem.Covariance.Quadratic(weights));
        double[] published = ReferenceTable.Numbers(expected.GetProperty("published"));
        mean.ShouldBe(published[0], 1e-8);
        volatility.ShouldBe(published[1], 1e-8);
        ((mean - 0.02) / volatility).ShouldBe(published[2], 1e-8);
        for (int i = 0; i < weights.Length; i++)
        {
            // Printed to eight digits.
            weights[i].ShouldBe(expected.GetProperty("weights").GetProperty(names[i]).GetDouble(), 1e-8);
        }
    }

    private static MeanVarianceProblem Problem()
    {
        Matrix prices = ReferenceTable.Csv("optimizer/pypfopt/stock_prices.csv", 1, 1);
        ReturnPanel panel = ReturnPanel.FromPricesCarriedForward(prices, ReturnKind.Simple)
            .ShouldBeOfType<PanelOutcome.Built>().Panel;
        panel.Gaps.Length.ShouldBeGreaterThan(0);
        var mean = ExpectedReturns.Compound(panel, 252).ShouldBeOfType<MeanOutcome.Estimated>();
        var covariance = SampleCovariance.Pairwise(panel, CovarianceConvention.Sample.PerYear(252))
            .ShouldBeOfType<CovarianceOutcome.Estimated>();
        return new MeanVarianceProblem
        {
            Mean = mean.Values,
            Covariance = covariance.Estimate.Matrix,
            Bounds = Bounds.LongOnly(panel.Assets),
        };
    }
}
