using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.BlackLitterman;

namespace Ballast.Core.Targets.Methods;

/// <summary>Black and Litterman's blend: excess returns that market values imply, moved by views, and the best Sharpe
/// ratio of what comes out. Fully invested weights of that kind are proportional to He and Litterman's (1999), so that
/// without views and bounds that bind the market comes back. Weights and frontier are measured by the same
/// blend.</summary>
internal static class ViewSolving
{
    public static MethodAnswer Solve(MethodQuestion question, AllocationMethod.BlackLitterman blend) =>
        Blend(question, blend) switch
        {
            BlendOutcome.Refused refused => new MethodAnswer.Declined(refused.Why, []),
            BlendOutcome.Formed formed => Best(formed),
            _ => throw new UnreachableException(),
        };

    /// <summary>Forms the posterior of a question that has a covariance.</summary>
    public static BlendOutcome Blend(MethodQuestion question, AllocationMethod.BlackLitterman blend)
    {
        foreach (MarketView view in blend.Views)
        {
            if (view.Factors.Keys.FirstOrDefault(asset => !question.Assets.Contains(asset)) is { } stranger)
            {
                return new BlendOutcome.Refused(
                    new Reason("view-of-a-stranger", $"a view names {stranger}, which is not to be solved for"));
            }
        }

        double[] market = MarketShares.Of(question.Assets, question.Problem.MarketValues);
        BlackLittermanProblem problem = new()
        {
            Covariance = question.Covariance[0],
            Prior = BlackLittermanProblem.Equilibrium(
                question.Covariance[0], market, AllocationDefaults.RiskAversion),
            Views = [.. blend.Views.Select(view => Excess(view, question))],
            Tau = AllocationDefaults.Tau,
        };
        return Posterior.Of(problem) switch
        {
            PosteriorOutcome.Refused refused => new BlendOutcome.Refused(
                refused.Why is Refusal.OutOfRange { Input: "view confidence", Value: 1.0 }
                    ? new Reason("views-contradict", "two certain views repeat or contradict each other; be less sure")
                    : RefusalSentence.Of(refused.Why, question.Assets)),
            PosteriorOutcome.Formed formed => new BlendOutcome.Formed(
                question with
                {
                    Covariance = [formed.Covariance],
                    Mean = [.. formed.Mean.Select(mean => mean + question.Problem.RiskFree)],
                },
                formed.Mean),
            _ => throw new UnreachableException(),
        };
    }

    // Excess over the rate: a rate of zero on returns that already lie above it.
    private static MethodAnswer Best(BlendOutcome.Formed formed)
    {
        MethodQuestion excess = formed.Question with
        {
            Problem = formed.Question.Problem with { RiskFree = 0.0 },
        };
        return MeanVarianceSolving.MaximumSharpe(excess, formed.Excess) switch
        {
            MethodAnswer.Found found => found with { Blended = formed.Question },
            MethodAnswer.Declined declined => declined,
            _ => throw new UnreachableException(),
        };
    }

    private static View Excess(MarketView view, MethodQuestion question)
    {
        double[] factors = [.. question.Assets.Select(asset => view.Factors.GetValueOrDefault(asset))];
        double rate = Vectors.Sum(factors) * question.Problem.RiskFree;
        return new View([.. factors], view.Return - rate, new ViewTrust.Confidence(view.Confidence));
    }
}
