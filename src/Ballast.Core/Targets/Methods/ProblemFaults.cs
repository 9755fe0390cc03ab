using Ballast.Core.Amounts;

namespace Ballast.Core.Targets.Methods;

/// <summary>What makes a problem no problem before any method is tried.</summary>
internal static class ProblemFaults
{
    /// <summary>The reason to refuse, or nothing.</summary>
    public static Reason[] Of(AllocationProblem problem)
    {
        if (problem.Assets.IsEmpty || problem.Methods.IsEmpty)
        {
            return [new Reason("nothing-asked", "an allocation needs one asset and one method or more")];
        }

        if (problem.Assets.Distinct().Count() != problem.Assets.Length)
        {
            Asset twice = problem.Assets.GroupBy(asset => asset).First(group => group.Count() > 1).Key;
            return [new Reason("asset-twice", $"{twice} is named twice")];
        }

        if (!double.IsFinite(problem.RiskFree))
        {
            return [new Reason("risk-free-not-finite", "the risk-free rate is not a finite number")];
        }

        return Fixed(problem) is [Reason unfit] ? [unfit]
            : Limits(problem) is [Reason unheld] ? [unheld]
            : Strangers(problem);
    }

    private static Reason[] Strangers(AllocationProblem problem)
    {
        foreach (Asset asset in problem.MarketValues.Keys)
        {
            if (!problem.Assets.Contains(asset) && !problem.Fixed.ContainsKey(asset))
            {
                return [new Reason("value-of-a-stranger", $"there is a market value of {asset}, which is not held")];
            }
        }

        foreach (Asset asset in problem.Methods.OfType<AllocationMethod.RiskParity>()
            .SelectMany(parity => parity.Budgets.Keys))
        {
            if (!problem.Assets.Contains(asset))
            {
                return [new Reason("budget-of-a-stranger", $"there is a risk budget of {asset}, which is not held")];
            }
        }

        return [];
    }

    private static Reason[] Fixed(AllocationProblem problem)
    {
        double sum = 0.0;
        foreach ((Asset asset, double weight) in problem.Fixed)
        {
            if (!(weight is >= 0.0 and <= 1.0))
            {
                return [new Reason("fixed-not-a-weight", $"the fixed weight of {asset} is not between 0 and 1")];
            }

            sum += weight;
        }

        if (problem.Assets.All(problem.Fixed.ContainsKey))
        {
            return [new Reason("all-fixed", "every asset has a fixed weight, so there is nothing to share out")];
        }

        return sum < 1.0
            ? []
            : [new Reason("fixed-take-all", $"the fixed weights sum to {RefusalSentence.Percent(sum)}")];
    }

    private static Reason[] Limits(AllocationProblem problem)
    {
        foreach (AssetGroup group in problem.Limits.Groups)
        {
            foreach (Asset member in group.Members)
            {
                if (!problem.Assets.Contains(member))
                {
                    return [new Reason("group-of-strangers", $"group {group.Name} names {member}, which is not held")];
                }
            }
        }

        foreach (Asset asset in problem.Limits.PerAsset.Keys)
        {
            if (!problem.Assets.Contains(asset))
            {
                return [new Reason("bound-of-a-stranger", $"there is a bound for {asset}, which is not held")];
            }
        }

        return [];
    }
}
