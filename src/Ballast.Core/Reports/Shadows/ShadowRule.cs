using System.Collections.Immutable;

namespace Ballast.Core.Reports.Shadows;

/// <summary>Names and order of the rules that shadow books follow.</summary>
public static class ShadowRules
{
    /// <summary>Every rule, in the order in which books are kept and shown.</summary>
    public static ImmutableArray<ShadowRule> All { get; } =
    [
        ShadowRule.Hold, ShadowRule.ConstantMix, ShadowRule.Daily, ShadowRule.Monthly, ShadowRule.FivePointBand,
    ];

    /// <summary>The name by which a rule is asked for: <c>hold</c>, <c>constant-mix</c>, <c>daily</c>,
    /// <c>monthly</c> or <c>band-5-points</c>, as in backtests.</summary>
    public static string NameOf(ShadowRule rule) => rule switch
    {
        ShadowRule.Hold => BenchmarkPolicies.Hold,
        ShadowRule.ConstantMix => "constant-mix",
        ShadowRule.Daily => BenchmarkPolicies.Daily,
        ShadowRule.Monthly => BenchmarkPolicies.Monthly,
        ShadowRule.FivePointBand => BenchmarkPolicies.FivePointBand,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The rule of a name, or <see langword="null"/> where there is none of that name.</summary>
    public static ShadowRule? Find(string name)
    {
        foreach (ShadowRule rule in All)
        {
            if (NameOf(rule) == name)
            {
                return rule;
            }
        }

        return null;
    }
}

/// <summary>What a shadow book does at a valuation of the live one.</summary>
public enum ShadowRule
{
    /// <summary>Nothing.</summary>
    Hold = 0,

    /// <summary>Is on the targets again each time, and pays nothing for it: nobody can hold it.</summary>
    ConstantMix = 1,

    /// <summary>Goes to the targets at the first valuation of every UTC day.</summary>
    Daily = 2,

    /// <summary>Goes to the targets at the first valuation of every UTC month.</summary>
    Monthly = 3,

    /// <summary>Goes to the targets when a weight is more than 5 points away.</summary>
    FivePointBand = 4,
}
