using System.Collections.Immutable;
using Ballast.Core.Amounts;
using Ballast.Core.Policies.Format;
using Ballast.Core.Targets.Methods;
using Ballast.Core.Targets.Moving;
using Ballast.Numerics.Linear;
using Ballast.Numerics.Optimizers;
using Ballast.Numerics.Optimizers.Frontier;
using Ballast.Numerics.Optimizers.Quadratic;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Rules inside one aim: what its method needs, what it does not look at, and bounds that can be
/// met.</summary>
internal static class AimRules
{
    private static readonly TargetMethod[] KnowGroups =
    [
        TargetMethod.MinVariance, TargetMethod.MaxSharpe, TargetMethod.MostDiversified, TargetMethod.TargetReturn,
        TargetMethod.TargetVolatility, TargetMethod.BlackLitterman,
    ];

    private static readonly TargetMethod[] DivideByVolatility =
    [
        TargetMethod.RiskParity, TargetMethod.InverseVolatility, TargetMethod.MostDiversified,
        TargetMethod.Hierarchical, TargetMethod.TrailingSharpe,
    ];

    /// <summary>The errors of an aim.</summary>
    /// <param name="policy">Its quote takes what a method leaves.</param>
    /// <param name="aim">The aim.</param>
    /// <param name="path">Where it stands.</param>
    public static IEnumerable<PolicyError> Broken(Policy policy, AimPolicy aim, string path) =>
        aim.Method is null
            ? Written(aim, path)
            : [
                .. Chain(aim, path), .. Strangers(aim, path), .. Unused(aim, path), .. Lacking(aim, path),
                .. Reserved(aim, path), .. Limits(aim, path), .. Still(policy, aim, path),
            ];

    private static IEnumerable<PolicyError> Written(AimPolicy aim, string path)
    {
        AimPolicy bare = AimPolicy.Blank with
        {
            Weights = aim.Weights,
            ScaleToVolatility = aim.ScaleToVolatility,
            Lookback = aim.Lookback,
            Covariance = aim.Covariance,
            Mean = aim.Mean,
            RiskFree = aim.RiskFree,
            KellyFraction = aim.KellyFraction,
        };
        if (aim.Weights.IsEmpty)
        {
            yield return Error(path, "neither weights nor a method", "one of weights and method");
        }
        else if (bare != aim)
        {
            yield return Error(path, "settings of a method beside weights", "method, or weights alone");
        }

        foreach (PolicyError error in TargetRules.SumsToOne(path + ".weights", aim.Weights.Values))
        {
            yield return error;
        }
    }

    private static IEnumerable<PolicyError> Chain(AimPolicy aim, string path)
    {
        if (!aim.Weights.IsEmpty)
        {
            yield return Error(path, "weights and method", "one of them");
        }

        if (aim.Assets.IsEmpty)
        {
            yield return Error(
                path + ".assets", "nothing", "the assets that the method shares the portfolio out among");
        }

        if (aim.Fallback.Contains(aim.Method!.Value))
        {
            yield return Error(path + ".fallback", "the method itself", "other methods than the one they follow");
        }
    }

    private static IEnumerable<PolicyError> Strangers(AimPolicy aim, string path) =>
    [
        .. Strange(aim, path + ".bounds.perAsset", aim.Bounds.PerAsset.Keys),
        .. Strange(aim, path + ".budgets", aim.Budgets.Keys),
        .. Strange(aim, path + ".marketValues", aim.MarketValues.Keys),
        .. Strange(aim, path + ".edges", aim.Edges.Keys),
        .. aim.Groups.Index().SelectMany(group =>
            Strange(aim, $"{path}.groups[{group.Index}].assets", group.Item.Assets)),
        .. aim.Views.Index().SelectMany(view =>
            Strange(aim, $"{path}.views[{view.Index}].factors", view.Item.Factors.Keys)),
    ];

    private static IEnumerable<PolicyError> Strange(AimPolicy aim, string path, IEnumerable<Asset> assets) =>
        from asset in assets
        where !aim.Assets.Contains(asset)
        select Error(Spot.PathTo(path, asset.Symbol), $"the asset {asset}", "assets of the method");

    // A setting that no method of the chain looks at would be a limit that silently does not hold.
    private static IEnumerable<PolicyError> Unused(AimPolicy aim, string path) =>
    [
        .. Only(aim, path + ".budgets", !aim.Budgets.IsEmpty, TargetMethod.RiskParity),
        .. Only(aim, path + ".views", !aim.Views.IsEmpty, TargetMethod.BlackLitterman),
        .. Only(aim, path + ".edges", !aim.Edges.IsEmpty, TargetMethod.Kelly),
        .. Only(aim, path + ".kellyFraction", aim.KellyFraction != AimPolicy.Blank.KellyFraction, TargetMethod.Kelly),
        .. Only(aim, path + ".targetReturn", aim.TargetReturn is not null, TargetMethod.TargetReturn),
        .. Only(aim, path + ".targetVolatility", aim.TargetVolatility is not null, TargetMethod.TargetVolatility),
        .. Only(aim, path + ".groups", !aim.Groups.IsEmpty, KnowGroups),
        .. Only(
            aim, path + ".marketValues", !aim.MarketValues.IsEmpty && aim.Mean != Numerics.Moments.MeanMethod
                .CapitalAssetPricing,
            TargetMethod.CappedMarketCap, TargetMethod.BlackLitterman),
    ];

