using Ballast.Core.Amounts;

namespace Ballast.Core.Policies.Consistency;

/// <summary>Warnings about bands and where breaches are taken back to.</summary>
internal static class BandWarnings
{
    private static readonly Weight Narrow = new(0.02m);
    private static readonly Weight Wide = new(0.10m);

    /// <summary>The warnings of a policy.</summary>
    public static IEnumerable<PolicyWarning> Of(Policy policy) =>
    [
        .. TooNarrow(policy), .. TooWide(policy), .. UnderItsCost(policy), .. ToTheEdge(policy),
        .. UnusedWidths(policy),
        .. ZeroTargetWithoutBand(policy),
    ];

    private static IEnumerable<PolicyWarning> TooNarrow(Policy policy)
    {
        var narrow = PolicyBands.Of(policy).Where(band => band.HalfWidth < Narrow).ToArray();
        if (narrow.Length > 0)
        {
            yield return new PolicyWarning(
                PathOf(policy),
                new Reason("band-narrow", $"{List(narrow)}: under 2 points, so trades are many and small."),
                "Unless costs are very low, widen the band (floor, absolute or perAsset).");
        }
    }

    private static IEnumerable<PolicyWarning> TooWide(Policy policy)
    {
        var wide = PolicyBands.Of(policy).Where(band => band.HalfWidth > Wide).ToArray();
        if (wide.Length > 0)
        {
            yield return new PolicyWarning(
                PathOf(policy),
                new Reason(
                    "band-wide",
                    $"{List(wide)}: over 10 points, so the portfolio may be far from its target for long."),
                "Narrow the band, or set absolute beside relative to cap it.");
        }
    }

    /// <summary>
    /// The price move that takes an asset from its target to the edge is about the half-width over the target. Where a
    /// trade there and back
    /// costs as much, the band reacts to moves that are not worth a trade.
    /// </summary>
    private static IEnumerable<PolicyWarning> UnderItsCost(Policy policy) =>
        from band in PolicyBands.Of(policy)
        let costs = policy.Costs.PerAsset.GetValueOrDefault(band.Asset, policy.Costs)
        let thereAndBack = 2m * (costs.TakerFeeBps + (costs.SpreadBps / 2m)) / 10_000m
        let move = band.HalfWidth.Value / policy.Target[band.Asset].Value
        where band.Asset != policy.Quote && move <= thereAndBack
        select new PolicyWarning(
            PathOf(policy),
            new Reason(
                "band-under-cost",
                $"{band.Asset} leaves its band after a move of {Percent.Of(move)} %, and trading it there and back "
                + $"costs {Percent.Of(thereAndBack)} %."),
            $"Widen the band of {band.Asset} well beyond its costs.");

    private static IEnumerable<PolicyWarning> ToTheEdge(Policy policy)
    {
        if (policy.Trigger.Band is { Destination: Destination.Edge })
        {
            yield return new PolicyWarning(
                "$.trigger.band.destination",
                new Reason(
                    "trigger-equals-destination",
                    "A breach is taken back to the edge it just crossed, so the next small move breaches again."),
                "Use \"half\": it needs 12 to 28 times fewer runs; \"edge\" pays only where all costs are proportional "
                + "and runs are free.");
        }
    }

    private static IEnumerable<PolicyWarning> UnusedWidths(Policy policy)
    {
        if (policy.Trigger is { VolatilityBand: not null, Band: { } band }
            && (band.Relative is not null || band.Absolute is not null || band.PerAsset.Count > 0))
        {
            yield return new PolicyWarning(
                "$.trigger.band",
                new Reason("band-unused", "volatilityBand replaces the widths given in band."),
                "Keep only destination in band, or drop volatilityBand.");
        }
    }

    private static IEnumerable<PolicyWarning> ZeroTargetWithoutBand(Policy policy)
    {
        if (policy.Moving is not null || policy.Trigger is not
            {
                VolatilityBand: null,
                Band: { Relative: not null, Floor: null, Absolute: null } band,
            })
        {
            yield break;
        }

        string[] bare = [.. policy.Target.Where(entry => entry.Value.IsZero && !band.PerAsset.ContainsKey(entry.Key))
            .Select(entry => entry.Key.Symbol)];
        if (bare.Length > 0)
        {
            yield return new PolicyWarning(
                "$.trigger.band",
                new Reason(
                    "zero-target-without-band", $"A fraction of a target of 0 is no band: {string.Join(", ", bare)}."),
                "Add a floor.");
        }
    }

    private static string PathOf(Policy policy) =>
        policy.Trigger.VolatilityBand is null ? "$.trigger.band" : "$.trigger.volatilityBand";

    private static string List(IEnumerable<(Asset Asset, Weight HalfWidth)> bands) =>
        "The half-width of " + string.Join(
            ", ", bands.Select(band => $"{band.Asset} is {Percent.Points(band.HalfWidth)}"));
}
