using System.Globalization;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Hierarchical;

namespace Ballast.Numerics.Tests.Optimizers.Hierarchical;

/// <summary>Hierarchical risk parity against published weights, by hand and on random problems.</summary>
public sealed class HierarchicalRiskParityTests
{
    [Fact]
    public void Agrees_with_PyPortfolioOpt_on_twenty_stocks()
    {
        string[] names = [.. File.ReadLines(ReferenceTable.PathOf("optimizer/pypfopt/stock_prices.csv"))
            .First().Split(',').Skip(1)];
        Matrix prices = ReferenceTable.Csv("optimizer/pypfopt/stock_prices.csv", 1, 1);
        ReturnPanel panel = ReturnPanel.FromPricesCarriedForward(prices, ReturnKind.Simple)
            .ShouldBeOfType<PanelOutcome.Built>().Panel;
        Matrix covariance = SampleCovariance.Pairwise(panel, CovarianceConvention.Sample)
            .ShouldBeOfType<CovarianceOutcome.Estimated>().Estimate.Matrix;

        Allocation answer = HierarchicalRiskParity.Of(
            covariance,
            PairwiseCorrelations(panel.Returns),
            (Linkage.Single, AssetDistance.Correlation),
            (Bounds.LongOnly(20), 1.0));

        double[] weights = Weights(answer);
        foreach (string line in File.ReadLines(ReferenceTable.PathOf("optimizer/pypfopt/weights_hrp.csv")).Skip(1))
        {
            string[] fields = line.Split(',');
            double expected = double.Parse(fields[1], CultureInfo.InvariantCulture);
            weights[Array.IndexOf(names, fields[0])].ShouldBe(expected, 1e-8, fields[0]);
        }

        // Its published performance is of plain means, 252 days, at a rate of 2 %.
        double[] means = [.. ExpectedReturns.Arithmetic(panel, 252).ShouldBeOfType<MeanOutcome.Estimated>().Values];
        double mean = Vectors.Dot(weights, means);
        double volatility = Math.Sqrt(252.0 * covariance.Quadratic(weights));
        double[] published = ReferenceTable.Numbers(
            ReferenceTable.Json("optimizer/pypfopt/expected.json").GetProperty("published_hrp_perf_single_linkage"));
        mean.ShouldBe(published[0], 1e-8);
        volatility.ShouldBe(published[1], 1e-8);
        ((mean - 0.02) / volatility).ShouldBe(published[2], 1e-8);
    }

    [Fact]
    public void Rounded_covariances_of_ninety_five_shares_make_a_portfolio()
    {
        // PyPortfolioOpt's matrix, printed to nine digits; it publishes no weights for it.
        Matrix covariance = ReferenceTable.Csv("optimizer/pypfopt/cov_matrix.csv", 1, 1);
        double[] weights = Weights(HierarchicalRiskParity.Of(covariance, Bounds.LongOnly(covariance.Rows), 1.0));
        Vectors.Sum(weights).ShouldBe(1.0, 1e-12);
        weights.ShouldAllBe(weight => weight > 0.0);

        // Less risk than equal weights, which is what it is for.
        double[] equal = [.. Enumerable.Repeat(1.0 / weights.Length, weights.Length)];
        covariance.Quadratic(weights).ShouldBeLessThan(covariance.Quadratic(equal));
    }

    [Fact]
    public void Three_assets_by_hand()
    {
        // The second and third are near each other and the first apart, so the order is (1, (2, 3)) and the first
        // split parts 1 from {2, 3}. The pair's variance at half each is 0.04 (1 + 0.5) / 2 = 0.03.
        Matrix covariance = Matrix.Of(3, 3, [0.01, 0.0, 0.0, 0.0, 0.04, 0.02, 0.0, 0.02, 0.04]);
        double[] weights = Weights(HierarchicalRiskParity.Of(covariance, Bounds.LongOnly(3), 1.0));
        weights[0].ShouldBe(0.75, 1e-15);
        weights[1].ShouldBe(0.125, 1e-15);
        weights[2].ShouldBe(0.125, 1e-15);
    }