    private static IEnumerable<PolicyError> Only(
        AimPolicy aim, string path, bool isGiven, params TargetMethod[] users) =>
        isGiven && !aim.Chain.Any(users.Contains)
            ? [Error(
                path,
                "a setting that no method here looks at",
                "only beside " + string.Join(", ", users.Select(MethodNames.Of)))]
            : [];

    private static IEnumerable<PolicyError> Lacking(AimPolicy aim, string path) =>
    [
        .. Needed(aim, path + ".targetReturn", aim.TargetReturn is null, TargetMethod.TargetReturn),
        .. Needed(aim, path + ".targetVolatility", aim.TargetVolatility is null, TargetMethod.TargetVolatility),
        .. Needed(aim, path + ".marketValues", aim.MarketValues.IsEmpty, TargetMethod.CappedMarketCap),
    ];

    private static IEnumerable<PolicyError> Needed(AimPolicy aim, string path, bool isMissing, TargetMethod user) =>
        isMissing && aim.Chain.Contains(user)
            ? [Error(path, "nothing", $"a value: {MethodNames.Of(user)} needs it")]
            : [];

    private static IEnumerable<PolicyError> Reserved(AimPolicy aim, string path)
    {
        decimal sum = aim.Fixed.Values.Sum(weight => weight.Value);
        if (sum >= 1m || aim.Assets.All(aim.Fixed.ContainsKey))
        {
            yield return Error(
                path + ".fixed",
                sum >= 1m ? $"a sum of {CanonicalDecimal.Format(sum)}" : "every asset of the method",
                "weights that leave something for the method to share out");
        }
    }

    private static IEnumerable<PolicyError> Limits(AimPolicy aim, string path)
    {
        PolicyError[] bounds = [.. Bounds(aim, path)];
        return bounds.Length > 0 || Reserved(aim, path).Any() || Strangers(aim, path).Any()
            ? bounds
            : Groups(aim, path);
    }

    // Whether any weights at all are within bounds and groups: the least sum of squares says so exactly.
    private static IEnumerable<PolicyError> Groups(AimPolicy aim, string path)
    {
        foreach (TargetMethod method in aim.Groups.IsEmpty ? [] : aim.Chain.Where(KnowGroups.Contains))
        {
            var question = MethodQuestion.Of(AimProblem.Of(aim), AimProblem.MethodOf(aim, method));
            MeanVarianceProblem anything = new()
            {
                Mean = [.. question.Assets.Select(_ => 0.0)],
                Covariance = Matrix.Diagonal([.. question.Assets.Select(_ => 1.0)]),
                Bounds = question.Bounds,
                Budget = question.Budget,
            };
            if (new ConstrainedMeanVariance(anything, question.Groups).MinimumVariance() is Allocation.Refused refused)
            {
                yield return Error(
                    path + ".groups",
                    refused.Why is Refusal.Contradiction { Gap: var gap }
                        ? $"groups that miss {Percent.Of((decimal)gap)} % of weight with these bounds"
                        : RefusalSentence.Of(refused.Why, question.Assets).Sentence,
                    $"groups that can be met within the bounds of {MethodNames.Of(method)}, "
                        + $"{Percent.Of((decimal)question.Budget)} % being to be shared out");
            }
        }
    }

    private static IEnumerable<PolicyError> Bounds(AimPolicy aim, string path)
    {
        AllocationLimits limits = AimProblem.LimitsOf(aim);
        AllocationMethod method = AimProblem.MethodOf(aim, aim.Method!.Value);
        double rest = (double)(1m - aim.Fixed.Values.Sum(weight => weight.Value));
        WeightRange[] ranges = [.. AimProblem.Free(aim).Select(asset => limits.RangeOf(asset, method))];
        double least = ranges.Sum(range => range.Least ?? 0.0);
        double most = ranges.Sum(range => range.Most ?? 1.0);
        bool isCrossed = ranges.Any(range => range.Least > range.Most);
        if (isCrossed || least > rest + 1e-12 || (most < rest - 1e-12 && method is not AllocationMethod.Kelly))
        {
            yield return Error(
                path + ".bounds",
                isCrossed
                    ? "a min above its max"
                    : $"bounds of {ranges.Length} assets that allow from {Percent.Of((decimal)least)} % to "
                        + $"{Percent.Of((decimal)most)} % together",
                $"bounds that can be met: {Percent.Of((decimal)rest)} % are to be shared out");
        }
    }

    // The quote's price never moves: a method that divides by volatility would leave it at its least weight for ever,
    // which fixed says better.
    private static IEnumerable<PolicyError> Still(Policy policy, AimPolicy aim, string path)
    {
        if (aim.Assets.Contains(policy.Quote) && !aim.Fixed.ContainsKey(policy.Quote)
            && DivideByVolatility.Contains(aim.Method!.Value))
        {
            yield return Error(
                path + ".assets",
                $"the quote {policy.Quote}, whose price never moves",
                $"assets with a risk to share out; give {policy.Quote} its weight in fixed");
        }
    }

    private static PolicyError Error(string path, string found, string allowed) =>
        new() { Path = path, Found = found, Allowed = allowed };
}
