using System.Collections.Immutable;
using System.Diagnostics;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Diversification;
using Ballast.Numerics.Optimizers.Hierarchical;
using Ballast.Numerics.Optimizers.Proportional;
using Ballast.Numerics.Optimizers.RiskBudgeting;

namespace Ballast.Core.Targets.Methods;

/// <summary>Hands a question to the solver of its method.</summary>
internal static class MethodSolving
{
    /// <summary>Solves, or says why not.</summary>
    public static MethodAnswer Solve(MethodQuestion question) =>
        Lack(question) is [Reason lack] ? new MethodAnswer.Declined(lack, []) : question.Method switch
        {
            AllocationMethod.MinimumVariance => MeanVarianceSolving.MinimumVariance(question),
            AllocationMethod.MaximumSharpe => MeanVarianceSolving.MaximumSharpe(question, question.Mean),
            AllocationMethod.MostDiversified => question.Groups.IsEmpty
                ? Answer(question, MostDiversified.Of(question.Covariance[0], question.Bounds, question.Budget))
                : MeanVarianceSolving.MostDiversified(question),
            AllocationMethod.TargetReturn target => MeanVarianceSolving.TargetReturn(question, target.Least),
            AllocationMethod.TargetVolatility target => MeanVarianceSolving.TargetVolatility(question, target.Most),
            AllocationMethod.BlackLitterman blend => ViewSolving.Solve(question, blend),
            AllocationMethod.Kelly kelly => KellySolving.Solve(question, kelly),
            AllocationMethod.RiskParity parity => Answer(question, RiskParity(question, parity)),
            AllocationMethod.InverseVolatility => Answer(
                question, InverseVolatility.Of(question.Covariance[0], question.Bounds, question.Budget)),
            AllocationMethod.Hierarchical => Answer(
                question, HierarchicalRiskParity.Of(question.Covariance[0], question.Bounds, question.Budget)),
            AllocationMethod.Equal => Answer(question, EqualWeights.Of(question.Bounds, question.Budget)),
            AllocationMethod.CappedMarketCap => Answer(
                question, MarketCap.Of(MarketValues(question), question.Bounds, question.Budget)),
            AllocationMethod.TrailingSharpe => Answer(question, Trailing(question)),
            _ => throw new UnreachableException(),
        };

    /// <summary>Puts a solver's answer into words.</summary>
    public static MethodAnswer Answer(MethodQuestion question, Allocation allocation) => allocation switch
    {
        Allocation.Solved solved => new MethodAnswer.Found(solved),
        Allocation.Refused refused =>
            new MethodAnswer.Declined(RefusalSentence.Of(refused.Why, question.Assets), refused.Attempts),
        _ => throw new UnreachableException(),
    };

    // What the method needs and nobody gave.
    private static Reason[] Lack(MethodQuestion question)
    {
        (bool covariance, bool mean, bool knowsGroups) = question.Method switch
        {
            AllocationMethod.MinimumVariance or AllocationMethod.MostDiversified => (true, false, true),
            AllocationMethod.BlackLitterman => (true, false, true),
            AllocationMethod.MaximumSharpe or AllocationMethod.TargetReturn => (true, true, true),
            AllocationMethod.TargetVolatility => (true, true, true),
            AllocationMethod.RiskParity or AllocationMethod.InverseVolatility => (true, false, false),
            AllocationMethod.Hierarchical => (true, false, false),
            AllocationMethod.TrailingSharpe => (true, true, false),
            AllocationMethod.Kelly kelly => (kelly.Edges.IsEmpty, kelly.Edges.IsEmpty, false),
            AllocationMethod.Equal or AllocationMethod.CappedMarketCap => (false, false, false),
            _ => throw new UnreachableException(),
        };
        string name = question.Method.Name;
        if (covariance && question.Covariance.Length == 0)
        {
            return [new Reason("needs-covariance", $"{name} needs a covariance of all its assets")];
        }

        if (mean && question.Mean.IsEmpty)
        {
            return [new Reason("needs-expected-returns", $"{name} needs expected returns")];
        }

        return knowsGroups || question.Groups.IsEmpty
            ? []
            : [new Reason("groups-not-known", $"{name} spreads by itself and knows no limits on groups")];
    }

    private static Allocation RiskParity(MethodQuestion question, AllocationMethod.RiskParity parity)
    {
        double[] budgets = [.. question.Assets.Select(
            asset => parity.Budgets.IsEmpty ? 1.0 : parity.Budgets.GetValueOrDefault(asset))];
        return RiskBudgetSolver.Solve(new RiskBudgetProblem
        {
            Covariance = question.Covariance[0],
            RiskBudgets = [.. budgets],
            Bounds = question.Bounds,
            Budget = question.Budget,
        });
    }

    private static double[] MarketValues(MethodQuestion question) =>
        [.. question.Assets.Select(asset => question.Problem.MarketValues.GetValueOrDefault(asset))];

    private static Allocation Trailing(MethodQuestion question) => TrailingSharpe.Of(
        question.Mean.AsSpan(),
        question.Covariance[0],
        question.Problem.RiskFree,
        (question.Bounds, question.Budget));
}
