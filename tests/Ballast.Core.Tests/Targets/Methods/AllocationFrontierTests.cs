using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Linear;

namespace Ballast.Core.Tests.Targets.Methods;

/// <summary>A frontier is drawn by the moments that its answer is measured by, and keeps its bounds.</summary>
public sealed class AllocationFrontierTests
{
    private static readonly ImmutableArray<Asset> Held = [new("BTC"), new("ETH"), new("SOL"), new("XRP")];

    private static readonly AllocationMethod.BlackLitterman Views = new(
    [
        new MarketView(ImmutableSortedDictionary<Asset, double>.Empty.Add(Held[2], 1.0), 0.9, 0.8),
        new MarketView(
            ImmutableSortedDictionary<Asset, double>.Empty.Add(Held[0], 1.0).Add(Held[1], -1.0), 0.3, 0.5),
    ]);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void No_answer_lies_above_its_frontier(bool hasMean, bool isFixed)
    {
        AllocationMethod[] methods = hasMean
            ? [Views, new AllocationMethod.MaximumSharpe(), new AllocationMethod.TargetReturn(0.25)]
            : [Views];
        foreach (AllocationMethod method in methods)
        {
            AllocationProblem problem = Problem(method, hasMean, isFixed);
            AllocationMeasures answer = AllocationSolver.Solve(problem)
                .ShouldBeOfType<AllocationAnswer.Solved>().Measures;

            FrontierPortfolio[] points = [.. AllocationFrontier.Trace(problem, new FrontierDetail.Evenly(2_000))
                .ShouldBeOfType<AllocationFrontier.Traced>().Portfolios];

            // On the frontier itself: no point earns as much with less, and one is next to it.
            AllocationMeasures[] richer =
            [
                .. points.Select(point => point.Measures)
                    .Where(one => one.ExpectedReturn >= answer.ExpectedReturn - 1e-12),
            ];
            double least = richer.Min(one => one.Volatility);
            answer.Volatility.ShouldBeInRange(least - 1e-3, least + 1e-9, method.Name);
            if (method is not AllocationMethod.TargetReturn)
            {
                points.Max(point => point.Measures.Sharpe).ShouldBeLessThanOrEqualTo(answer.Sharpe + 1e-12);
            }
        }
    }

    [Fact]
    public void Views_are_measured_by_the_covariance_they_were_optimised_with()
    {
        // Without views the posterior of He and Litterman (1999) is (1 + tau) V, and the best weights are the market's.
        AllocationProblem problem = Problem(new AllocationMethod.BlackLitterman([]), hasMean: false, isFixed: false);
        AllocationAnswer.Solved solved = AllocationSolver.Solve(problem).ShouldBeOfType<AllocationAnswer.Solved>();

        double[] weights = [.. solved.Assets.Select(line => line.Weight)];
        double variance = Covariance.Quadratic(weights) * (1.0 + AllocationDefaults.Tau);
        solved.Measures.Volatility.ShouldBe(Math.Sqrt(variance), 1e-12);
        solved.Measures.Sharpe.ShouldBe(
            (solved.Measures.ExpectedReturn - problem.RiskFree) / Math.Sqrt(variance), 1e-12);
    }

    [Fact]
    public void Groups_leave_no_weight_outside_its_bounds()
    {
        AllocationProblem problem = Problem(new AllocationMethod.MinimumVariance(), hasMean: true, isFixed: false);
        problem = problem with
        {
            Limits = problem.Limits with
            {
                Groups = [new AssetGroup("majors", [Held[0], Held[1]], new WeightRange(null, 0.5))],
            },
        };

        AllocationFrontier.Trace(problem, new FrontierDetail.Evenly(200)).ShouldBeOfType<AllocationFrontier.Traced>()
            .Portfolios.SelectMany(point => point.Weights).ShouldAllBe(weight => weight >= 0.0 && weight <= 1.0);
    }

    private static Matrix Covariance
    {
        get
        {
            double[] volatilities = [0.5, 0.7, 0.9, 0.6];
            Matrix matrix = new(4, 4);
            for (int i = 0; i < 4; i++)
            {
                for (int j = 0; j < 4; j++)
                {
                    matrix[i, j] = volatilities[i] * volatilities[j] * (i == j ? 1.0 : 0.2 + (0.1 * (i + j)));
                }
            }

            return matrix;
        }
    }

    private static AllocationProblem Problem(AllocationMethod method, bool hasMean, bool isFixed) => new()
    {
        Assets = Held,
        Methods = [method],
        Moments = AssetMoments.Given(Held, Covariance, hasMean ? [0.2, 0.1, 0.4, 0.15] : [])
            .ShouldBeOfType<MomentsOutcome.Estimated>().Moments,
        Limits = new AllocationLimits { EachAsset = WeightRange.LongOnly },
        Fixed = isFixed
            ? ImmutableSortedDictionary<Asset, double>.Empty.Add(new Asset("USDT"), 0.1)
            : ImmutableSortedDictionary<Asset, double>.Empty,
    };
}
