using System.Collections.Immutable;

namespace Ballast.Numerics.Sweeps;

/// <summary>Settings of one rule that one engine takes, with every fee and window.</summary>
/// <param name="Rule">Position of the rule.</param>
/// <param name="Bands">Positions of the bands.</param>
/// <param name="Engine">The engine and why.</param>
public sealed record SweepPart(int Rule, ImmutableArray<int> Bands, SweepEngine Engine)
{
    private const string Shared = "runs go all the way to target, costs are proportional, and nothing is too small to "
        + "trade: drifts depend on the bar of the last run alone";

    /// <summary>Chooses engines for a rule's bands.</summary>
    internal static IEnumerable<SweepPart> Of(SweepGrid grid, TargetMix mix, int rule)
    {
        if (Obstacle(grid.Rules[rule]) is { } why)
        {
            yield return new SweepPart(rule, [.. Enumerable.Range(0, grid.Bands.Length)], new SweepEngine.Walked(why));
            yield break;
        }

        var points = new List<int>();
        var parts = new List<int>();
        var floored = new List<int>();
        for (int band = 0; band < grid.Bands.Length; band++)
        {
            (HasFloor(grid.Bands[band], mix) ? floored : grid.Bands[band].Kind == BandKind.Relative ? parts : points)
                .Add(band);
        }

        var shared = new SweepEngine.Coalesced(Shared);
        const string Floor = "the floor of a relative band gives every width another shape";
        foreach ((List<int> bands, SweepEngine engine) in new (List<int> Bands, SweepEngine Engine)[]
            { (points, shared), (parts, shared), (floored, new SweepEngine.Walked(Floor)) })
        {
            if (bands.Count > 0)
            {
                yield return new SweepPart(rule, [.. bands], engine);
            }
        }
    }

    private static string? Obstacle(SweepRule rule) => rule switch
    {
        { Destination: not SweepDestination.Target } =>
            "a run that stops inside the band leaves drifts that depend on the path",
        { MinTrade: > 0.0 } => "a least trade makes runs depend on the portfolio's value",
        { Lots.IsEmpty: false } => "lots make runs depend on the portfolio's value",
        { Flows.IsEmpty: false } => "flows change drifts between runs",
        _ => null,
    };

    private static bool HasFloor(BandWidth band, TargetMix mix)
    {
        if (band.Kind != BandKind.Relative || band.Floor <= 0.0)
        {
            return false;
        }

        double least = mix.Cash;
        foreach (double target in mix.Weights)
        {
            least = Math.Min(least, target);
        }

        return band.Floor > band.Width * least;
    }
}
