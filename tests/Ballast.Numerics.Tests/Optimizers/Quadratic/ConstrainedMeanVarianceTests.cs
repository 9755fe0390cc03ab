using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;
using Ballast.Numerics.Optimizers.Quadratic;

namespace Ballast.Numerics.Tests.Optimizers.Quadratic;

/// <summary>Mean-variance questions as quadratic programs: against the critical line where nothing else is asked, by
/// hand where groups bind.</summary>
public sealed class ConstrainedMeanVarianceTests
{
    [Fact]
    public void Without_constraints_it_answers_as_the_critical_line_does()
    {
        int compared = 0;
        for (int seed = 0; seed < 150; seed++)
        {
            MeanVarianceProblem problem = RandomProblems.Of(seed);
            EfficientFrontier frontier =
                CriticalLine.Trace(problem).ShouldBeOfType<FrontierOutcome.Traced>().Frontier;
            ConstrainedMeanVariance programs = new(problem, []);
            FrontierPoint top = frontier.Corner(0);
            FrontierPoint end = frontier.Corner(frontier.Count - 1);
            double middle = 0.5 * (top.Mean + end.Mean);
            double limit = 0.5 * (top.Volatility + end.Volatility);

            Volatility(problem, programs.MinimumVariance()).ShouldBe(end.Volatility, 1e-6, $"seed {seed}");
            Mean(problem, programs.MaximumReturn()).ShouldBe(top.Mean, 1e-9, $"seed {seed}");
            Volatility(problem, programs.AtLeastReturn(middle))
                .ShouldBe(Volatility(problem, frontier.AtLeastReturn(middle)), 1e-6, $"seed {seed}");
            Mean(problem, programs.AtMostVolatility(limit))
                .ShouldBe(Mean(problem, frontier.AtMostVolatility(limit)), 1e-6, $"seed {seed}");
            if (frontier.MaximumSharpe(0.02) is Allocation.Solved best && end.Volatility > 1e-3)
            {
                compared++;
                Allocation.Solved found = programs.MaximumSharpe(0.02).ShouldBeOfType<Allocation.Solved>();
                ((Mean(problem, found) - 0.02) / Volatility(problem, found)).ShouldBe(
                    (Mean(problem, best) - 0.02) / Volatility(problem, best), 1e-7, $"seed {seed}");
                Vectors.Sum(found.Weights.AsSpan()).ShouldBe(1.0, 1e-9);
            }
        }

        compared.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_group_that_binds_shares_its_limit_out_by_the_ratio_that_is_left()
    {
        // Unrelated assets with variances 1, 2, 1 and excess 0.1, 0.2, 0.1, the first two held to 0.5 of 0.9 in all.
        // With a in the first: excess 0.14 - 0.1 a, variance 3 a^2 - 2 a + 0.66. The ratio is largest where
        // -0.2 (3 a^2 - 2 a + 0.66) = (6 a - 2) (0.14 - 0.1 a), that is 0.64 a = 0.148.
        MeanVarianceProblem problem = new()
        {
            Mean = [0.1, 0.2, 0.1],
            Covariance = Matrix.Diagonal([1.0, 2.0, 1.0]),
            Bounds = Bounds.LongOnly(3),
            Budget = 0.9,
        };
        ConstrainedMeanVariance programs =
            new(problem, [LinearConstraint.Group(3, [0, 1], double.NegativeInfinity, 0.5)]);

        double[] weights = [.. programs.MaximumSharpe(0.0).ShouldBeOfType<Allocation.Solved>().Weights];

        weights.ShouldBe([0.23125, 0.26875, 0.4], 1e-12);
        // The most that can be earned: half in the second, the rest in the third.
        Mean(problem, programs.MaximumReturn()).ShouldBe(0.14, 1e-12);
        programs.AtLeastReturn(0.15).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBeOfType<Refusal.TargetOutOfReach>().Most.ShouldBe(0.14, 1e-12);
        programs.AtMostVolatility(0.1).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBeOfType<Refusal.TargetOutOfReach>().Target.ShouldBe("volatility");
        programs.MaximumSharpe(0.2).ShouldBeOfType<Allocation.Refused>()
            .Why.ShouldBe(new Refusal.NothingAboveRiskFree(0.2, Mean(problem, programs.MaximumReturn())));
    }

    [Fact]
    public void Constraints_that_contradict_each_other_are_refused_with_a_proof()
    {
        MeanVarianceProblem problem = new()
        {
            Mean = [0.1, 0.2],
            Covariance = Matrix.Diagonal([1.0, 2.0]),
            Bounds = Bounds.LongOnly(2),
        };
        ConstrainedMeanVariance programs = new(problem, [LinearConstraint.Group(2, [0, 1], 0.0, 0.5)]);

        foreach (Allocation answer in (Allocation[])
            [programs.MinimumVariance(), programs.AtLeastReturn(0.1), programs.AtMostVolatility(1.0),
                programs.MaximumSharpe(0.0)])
        {
            answer.ShouldBeOfType<Allocation.Refused>().Why.ShouldBeOfType<Refusal.Contradiction>();
        }
    }

    private static double Mean(MeanVarianceProblem problem, Allocation allocation) => Vectors.Dot(
        allocation.ShouldBeOfType<Allocation.Solved>().Weights.AsSpan(), problem.Mean.AsSpan());

    private static double Volatility(MeanVarianceProblem problem, Allocation allocation) => Math.Sqrt(Math.Max(
        problem.Covariance.Quadratic(allocation.ShouldBeOfType<Allocation.Solved>().Weights.AsSpan()), 0.0));
}
