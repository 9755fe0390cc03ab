using System.Diagnostics;
using Ballast.Core.Amounts;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;

namespace Ballast.Core.Targets.Methods;

/// <summary>
/// Assets that did not move at all, beside a method that divides by volatility. The method is not defined for them and
/// is not asked: each is left at its least weight, or at what the others' bounds do not take, and the rest is shared
/// out without them.
/// </summary>
internal sealed class StillAssets
{
    private readonly MethodQuestion question;
    private readonly int[] moving;
    private readonly int[] still;

    private StillAssets(MethodQuestion question, int[] still)
    {
        this.question = question;
        this.still = still;
        moving = [.. Enumerable.Range(0, question.Assets.Length).Except(still)];
    }

    /// <summary>The assets to be left out; nothing where the method knows what to do with them, or where nothing
    /// moves.</summary>
    public static StillAssets[] Of(MethodQuestion question)
    {
        if (question.Covariance.Length == 0 || question.Method is not (AllocationMethod.RiskParity
            or AllocationMethod.InverseVolatility or AllocationMethod.Hierarchical
            or AllocationMethod.MostDiversified or AllocationMethod.TrailingSharpe))
        {
            return [];
        }

        int[] still = [.. Enumerable.Range(0, question.Assets.Length).Where(i => question.Covariance[0][i, i] == 0.0)];
        return still.Length == 0 || still.Length == question.Assets.Length ? [] : [new StillAssets(question, still)];
    }

    /// <summary>Solves without them and puts them back.</summary>
    /// <param name="solve">Answers what is left of the question.</param>
    public MethodAnswer Around(Func<MethodQuestion, MethodAnswer> solve)
    {
        double[] held = Held();
        MethodQuestion rest = question with
        {
            Assets = [.. moving.Select(i => question.Assets[i])],
            Budget = question.Budget - held.Sum(),
            Bounds = Bounds.Of(
                [.. moving.Select(i => question.Bounds.Lower[i])], [.. moving.Select(i => question.Bounds.Upper[i])]),
            Groups = [.. question.Groups.Select(group => Without(group, held))],
            Covariance = [Part(question.Covariance[0])],
            Mean = question.Mean.IsEmpty ? [] : [.. moving.Select(i => question.Mean[i])],
        };
        return solve(rest) switch
        {
            MethodAnswer.Found found => Back(found, held),
            MethodAnswer.Declined declined => declined,
            _ => throw new UnreachableException(),
        };
    }

    // The least each may hold, and of what the moving ones' bounds leave over as much as there is room for.
    private double[] Held()
    {
        double[] least = [.. still.Select(i => Math.Max(question.Bounds.Lower[i], 0.0))];
        double[] room = [.. still.Select((place, k) => Math.Max(question.Bounds.Upper[place] - least[k], 0.0))];
        double over = question.Budget - least.Sum() - moving.Sum(i => question.Bounds.Upper[i]);
        double share = over > 0.0 && room.Sum() > 0.0 ? Math.Min(over / room.Sum(), 1.0) : 0.0;
        return [.. least.Select((weight, k) => weight + (share * room[k]))];
    }

    private LinearConstraint Without(LinearConstraint group, double[] held)
    {
        double part = still.Select((place, k) => group.Factors[place] * held[k]).Sum();
        return LinearConstraint.Between(
            [.. moving.Select(i => group.Factors[i])], group.Least - part, group.Most - part);
    }

    private Matrix Part(Matrix whole)
    {
        Matrix part = new(moving.Length, moving.Length);
        for (int i = 0; i < moving.Length; i++)
        {
            for (int j = 0; j < moving.Length; j++)
            {
                part[i, j] = whole[moving[i], moving[j]];
            }
        }

        return part;
    }

    private MethodAnswer.Found Back(MethodAnswer.Found found, double[] held)
    {
        double[] weights = new double[question.Assets.Length];
        foreach ((int k, int i) in moving.Index())
        {
            weights[i] = found.Allocation.Weights[k];
        }

        foreach ((int k, int i) in still.Index())
        {
            weights[i] = held[k];
        }

        return found with
        {
            Allocation = new Allocation.Solved(
                [.. weights], found.Allocation.Attempts, found.Allocation.Residuals),
            Remarks = [.. still.Select((place, k) => Remark(question.Assets[place], held[k]))],
        };
    }

    private static Reason Remark(Asset asset, double weight) => new(
        "left-out-still",
        $"{asset} does not move at all: left at {RefusalSentence.Percent(weight)}, the rest shared out without it");
}
