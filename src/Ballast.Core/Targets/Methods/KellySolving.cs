using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Kelly;

namespace Ballast.Core.Targets.Methods;

/// <summary>Kelly's weights: of assets that move together, or of bets with edges.</summary>
internal static class KellySolving
{
    public static MethodAnswer Solve(MethodQuestion question, AllocationMethod.Kelly kelly)
    {
        if (!kelly.Edges.IsEmpty)
        {
            return OfBets(question, kelly);
        }

        double[] excess = [.. question.Mean.Select(mean => mean - question.Problem.RiskFree)];
        return MethodSolving.Answer(question, ContinuousKelly.Within(
            excess, question.Covariance[0], kelly.Fraction, (question.Bounds, question.Budget)));
    }

    private static MethodAnswer OfBets(MethodQuestion question, AllocationMethod.Kelly kelly)
    {
        if (kelly.Edges.Keys.FirstOrDefault(asset => !question.Assets.Contains(asset)) is { } stranger)
        {
            return new MethodAnswer.Declined(
                new Reason("edge-of-a-stranger", $"an edge names {stranger}, which is not to be solved for"), []);
        }

        double[] stakes = new double[question.Assets.Length];
        ImmutableArray<Attempt> attempts = [new Attempt("Kelly", AttemptEnding.Solved, 0)];
        for (int i = 0; i < stakes.Length; i++)
        {
            double cap = Math.Clamp(question.Bounds.Upper[i], 0.0, question.Budget);
            if (!kelly.Edges.TryGetValue(question.Assets[i], out BetEdge? edge))
            {
                continue;
            }

            Allocation stake = SingleBet.Of(edge.WinProbability, edge.Odds, kelly.Fraction, cap);
            if (stake is not Allocation.Solved solved)
            {
                return MethodSolving.Answer(question, stake);
            }

            stakes[i] = solved.Weights[0];
            attempts = solved.Attempts;
        }

        double sum = Vectors.Sum(stakes);
        Vectors.Scale(sum > question.Budget ? question.Budget / sum : 1.0, stakes);
        return MethodSolving.Answer(
            question,
            new Allocation.Solved(ImmutableCollectionsMarshal.AsImmutableArray(stakes), attempts, default));
    }
}
