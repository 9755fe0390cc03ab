using System.Text.Json;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Diversification;
using Ballast.Numerics.Optimizers.Proportional;
using Ballast.Numerics.Optimizers.RiskBudgeting;

namespace Ballast.Numerics.Tests.Optimizers.RiskBudgeting;

/// <summary>Risk budgeting and its relatives against published weights.</summary>
public sealed class PublishedRiskBudgetTests
{
    [Theory]
    [InlineData("erc_mrt_ex1")]
    [InlineData("erc_bai_scheinberg")]
    [InlineData("rb_uncorrelated")]
    public void Agrees_with_papers_to_their_printed_digits(string id)
    {
        JsonElement vector = Vector(id);
        JsonElement input = vector.GetProperty("input");
        RiskBudgetProblem problem = RiskBudgetProblem.Equal(ReferenceTable.Rows(input.GetProperty("cov")));
        if (input.TryGetProperty("budgets", out JsonElement budgets))
        {
            problem = problem with { RiskBudgets = [.. ReferenceTable.Numbers(budgets)] };
        }

        Allocation[] answers =
        [
            RiskBudgetSolver.Solve(problem),
            RiskBudgetSolver.SolveByDescent(problem),
            RiskBudgetSolver.SolveByNewton(problem),
            RiskBudgetSolver.SolveByTruncatedNewton(problem),
        ];
        foreach (Allocation answer in answers)
        {
            double[] weights = [.. answer.ShouldBeOfType<Allocation.Solved>().Weights];
            ShouldBeNear(weights, vector.GetProperty("expected").GetProperty("weights"), Tolerance(vector));

            // An independent Newton solver's answer to the same problem, in full digits.
            ShouldBeNear(weights, vector.GetProperty("own_check").GetProperty("recomputed"), 1e-12);
        }
    }

    [Theory]
    [InlineData("mdp_choueifaty_1")]
    [InlineData("mdp_choueifaty_2")]
    public void Most_diversified_agrees_with_its_paper(string id)
    {
        JsonElement vector = Vector(id);
        Matrix covariance = ReferenceTable.Rows(vector.GetProperty("input").GetProperty("cov"));
        double[] weights = Weights(MostDiversified.Of(covariance, Bounds.LongOnly(2), 1.0));
        ShouldBeNear(weights, vector.GetProperty("expected").GetProperty("weights"), 1e-12);
    }

    [Fact]
    public void Agrees_with_two_solvers_on_fifteen_coins()
    {
        JsonElement coins = ReferenceTable.Json("optimizer/crypto_reference/expected_weights.json")
            .GetProperty("crypto15_2022");
        Matrix covariance = ReferenceTable.Rows(coins.GetProperty("cov_annual"));

        double[] parity = Weights(RiskBudgetSolver.Solve(RiskBudgetProblem.Equal(covariance)));
        double[] inverse = Weights(InverseVolatility.Of(covariance, Bounds.LongOnly(15), 1.0));
        double[] diverse = Weights(MostDiversified.Of(covariance, Bounds.LongOnly(15), 1.0));

        ShouldBeNear(parity, coins.GetProperty("erc"), 1e-12);
        ShouldBeNear(inverse, coins.GetProperty("inverse_vol"), 1e-14);
        ShouldBeNear(diverse, coins.GetProperty("mdp"), 1e-9);
    }

    private static double[] Weights(Allocation allocation) =>
        [.. allocation.ShouldBeOfType<Allocation.Solved>().Weights];

    private static double Tolerance(JsonElement vector) => vector.GetProperty("tolerance").GetDouble();

    private static JsonElement Vector(string id) =>
        ReferenceTable.Json("optimizer/vectors/test_vectors.json").GetProperty("vectors").EnumerateArray()
            .Single(vector => vector.GetProperty("id").GetString() == id);

    private static void ShouldBeNear(double[] actual, JsonElement expected, double tolerance)
    {
        double[] numbers = ReferenceTable.Numbers(expected);
        actual.Length.ShouldBe(numbers.Length);
        for (int i = 0; i < actual.Length; i++)
        {
            actual[i].ShouldBe(numbers[i], tolerance);
        }
    }
}
