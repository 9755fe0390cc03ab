using System.Diagnostics;
using Ballast.Numerics.Optimizers;

namespace Ballast.Core.Targets.Methods;

/// <summary>Resampled weights (Michaud 1998): the method that answered is solved again on the moments of drawn
/// histories, and the weights are averaged. Each draw keeps budget, bounds and groups, so the average does. It is
/// steadier than the weights of one history, and no cure: all draws share that history's mistakes (Scherer
/// 2002).</summary>
public static class AllocationResampling
{
    // An aim that is missed by less than percentages show is not worth a word.
    private const double Worth = 1e-6;

    /// <summary>Averages.</summary>
    /// <param name="problem">The problem, with the moments of the window itself, by which the average is
    /// measured.</param>
    /// <param name="answer">What it was answered; the method that answered is solved on every draw, without
    /// fallbacks.</param>
    /// <param name="drawn">Moments of the same assets, from <see cref="MomentResampling"/>.</param>
    /// <returns>The mean weights, with a last attempt whose remarks count the draws that are in it and those that are
    /// not, by reason; its residuals are NaN, as an average is the optimum of nothing. Refused where half of the draws
    /// or more have no answer: the average would be of the lucky ones. A refusal comes back as it is.</returns>
    public static AllocationAnswer Average(
        AllocationProblem problem, AllocationAnswer answer, DrawnMoments.Drawn drawn)
    {
        if (answer is not AllocationAnswer.Solved single)
        {
            return answer;
        }

        DrawTally tally = new(single.Assets.Length);
        foreach (MomentsOutcome outcome in drawn.Outcomes)
        {
            switch (outcome)
            {
                case MomentsOutcome.Refused refused:
                    tally.LeaveOut(refused.Why);
                    break;
                case MomentsOutcome.Estimated estimated:
                    tally.Add(AllocationSolver.Solve(
                        problem with { Moments = estimated.Moments, Methods = [single.Method] }));
                    break;
                default:
                    throw new UnreachableException();
            }
        }

        return 2 * tally.Solved > tally.Count
            ? Averaged(problem, single, tally, drawn.Seed)
            : Refused(single, tally);
    }

    private static AllocationAnswer.Solved Averaged(
        AllocationProblem problem, AllocationAnswer.Solved single, DrawTally tally, int seed)
    {
        MethodQuestion question = MethodQuestion.Of(problem, single.Method);
        PortfolioMoments moments = new(problem, Measured(question));
        double[] weights = tally.Mean;
        double[] contributions = moments.Contributions(weights);
        AllocationMeasures measures = moments.Measure(weights);
        return single with
        {
            Attempts = single.Attempts.Add(new MethodAttempt
            {
                Method = single.Method.Name,
                Solvers = [new Attempt("resampling", AttemptEnding.Solved, tally.Count)],
                Remarks = [.. tally.Remarks(seed), .. Missed(single.Method, measures)],
                Residuals = new Residuals(double.NaN, double.NaN, double.NaN),
            }),
            Assets = [.. single.Assets.Select(
                (line, i) => new AllocatedAsset(line.Asset, weights[i], contributions[i]))],
            Measures = measures,
            Cash = single.Method is AllocationMethod.Kelly ? Math.Max(1.0 - weights.Sum(), 0.0) : 0.0,
        };
    }

    // Only views make moments of their own, and they have answered this very question before.
    private static MethodQuestion Measured(MethodQuestion question) =>
        question.Method is AllocationMethod.BlackLitterman blend
            ? ((BlendOutcome.Formed)ViewSolving.Blend(question, blend)).Question
            : question;

    // Each draw meets the aim by its own moments, and the average need not by those of the window.
    private static Reason[] Missed(AllocationMethod method, AllocationMeasures measures)
    {
        if (method is AllocationMethod.TargetReturn earned && measures.ExpectedReturn < earned.Least - Worth)
        {
            return
            [
                new Reason(
                    "aim-missed",
                    $"each draw earns at least {RefusalSentence.Percent(earned.Least)} by its own returns; by those of "
                        + $"the window the mean earns {RefusalSentence.Percent(measures.ExpectedReturn)}"),
            ];
        }

        return method is AllocationMethod.TargetVolatility kept && measures.Volatility > kept.Most + Worth
            ?
            [
                new Reason(
                    "aim-missed",
                    $"each draw keeps within {RefusalSentence.Percent(kept.Most)} by its own covariance; by that of "
                        + $"the window the mean has a volatility of {RefusalSentence.Percent(measures.Volatility)}"),
            ]
            : [];
    }

    private static AllocationAnswer.Refused Refused(AllocationAnswer.Solved single, DrawTally tally)
    {
        Reason why = new(
            "too-few-draws",
            $"{single.Method.Name} answered on {tally.Solved} of {tally.Count} drawn histories only "
                + $"({tally.LeftOut})");
        return new AllocationAnswer.Refused
        {
            Attempts = single.Attempts.Add(new MethodAttempt
            {
                Method = single.Method.Name,
                Refusal = why,
                Solvers = [new Attempt("resampling", AttemptEnding.Rejected, tally.Count)],
            }),
            Why = why,
        };
    }
}