    [Fact]
    public void Every_tree_is_a_portfolio()
    {
        for (int seed = 0; seed < 1_000; seed++)
        {
            Random random = new(seed);
            int n = 1 + random.Next(30);
            Matrix covariance = RandomProblems.Covariance(n, random);
            Matrix correlation = Matrix.Diagonal([.. Enumerable.Repeat(1.0, n)]);
            for (int i = 0; i < n; i++)
            {
                covariance[i, i] += 1e-6;
                for (int j = 0; j < i; j++)
                {
                    double scale = Math.Sqrt(covariance[i, i] * covariance[j, j]);
                    correlation[i, j] = correlation[j, i] = covariance[i, j] / scale;
                }
            }

            foreach (Linkage linkage in Enum.GetValues<Linkage>())
            {
                foreach (AssetDistance distance in Enum.GetValues<AssetDistance>())
                {
                    double[] weights = Weights(HierarchicalRiskParity.Of(
                        covariance, correlation, (linkage, distance), (Bounds.LongOnly(n), 1.0)));
                    Vectors.Sum(weights).ShouldBe(1.0, 1e-12, $"seed {seed}");
                    weights.ShouldAllBe(weight => weight > 0.0);
                }
            }
        }
    }

    [Fact]
    public void Uncorrelated_assets_are_held_by_inverse_variance_under_caps()
    {
        Matrix covariance = Matrix.Diagonal([0.01, 0.04, 0.04, 0.04]);
        double[] weights = Weights(HierarchicalRiskParity.Of(covariance, Bounds.LongOnly(4), 1.0));
        weights[0].ShouldBe(4.0 / 7.0, 1e-14);
        double[] capped = Weights(HierarchicalRiskParity.Of(covariance, Bounds.Uniform(4, 0.0, 0.4), 1.0));
        capped[0].ShouldBe(0.4, 1e-15);
        capped[1].ShouldBe(0.2, 1e-14);
    }

    [Fact]
    public void Odd_questions_have_an_answer_or_a_reason()
    {
        Weights(HierarchicalRiskParity.Of(Matrix.Diagonal([0.04]), Bounds.LongOnly(1), 1.0)).ShouldBe([1.0]);
        double[] same = Weights(HierarchicalRiskParity.Of(
            Matrix.Of(4, 4, [.. Enumerable.Repeat(0.04, 16)]), Bounds.LongOnly(4), 1.0));
        same.ShouldAllBe(weight => Math.Abs(weight - 0.25) < 1e-14);
        Why(Matrix.Diagonal([0.04, 0.0])).ShouldBe(new Refusal.NoVariance(1));
        Why(new Matrix(0, 0)).ShouldBeOfType<Refusal.NoAssets>();
        Why(Matrix.Diagonal([0.04, double.NaN])).ShouldBeOfType<Refusal.NotFinite>();
        HierarchicalRiskParity.Of(Matrix.Diagonal([0.04, 0.04]), Bounds.Uniform(2, 0.6, 1.0), 1.0)
            .ShouldBeOfType<Allocation.Refused>().Why.ShouldBeOfType<Refusal.BudgetOutOfReach>();
    }

    // As pandas does: means, variances and products all over the periods that the pair shares.
    private static Matrix PairwiseCorrelations(Matrix returns)
    {
        int n = returns.Columns;
        Matrix correlations = new(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                int[] shared = [.. Enumerable.Range(0, returns.Rows)
                    .Where(t => double.IsFinite(returns[t, i]) && double.IsFinite(returns[t, j]))];
                double meanX = shared.Average(t => returns[t, i]);
                double meanY = shared.Average(t => returns[t, j]);
                double products = shared.Sum(t => (returns[t, i] - meanX) * (returns[t, j] - meanY));
                double squaresX = shared.Sum(t => Math.Pow(returns[t, i] - meanX, 2.0));
                double squaresY = shared.Sum(t => Math.Pow(returns[t, j] - meanY, 2.0));
                correlations[i, j] = products / Math.Sqrt(squaresX * squaresY);
            }
        }

        return correlations;
    }

    private static double[] Weights(Allocation allocation) =>
        [.. allocation.ShouldBeOfType<Allocation.Solved>().Weights];

    private static Refusal Why(Matrix covariance) =>
        HierarchicalRiskParity.Of(covariance, Bounds.LongOnly(covariance.Rows), 1.0)
            .ShouldBeOfType<Allocation.Refused>().Why;
}
