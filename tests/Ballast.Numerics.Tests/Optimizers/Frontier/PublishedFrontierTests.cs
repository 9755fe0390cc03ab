using System.Text.Json;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Tests.Optimizers.Frontier;

/// <summary>The critical line algorithm against published turning points, frontiers and portfolios.</summary>
public sealed class PublishedFrontierTests
{
    [Theory]
    [InlineData("cla_markowitz_todd_10", 1e-12)]
    [InlineData("cla_markowitz_ch8", 1e-12)]
    [InlineData("cla_kwan", 1e-12)]
    public void Finds_all_turning_points_of_the_books(string id, double tolerance)
    {
        JsonElement vector = Vector(id);
        EfficientFrontier frontier = Trace(Problem(vector));
        JsonElement corners = vector.GetProperty("expected").GetProperty("corner_portfolios_and_lambda");

        frontier.Count.ShouldBe(corners.GetArrayLength());
        for (int k = 0; k < frontier.Count; k++)
        {
            FrontierPoint corner = frontier.Corner(k);
            ShouldBeNear([.. corner.Weights], ReferenceTable.Numbers(corners[k][0]), tolerance);
            corner.RiskTolerance.ShouldBe(corners[k][1].GetDouble(), 1e-10);
            KarushKuhnTucker.Of(Problem(vector), corner.Weights.AsSpan(), corner.RiskTolerance)
                .Largest.ShouldBeLessThan(1e-13);
        }
    }

    [Fact]
    public void Maximum_Sharpe_of_Markowitz_and_Todd_is_exact()
    {
        JsonElement vector = Vector("cla_markowitz_todd_10");
        JsonElement expected = vector.GetProperty("expected").GetProperty("max_sharpe_rf0");

        Allocation.Solved solved = Solved(Trace(Problem(vector)).MaximumSharpe(0.0));

        ShouldBeNear([.. solved.Weights], ReferenceTable.Numbers(expected.GetProperty("weights")), 1e-12);
        solved.Residuals.Largest.ShouldBeLessThan(1e-13);
    }

    [Theory]
    [InlineData("gmv_bai_scheinberg_box", 1e-7)]
    [InlineData("gmv_roncalli", 1e-5)]
    [InlineData("gmv_roncalli_min10", 1e-5)]
    [InlineData("mv_roncalli_ret6_max40", 1e-12)]
    [InlineData("maxsharpe_kwan_yuan", 1e-4)]
    public void Agrees_with_papers_to_their_printed_digits(string id, double tolerance)
    {
        JsonElement vector = Vector(id);
        EfficientFrontier frontier = Trace(Problem(vector));
        JsonElement input = vector.GetProperty("input");
        Allocation answer = frontier.MinimumVariance();
        if (input.TryGetProperty("target", out JsonElement target))
        {
            answer = frontier.AtLeastReturn(target.GetDouble());
        }
        else if (input.TryGetProperty("rf", out JsonElement riskFree))
        {
            answer = frontier.MaximumSharpe(riskFree.GetDouble());
        }

        double[] weights = [.. Solved(answer).Weights];
        ShouldBeNear(weights, ReferenceTable.Numbers(vector.GetProperty("expected").GetProperty("weights")), tolerance);
        if (vector.GetProperty("own_check").TryGetProperty("recomputed", out JsonElement recomputed))
        {
            // An interior point solver's answer to the same problem: close, and never exactly at a bound.
            ShouldBeNear(weights, ReferenceTable.Numbers(recomputed), 1e-12);
        }
    }

    [Theory]
    [InlineData(1, 142, 9.0e-11)]
    [InlineData(2, 5, 1.3e-12)]
    [InlineData(4, 149, 6.2e-10)]
    public void Meets_all_2000_points_of_the_OR_library(int port, int above, double furthest)
    {
        MeanVarianceProblem problem = OrLibrary.Problem(port);
        EfficientFrontier frontier = Trace(problem);
        Matrix points = ReferenceTable.Csv($"optimizer/orlib/port{port}_frontier.csv", 0, 0);
        points.Rows.ShouldBe(2000);

        // Return and variance are printed to ten digits: half a unit of the last in variance, and the same in return
        // times the slope. No point lies below the frontier beyond that, which would disprove it. Some lie above, by
        // the counts and distances given (the same from the turning points in another program): their solver stopped
        // there, as ours pass the optimality check to 1e-14. What the six digits of the printed means, deviations and
        // correlations leave open is more than a thousand times as much.
        const double digits = 5e-11;
        int found = 0;
        for (int k = 0; k < points.Rows; k++)
        {
            FrontierPoint exact = frontier.PointAtReturn(points[k, 0]);
            double allowed = digits * (1.0 + (2.0 * exact.RiskTolerance)) + 1e-14;
            double gap = points[k, 1] - exact.Variance;
            gap.ShouldBeGreaterThanOrEqualTo(-allowed, $"point {k}");
            gap.ShouldBeLessThanOrEqualTo(allowed + furthest, $"point {k}");
            found += gap > allowed ? 1 : 0;
            (gap - allowed).ShouldBeLessThan(0.001 * OpenByInputs(problem, exact), $"point {k}");
        }

        found.ShouldBeInRange(above - 1, above + 1);
        JsonElement expected = ReferenceTable.Json("optimizer/orlib/expected_gmv.json").GetProperty($"port{port}");
        FrontierPoint end = frontier.Corner(frontier.Count - 1);
        end.Variance.ShouldBe(expected.GetProperty("gmv_variance").GetDouble(), 1e-15);
        end.Mean.ShouldBe(expected.GetProperty("gmv_return").GetDouble(), 1e-11);
        Matrix weights = ReferenceTable.Csv($"optimizer/orlib/port{port}_gmv_weights.csv", 0, 0);
        ShouldBeNear([.. end.Weights], weights.Values.ToArray(), 1e-8);
        Solved(frontier.MinimumVariance()).Residuals.Largest.ShouldBeLessThan(1e-14);
    }

