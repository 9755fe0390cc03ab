using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Rules inside <c>trigger</c>.</summary>
internal static class TriggerRules
{
    /// <summary>The rules.</summary>
    public static PolicyRule[] All { get; } =
    [
        new(["$.trigger.band"], FloorNeedsRelative),
        new(["$.trigger.band", "$.trigger.volatilityBand", "$.target", "$.quote"], EveryAssetHasABand),
        new(
            ["$.trigger.emergency", "$.trigger.band", "$.trigger.volatilityBand", "$.target"],
            EmergencyIsOutsideTheBand),
        new(["$.trigger.volatilityBand"], BaseIsWithinItsBounds),
        new(["$.trigger.atrSchedule"], RangeHoldsTheAverage),
        new(["$.trigger.drawdown"], RestoreIsAboveTheFall),
    ];

    private static IEnumerable<PolicyError> FloorNeedsRelative(Policy policy)
    {
        if (policy.Trigger.Band is { Floor: { } floor, Relative: null })
        {
            yield return new PolicyError
            {
                Path = "$.trigger.band.floor",
                Found = $"{floor} without relative",
                Allowed = "a floor beside relative; for one width for all assets use absolute",
            };
        }
    }

    private static IEnumerable<PolicyError> EveryAssetHasABand(Policy policy)
    {
        if (policy.Trigger is not { VolatilityBand: null, Band: { Relative: null, Absolute: null, Floor: null } band })
        {
            yield break;
        }

        string[] bare =
        [
            .. policy.Target.Keys.Append(policy.Quote).Distinct()
                .Where(asset => !band.PerAsset.ContainsKey(asset))
                .Select(asset => asset.Symbol),
        ];
        if (bare.Length > 0)
        {
            yield return new PolicyError
            {
                Path = "$.trigger.band",
                Found = $"no width for {string.Join(", ", bare)}",
                Allowed = "relative or absolute, or perAsset for every asset and the quote",
            };
        }
    }

    private static IEnumerable<PolicyError> EmergencyIsOutsideTheBand(Policy policy)
    {
        Weight? narrowest = PolicyBands.Narrowest(policy);
        if (policy.Trigger.Emergency is { } emergency && narrowest is { } band && emergency <= band)
        {
            yield return new PolicyError
            {
                Path = "$.trigger.emergency",
                Found = emergency.ToString(),
                Allowed = $"a drift above the narrowest band, which is {band}; below it no band would ever matter",
            };
        }
    }

    private static IEnumerable<PolicyError> BaseIsWithinItsBounds(Policy policy)
    {
        if (policy.Trigger.VolatilityBand is { } band && !(band.Min <= band.Base && band.Base <= band.Max))
        {
            yield return new PolicyError
            {
                Path = "$.trigger.volatilityBand.base",
                Found = $"{band.Base} with min {band.Min} and max {band.Max}",
                Allowed = "min <= base <= max",
            };
        }
    }

    private static IEnumerable<PolicyError> RangeHoldsTheAverage(Policy policy)
    {
        if (policy.Trigger.AtrSchedule is { } schedule && schedule.RangeDays <= schedule.AtrDays)
        {
            yield return new PolicyError
            {
                Path = "$.trigger.atrSchedule.rangeDays",
                Found = $"{schedule.RangeDays} with atrDays {schedule.AtrDays}",
                Allowed = "more days than atrDays",
            };
        }
    }

    private static IEnumerable<PolicyError> RestoreIsAboveTheFall(Policy policy)
    {
        if (policy.Trigger.Drawdown is { } drawdown && drawdown.RestoreAt >= drawdown.Fraction)
        {
            yield return new PolicyError
            {
                Path = "$.trigger.drawdown.restoreAt",
                Found = $"{CanonicalDecimal.Format(drawdown.RestoreAt)} with fraction "
                    + $"{CanonicalDecimal.Format(drawdown.Fraction)}",
                Allowed = "a distance below fraction; otherwise the target would be reduced and restored at once",
            };
        }
    }
}
