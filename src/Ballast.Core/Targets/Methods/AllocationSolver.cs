using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Numerics.Linear;

namespace Ballast.Core.Targets.Methods;

/// <summary>Finds the weights of a portfolio by a method, or by the first of several that answers. The same call serves
/// command line, live policies and backtests.</summary>
public static class AllocationSolver
{
    /// <summary>Tries the problem's methods in their order.</summary>
    /// <param name="problem">What is to be shared out.</param>
    /// <returns>The first method's weights that there are, with every attempt; refused where no method gave any. What a
    /// person may ask is never thrown at. An asset without variance is held where the method is defined for it, and
    /// left at its least weight with a remark where the method divides by volatility.</returns>
    public static AllocationAnswer Solve(AllocationProblem problem)
    {
        if (ProblemFaults.Of(problem) is [Reason fault])
        {
            return new AllocationAnswer.Refused { Attempts = [], Why = fault };
        }

        ImmutableArray<MethodAttempt> attempts = [];
        foreach (AllocationMethod method in problem.Methods)
        {
            MethodQuestion question = MethodQuestion.Of(problem, method);
            switch (Answer(question))
            {
                case MethodAnswer.Found found:
                    attempts = attempts.Add(new MethodAttempt
                    {
                        Method = method.Name,
                        Solvers = found.Allocation.Attempts,
                        Remarks = found.Remarks,
                        Residuals = found.Allocation.Residuals,
                    });
                    return Solved(question, found, attempts);
                case MethodAnswer.Declined declined:
                    attempts = attempts.Add(new MethodAttempt
                    {
                        Method = method.Name,
                        Refusal = declined.Why,
                        Solvers = declined.Solvers,
                    });
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return new AllocationAnswer.Refused { Attempts = attempts, Why = Together(attempts) };
    }

    private static MethodAnswer Answer(MethodQuestion question) => StillAssets.Of(question) is [StillAssets still]
        ? still.Around(MethodSolving.Solve)
        : MethodSolving.Solve(question);

    private static AllocationAnswer.Solved Solved(
        MethodQuestion question, MethodAnswer.Found found, ImmutableArray<MethodAttempt> attempts)
    {
        PortfolioMoments moments = new(question.Problem, found.Blended ?? question);
        double[] weights = moments.Weights(found.Allocation.Weights.AsSpan());
        double[] contributions = moments.Contributions(weights);
        double left = 1.0 - Vectors.Sum(weights);
        return new AllocationAnswer.Solved
        {
            Attempts = attempts,
            Method = question.Method,
            Assets = [.. moments.Assets.Select(
                (asset, i) => new AllocatedAsset(asset, weights[i], contributions[i]))],
            Measures = moments.Measure(weights),
            Cash = question.Method is AllocationMethod.Kelly ? Math.Max(left, 0.0) : 0.0,
        };
    }

    private static Reason Together(ImmutableArray<MethodAttempt> attempts) => attempts.Length == 1
        ? attempts[0].Refusal!
        : new Reason(
            "no-method-answered",
            string.Join("; ", attempts.Select(attempt => $"{attempt.Method}: {attempt.Refusal!.Sentence}")));
}