    [Fact]
    public void Agrees_with_two_solvers_on_fifteen_coins()
    {
        JsonElement coins = ReferenceTable.Json("optimizer/crypto_reference/expected_weights.json")
            .GetProperty("crypto15_2022");
        MeanVarianceProblem problem = new()
        {
            Mean = [.. ReferenceTable.Numbers(coins.GetProperty("mu_annual"))],
            Covariance = ReferenceTable.Rows(coins.GetProperty("cov_annual")),
            Bounds = Bounds.LongOnly(15),
        };
        MeanVarianceProblem capped = problem with { Bounds = Bounds.Uniform(15, 0.0, 0.25) };

        double[] least = [.. Solved(Trace(problem).MinimumVariance()).Weights];
        double[] leastCapped = [.. Solved(Trace(capped).MinimumVariance()).Weights];

        ShouldBeNear(least, ReferenceTable.Numbers(coins.GetProperty("gmv_long_only")), 1e-9);
        ShouldBeNear(leastCapped, ReferenceTable.Numbers(coins.GetProperty("gmv_cap25")), 1e-9);
    }

    // To first order, half a unit of the sixth digit of every input: variance moves by w_i w_j s_i s_j with a
    // correlation, by 2 w_i (Vw)_i / s_i with a deviation, and by its slope in return with the mean of what is held.
    private static double OpenByInputs(MeanVarianceProblem problem, FrontierPoint point)
    {
        const double digits = 5e-7;
        double[] pull = new double[problem.Count];
        problem.Covariance.Multiply(point.Weights.AsSpan(), pull);
        double undiversified = 0.0;
        double squares = 0.0;
        double deviations = 0.0;
        for (int i = 0; i < pull.Length; i++)
        {
            double deviation = Math.Sqrt(problem.Covariance[i, i]);
            undiversified += point.Weights[i] * deviation;
            squares += point.Weights[i] * deviation * point.Weights[i] * deviation;
            deviations += 2.0 * point.Weights[i] * Math.Abs(pull[i]) / deviation;
        }

        return digits * ((undiversified * undiversified) - squares + deviations + (2.0 * point.RiskTolerance));
    }

    private static MeanVarianceProblem Problem(JsonElement vector)
    {
        JsonElement input = vector.GetProperty("input");
        Matrix covariance = ReferenceTable.Rows(input.GetProperty("cov"));
        int n = covariance.Rows;
        return new MeanVarianceProblem
        {
            Mean = input.TryGetProperty("mu", out JsonElement mean)
                ? [.. ReferenceTable.Numbers(mean)]
                : [.. new double[n]],
            Covariance = covariance,
            Bounds = Bounds.Of(Bound(input, "lower", n, 0.0), Bound(input, "upper", n, 1.0)),
        };
    }

    private static double[] Bound(JsonElement input, string name, int n, double otherwise)
    {
        if (!input.TryGetProperty(name, out JsonElement bound))
        {
            return [.. Enumerable.Repeat(otherwise, n)];
        }

        return bound.ValueKind == JsonValueKind.Array
            ? ReferenceTable.Numbers(bound)
            : [.. Enumerable.Repeat(bound.GetDouble(), n)];
    }

    private static JsonElement Vector(string id) =>
        ReferenceTable.Json("optimizer/vectors/test_vectors.json").GetProperty("vectors").EnumerateArray()
            .Single(vector => vector.GetProperty("id").GetString() == id);

    private static EfficientFrontier Trace(MeanVarianceProblem problem) =>
        CriticalLine.Trace(problem).ShouldBeOfType<FrontierOutcome.Traced>().Frontier;

    private static Allocation.Solved Solved(Allocation allocation) =>
        allocation.ShouldBeOfType<Allocation.Solved>();

    private static void ShouldBeNear(double[] actual, double[] expected, double tolerance)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i].ShouldBe(expected[i], tolerance);
        }
    }
}
