using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Core.Targets.Methods;
using Ballast.Numerics.Moments;

namespace Ballast.Cli.Commands.Optimizing;

/// <summary>What <c>optimize --json</c> prints. Everything is a plain number with all its digits; what has no meaning
/// (an expected return that nobody gave) is <c>null</c>.</summary>
internal static class OptimizeDocument
{
    /// <summary>The document.</summary>
    public static object Of(OptimizeResult result) => result.Answer switch
    {
        AllocationAnswer.Solved solved => new
        {
            status = "solved",
            weights = Named(solved.Assets.Select(line => (line.Asset, line.Weight))),
            expectedReturn = Number(solved.Measures.ExpectedReturn),
            volatility = Number(solved.Measures.Volatility),
            sharpe = Number(solved.Measures.Sharpe),
            riskContributions = Named(solved.Assets.Select(line => (line.Asset, line.RiskContribution))),
            frontier = Frontier(result.Frontier),
            attempts = Attempts(result),
        },
        AllocationAnswer.Refused => new
        {
            status = "refused",
            weights = new Dictionary<string, double?>(),
            expectedReturn = (double?)null,
            volatility = (double?)null,
            sharpe = (double?)null,
            riskContributions = new Dictionary<string, double?>(),
            frontier = Frontier(result.Frontier),
            attempts = Attempts(result),
        },
        _ => throw new UnreachableException(),
    };

    private static object[] Frontier(AllocationFrontier frontier) => frontier switch
    {
        AllocationFrontier.Refused => [],
        AllocationFrontier.Traced traced =>
        [
            .. traced.Portfolios.Select(portfolio => new
            {
                expectedReturn = Number(portfolio.Measures.ExpectedReturn),
                volatility = Number(portfolio.Measures.Volatility),
                sharpe = Number(portfolio.Measures.Sharpe),
                weights = Named(traced.Assets.Zip(portfolio.Weights)),
            }),
        ],
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<object> Attempts(OptimizeResult result)
    {
        if (result.Problem.Moments?.Covariance.Repair is CovarianceRepair.Lifted lifted)
        {
            yield return new
            {
                method = "covariance",
                outcome = "repaired",
                reason = result.Repair,
                iterations = lifted.Count,
                residual = Number(lifted.LargestChange),
            };
        }

        foreach (MethodAttempt attempt in result.Answer.Attempts)
        {
            yield return new
            {
                method = attempt.Method,
                outcome = attempt.Refusal is null ? "solved" : "refused",
                reason = attempt.Refusal?.Sentence
                    ?? (attempt.Remarks.IsEmpty ? null : OptimizeResult.Told(attempt.Remarks)),
                iterations = attempt.Solvers.Sum(solver => solver.Steps),
                residual = attempt.Refusal is null ? Number(attempt.Residuals.Largest) : null,
            };
        }
    }

    private static Dictionary<string, double?> Named(IEnumerable<(Asset Asset, double Value)> lines) =>
        lines.ToDictionary(line => line.Asset.Symbol, line => Number(line.Value), StringComparer.Ordinal);

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
