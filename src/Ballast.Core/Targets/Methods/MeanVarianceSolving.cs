using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;
using Ballast.Numerics.Optimizers.Quadratic;

namespace Ballast.Core.Targets.Methods;

/// <summary>Questions about the efficient frontier: by the critical line, or by quadratic programs where groups have
/// limits.</summary>
internal static class MeanVarianceSolving
{
    public static MethodAnswer MinimumVariance(MethodQuestion question) => Ask(
        question,
        question.Mean.IsEmpty ? [.. question.Assets.Select(_ => 0.0)] : question.Mean,
        problem => Trace(problem, frontier => frontier.MinimumVariance()),
        programs => programs.MinimumVariance());

    public static MethodAnswer MaximumSharpe(MethodQuestion question, ImmutableArray<double> mean) => Ask(
        question,
        mean,
        problem => CriticalLine.MaximumSharpe(problem, question.BudgetRate),
        programs => programs.MaximumSharpe(question.BudgetRate));

    /// <summary>The largest ratio of the assets' own volatilities to the portfolio's, under groups.</summary>
    public static MethodAnswer MostDiversified(MethodQuestion question)
    {
        double[] volatilities = new double[question.Assets.Length];
        for (int i = 0; i < volatilities.Length; i++)
        {
            volatilities[i] = Math.Sqrt(question.Covariance[0][i, i]);
            if (!(volatilities[i] > 0.0))
            {
                return MethodSolving.Answer(question, Allocation.Refuse(new Refusal.NoVariance(i)));
            }
        }

        return Ask(
            question,
            [.. volatilities],
            problem => CriticalLine.MaximumSharpe(problem, 0.0),
            programs => programs.MaximumSharpe(0.0));
    }

    public static MethodAnswer TargetReturn(MethodQuestion question, double target) => Ask(
        question,
        question.Mean,
        problem => Trace(problem, frontier => frontier.AtLeastReturn(target - question.FixedReturn)),
        programs => programs.AtLeastReturn(target - question.FixedReturn));

    public static MethodAnswer TargetVolatility(MethodQuestion question, double limit) => Ask(
        question,
        question.Mean,
        problem => Trace(problem, frontier => frontier.AtMostVolatility(limit)),
        programs => programs.AtMostVolatility(limit));

    private static MethodAnswer Ask(
        MethodQuestion question,
        ImmutableArray<double> mean,
        Func<MeanVarianceProblem, Allocation> byLine,
        Func<ConstrainedMeanVariance, Allocation> byProgram)
    {
        MeanVarianceProblem problem = question.MeanVariance(mean);
        return MethodSolving.Answer(
            question,
            question.Groups.IsEmpty
                ? byLine(problem)
                : byProgram(new ConstrainedMeanVariance(problem, question.Groups)));
    }

    private static Allocation Trace(MeanVarianceProblem problem, Func<EfficientFrontier, Allocation> find) =>
        CriticalLine.Trace(problem) switch
        {
            FrontierOutcome.Traced traced => find(traced.Frontier),
            FrontierOutcome.Refused refused => Allocation.Refuse(refused.Why),
            _ => throw new UnreachableException(),
        };
}
