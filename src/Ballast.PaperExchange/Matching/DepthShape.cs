namespace Ballast.PaperExchange.Matching;

/// <summary>How the synthetic book looks around a market's mid price.</summary>
public sealed record DepthShape
{
    /// <summary>Distance between best bid and best ask, in bp of the mid.</summary>
    public decimal SpreadBps { get; init; } = 4m;

    /// <summary>Distance between two levels, in bp of the mid; never less than a tick.</summary>
    public decimal LevelStepBps { get; init; } = 1m;

    /// <summary>Levels a side.</summary>
    public int Levels { get; init; } = 50;

    /// <summary>Value of the best level in quote.</summary>
    public decimal TopNotional { get; init; } = 20_000m;

    /// <summary>How much more each further level holds, as a fraction of the best one.</summary>
    public decimal GrowthPerLevel { get; init; } = 0.08m;
}
