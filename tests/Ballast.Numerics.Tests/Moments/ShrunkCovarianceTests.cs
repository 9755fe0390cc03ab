using System.Diagnostics;
using System.Text.Json;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Moments;
using Ballast.Numerics.Optimizers;

namespace Ballast.Numerics.Tests.Moments;

/// <summary>Against the output of Ledoit and Wolf's own code (demeaned, n = T - 1) and of scikit-learn 1.2 (n = T), on
/// daily returns of 15 coins in 2023.</summary>
public sealed class ShrunkCovarianceTests
{
    private const string Folder = "optimizer/ledoit_wolf/";

    [Theory]
    [InlineData("cov1Para")]
    [InlineData("cov2Para")]
    [InlineData("covCor")]
    [InlineData("covDiag")]
    [InlineData("covMarket")]
    [InlineData("QIS")]
    [InlineData("LIS")]
    [InlineData("GIS")]
    [InlineData("sklearn_LedoitWolf")]
    [InlineData("sklearn_OAS")]
    public void Agrees_with_the_published_code(string variant)
    {
        ReturnPanel panel = ReturnPanel.Of(ReferenceTable.Csv(Folder + "crypto15_2023_daily_returns.csv", 1, 1));
        Matrix expected = ReferenceTable.Csv($"{Folder}crypto15_2023_daily_{variant}.csv", 0, 0);

        CovarianceEstimate estimate = Estimated(Shrunk(variant, panel));

        estimate.Observations.ShouldBe(364);
        for (int k = 0; k < expected.Values.Length; k++)
        {
            // The entries are about 1e-3: a difference of 1e-15 is 1e-12 of their size.
            estimate.Matrix.Values[k].ShouldBe(expected.Values[k], 1e-15);
        }

        JsonElement facts = ReferenceTable.Json(Folder + "expected.json").GetProperty("crypto15_2023_daily");
        if (facts.TryGetProperty(variant + "_shrinkage", out JsonElement shrinkage))
        {
            estimate.Shrinkage.ShouldBe(shrinkage.GetDouble(), 1e-12);
        }
    }

    [Fact]
    public void Sample_covariance_agrees_with_numpy()
    {
        ReturnPanel panel = ReturnPanel.Of(ReferenceTable.Csv(Folder + "crypto15_2023_daily_returns.csv", 1, 1));
        Matrix expected = ReferenceTable.Csv(Folder + "crypto15_2023_daily_sample_ddof1.csv", 0, 0);

        Matrix actual = Estimated(SampleCovariance.Of(panel, CovarianceConvention.Sample)).Matrix;
        Matrix pairwise = Estimated(SampleCovariance.Pairwise(panel, CovarianceConvention.Sample)).Matrix;

        for (int k = 0; k < expected.Values.Length; k++)
        {
            actual.Values[k].ShouldBe(expected.Values[k], 1e-17);
            pairwise.Values[k].ShouldBe(expected.Values[k], 1e-17);
        }
    }

    [Theory]
    [InlineData("cov1Para")]
    [InlineData("cov2Para")]
    [InlineData("covCor")]
    [InlineData("covDiag")]
    [InlineData("covMarket")]
    [InlineData("sklearn_OAS")]
    public void Assets_that_do_not_move_or_move_alike_give_finite_numbers(string variant)
    {
        Matrix flat = new(6, 3);
        Matrix alike = new(6, 3);
        for (int t = 0; t < 6; t++)
        {
            alike.Row(t).Fill(0.01 * ((t % 3) - 1));
            flat[t, 0] = 0.01 * ((t % 3) - 1);
        }

        foreach (Matrix returns in new[] { flat, alike, new Matrix(6, 3), new Matrix(6, 1) })
        {
            CovarianceEstimate estimate = Estimated(Shrunk(variant, ReturnPanel.Of(returns)));
            Vectors.FirstNotFinite(estimate.Matrix.Values).ShouldBe(-1);
            estimate.Shrinkage.ShouldBeInRange(0.0, 1.0);
        }
    }

    [Fact]
    public void Quadratic_shrinkage_answers_for_more_assets_than_returns()
    {
        Random random = new(2);
        Matrix returns = new(8, 20);
        foreach (ref double value in returns.Values)
        {
            value = 0.02 * (random.NextDouble() - 0.5);
        }

        ReturnPanel panel = ReturnPanel.Of(returns);
        Matrix matrix = Estimated(NonlinearShrinkage.Quadratic(panel, CovarianceConvention.Sample)).Matrix;
        Matrix sample = Estimated(SampleCovariance.Of(panel, CovarianceConvention.Sample)).Matrix;

        SymmetricEigen.Of(matrix).Eigenvalues[0].ShouldBeGreaterThan(0.0);
        Trace(matrix).ShouldBe(Trace(sample), 1e-15);
        NonlinearShrinkage.Linear(panel, CovarianceConvention.Sample).ShouldBeOfType<CovarianceOutcome.Refused>()
            .Why.ShouldBe(new Refusal.TooFewObservations(8, 22));
        NonlinearShrinkage.Quadratic(ReturnPanel.Of(new Matrix(30, 3)), CovarianceConvention.Sample)
            .ShouldBeOfType<CovarianceOutcome.Refused>().Why.ShouldBeOfType<Refusal.NotACovariance>();
    }

    [Fact]
    public void One_period_is_too_few()
    {
        ShrunkCovariance.OneParameter(ReturnPanel.Of(new Matrix(1, 2)), CovarianceConvention.Sample)
            .ShouldBeOfType<CovarianceOutcome.Refused>().Why.ShouldBe(new Refusal.TooFewObservations(1, 2));
    }

    private static CovarianceOutcome Shrunk(string variant, ReturnPanel panel) => variant switch
    {
        "cov1Para" => ShrunkCovariance.OneParameter(panel, CovarianceConvention.Sample),
        "cov2Para" => ShrunkCovariance.TwoParameter(panel, CovarianceConvention.Sample),
        "covCor" => ShrunkCovariance.ConstantCorrelation(panel, CovarianceConvention.Sample),
        "covDiag" => ShrunkCovariance.Diagonal(panel, CovarianceConvention.Sample),
        "covMarket" => ShrunkCovariance.Market(panel, CovarianceConvention.Sample),
        "QIS" => NonlinearShrinkage.Quadratic(panel, CovarianceConvention.Sample),
        "LIS" => NonlinearShrinkage.Linear(panel, CovarianceConvention.Sample),
        "GIS" => NonlinearShrinkage.Geometric(panel, CovarianceConvention.Sample),
        "sklearn_LedoitWolf" => ShrunkCovariance.OneParameter(panel, CovarianceConvention.MaximumLikelihood),
        "sklearn_OAS" => ShrunkCovariance.OracleApproximating(panel, CovarianceConvention.MaximumLikelihood),
        _ => throw new UnreachableException(),
    };

    private static double Trace(Matrix matrix)
    {
        double[] diagonal = new double[matrix.Rows];
        matrix.CopyDiagonal(diagonal);
        return diagonal.Sum();
    }

    private static CovarianceEstimate Estimated(CovarianceOutcome outcome) =>
        outcome.ShouldBeOfType<CovarianceOutcome.Estimated>().Estimate;
}
