using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;

namespace Ballast.Numerics.Tests.Optimizers.Frontier;

/// <summary>What must hold on every frontier, on a thousand random problems.</summary>
public sealed class RandomFrontierTests
{
    private const int Problems = 1000;

    [Fact]
    public void Every_turning_point_and_every_answer_is_optimal()
    {
        for (int seed = 0; seed < Problems; seed++)
        {
            MeanVarianceProblem problem = RandomProblems.Of(seed);
            FrontierOutcome outcome = CriticalLine.Trace(problem);
            EfficientFrontier frontier = outcome.ShouldBeOfType<FrontierOutcome.Traced>($"seed {seed}").Frontier;
            for (int k = 0; k < frontier.Count; k++)
            {
                FrontierPoint corner = frontier.Corner(k);
                Residuals residuals =
                    KarushKuhnTucker.Of(problem, corner.Weights.AsSpan(), corner.RiskTolerance);
                residuals.Largest.ShouldBeLessThan(
                    1e-12 * (1.0 + corner.RiskTolerance), $"seed {seed}, corner {k} of {frontier.Count}: {residuals}");
            }

            AnswersAreOptimal(problem, frontier, seed);
        }
    }

    [Fact]
    public void Return_and_risk_fall_together()
    {
        for (int seed = 0; seed < Problems; seed++)
        {
            MeanVarianceProblem problem = RandomProblems.Of(seed);
            EfficientFrontier frontier =
                CriticalLine.Trace(problem).ShouldBeOfType<FrontierOutcome.Traced>().Frontier;
            for (int k = 1; k < frontier.Count; k++)
            {
                FrontierPoint before = frontier.Corner(k - 1);
                FrontierPoint corner = frontier.Corner(k);
                corner.Mean.ShouldBeLessThanOrEqualTo(before.Mean + 1e-13, $"seed {seed}");
                corner.Variance.ShouldBeLessThanOrEqualTo(before.Variance + 1e-13, $"seed {seed}");
                corner.RiskTolerance.ShouldBeLessThanOrEqualTo(before.RiskTolerance, $"seed {seed}");
                corner.Variance.ShouldBe(problem.Covariance.Quadratic(corner.Weights.AsSpan()), 1e-13);
            }
        }
    }

    /// <summary>A correction that leaves the gradient behind is made again at every step: the last of hundreds of
    /// turning points was wrong by 1e-4 of weight.</summary>
    [Fact]
    public void The_last_of_many_turning_points_is_as_exact_as_the_first()
    {
        MeanVarianceProblem problem = OfOneFactor(assets: 300, seed: 7);

        EfficientFrontier frontier = CriticalLine.Trace(problem).ShouldBeOfType<FrontierOutcome.Traced>().Frontier;

        frontier.Count.ShouldBeGreaterThan(100);
        for (int k = 0; k < frontier.Count; k++)
        {
            FrontierPoint corner = frontier.Corner(k);
            KarushKuhnTucker.Of(problem, corner.Weights.AsSpan(), corner.RiskTolerance).Largest
                .ShouldBeLessThan(1e-14 * (1.0 + corner.RiskTolerance), $"corner {k} of {frontier.Count}");
        }
    }

    private static MeanVarianceProblem OfOneFactor(int assets, int seed)
    {
        Random random = new(seed);
        Matrix returns = new(2 * assets, assets);
        for (int t = 0; t < returns.Rows; t++)
        {
            double market = random.NextDouble() - 0.5;
            for (int i = 0; i < assets; i++)
            {
                returns[t, i] = market + (2.0 * (random.NextDouble() - 0.5));
            }
        }

        Matrix covariance = returns.Transposed().Times(returns);
        Vectors.Scale(1.0 / returns.Rows, covariance.Values);
        for (int i = 0; i < assets; i++)
        {
            for (int j = 0; j < i; j++)
            {
                covariance[i, j] = covariance[j, i];
            }
        }

        return new MeanVarianceProblem
        {
            Mean = [.. Enumerable.Range(0, assets).Select(_ => 0.4 * random.NextDouble())],
            Covariance = covariance,
            Bounds = Bounds.LongOnly(assets),
        };
    }

    private static void AnswersAreOptimal(MeanVarianceProblem problem, EfficientFrontier frontier, int seed)
    {
        Random random = new(seed);
        FrontierPoint top = frontier.Corner(0);
        FrontierPoint bottom = frontier.Corner(frontier.Count - 1);
        double mean = bottom.Mean + (random.NextDouble() * (top.Mean - bottom.Mean));
        double volatility = bottom.Volatility + (random.NextDouble() * (top.Volatility - bottom.Volatility));

        Allocation.Solved atReturn = Solved(frontier.AtLeastReturn(mean));
        Vectors.Dot(atReturn.Weights.AsSpan(), problem.Mean.AsSpan()).ShouldBe(mean, 1e-12, $"seed {seed}");
        Allocation.Solved atVolatility = Solved(frontier.AtMostVolatility(volatility));
        Math.Sqrt(Math.Max(problem.Covariance.Quadratic(atVolatility.Weights.AsSpan()), 0.0))
            .ShouldBe(volatility, 1e-7 * (1.0 + volatility), $"seed {seed}");
        Allocation.Solved atTolerance = Solved(frontier.AtRiskTolerance(random.NextDouble()));
        foreach (Allocation.Solved answer in new[] { atReturn, atVolatility, atTolerance })
        {
            answer.Residuals.Largest.ShouldBeLessThan(1e-11, $"seed {seed}: {answer.Residuals}");
        }

        Allocation.Solved[] early = [.. Best(CriticalLine.MaximumSharpe(problem, 0.01))];
        early.Length.ShouldBe(frontier.MaximumSharpe(0.01) is Allocation.Solved ? 1 : 0, $"seed {seed}");
        if (frontier.MaximumSharpe(0.01) is Allocation.Solved best)
        {
            best.Residuals.Feasibility.ShouldBeLessThan(1e-12);
            early[0].Weights.ShouldBe(best.Weights, $"seed {seed}: the walk that ends early gives the same digits");
            double ratio = Sharpe(problem, best.Weights.AsSpan());
            foreach (FrontierPoint point in frontier.Points(60))
            {
                point.Sharpe(0.01).ShouldBeLessThanOrEqualTo(ratio * (1.0 + 1e-9), $"seed {seed}");
            }
        }
    }

    private static Allocation.Solved[] Best(Allocation allocation) =>
        allocation is Allocation.Solved solved ? [solved] : [];

    private static double Sharpe(MeanVarianceProblem problem, ReadOnlySpan<double> weights) =>
        (Vectors.Dot(weights, problem.Mean.AsSpan()) - 0.01) / Math.Sqrt(problem.Covariance.Quadratic(weights));

    private static Allocation.Solved Solved(Allocation allocation) =>
        allocation.ShouldBeOfType<Allocation.Solved>();
}
