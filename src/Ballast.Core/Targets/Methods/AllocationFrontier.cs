using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;
using Ballast.Numerics.Optimizers.Quadratic;

namespace Ballast.Core.Targets.Methods;

/// <summary>The efficient portfolios of a problem, within the limits of its first method. Closed: <see cref="Traced"/>
/// or <see cref="Refused"/>.</summary>
public abstract record AllocationFrontier
{
    /// <summary>The frontier. Compared by reference of its lists.</summary>
    /// <param name="Assets">The problem's assets, then fixed ones that it does not list.</param>
    /// <param name="Portfolios">From the least variance to the highest return, one or more.</param>
    public sealed record Traced(ImmutableArray<Asset> Assets, ImmutableArray<FrontierPortfolio> Portfolios)
        : AllocationFrontier;

    /// <summary>There is none.</summary>
    /// <param name="Why">The reason.</param>
    public sealed record Refused(Reason Why) : AllocationFrontier;

    /// <summary>Traces the frontier: by the critical line, or where groups have limits by a quadratic program a
    /// point.</summary>
    /// <param name="problem">Needs a covariance and expected returns, which a first method with views makes itself: its
    /// frontier is that of the posterior. Of other methods only the first one's default range counts.</param>
    /// <param name="detail">Which portfolios.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two points.</exception>
    public static AllocationFrontier Trace(AllocationProblem problem, FrontierDetail detail)
    {
        if (ProblemFaults.Of(problem) is [Reason fault])
        {
            return new Refused(fault);
        }

        MethodQuestion question = MethodQuestion.Of(problem, problem.Methods[0]);
        if (question.Method is AllocationMethod.BlackLitterman blend && question.Covariance.Length > 0)
        {
            return ViewSolving.Blend(question, blend) switch
            {
                BlendOutcome.Refused refused => new Refused(refused.Why),
                BlendOutcome.Formed formed => Of(formed.Question, detail),
                _ => throw new UnreachableException(),
            };
        }

        return Of(question, detail);
    }

    private static AllocationFrontier Of(MethodQuestion question, FrontierDetail detail)
    {
        if (question.Covariance.Length == 0 || question.Mean.IsEmpty)
        {
            return new Refused(new Reason(
                "needs-expected-returns", "a frontier needs expected returns and a covariance of all assets"));
        }

        return question.Groups.IsEmpty ? ByLine(question, detail) : ByProgram(question, detail);
    }

    private static AllocationFrontier ByLine(MethodQuestion question, FrontierDetail detail) =>
        CriticalLine.Trace(question.MeanVariance(question.Mean)) switch
        {
            FrontierOutcome.Refused refused => new Refused(RefusalSentence.Of(refused.Why, question.Assets)),
            FrontierOutcome.Traced { Frontier: var frontier } => detail switch
            {
                FrontierDetail.TurningPoints => Measured(
                    question,
                    Enumerable.Range(0, frontier.Count).Reverse().Select(k => frontier.Corner(k).Weights)),
                FrontierDetail.Evenly evenly =>
                    Measured(question, frontier.Points(evenly.Count).Select(point => point.Weights)),
                _ => throw new UnreachableException(),
            },
            _ => throw new UnreachableException(),
        };

    private static AllocationFrontier ByProgram(MethodQuestion question, FrontierDetail detail)
    {
        if (detail is not FrontierDetail.Evenly { Count: var count })
        {
            return new Refused(new Reason(
                "no-turning-points", "turning points are known without groups only; ask for a number of points"));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(count, 2);
        ConstrainedMeanVariance programs = new(question.MeanVariance(question.Mean), question.Groups);
        Allocation lowest = programs.MinimumVariance();
        Allocation highest = programs.MaximumReturn();
        if (lowest is not Allocation.Solved first || highest is not Allocation.Solved last)
        {
            return NotSolved(question, lowest is Allocation.Solved ? highest : lowest);
        }

        double from = Vectors.Dot(first.Weights.AsSpan(), question.Mean.AsSpan());
        double to = Vectors.Dot(last.Weights.AsSpan(), question.Mean.AsSpan());
        var found = ImmutableArray.CreateBuilder<ImmutableArray<double>>(count);
        for (int k = 0; k < count; k++)
        {
            double share = k / (count - 1.0);
            Allocation point = programs.AtLeastReturn(((1.0 - share) * from) + (share * to));
            if (point is not Allocation.Solved solved)
            {
                return NotSolved(question, point);
            }

            found.Add(Kept(solved.Weights, question.Bounds));
        }

        return Measured(question, found);
    }

    // A program meets a bound to the last digit or so; what is printed keeps it.
    private static ImmutableArray<double> Kept(ImmutableArray<double> weights, Bounds bounds) =>
        [.. weights.Select((weight, i) => Math.Min(Math.Max(weight, bounds.Lower[i]), bounds.Upper[i]))];

    private static Refused NotSolved(MethodQuestion question, Allocation allocation) =>
        new(RefusalSentence.Of(((Allocation.Refused)allocation).Why, question.Assets));

    private static Traced Measured(MethodQuestion question, IEnumerable<ImmutableArray<double>> portfolios)
    {
        PortfolioMoments moments = new(question.Problem, question);
        return new Traced(moments.Assets, [.. portfolios.Select(free =>
        {
            double[] weights = moments.Weights(free.AsSpan());
            return new FrontierPortfolio([.. weights], moments.Measure(weights));
        })]);
    }
}
